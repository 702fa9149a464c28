"""Where a figure stands against its target, exactly: the arithmetic behind every rule."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from goldenthread.domain.measures import Polarity, ToleranceUnit
from goldenthread.domain.rating.inputs import RatingInputs
from goldenthread.domain.units import EXACT, HUNDRED, QUOTIENT, ZERO

# Python 3.11 takes long to look up a member of an enum, and these are asked for every figure.
_BAND, _LOWER, _PERCENT = Polarity.BAND, Polarity.LOWER, ToleranceUnit.PERCENT


class Standing(NamedTuple):
    """A value beside the target, or beside the nearer edge of the band.

    `shortfall` is how far the value is on the wrong side: above 0 the target is missed, else met.
    Inside a band `edge` is the nearer one, and shortfall and variance are 0.
    """

    value: Decimal
    edge: Decimal
    shortfall: Decimal
    variance: Decimal

    @property
    def is_met(self) -> bool:
        return self.shortfall <= 0


def band_of(inputs: RatingInputs) -> tuple[Decimal | None, Decimal | None]:
    """Both edges of the band; a single target without edges is both ("plan is best")."""
    if inputs.target_lower is None and inputs.target_upper is None:
        return inputs.target, inputs.target
    return inputs.target_lower, inputs.target_upper


def has_target(inputs: RatingInputs) -> bool:
    if inputs.polarity is _BAND:
        return band_of(inputs) != (None, None)
    return inputs.target is not None


def standing_of(inputs: RatingInputs, value: Decimal) -> Standing:
    """Where this value stands; `has_target` must hold."""
    if inputs.polarity is _BAND:
        return _standing_in_band(inputs, value)
    if inputs.target is None:
        raise ValueError("a figure without a target stands nowhere")
    variance = EXACT.subtract(value, inputs.target)
    shortfall = variance if inputs.polarity is _LOWER else variance.copy_negate()
    return Standing(value, inputs.target, shortfall, variance)


def _standing_in_band(inputs: RatingInputs, value: Decimal) -> Standing:
    lower, upper = band_of(inputs)
    if lower is not None and value < lower:
        variance = EXACT.subtract(value, lower)
        return Standing(value, lower, variance.copy_negate(), variance)
    if upper is not None and value > upper:
        variance = EXACT.subtract(value, upper)
        return Standing(value, upper, variance, variance)
    edges = [edge for edge in (lower, upper) if edge is not None]
    if not edges:
        raise ValueError("a figure without a band stands nowhere")
    return Standing(value, min(edges, key=lambda edge: EXACT.subtract(value, edge).copy_abs()), ZERO, ZERO)


def percent_off(standing: Standing) -> Decimal | None:
    """The shortfall in percent of the absolute target; None at a target of 0."""
    return _percent_of(standing.shortfall, standing.edge)


def variance_percent(standing: Standing) -> Decimal | None:
    """The variance in percent of the absolute target; None at a target of 0."""
    return _percent_of(standing.variance, standing.edge)


def _percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    if not whole:
        return None
    return QUOTIENT.divide(EXACT.multiply(part, HUNDRED), whole.copy_abs())


def percent_allowance(edge: Decimal, percent: Decimal) -> Decimal:
    """So many percent of the absolute target: of a target of 0 it is 0, of -50 it is above 0."""
    return EXACT.multiply(EXACT.multiply(edge.copy_abs(), percent), Decimal("0.01"))


def tolerance_allowance(inputs: RatingInputs, edge: Decimal) -> Decimal | None:
    """The measure's own tolerance in its own unit, or None where it has none."""
    if inputs.tolerance is None:
        return None
    if inputs.tolerance_unit is _PERCENT:
        return percent_allowance(edge, inputs.tolerance)
    return inputs.tolerance


def is_at_least_as_good(inputs: RatingInputs, value: Decimal, other: Decimal) -> bool:
    """The value is better than the other or equal to it; in a band, no further outside."""
    if inputs.polarity is _BAND:
        return standing_of(inputs, value).shortfall <= standing_of(inputs, other).shortfall
    return value <= other if inputs.polarity is _LOWER else value >= other


def is_better(inputs: RatingInputs, value: Decimal, other: Decimal) -> bool:
    return not is_at_least_as_good(inputs, other, value)


def meets_floor(inputs: RatingInputs, value: Decimal) -> bool | None:
    """On the right side of the floor, or on it; None where there is none. A band has edges, and no floor."""
    if inputs.floor is None or inputs.polarity is _BAND:
        return None
    return is_at_least_as_good(inputs, value, inputs.floor)


def within_band(inputs: RatingInputs, value: Decimal) -> bool | None:
    """Inside the band or on an edge; None where no edge is set.

    Where higher or lower is better, only the edge on the worse side counts: passing the other one
    must not make a better result rate worse.
    """
    lower, upper = inputs.target_lower, inputs.target_upper
    if inputs.polarity is _BAND:
        return standing_of(inputs, value).is_met
    if inputs.polarity is _LOWER:
        return None if upper is None else value <= upper
    return None if lower is None else value >= lower


def forecast_meets_target(inputs: RatingInputs) -> bool | None:
    """The year-end forecast meets the year's target; None where there is no forecast."""
    if inputs.forecast is None:
        return None
    if inputs.polarity is _BAND:
        return standing_of(inputs, inputs.forecast).is_met
    target = forecast_target(inputs)
    return target is not None and is_at_least_as_good(inputs, inputs.forecast, target)


def forecast_target(inputs: RatingInputs) -> Decimal | None:
    """What the forecast is held against: the year's target, else the period's."""
    return inputs.annual_target if inputs.annual_target is not None else inputs.target
