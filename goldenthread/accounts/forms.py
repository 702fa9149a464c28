"""What people type to sign in."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from goldenthread.accounts.passwords import LEAST
from goldenthread.components.forms import PageForm

NEW_PASSWORD_HINT = (
    f"{LEAST} characters or more, spaces too. Three or four words that do not belong together are easy to keep. "
    "You may paste it from a password manager."
)
_WRONG_EMAIL = "Write an e-mail address, as name@example.gov.uk."


class SignIn(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", label="E-mail address", missing="Type your e-mail address.", autocomplete="username")
        self.fields["login"].error_messages["invalid"] = _WRONG_EMAIL
        for validator in self.fields["login"].validators:
            validator.message = _WRONG_EMAIL  # type: ignore[attr-defined]  # Django's own has one
        _say(self, "password", label="Password", missing="Type your password.", autocomplete="current-password")


class SignInAgain(ReauthenticateForm):
    """The password once more, before something is changed about the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", label="Your password", missing="Type your password.", autocomplete="current-password")


class ChangePassword(ChangePasswordForm):
    """The password now, and the new one. Once is enough where it can be looked at or pasted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            "oldpassword",
            label="Your password now",
            missing="Type your password as it is now.",
            autocomplete="current-password",
        )
        _say(self, "password1", label="New password", missing="Type a new password.", autocomplete="new-password")
        self.fields["password1"].help_text = NEW_PASSWORD_HINT
        del self.fields["password2"]


class ChoosePassword(forms.Form):
    """A first password, or a new one, by an invitation."""

    password = forms.CharField(label="Password", strip=False, help_text=NEW_PASSWORD_HINT, widget=forms.PasswordInput)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        _say(self, "password", label="Password", missing="Type a password.", autocomplete="new-password")

    def clean_password(self) -> str:
        """The password; says what is wrong with one that is too short or too common."""
        password: str = self.cleaned_data["password"]
        validate_password(password, user=self._person)
        return password


class HowMessages(PageForm):
    """Each message at once, or those of a day together."""

    how = forms.ChoiceField(
        label="How do you want your messages?",
        widget=forms.RadioSelect,
        choices=[("at-once", "Each at once"), ("daily", "Together, once a day")],
        help_text="An invitation always comes at once.",
        error_messages={"required": "Choose whether messages come at once or once a day."},
    )

    def __init__(self, typed: Any = None, *, daily: bool) -> None:
        super().__init__(typed, initial={"how": "daily" if daily else "at-once"})

    @property
    def daily(self) -> bool:
        return bool(self.cleaned_data["how"] == "daily")


class TypeCode(AuthenticateForm):
    """The code that the person's app shows now, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, label="Code")


class TypeCodeAgain(CodeAgainForm):
    """The same, before something is changed about the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, label="Code")


class AddCode(ActivateTOTPForm):
    """The first code, which shows that the app has taken the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key_in_groups = " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))
        _say_code(self, label="The six digits that the app shows now")


def _say(form: forms.Form, name: str, *, label: str, missing: str, autocomplete: str) -> None:
    field = form.fields[name]
    field.label = label
    field.help_text = ""
    field.error_messages["required"] = missing
    field.widget.attrs = {"autocomplete": autocomplete, "spellcheck": "false"}
    if name == "login":
        field.widget.input_type = "email"
    if name == "password" and isinstance(form, ChoosePassword):
        field.help_text = NEW_PASSWORD_HINT


def _say_code(form: forms.Form, *, label: str) -> None:
    field = form.fields["code"]
    field.label = label
    field.error_messages["required"] = "Type the code."
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
