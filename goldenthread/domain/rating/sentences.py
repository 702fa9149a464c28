"""Why a figure is rated as it is, in one sentence that rounding never makes untrue."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from goldenthread.domain.measures import Polarity, ToleranceUnit
from goldenthread.domain.rating.comparators import SINCE_WORDS, comparator, why_not_comparable
from goldenthread.domain.rating.comparisons import (
    Standing,
    band_of,
    forecast_target,
    percent_off,
    tolerance_allowance,
)
from goldenthread.domain.rating.inputs import STATED_WORDS, STATUS_WORDS, RatingCode, RatingInputs, Status
from goldenthread.domain.rating.policy import Edge, Rule, RuleName
from goldenthread.domain.rating.words import amount_in_words
from goldenthread.domain.units import (
    EXACT,
    Unit,
    decimals_of,
    decimals_to_tell_apart,
    print_difference,
    print_number,
    print_value,
    round_half_up,
)

# How many decimals of what was typed are shown where the measure does not say; a computed
# percentage has forty.
MOST_TYPED_DECIMALS = 6


def not_rated_sentence(status: Status, *, words: str = "") -> str:
    return f"Not rated: {words or STATUS_WORDS[status]}."


def rated_sentence(*, label: str, inputs: RatingInputs, standing: Standing, failed: Iterable[Rule], rule: Rule) -> str:
    """The figure beside its target, which rules before this one did not hold, and which did."""
    tried = tuple(failed)
    decimals = _true_decimals(inputs, standing, rules=(*tried, rule))
    clauses = [_why_not(one, inputs, standing, decimals=decimals) for one in tried]
    clauses.append(_why(rule, inputs, standing, decimals=decimals))
    opening = against_target(inputs, standing, decimals=decimals)
    return f"{label}: {''.join((opening, *clauses))}."


def against_target(inputs: RatingInputs, standing: Standing, *, decimals: int) -> str:
    """ "92.1% is 2.9 points below the target of 95.0%"."""
    value = _print(inputs, standing.value, decimals)
    target = f"the {target_in_words(inputs, decimals=decimals)}"
    if inputs.polarity is Polarity.BAND and standing.is_met:
        return f"{value} is within {target}" if _is_wide(inputs) else f"{value} equals {target}"
    if not standing.variance:
        return f"{value} equals {target}"
    if inputs.unit is Unit.YES_NO:
        return f"{value} against {target}"
    gap = print_difference(standing.variance, unit=inputs.unit, decimals=decimals)
    side = "above" if standing.variance > 0 else "below"
    better = " (lower is better)" if inputs.polarity is Polarity.LOWER else ""
    return f"{value} is {gap} {side} {target}{better}"


def target_in_words(inputs: RatingInputs, *, decimals: int) -> str:
    """ "target of 95.0%", "target band of 40% to 60%", "target of at least 40%"."""
    if inputs.polarity is not Polarity.BAND:
        return f"target of {_print(inputs, inputs.target, decimals)}"
    lower, upper = band_of(inputs)
    if lower is None:
        return f"target of at most {_print(inputs, upper, decimals)}"
    if upper is None:
        return f"target of at least {_print(inputs, lower, decimals)}"
    if lower == upper:
        return f"target of {_print(inputs, lower, decimals)}"
    return f"target band of {_print(inputs, lower, decimals)} to {_print(inputs, upper, decimals)}"


def shown_decimals(inputs: RatingInputs, standing: Standing) -> int:
    """The decimals at which the figure beside its target is true, before any rule is told."""
    return _true_decimals(inputs, standing, rules=())


def _is_wide(inputs: RatingInputs) -> bool:
    lower, upper = band_of(inputs)
    return lower != upper


def _print(inputs: RatingInputs, value: Decimal | None, decimals: int) -> str:
    return "" if value is None else print_value(value, unit=inputs.unit, decimals=decimals)


# --- how many decimals --------------------------------------------------------------------------------------------


def _true_decimals(inputs: RatingInputs, standing: Standing, *, rules: tuple[Rule, ...]) -> int:
    """The fewest decimals, from those the measure shows, at which every number told keeps its order.

    The target and what may be missed are shown in full, because somebody agreed them.
    """
    value, edge = standing.value, standing.edge
    others = [number for number in _numbers_told(inputs, rules) if number is not None]
    allowances = [number for number in _allowances_told(inputs, standing, rules) if number is not None]
    agreed = [number for number in (*band_of(inputs), edge, *allowances) if number is not None]
    decimals = _first_decimals(inputs, standing, agreed=agreed, others=others)
    if all(decimals_of(number) <= decimals for number in (value, *agreed, *others)):
        return decimals
    gap = standing.variance.copy_abs()
    pairs = [(value, other) for other in (*agreed, *others)] + [(gap, allowance) for allowance in allowances]
    target = forecast_target(inputs)
    if inputs.forecast is not None and target is not None:
        pairs.append((inputs.forecast, target))
    decimals = max(decimals_to_tell_apart(one, other, decimals=decimals) for one, other in pairs)
    # Inside a band no gap is told, so none has to add up.
    while gap and not _adds_up(value, edge, gap, decimals=decimals):
        decimals += 1
    return decimals


def _first_decimals(inputs: RatingInputs, standing: Standing, *, agreed: list[Decimal], others: list[Decimal]) -> int:
    in_full = [min(decimals_of(number), MOST_TYPED_DECIMALS) for number in agreed]
    if inputs.decimals is not None:
        return max(inputs.decimals, *in_full)
    typed = [_typed_decimals(number) for number in (standing.value, *agreed, *others)]
    # A quotient that does not end says nothing of how it should be shown: one decimal, to begin with.
    return max(*in_full, *(places if places <= MOST_TYPED_DECIMALS else 1 for places in typed))


def _typed_decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _adds_up(value: Decimal, edge: Decimal, gap: Decimal, *, decimals: int) -> bool:
    """The printed gap is the difference of the printed numbers."""
    shown = round_half_up(value, decimals=decimals), round_half_up(edge, decimals=decimals)
    return EXACT.subtract(*shown).copy_abs() == round_half_up(gap, decimals=decimals)


def _numbers_told(inputs: RatingInputs, rules: tuple[Rule, ...]) -> Iterable[Decimal | None]:
    for rule in rules:
        if rule.when is RuleName.FLOOR_MET:
            yield inputs.floor
        elif rule.when in (RuleName.IMPROVED, RuleName.MAINTAINED):
            yield comparator(inputs, rule.since)
        elif rule.when is RuleName.FORECAST_MEETS_TARGET:
            yield inputs.forecast
            yield inputs.annual_target


def _allowances_told(inputs: RatingInputs, standing: Standing, rules: tuple[Rule, ...]) -> Iterable[Decimal | None]:
    for rule in rules:
        if rule.when is RuleName.WITHIN_POINTS:
            yield rule.amount
        elif rule.when is RuleName.WITHIN_OWN_TOLERANCE and inputs.tolerance_unit is ToleranceUnit.POINTS:
            yield tolerance_allowance(inputs, standing.edge)


# --- why each rule held, and why it did not -------------------------------------------------------------------------


def _why(rule: Rule, inputs: RatingInputs, standing: Standing, *, decimals: int) -> str:
    link = ", and" if standing.is_met else ", but"
    if rule.when is RuleName.WITHIN_PERCENT and not standing.is_met:
        return f", within {amount_in_words(rule)} of the target{_percent_off(rule.amount, standing)}"
    if rule.when is RuleName.WITHIN_POINTS and not standing.is_met:
        return f", within the {_allowance(inputs, rule.amount, decimals)} allowed"
    if rule.when is RuleName.WITHIN_OWN_TOLERANCE and not standing.is_met:
        return f", within {_tolerance(inputs, standing, decimals)}"
    if rule.when is RuleName.FLOOR_MET:
        return f"{link} meets the floor of {_print(inputs, inputs.floor, decimals)}"
    if rule.when in (RuleName.IMPROVED, RuleName.MAINTAINED):
        earlier = comparator(inputs, rule.since)
        better = "is the same as" if earlier == standing.value else "is better than"
        if inputs.polarity is Polarity.BAND:
            better = "is no further from it than"
        return f"{link} {better} the {_print(inputs, earlier, decimals)} of {SINCE_WORDS[rule.since]}"
    if rule.when is RuleName.FORECAST_MEETS_TARGET:
        return f"{link} {_forecast(inputs, 'meets', decimals)}"
    if rule.when is RuleName.STATED:
        return f"{link if standing.is_met is (rule.rating is RatingCode.GREEN) else _turned(link)} {_stated(rule)}"
    return ""


def _turned(link: str) -> str:
    return ", but" if link == ", and" else ", and"


def _why_not(rule: Rule, inputs: RatingInputs, standing: Standing, *, decimals: int) -> str:
    if rule.when is RuleName.WITHIN_PERCENT:
        return _percent_missed(rule, standing)
    if rule.when is RuleName.WITHIN_POINTS:
        more = "more than" if rule.edge is Edge.ON_OR_WITHIN else "not less than"
        return f", {more} the {_allowance(inputs, rule.amount, decimals)} allowed"
    if rule.when is RuleName.WITHIN_OWN_TOLERANCE:
        if inputs.tolerance is None:
            return ", and no tolerance is set"
        more = "more than" if rule.edge is Edge.ON_OR_WITHIN else "not less than"
        return f", {more} {_tolerance(inputs, standing, decimals)}"
    if rule.when is RuleName.WITHIN_BAND:
        no_band = inputs.target_lower is None and inputs.target_upper is None and inputs.polarity is not Polarity.BAND
        return ", and no band is set" if no_band else ", outside the band"
    if rule.when is RuleName.FLOOR_MET:
        if inputs.floor is None or inputs.polarity is Polarity.BAND:
            return ", and no floor is set"
        return f", and misses the floor of {_print(inputs, inputs.floor, decimals)}"
    if rule.when in (RuleName.IMPROVED, RuleName.MAINTAINED):
        return _not_improved(rule, inputs, standing, decimals=decimals)
    if rule.when is RuleName.FORECAST_MEETS_TARGET:
        if inputs.forecast is None:
            return ", and no forecast for the year end is given"
        return f", and {_forecast(inputs, 'misses', decimals)}"
    return ""


def _percent_missed(rule: Rule, standing: Standing) -> str:
    if not standing.edge:
        return f", and {amount_in_words(rule)} of a target of 0 allows nothing"
    more = "more than" if rule.edge is Edge.ON_OR_WITHIN else "not less than"
    return f", {more} {amount_in_words(rule)} off the target{_percent_off(rule.amount, standing)}"


def _not_improved(rule: Rule, inputs: RatingInputs, standing: Standing, *, decimals: int) -> str:
    earlier = comparator(inputs, rule.since)
    if earlier is None:
        return f", and {why_not_comparable(inputs, rule.since)}"
    worse = "is only the same as" if earlier == standing.value else "is worse than"
    if inputs.polarity is Polarity.BAND:
        worse = "is no nearer to it than" if rule.when is RuleName.IMPROVED else "is further from it than"
    return f", and {worse} the {_print(inputs, earlier, decimals)} of {SINCE_WORDS[rule.since]}"


def _percent_off(limit: Decimal | None, standing: Standing) -> str:
    """ " (9.1%)", with as many decimals as keep it on its side of the limit; nothing at a target of 0."""
    off = percent_off(standing)
    if off is None or limit is None:
        return ""
    decimals = decimals_to_tell_apart(off, limit, decimals=max(1, decimals_of(limit)))
    return f" ({print_number(off, decimals=decimals)}%)"


def _allowance(inputs: RatingInputs, amount: Decimal | None, decimals: int) -> str:
    return "" if amount is None else print_difference(amount, unit=inputs.unit, decimals=decimals)


def _tolerance(inputs: RatingInputs, standing: Standing, decimals: int) -> str:
    if inputs.tolerance is None or inputs.tolerance_unit is ToleranceUnit.POINTS:
        return f"the tolerance of {_allowance(inputs, inputs.tolerance, decimals)}"
    percent = print_number(inputs.tolerance, decimals=decimals_of(inputs.tolerance))
    return f"the tolerance of {percent}%{_percent_off(inputs.tolerance, standing)}"


def _forecast(inputs: RatingInputs, verb: str, decimals: int) -> str:
    forecast = _print(inputs, inputs.forecast, decimals)
    if inputs.polarity is Polarity.BAND:
        return f"the forecast of {forecast} for the year end {verb} it"
    target = _print(inputs, forecast_target(inputs), decimals)
    return f"the forecast of {forecast} for the year end {verb} the target of {target}"


def _stated(rule: Rule) -> str:
    return f"its owner states that it is {STATED_WORDS[rule.stated or rule.rating]}"
