"""The list proposed for a year: each measure kept, changed, dropped or added, beside three years' results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.snapshot import Comparator, CouncilCount
from goldenthread.domain.units import Unit


class Verdict(StrEnum):
    """What is proposed for a measure's target."""

    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"
    ADDED = "added"
    ENDED = "ended"  # its service is no longer provided when the year begins


@dataclass(frozen=True, kw_only=True)
class TargetSaid:
    """A target of a year as it was entered."""

    kind: str
    annual: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    floor: Decimal | None = None
    words: str = ""
    tolerance: Decimal | None = None
    tolerance_unit: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedMeasure:
    """A measure of the old list or the new. `results` are of the three years before, oldest first; None where unknown.

    `before` and `after` are None where there is no target.
    """

    ref: str
    title: str
    service: str
    council: str  # "" is the whole partnership
    council_gss: str
    strategic: bool
    unit: Unit
    decimals: int
    verdict: Verdict
    rationale: str
    before: TargetSaid | None
    after: TargetSaid | None
    results: tuple[Comparator | None, ...]
    profile_words: str

    @property
    def counted(self) -> bool:
        """Whether it is for a council, and stays on the list."""
        return bool(self.council) and self.verdict not in (Verdict.DROPPED, Verdict.ENDED)


@dataclass(frozen=True, kw_only=True)
class ProposedList:
    """The whole proposal, as it stood at a moment."""

    year: str
    from_year: str
    title: str
    authority_words: str
    is_agreed: bool
    closed_version: int  # of the close of the year that the results are of; 0 where it is not closed yet
    partnership: str
    committee: str
    meeting_on: date | None
    councils: tuple[CouncilCount, ...]
    measures: tuple[ProposedMeasure, ...]
    as_at: datetime
    author: str
    contact: str
    illustrative_note: str
