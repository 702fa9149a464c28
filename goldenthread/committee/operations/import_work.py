"""What one import of the record finds and does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any, TypeVar

from django.db import models

from goldenthread.audit.operations import Happening
from goldenthread.committee.forms import CommitteeRecord, KeptRecord, MeetingRecord
from goldenthread.committee.models import AgendaItem, Meeting, Paper
from goldenthread.committee.models.agenda import Access
from goldenthread.publishing.words import clean

M = TypeVar("M", bound=models.Model)

_SPACES = re.compile(r"[^\S\n]+")


@dataclass
class Import:
    """What one import finds and does."""

    happenings: list[Happening] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    because: str = ""
    reworded: list[str] = field(default_factory=list)  # what is printed with a decision: all but a meeting's venue
    by_hand: frozenset[str] = frozenset()  # meetings that the clerk published, minuted or moved here
    signed: frozenset[str] = frozenset()  # meetings whose minutes were signed
    of_signed: list[str] = field(default_factory=list)  # what would be changed beside them
    written_here: list[str] = field(default_factory=list)  # what would lose the clerk's words, or its place

    def put(
        self, model: type[M], *, subject: str, reference: str, held: M | None, made: M, said: dict[str, Any]
    ) -> M | None:
        """The row to be added, or None where it is there; a row that says something else is changed to what is said."""
        if held is None:
            self.added.append(reference)
            self.touch(reference, subject=subject, is_lost=False)
            self.happenings.append(Happening(f"{subject} added", subject, reference, {"new": _as_logged(said)}))
            return made
        old = {name: getattr(held, name) for name in said}
        differing = [name for name in said if not is_same(old[name], said[name])]
        if not differing:
            self.unchanged += 1
            return None
        for name in differing:
            setattr(held, name, said[name])
        held.save(update_fields=differing)
        self.changed.append(reference)
        self.touch(reference, subject=subject, is_lost=any(old[name] for name in differing))
        if subject != "meeting":
            self.reworded.append(reference)
        details: dict[str, Any] = {
            "old": _as_logged({name: old[name] for name in differing}),
            "new": _as_logged({name: said[name] for name in differing}),
        }
        if self.because:
            details["because"] = self.because
        self.happenings.append(Happening(f"{subject} changed", subject, reference, details))
        return None

    def touch(self, reference: str, *, subject: str, is_lost: bool) -> None:
        """Keeps what is changed of a meeting that was signed or taken further here; papers may come after minutes."""
        meeting = meeting_of(reference)
        if meeting in self.signed and subject != "paper":
            self.of_signed.append(reference)
        elif meeting in self.by_hand and is_lost:
            self.written_here.append(reference)

    @property
    def meetings_touched(self) -> set[str]:
        """References of every meeting that something happened to."""
        return {meeting_of(one.subject_id) for one in self.happenings}


def meeting_of(reference: str) -> str:
    """The meeting that something is of, as events and decisions name both."""
    return "/".join(reference.split("/")[:2])


def _as_logged(values: Mapping[str, object]) -> dict[str, object]:
    return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in values.items()}


def is_same(old: object, new: object) -> bool:
    """Whether both say the same: text may differ in line ends, in the width of spaces and in what nobody sees."""
    return as_seen(old) == as_seen(new) if isinstance(old, str) and isinstance(new, str) else old == new


def as_seen(text: str) -> str:
    """The text as a reader of a page sees it, with one space where there are several."""
    return _SPACES.sub(" ", clean(text))


def shown_title(row: AgendaItem | Paper) -> str:
    """The title that the public reads, and so the one that a file has."""
    return row.title if row.access == Access.OPEN else row.safe_title


def as_restricted(kept: KeptRecord, *, title: str) -> dict[str, str]:
    """What a row holds of something that is not for the public, of which the file has no more than this title."""
    return {
        "access": kept.access,
        "exempt_paragraphs": kept.paragraphs,
        "public_interest": kept.because,
        "safe_title": title,
    }


def reference_in(record: CommitteeRecord, meeting: MeetingRecord | Meeting) -> str:
    """The meeting as events and decisions name it."""
    return f"{record.slug}/{meeting.date.isoformat()}"
