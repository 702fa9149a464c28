"""Finding people, their invitations and their sessions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from goldenthread.accounts.models import BrowserSession, Invitation, PutAside, User
from goldenthread.domain.problems import Refused


class PersonUnknown(Refused):
    """Nobody active has this e-mail address."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(f"Nobody here has the e-mail address {email!r}.")


class InvitationOver(Refused):
    """The invitation was used, withdrawn or is too old, or there never was one."""

    def __init__(self) -> None:
        super().__init__("This invitation no longer works. Ask an administrator for a new one.")


@dataclass(frozen=True)
class Invited:
    """Who is invited by a link that still works."""

    person: User
    expires_at: datetime


@dataclass(frozen=True)
class SessionRow:
    """A browser on which somebody is signed in. The id is made from the session's key, and does not give it away."""

    id: str
    browser: str
    began_at: datetime | None
    last_seen_at: datetime | None
    is_this: bool


def person_by_email(email: str) -> User:
    """The active person with this address, whatever its capitals; raises PersonUnknown."""
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise PersonUnknown(email)
    return person


def invitation_by_link(token: str, *, at: datetime) -> Invited | None:
    """Who is invited by the link's last part, while it works; else None."""
    found = (
        Invitation.objects.filter(
            token_sha256=token_sha256(token),
            used_at=None,
            withdrawn_at=None,
            expires_at__gt=at,
            person__is_active=True,
        )
        .select_related("person")
        .first()
    )
    return None if found is None else Invited(person=found.person, expires_at=found.expires_at)


def token_sha256(token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def has_code(person: User) -> bool:
    """Whether the person has added time-based codes."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def uses_organisation_sign_in(person: User) -> bool:
    """Whether the organisation's own sign-in is linked to the person."""
    return SocialAccount.objects.filter(user=person).exists()


def put_aside_of(person: User, what: str, *, at: datetime) -> bytes | None:
    """What the person put aside of that kind, as they gave it; None where there is none, or its time is over."""
    found = PutAside.objects.filter(person=person, what=what, expires_at__gt=at).first()
    if found is None:
        return None
    content = bytes(found.content)
    return content if hashlib.sha256(content).hexdigest() == found.sha256 else None


def sessions_of(person: User, *, this: str) -> tuple[SessionRow, ...]:
    """Where the person is signed in, the newest first; `this` is the key of the session that asks."""
    rows = BrowserSession.objects.filter(person=person).order_by("-began_at", "session_key")
    return tuple(
        SessionRow(
            id=session_id(row.session_key),
            browser=row.browser or "A browser",
            began_at=row.began_at,
            last_seen_at=row.last_seen_at,
            is_this=row.session_key == this,
        )
        for row in rows
    )


def session_id(key: str) -> str:
    """What a page calls a session by: nobody can sign in with it."""
    return hashlib.sha256(key.encode()).hexdigest()[:24]
