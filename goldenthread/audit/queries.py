"""Reading the event log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from goldenthread.audit.models import Event


@dataclass(frozen=True)
class Entry:
    """One line of a history, oldest first."""

    at: datetime
    by: int | None
    kind: str
    details: Mapping[str, object]


def history_of(*, subject: str, subject_id: object) -> list[Entry]:
    """Everything recorded about one thing, oldest first."""
    events = Event.objects.filter(subject=subject, subject_id=str(subject_id)).order_by("id")
    return [Entry(at=e.at, by=e.by, kind=e.kind, details=e.details) for e in events]
