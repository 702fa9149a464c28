"""What a pack is made from: facts and figures of one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.periods import Quarter
from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts


@dataclass(frozen=True, kw_only=True)
class PackSource:
    """Facts and figures of a freeze, or of a draft (its facts then have version 0)."""

    quarter: Quarter
    facts: RoundFacts
    figures: tuple[FigureSnapshot, ...]
    as_at: datetime

    @property
    def is_draft(self) -> bool:
        return self.facts.frozen_at is None
