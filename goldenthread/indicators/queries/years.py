"""Which years are closed. The log says so: what closes a year stands above the register."""

from __future__ import annotations

from goldenthread.audit.models import Event

YEAR = "year"
CLOSED = "year closed"


def closed_years() -> frozenset[str]:
    """Every financial year that was closed: its targets and its list are past."""
    return frozenset(Event.objects.filter(subject=YEAR, kind=CLOSED).order_by().values_list("subject_id", flat=True))
