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


@dataclass(frozen=True)
class SubjectEntry(Entry):
    """The same of one of several things."""

    subject: str
    subject_id: str


def history_of(*, subject: str, subject_id: object) -> list[Entry]:
    """Everything recorded about one thing, oldest first."""
    events = Event.objects.filter(subject=subject, subject_id=str(subject_id)).order_by("id")
    return [Entry(at=e.at, recorded_at=e.recorded_at, by=e.by, kind=e.kind, details=e.details) for e in events]


def histories_of(wanted: Mapping[str, Sequence[object]], *, most: int) -> list[SubjectEntry]:
    """What was recorded about things, by their subject ("figure") and ids: the newest so many, newest first.

    One read for each subject.
    """
    found: list[Event] = []
    for subject, ids in wanted.items():
        some = [str(one) for one in ids[:_MOST_IN_A_QUERY]]
        found += Event.objects.filter(subject=subject, subject_id__in=some).order_by("-id")[:most]
    found.sort(key=lambda event: event.pk, reverse=True)
    return [
        SubjectEntry(
            at=e.at,
            by=e.by,
            kind=e.kind,
            details=e.details,
            recorded_at=e.recorded_at,
            subject=e.subject,
            subject_id=e.subject_id,
        )
        for e in found[:most]
    ]


def done_to(*, kind: str, subject: str, subject_ids: Sequence[object], by: int) -> frozenset[str]:
    """Ids of those of the things to which the person ever did this."""
    ids = [str(one) for one in subject_ids]
    found: set[str] = set()
    for start in range(0, len(ids), _MOST_IN_A_QUERY):
        some = ids[start : start + _MOST_IN_A_QUERY]
        events = Event.objects.filter(subject=subject, subject_id__in=some, kind=kind, by=by)
        found.update(events.values_list("subject_id", flat=True))
    return frozenset(found)
