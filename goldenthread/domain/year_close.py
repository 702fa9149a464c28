"""A year as it stood when it was closed: everything that the year-end pack says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goldenthread.domain.endings import SuccessionFact
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.snapshot import (
    Comparator,
    CouncilCount,
    OtherRating,
    PolicyText,
    ServiceProvision,
    WithheldFigure,
)
from goldenthread.domain.terms import Terms
from goldenthread.domain.year import YearQuarter, YearResult


@dataclass(frozen=True, kw_only=True)
class YearSnapshot:
    """One measure's year: its quarters as now known, what they came to, and the rating against the annual target.

    `terms` are those of its last quarter. `last_year` is the outturn of the year before by the same rule, with where it
    came from. A measure that ended within the year has `ended_on`, and is not among those counted.
    """

    measure_id: int
    terms: Terms
    rule: YearEndRule
    quarters: tuple[YearQuarter, ...]
    result: YearResult
    text: str  # of a measure in words: what was last returned
    rating: str
    status: str
    reason: str
    variance: Decimal | None
    variance_percent: Decimal | None
    own: OtherRating | None  # under the council's own policy
    last_year: Comparator | None
    travel: str
    travel_reason: str
    counted: bool
    ended_on: date | None
    withheld: str = ""  # why a quarter of it, and so the year, is withheld from the public
    # Which of `rating` and `own` come of comparing with a year that is withheld; None where nobody asked.
    rests_on_withheld: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class QuarterFreeze:
    """The freeze of a quarter that a year was closed from."""

    period: str
    version: int
    frozen_at: datetime


@dataclass(frozen=True, kw_only=True)
class YearFacts:
    """What the year-end pack says of the year as a whole. Counts are of the year's last day."""

    year: str
    partnership: str
    committee: str
    meeting_on: date | None  # of the year's last round
    list_title: str
    list_authority: str
    list_authority_words: str
    counted: int
    councils: tuple[CouncilCount, ...]
    indicators: int  # different ones among the counted measures
    whole_partnership_measures: int
    ended_measures: int  # ended within the year: beside those counted
    provision: tuple[ServiceProvision, ...]
    policies: tuple[PolicyText, ...]
    freezes: tuple[QuarterFreeze, ...]
    successions: tuple[SuccessionFact, ...]
    version: int
    closed_at: datetime
    because: str
    author: str
    contact: str
    illustrative_note: str
    # Everything that was withheld of figures of this year's quarters and of those before. None: it was not kept yet.
    withheld: tuple[WithheldFigure, ...] | None = None
