"""Finding people."""

from __future__ import annotations

from goldenthread.accounts.models import User
from goldenthread.domain.problems import Refused


class PersonUnknown(Refused):
    """Nobody active has this e-mail address."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(f"Nobody here has the e-mail address {email!r}.")


def person_by_email(email: str) -> User:
    """The active person with this address, whatever its capitals; raises PersonUnknown."""
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise PersonUnknown(email)
    return person
