"""What one import of the record finds and does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from goldenthread.audit.operations import Happening
from goldenthread.committee.forms import CommitteeRecord, ItemRecord, MeetingRecord
from goldenthread.committee.models import Meeting

M = TypeVar("M", bound=models.Model)


@dataclass
class Import:
    """What one import finds and does."""

    happenings: list[Happening] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    because: str = ""
    reworded: list[str] = field(default_factory=list)  # what is printed with a decision: all but a meeting's venue

    def put(
        self, model: type[M], *, subject: str, reference: str, held: M | None, made: M, said: dict[str, Any]
    ) -> M | None:
        """The row to be added, or None where it is there; a row that says something else is changed to what is said."""
        if held is None:
            self.added.append(reference)
            self.happenings.append(Happening(f"{subject} added", subject, reference, {"new": said}))
            return made
        old = {name: getattr(held, name) for name in said}
        differing = [name for name in said if old[name] != said[name]]
        if not differing:
            self.unchanged += 1
            return None
        for name in differing:
            setattr(held, name, said[name])
        held.save(update_fields=differing)
        self.changed.append(reference)
        if subject != "meeting":
            self.reworded.append(reference)
        details: dict[str, Any] = {
            "old": {name: old[name] for name in differing},
            "new": {name: said[name] for name in differing},
        }
        if self.because:
            details["because"] = self.because
        self.happenings.append(Happening(f"{subject} changed", subject, reference, details))
        return None


def items_of(record: CommitteeRecord) -> Iterator[tuple[MeetingRecord, ItemRecord]]:
    """Every item of the record with its meeting."""
    return ((meeting, item) for meeting in record.meetings for item in meeting.items)


def reference_in(record: CommitteeRecord, meeting: MeetingRecord | Meeting) -> str:
    """The meeting as events and decisions name it."""
    return f"{record.slug}/{meeting.date.isoformat()}"
