"""What a password must be: long, and not what somebody would try first. No rule of which signs it has."""

from __future__ import annotations

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from goldenthread.accounts.models import User

LEAST = 15
_DIFFERENT = 6
# What somebody who knows the place would try, and what people write to make a short password long.
_OF_THE_PLACE = ("goldenthread", "password", "council", "performance", "qwerty", "letmein", "welcome", "123456")


class LongEnough:
    """15 characters or more (OWASP ASVS 5.0, 6.2.1)."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < LEAST:
            raise ValidationError(
                f"Use {LEAST} characters or more: three or four words that do not belong together, say."
            )

    def get_help_text(self) -> str:
        return f"{LEAST} characters or more."


class NotObvious:
    """Not one of the common ones, not made of few signs, not of the person's own name or address."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < LEAST:
            return  # which is said already
        plain = "".join(password.casefold().split())
        if len(set(plain)) < _DIFFERENT or plain in self._common or _twice(plain) in self._common:
            raise ValidationError("Many people use this password, or one like it. Choose another.")
        words = [*_OF_THE_PLACE, *self._common_within(plain)]
        if user is not None:
            words += [part for part in (*user.name.casefold().split(), *_parts(user.email)) if len(part) > 3]
        left = plain
        for word in sorted(words, key=len, reverse=True):
            left = left.replace(word, "")
        if left != plain and sum(sign.isalpha() for sign in left) < _DIFFERENT:
            raise ValidationError(
                "This is made of your name, or of words that are tried first. Choose words that do not belong together."
            )

    def get_help_text(self) -> str:
        return "Not a common password, and not your own name."

    def _common_within(self, plain: str) -> list[str]:
        """The common password at its beginning, if one stands there: "sunshine" of "sunshine2019"."""
        for length in range(len(plain), 5, -1):
            if plain[:length] in self._common:
                return [plain[:length]]
        return []


def _twice(plain: str) -> str:
    half = len(plain) // 2
    return plain[:half] if plain[:half] == plain[half:] else ""


def _parts(email: str) -> list[str]:
    return email.casefold().replace("@", ".").replace("-", ".").replace("_", ".").split(".")
