"""What signing in and out leaves in the event log, and the sessions that end. Numbers of people, never an address."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import BrowserSession, User
from goldenthread.accounts.operations.aside import throw_away_what_is_over
from goldenthread.accounts.queries import session_id
from goldenthread.audit.operations import record

UNKNOWN = "unknown"  # somebody whose address nobody has


def note(kind: str, *, person: User, at: datetime, by: User | None = None) -> None:
    """Records something that a person did about their own sign-in: "signed in", "code added"."""
    record(kind, subject="person", subject_id=person.pk, by=(by or person).pk, at=at)


def note_failed_sign_in(*, email: str, at: datetime) -> None:
    """Records a wrong password, against whose account it was tried. The address that was typed is not kept."""
    person = User.objects.filter(email__iexact=email.strip()).first()
    record("sign-in failed", subject="person", subject_id=UNKNOWN if person is None else person.pk, by=None, at=at)


def note_refusal(*, person: User, view: str, reason: str, at: datetime) -> None:
    """Records that somebody asked for what they may not see or do."""
    record("refused", subject="page", subject_id=view[:120], by=person.pk, at=at, details={"why": reason})


@transaction.atomic
def change_password(*, person: User, password: str, kept: str, at: datetime) -> None:
    """Sets the password. Every session but the one whose key is kept ends."""
    person.set_password(password)
    person.save(update_fields=["password"])
    BrowserSession.objects.filter(person=person).exclude(session_key=kept).delete()
    record("password changed", subject="person", subject_id=person.pk, by=person.pk, at=at)


@transaction.atomic
def end_session(*, person: User, which: str, at: datetime) -> bool:
    """Ends one session of the person's own; False where there is none with that id."""
    for row in BrowserSession.objects.filter(person=person).only("session_key"):
        if session_id(row.session_key) == which:
            row.delete()
            record("session ended", subject="person", subject_id=person.pk, by=person.pk, at=at)
            return True
    return False


@transaction.atomic
def end_other_sessions(*, person: User, kept: str, at: datetime) -> int:
    """Ends every session of the person but the one whose key is kept; how many there were."""
    ended, _ = BrowserSession.objects.filter(person=person).exclude(session_key=kept).delete()
    if ended:
        record("other sessions ended", subject="person", subject_id=person.pk, by=person.pk, at=at)
    return ended


def forget_sessions_of_the_past(*, at: datetime) -> None:
    """Removes rows of sessions that ended by themselves, and what was put aside and not asked for in time."""
    BrowserSession.objects.filter(expire_date__lt=at).delete()
    throw_away_what_is_over(at=at)
