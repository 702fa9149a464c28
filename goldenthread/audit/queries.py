"""Reading the event log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.audit.models import Event

# SQLite takes about 999 values in one query.
_MOST_IN_A_QUERY = 500


@dataclass(frozen=True)
class Entry:
    """One line of a history, oldest first."""

    at: datetime
    recorded_at: datetime | None  # by the database's clock; None of what an earlier version recorded
    by: int | None
    kind: str
    details: Mapping[str, object]


def history_of(*, subject: str, subject_id: object) -> list[Entry]:
    """Everything recorded about one thing, oldest first."""
    events = Event.objects.filter(subject=subject, subject_id=str(subject_id)).order_by("id")
    return [Entry(at=e.at, recorded_at=e.recorded_at, by=e.by, kind=e.kind, details=e.details) for e in events]


def done_to(*, kind: str, subject: str, subject_ids: Sequence[object], by: int) -> frozenset[str]:
    """Ids of those of the things to which the person ever did this."""
    ids = [str(one) for one in subject_ids]
    found: set[str] = set()
    for start in range(0, len(ids), _MOST_IN_A_QUERY):
        some = ids[start : start + _MOST_IN_A_QUERY]
        events = Event.objects.filter(subject=subject, subject_id__in=some, kind=kind, by=by)
        found.update(events.values_list("subject_id", flat=True))
    return frozenset(found)
