"""What a pack is made from: facts and figures of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.figures.queries.clearances import ClearedVersion
from goldenthread.publishing.queries import StandingPublication


@dataclass(frozen=True, kw_only=True)
class EarlierVersion:
    """The version of a round's figures before the one that is told, and what had been published from older ones.

    `resting` says which ratings of its measures rest on what is withheld by now; of one that it does not name, that is
    not known, and it may be any.
    """

    facts: RoundFacts
    figures: tuple[FigureSnapshot, ...]
    held: tuple[StandingPublication, ...]
    resting: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PackSource:
    """Facts and figures of a freeze, or of a draft (its facts then have version 0)."""

    quarter: Quarter
    facts: RoundFacts
    figures: tuple[FigureSnapshot, ...]
    as_at: datetime
    before: EarlierVersion | None = None  # of a freeze that is not the first
    drafts: tuple[StandingPublication, ...] = ()  # of the first: what had been issued before anything was frozen
    withheld_since: tuple[str, ...] = ()  # figures of which something was withheld after they were frozen

    @property
    def is_draft(self) -> bool:
        return self.facts.frozen_at is None


@dataclass(frozen=True, kw_only=True)
class EarlierYear:
    """The newest earlier close of a year that the same readers have a pack of, and who has what was made from any."""

    facts: YearFacts
    snapshots: tuple[YearSnapshot, ...]
    held: tuple[StandingPublication, ...]


@dataclass(frozen=True, kw_only=True)
class YearSource:
    """The newest close of a year, and what was said after it of figures that it holds, by their names."""

    year: FinancialYear
    facts: YearFacts
    snapshots: tuple[YearSnapshot, ...]
    withheld_since: tuple[str, ...] = ()
    restated_since: tuple[str, ...] = ()
    before: EarlierYear | None = None


@dataclass(frozen=True, kw_only=True)
class ClearedQuarter:
    """A frozen quarter of a council that a pack was made from, and who cleared which version of it."""

    quarter: Quarter
    version: int
    sha256: str  # of the council's figures in that version
    cleared: tuple[ClearedVersion, ...]  # oldest first, of every version
    restatement_id: int = 0  # the newest restatement of these figures that the pack tells; 0 for none
    restated: str = ""  # which figure that was: "PRP02"

    @property
    def standing(self) -> tuple[ClearedVersion, ...]:
        """Clearances that hold for this version: of the same figures, with all that was restated of them."""
        return tuple(one for one in self.cleared if one.covers(self.sha256, restatement_id=self.restatement_id))

    @property
    def before_restated(self) -> tuple[ClearedVersion, ...]:
        """Those of the same figures that do not hold, because one was restated after them."""
        return tuple(one for one in self.cleared if one.sha256 == self.sha256 and one not in self.standing)


@dataclass(frozen=True, kw_only=True)
class ClearanceSheet:
    """What is cleared of a council's figures. `sha256` is of those that are told; "" where nothing is frozen."""

    is_required: bool
    sha256: str
    cleared: tuple[ClearedVersion, ...]
