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
from goldenthread.domain.units import EXACT, decimals_of, one_unit, quantize

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

    @property
    def is_nothing_more(self) -> bool:
        """No figure beside the target and what may be missed."""
        return not (self.floor or self.forecast or self.since)


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
    agreed = [edge, *_band_edges(inputs), *allowances] if inputs.polarity is _BAND else [edge, *allowances]
    others = [] if told.is_nothing_more else _others(inputs, told)
    decimals = _first_decimals(inputs, value, agreed=agreed, others=others)
    one = one_unit(decimals)
    if quantize(value, one) == value and _all_exact(agreed, one) and _all_exact(others, one):
        # No number told is rounded at all, so nothing can be made untrue: the common case.
        return decimals
    gap = variance.copy_abs()
    apart = [(value, other) for other in (*agreed[: len(agreed) - len(allowances)], *others) if other != value]
    apart += [(gap, allowance) for allowance in allowances if allowance != gap]
    target = forecast_target(inputs)
    if told.forecast and inputs.forecast is not None and target is not None and inputs.forecast != target:
        apart.append((inputs.forecast, target))
    # Inside a band no gap is told, so none has to add up.
    while not (_are_apart(apart, one) and (not gap or _adds_up(value, edge, gap, one=one))):
        decimals += 1
        one = one_unit(decimals)
    return decimals


def _first_decimals(inputs: RatingInputs, value: Decimal, *, agreed: list[Decimal], others: list[Decimal]) -> int:
    """What the measure shows, or what was typed where it does not say; and no fewer than what was agreed has."""
    decimals = inputs.decimals
    if decimals is None:
        # A quotient that does not end says nothing of how it should be shown: one decimal, to begin with.
        typed = [_typed_decimals(number) for number in (value, *agreed, *others)]
        decimals = max(places if places <= MOST_TYPED_DECIMALS else 1 for places in typed)
    one = one_unit(decimals)
    for number in agreed:
        if quantize(number, one) != number:
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


def _all_exact(numbers: list[Decimal], one: Decimal) -> bool:
    for number in numbers:  # noqa: SIM110 - a generator costs more than the comparison
        if quantize(number, one) != number:
            return False
    return True


def _are_apart(pairs: list[tuple[Decimal, Decimal]], one: Decimal) -> bool:
    """Different numbers look different."""
    for first, second in pairs:  # noqa: SIM110 - as above
        if quantize(first, one) == quantize(second, one):
            return False
    return True


def _adds_up(value: Decimal, edge: Decimal, gap: Decimal, *, one: Decimal) -> bool:
    """The printed gap is the difference of the printed numbers."""
    return EXACT.subtract(quantize(value, one), quantize(edge, one)).copy_abs() == quantize(gap, one)
