"""How many decimals a sentence needs, so that rounding never makes it untrue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.domain.measures import Polarity, ToleranceUnit
from goldenthread.domain.rating.comparators import Since, comparator
from goldenthread.domain.rating.comparisons import Standing, band_of, forecast_target
from goldenthread.domain.rating.inputs import RatingInputs
from goldenthread.domain.rating.policy import Rule, RuleName
from goldenthread.domain.units import EXACT, decimals_of, round_half_up

# Python 3.11 takes long to look up a member of an enum, and these are asked for every figure.
_BAND, _POINTS = Polarity.BAND, ToleranceUnit.POINTS

# How many decimals of what was typed are shown where the measure does not say; a computed
# percentage has forty.
MOST_TYPED_DECIMALS = 6


@dataclass(frozen=True)
class Told:
    """Which numbers a sentence tells beside the figure and its target."""

    floor: bool = False
    forecast: bool = False
    tolerance: bool = False
    since: tuple[Since, ...] = ()
    points: tuple[Decimal, ...] = ()


NOTHING_MORE = Told()


def told_by(rules: Iterable[Rule]) -> Told:
    """The numbers that these rules bring into the sentence."""
    listed = tuple(rules)
    names = {rule.when for rule in listed}
    improved = (RuleName.IMPROVED, RuleName.MAINTAINED)
    return Told(
        floor=RuleName.FLOOR_MET in names,
        forecast=RuleName.FORECAST_MEETS_TARGET in names,
        tolerance=RuleName.WITHIN_OWN_TOLERANCE in names,
        since=tuple(rule.since for rule in listed if rule.when in improved),
        points=tuple(rule.amount for rule in listed if rule.when is RuleName.WITHIN_POINTS and rule.amount is not None),
    )


def shown_decimals(inputs: RatingInputs, standing: Standing) -> int:
    """The decimals at which the figure beside its target is true, before any rule is told."""
    return true_decimals(inputs, standing, NOTHING_MORE)


def true_decimals(inputs: RatingInputs, standing: Standing, told: Told) -> int:
    """The fewest decimals, from those the measure shows, at which every number told keeps its order.

    The target and what may be missed are shown in full, because somebody agreed them.
    """
    value, edge, _, variance = standing
    allowances = list(told.points)
    if told.tolerance and inputs.tolerance is not None and inputs.tolerance_unit is _POINTS:
        allowances.append(inputs.tolerance)
    edges = [edge, *_band_edges(inputs)] if inputs.polarity is _BAND else [edge]
    others = [] if told is NOTHING_MORE else _others(inputs, told)
    decimals = _first_decimals(inputs, value, agreed=edges + allowances, others=others)
    if _all_exact((value, *edges, *allowances, *others), decimals):
        return decimals
    gap = variance.copy_abs()
    apart = [(value, other) for other in (*edges, *others)] + [(gap, allowance) for allowance in allowances]
    target = forecast_target(inputs)
    if told.forecast and inputs.forecast is not None and target is not None:
        apart.append((inputs.forecast, target))
    # Inside a band no gap is told, so none has to add up.
    while not (_are_apart(apart, decimals) and (not gap or _adds_up(value, edge, gap, decimals=decimals))):
        decimals += 1
    return decimals


def _first_decimals(inputs: RatingInputs, value: Decimal, *, agreed: list[Decimal], others: list[Decimal]) -> int:
    """What the measure shows, or what was typed where it does not say; and no fewer than what was agreed has."""
    decimals = inputs.decimals
    if decimals is None:
        # A quotient that does not end says nothing of how it should be shown: one decimal, to begin with.
        typed = [_typed_decimals(number) for number in (value, *agreed, *others)]
        decimals = max(places if places <= MOST_TYPED_DECIMALS else 1 for places in typed)
    for number in agreed:
        if round_half_up(number, decimals=decimals) != number:
            decimals = max(decimals, min(decimals_of(number), MOST_TYPED_DECIMALS))
    return decimals


def _typed_decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _band_edges(inputs: RatingInputs) -> list[Decimal]:
    return [edge for edge in band_of(inputs) if edge is not None]


def _others(inputs: RatingInputs, told: Told) -> list[Decimal]:
    numbers = [comparator(inputs, since) for since in told.since]
    if told.floor:
        numbers.append(inputs.floor)
    if told.forecast:
        numbers += (inputs.forecast, inputs.annual_target)
    return [number for number in numbers if number is not None]


def _all_exact(numbers: Iterable[Decimal], decimals: int) -> bool:
    """No number told is rounded at all, so nothing can be made untrue: the common case."""
    return all(round_half_up(number, decimals=decimals) == number for number in numbers)


def _are_apart(pairs: list[tuple[Decimal, Decimal]], decimals: int) -> bool:
    """Different numbers look different."""
    for one, other in pairs:
        if one != other and round_half_up(one, decimals=decimals) == round_half_up(other, decimals=decimals):
            return False
    return True


def _adds_up(value: Decimal, edge: Decimal, gap: Decimal, *, decimals: int) -> bool:
    """The printed gap is the difference of the printed numbers."""
    shown = EXACT.subtract(round_half_up(value, decimals=decimals), round_half_up(edge, decimals=decimals))
    return shown.copy_abs() == round_half_up(gap, decimals=decimals)
