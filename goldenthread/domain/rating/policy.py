"""A rating policy: an ordered list of rules from a closed vocabulary; the first that applies decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.rating.comparators import Since
from goldenthread.domain.rating.inputs import RatingCode, Status


class RuleName(StrEnum):
    """The whole vocabulary. A rule that lacks what it needs (a tolerance, a comparator) does not apply."""

    TARGET_MET = "target-met"
    WITHIN_PERCENT = "within-percent-of-target"
    WITHIN_POINTS = "within-points-of-target"
    WITHIN_OWN_TOLERANCE = "within-own-tolerance"
    WITHIN_BAND = "within-band"
    FLOOR_MET = "floor-met"
    IMPROVED = "improved"
    MAINTAINED = "improved-or-maintained"
    FORECAST_MEETS_TARGET = "forecast-meets-target"
    STATED = "stated-by-owner"
    OTHERWISE = "otherwise"


# Rules whose answer does not hang on the value: they may stand anywhere in the list.
VALUE_FREE = frozenset({RuleName.FORECAST_MEETS_TARGET, RuleName.STATED})


class Edge(StrEnum):
    """Whether a result exactly on the edge of "within" counts."""

    ON_OR_WITHIN = "on-or-within"
    WITHIN = "within"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One line of a policy. `amount` is the rule's own percentage or number of points."""

    rating: RatingCode
    when: RuleName
    amount: Decimal | None = None
    edge: Edge = Edge.ON_OR_WITHIN
    since: Since = Since.LAST_YEAR
    stated: RatingCode | None = None
    status: Status = Status.RATED


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Where the published rule is silent, and how it is read here."""

    silent_on: str
    reading: str


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What the council calls the three ratings."""

    green: str = "Green"
    amber: str = "Amber"
    red: str = "Red"

    def of(self, code: RatingCode) -> str:
        """ "Amber", or "Amber (at risk)" where the council has a word of its own."""
        own = {RatingCode.GREEN: self.green, RatingCode.AMBER: self.amber, RatingCode.RED: self.red}.get(code)
        plain = code.value.replace("-", " ").capitalize()
        return plain if own is None or own.casefold() == code.value else f"{plain} ({own[0].lower()}{own[1:]})"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A named version of a way of rating. `text` is the TOML that it was read from, `sha256` of its UTF-8."""

    slug: str
    version: int
    title: str
    effective_from: date
    council: str  # GSS code, or "" where it is no one council's
    council_name: str
    source: str
    citation: str
    rules: tuple[Rule, ...]
    gaps: tuple[Gap, ...]
    labels: Labels
    without_target: Status
    text: str
    sha256: str

    @property
    def rates_nothing(self) -> bool:
        """Every figure under it is reported without a rating."""
        return self.rules[0].when is RuleName.OTHERWISE and self.rules[0].rating is RatingCode.NOT_RATED
