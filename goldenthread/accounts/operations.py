"""Everything that changes a person's account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record


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
    if found.name != name:
        found.name = name
        found.save(update_fields=["name"])
        record("person renamed", subject="person", subject_id=found.pk, by=_id(by), at=at)
    return found


def _id(person: User | None) -> int | None:
    return None if person is None else person.pk
