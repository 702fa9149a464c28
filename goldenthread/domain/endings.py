"""What ends: measures that are measured no more, and indicators that others follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class SuccessionFact:
    """An indicator that is followed by another from a day on: replaced, split or merged."""

    ref: str
    title: str
    followed_by: str
    followed_by_title: str
    kind: str
    starts_on: date
    words: str


@dataclass(frozen=True, kw_only=True)
class CouncilLeft:
    """A council that no service is provided to any more: its last day, and how many of its measures ended by then."""

    council: str
    council_gss: str
    last_day: date
    measures: int


@dataclass(frozen=True, kw_only=True)
class EndedMeasure:
    """A measure that is no more on the year's list: its last day, and why it ended, as a sentence."""

    ref: str
    title: str
    service: str
    council: str  # "" is the whole partnership
    council_gss: str
    last_day: date
    reason: str
