"""The difference between target and achievement, as an exception report's second head states it: computed."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from goldenthread.domain.measures import Polarity
from goldenthread.domain.rating.comparisons import Standing, has_target, percent_off, standing_of
from goldenthread.domain.rating.inputs import RatingInputs
from goldenthread.domain.rating.sentences import against_target, shown_decimals
from goldenthread.domain.units import EXACT, HUNDRED, Unit, decimals_of, print_number


def difference_in_words(
    inputs: RatingInputs, *, numerator: Decimal | None = None, denominator: Decimal | None = None
) -> str:
    """How far the figure is from its target, and in how many cases where it is a share of cases.

    "91.9% is 3.1 points below the target of 95.0%, which is 3.3% below it. 159 of 173: 6 more would have met it."
    """
    if inputs.value is None:
        return "No figure was returned to compare with the target."
    if not has_target(inputs):
        return "No target is set to compare the figure with."
    standing = standing_of(inputs, inputs.value)
    words = against_target(inputs, standing, decimals=shown_decimals(inputs, standing))
    off = percent_off(standing)
    is_measured = not standing.is_met and inputs.unit not in (Unit.YES_NO, Unit.RANK)
    if off is not None and is_measured and off >= Decimal("0.05"):
        # "100.0% of the target" would read as if the target were met.
        words = f"{words}, which is {print_number(off, decimals=1)}% {_side(standing)} it"
    return f"{words}.{_in_cases(inputs, standing, numerator=numerator, denominator=denominator)}"


def _side(standing: Standing) -> str:
    return "above" if standing.variance > 0 else "below"


def cases_short(
    inputs: RatingInputs, standing: Standing, *, numerator: Decimal, denominator: Decimal
) -> tuple[int, str] | None:
    """How many more, or fewer, of the same cases would have met the target; None where no number would.

    The denominator is held: 95% of 173 is 164.35, so 165 are wanted.
    """
    if inputs.unit is not Unit.PERCENTAGE or standing.is_met or not 0 <= numerator <= denominator:
        return None
    wanted = EXACT.multiply(EXACT.multiply(standing.edge, denominator), Decimal("0.01"))
    if standing.variance < 0:
        short = int(wanted.to_integral_value(ROUND_CEILING)) - numerator
        return (int(short), "more") if standing.edge <= HUNDRED and short == int(short) else None
    over = numerator - int(wanted.to_integral_value(ROUND_FLOOR))
    return (int(over), "fewer") if standing.edge >= 0 and over == int(over) else None


def fraction_in_words(numerator: Decimal, denominator: Decimal, *, unit: Unit) -> str:
    """ "159 of 173" for a share of cases; "27,914 ÷ 3,315" for an average, which is no part of anything."""
    between = "of" if unit is Unit.PERCENTAGE else "÷"
    above, below = (print_number(part, decimals=decimals_of(part)) for part in (numerator, denominator))
    return f"{above} {between} {below}"


def _in_cases(
    inputs: RatingInputs, standing: Standing, *, numerator: Decimal | None, denominator: Decimal | None
) -> str:
    if numerator is None or denominator is None or inputs.polarity is Polarity.NONE:
        return ""
    counted = f" {fraction_in_words(numerator, denominator, unit=inputs.unit)}"
    if numerator != numerator.to_integral_value() or denominator != denominator.to_integral_value():
        return ""
    short = cases_short(inputs, standing, numerator=numerator, denominator=denominator)
    if short is None or not denominator:
        return f"{counted}."
    number, way = short
    return f"{counted}: {number:,} {way} would have met it."
