"""What a pack is made from: facts and figures of one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.periods import Quarter
from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.figures.queries.clearances import ClearedVersion
from goldenthread.publishing.queries import StandingPublication


@dataclass(frozen=True, kw_only=True)
class EarlierVersion:
    """The version of a round's figures before the one that is told, and what had been published from older ones."""

    facts: RoundFacts
    figures: tuple[FigureSnapshot, ...]
    held: tuple[StandingPublication, ...]


@dataclass(frozen=True, kw_only=True)
class PackSource:
    """Facts and figures of a freeze, or of a draft (its facts then have version 0)."""

    quarter: Quarter
    facts: RoundFacts
    figures: tuple[FigureSnapshot, ...]
    as_at: datetime
    before: EarlierVersion | None = None  # of a freeze that is not the first
    withheld_since: tuple[str, ...] = ()  # figures of which something was withheld after they were frozen

    @property
    def is_draft(self) -> bool:
        return self.facts.frozen_at is None


@dataclass(frozen=True, kw_only=True)
class ClearanceSheet:
    """What is cleared of a council's figures. `sha256` is of those that are told; "" where nothing is frozen."""

    is_required: bool
    sha256: str
    cleared: tuple[ClearedVersion, ...]
