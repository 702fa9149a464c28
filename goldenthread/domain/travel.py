"""Direction of travel: short term against the previous period, long term against the same period last year.

Two figures are the same when they are equal at the decimals that the measure states. Where none are
stated they are compared exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.measures import Polarity
from goldenthread.domain.rating.comparators import SINCE_WORDS, Since, why_not_comparable
from goldenthread.domain.rating.comparisons import band_of, standing_of
from goldenthread.domain.rating.inputs import RatingInputs, Status
from goldenthread.domain.units import Unit, decimals_of, decimals_to_tell_apart, one_unit, print_value, quantize

# Python 3.11 takes long to look up a member of an enum, and these are asked for every figure.
_BAND, _LOWER, _NEITHER, _AWAITING_DATA = Polarity.BAND, Polarity.LOWER, Polarity.NONE, Status.AWAITING_DATA

# A computed percentage has forty decimals, of which a sentence shows no more than it must.
MOST_TYPED_DECIMALS = 6


class Direction(StrEnum):
    """Where a figure is going, in the measure's own sense of better."""

    IMPROVED = "improved"
    SAME = "same"
    WORSE = "worse"
    NOT_STATED = "not-stated"


_LAST_PERIOD = Since.LAST_PERIOD
_IMPROVED, _SAME, _WORSE, _NOT_STATED = Direction


@dataclass(frozen=True, slots=True)
class DirectionOfTravel:
    """The direction, in a sentence, and the earlier figure that it was stated against."""

    direction: Direction
    reason: str
    compared_with: Decimal | None


def short_term(inputs: RatingInputs) -> DirectionOfTravel:
    """Against the previous period; not stated for cumulative measures, nor across a change of target."""
    return _travel(inputs, since=Since.LAST_PERIOD)


def long_term(inputs: RatingInputs) -> DirectionOfTravel:
    """Against the same period last year."""
    return _travel(inputs, since=Since.LAST_YEAR)


def direction(inputs: RatingInputs, *, since: Since) -> Direction:
    """The direction alone, for tables that print no sentence."""
    value, earlier = inputs.value, inputs.previous if since is _LAST_PERIOD else inputs.last_year
    if value is None or earlier is None or why_not_stated(inputs, since=since):
        return _NOT_STATED
    if inputs.decimals is not None:
        one = one_unit(inputs.decimals)
        value, earlier = quantize(value, one), quantize(earlier, one)
    if inputs.polarity is _BAND:
        # Two places inside a band, or as far outside it, are as good as each other.
        value, earlier = (standing_of(inputs, number).shortfall for number in (earlier, value))
    elif inputs.polarity is _LOWER:
        value, earlier = earlier, value
    if value == earlier:
        return _SAME
    return _IMPROVED if value > earlier else _WORSE


def why_not_stated(inputs: RatingInputs, *, since: Since) -> str:
    """Why no direction is stated, in words; empty where one is."""
    if inputs.value is None or inputs.absence is _AWAITING_DATA:
        return "there is no figure for this period"
    if inputs.polarity is _NEITHER:
        return "neither direction is better for this measure"
    if inputs.polarity is _BAND and band_of(inputs) == (None, None):
        return "no band is set to be nearer to"
    return why_not_comparable(inputs, since)


def _travel(inputs: RatingInputs, *, since: Since) -> DirectionOfTravel:
    value, earlier = inputs.value, inputs.previous if since is _LAST_PERIOD else inputs.last_year
    stated = direction(inputs, since=since)
    if value is None or earlier is None or stated is _NOT_STATED:
        return DirectionOfTravel(_NOT_STATED, f"Not stated: {why_not_stated(inputs, since=since)}.", None)
    decimals = _decimals(inputs, value, earlier)
    if stated is not Direction.SAME:
        decimals = decimals_to_tell_apart(value, earlier, decimals=decimals)
    now = print_value(value, unit=inputs.unit, decimals=decimals)
    then = print_value(earlier, unit=inputs.unit, decimals=decimals)
    words = {Direction.IMPROVED: "Improved", Direction.SAME: "The same", Direction.WORSE: "Worse"}[stated]
    return DirectionOfTravel(stated, f"{words}: {now} against {then} in {SINCE_WORDS[since]}.", earlier)


def _decimals(inputs: RatingInputs, value: Decimal, earlier: Decimal) -> int:
    if inputs.decimals is not None:
        return inputs.decimals
    places = [decimals_of(number) for number in (value, earlier)]
    shown = max(number if number <= MOST_TYPED_DECIMALS else 1 for number in places)
    return 0 if inputs.unit is Unit.RANK else shown
