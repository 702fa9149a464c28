"""Whose account may belong to a seat on a committee, and whose account holds its chair."""

from __future__ import annotations

import datetime as dt

from goldenthread.accounts.models import User
from goldenthread.committee.models import Office
from goldenthread.domain.periods import MunicipalYear
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import people_who_may


def accounts_to_seat(*, on: dt.date) -> tuple[tuple[int, str], ...]:
    """People who read every council's frozen figures, as members do: each by name, with the address that messages go
    to."""
    ids = people_who_may(Permission.READ_EVERYTHING_FROZEN, on=on)
    found = User.objects.filter(pk__in=ids, is_active=True).order_by("name", "pk")
    return tuple((pk, f"{name}, {email}") for pk, name, email in found.values_list("pk", "name", "email"))


def people_in_office(on: dt.date) -> frozenset[int]:
    """The people whose seat holds the chair or the vice-chair of a committee in that day's municipal year."""
    held = Office.objects.filter(year=MunicipalYear.containing(on).start, held_by__person__isnull=False)
    return frozenset(held.values_list("held_by__person_id", flat=True))
