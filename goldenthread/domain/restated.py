"""Figures of earlier quarters that are known otherwise now than they were reported, or are not final yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.units import Unit, decimals_to_tell_apart, print_value


class RestatementKind(StrEnum):
    """Why a value is known otherwise: it was expected to be revised, or it was wrong."""

    SCHEDULED_REVISION = "scheduled-revision"
    CORRECTION = "correction"


@dataclass(frozen=True, kw_only=True)
class NamedFigure:
    """A figure of an earlier quarter, as a later pack names it; `council` "" is the whole partnership."""

    measure_id: int
    period: str  # "2019-20 Q1"
    indicator_ref: str
    title: str
    council: str
    council_gss: str
    service: str
    owner_post: str
    unit: Unit
    decimals: int
    illustrative: bool
    withheld: bool = False  # from the public

    @property
    def name(self) -> str:
        """EXC01, Havering"""
        return f"{self.indicator_ref}, {self.council or 'whole partnership'}"


@dataclass(frozen=True, kw_only=True)
class RestatedFigure:
    """One restatement: what was reported, what was known until it, and what is known by it.

    Where no value was reported, `reported` is None and `reported_words` say what stood there. Ratings are those
    reported, those of the value known until then, and those that the value now known would have had, under the terms
    and comparators that the figure was frozen with; the own ones are of the council's policy, "" where it has none.
    """

    restatement_id: int
    figure: NamedFigure
    policy_slug: str
    policy_version: int
    kind: RestatementKind
    reason: str
    by: str  # the post
    at: datetime
    reported_in: int  # the version of its own quarter's figures in which it was reported
    reported: Decimal | None
    reported_words: str
    reported_provisional: bool
    known_before: Decimal | None
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    provisional: bool
    rating_reported: str
    status_reported: str
    rating_before: str
    rating: str
    status: str
    rating_reason: str
    own_rating_reported: str = ""
    own_rating_before: str = ""
    own_rating: str = ""

    def printed(self, value: Decimal | None) -> str:
        """One of its values as a report prints it, with as many decimals as tell them apart; "" for none."""
        if value is None:
            return ""
        others = [one for one in (self.reported, self.known_before, self.value) if one is not None]
        decimals = max(decimals_to_tell_apart(value, other, decimals=self.figure.decimals) for other in others)
        return print_value(value, unit=self.figure.unit, decimals=decimals)

    @property
    def changes_value(self) -> bool:
        """False where a provisional value became final as it was, or the other way round."""
        return self.value != self.known_before

    @property
    def changes_rating(self) -> bool:
        """Whether it would have been rated otherwise, under either policy, than it was known to be until then."""
        return (self.rating, self.own_rating) != (self.rating_before, self.own_rating_before)


@dataclass(frozen=True, kw_only=True)
class ProvisionalFigure:
    """A figure of an earlier quarter whose newest known value is still provisional."""

    figure: NamedFigure
    value: Decimal | None
    words: str  # what stands in place of a value: "[p]", "n/a"
    since: datetime | None  # when that value was given
    restated: bool  # it is not the value that was reported
