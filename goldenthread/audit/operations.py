"""Recording what people did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from goldenthread.audit.models import Event
from goldenthread.audit.queries import done_to
from goldenthread.storage.batches import add_rows
from goldenthread.storage.turns import take_turns


@dataclass(frozen=True)
class Happening:
    """One event about to be recorded. `details` holds only what JSON can: decimals as text."""

    kind: str
    subject: str
    subject_id: str
    details: Mapping[str, object] = field(default_factory=dict)


def record(
    kind: str,
    *,
    subject: str,
    subject_id: object,
    by: int | None,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> Event:
    """Adds one event, inside the transaction of the operation that it tells of."""
    return Event.objects.create(
        kind=kind,
        subject=subject,
        subject_id=str(subject_id),
        by=by,
        at=at,
        details=dict(details or {}),
    )


def record_once(
    kind: str, *, subject: str, subject_id: object, by: int, at: datetime, details: Mapping[str, object] | None = None
) -> None:
    """Adds the event where this person has none of the kind about this thing; in a transaction of its own."""

    def is_there() -> bool:
        return str(subject_id) in done_to(kind=kind, subject=subject, subject_ids=[subject_id], by=by)

    if is_there():
        return
    with transaction.atomic():
        # Of two at one moment one is the first.
        take_turns(f"{kind} {subject} {subject_id} {by}")
        if not is_there():
            record(kind, subject=subject, subject_id=subject_id, by=by, at=at, details=details)


def record_all(happenings: Iterable[Happening], *, by: int | None, at: datetime) -> None:
    """Adds many events of one moment and one person in a batch."""
    add_rows(
        Event(
            kind=happening.kind,
            subject=happening.subject,
            subject_id=happening.subject_id,
            by=by,
            at=at,
            details=dict(happening.details),
        )
        for happening in happenings
    )
