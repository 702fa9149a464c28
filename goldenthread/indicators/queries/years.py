"""Which years are closed. The log says so: what closes a year stands above the register."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from goldenthread.audit.models import Event

YEAR = "year"
CLOSED = "year closed"
PROPOSED = "year proposed"


def closed_years() -> frozenset[str]:
    """Every financial year that was closed: its targets and its list are past."""
    return frozenset(Event.objects.filter(subject=YEAR, kind=CLOSED).order_by().values_list("subject_id", flat=True))


def lists_proposed_on() -> dict[str, date]:
    """The day on which each list was proposed from that of the year before, by the list's year."""
    found = Event.objects.filter(subject=YEAR, kind=PROPOSED).order_by("id")
    return {year: timezone.localdate(at) for year, at in found.values_list("subject_id", "at")}


def list_entered_on(year: str) -> date | None:
    """The day on which a year's list was first entered, by proposal or import; None where there is no list."""
    found = Event.objects.filter(subject="list", subject_id=year).order_by("id").values_list("at", flat=True).first()
    return None if found is None else timezone.localdate(found)
