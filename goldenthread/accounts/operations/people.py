"""Who there is: added, renamed, disabled, let in again."""

from __future__ import annotations

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from goldenthread.accounts.models import BrowserSession, Invitation, PutAside, User
from goldenthread.audit.operations import record
from goldenthread.mail.operations import withdraw


@transaction.atomic
def add_person(*, email: str, name: str, by: User | None, at: datetime) -> User:
    """Adds a person, or returns the one with that address, renamed where the name differs."""
    found = User.objects.select_for_update().filter(email__iexact=email).first()
    if found is None:
        person = User(email=email, name=name)
        person.set_unusable_password()
        person.save()
        record("person added", subject="person", subject_id=person.pk, by=_id(by), at=at)
        return person
    rename_person(found, name=name, by=by, at=at)
    return found


@transaction.atomic
def rename_person(person: User, *, name: str, by: User | None, at: datetime) -> bool:
    """Gives the person another name; False where it is theirs already. The log says that, and no name."""
    if person.name == name:
        return False
    person.name = name
    person.save(update_fields=["name"])
    record("person renamed", subject="person", subject_id=person.pk, by=_id(by), at=at)
    return True


@transaction.atomic
def disable_person(*, person_id: int, by: User, at: datetime) -> None:
    """Nobody signs in as this person any more, every session ends, an invitation that waits is withdrawn, and nothing
    that is queued for them is sent."""
    changed = User.objects.filter(pk=person_id, is_active=True).update(is_active=False)
    BrowserSession.objects.filter(person_id=person_id).delete()
    PutAside.objects.filter(person_id=person_id).delete()
    Invitation.objects.filter(person_id=person_id, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    withdraw(person=person_id)
    if changed:
        record("person disabled", subject="person", subject_id=person_id, by=by.pk, at=at)


@transaction.atomic
def enable_person(*, person_id: int, by: User, at: datetime) -> None:
    """The person may sign in again, as before."""
    if User.objects.filter(pk=person_id, is_active=False).update(is_active=True):
        record("person enabled", subject="person", subject_id=person_id, by=by.pk, at=at)


@transaction.atomic
def unlink_organisation(*, person_id: int, by: User, at: datetime) -> bool:
    """The organisation's sign-in opens this account no more, and every session ends; False where none was linked."""
    unlinked, _ = SocialAccount.objects.filter(user_id=person_id).delete()
    if unlinked:
        BrowserSession.objects.filter(person_id=person_id).delete()
        record("organisation's sign-in unlinked", subject="person", subject_id=person_id, by=by.pk, at=at)
    return bool(unlinked)


def _id(person: User | None) -> int | None:
    return None if person is None else person.pk
