"""Why a figure is rated as it is, in one plain sentence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from goldenthread.domain.measures import Polarity, ToleranceUnit
from goldenthread.domain.rating.comparators import SINCE_WORDS, comparator, why_not_comparable
from goldenthread.domain.rating.comparisons import Standing, band_of, forecast_target, percent_off
from goldenthread.domain.rating.decimals import shown_decimals, told_by, true_decimals
from goldenthread.domain.rating.inputs import STATED_WORDS, STATUS_WORDS, RatingCode, RatingInputs, Status
from goldenthread.domain.rating.policy import Edge, Rule, RuleName
from goldenthread.domain.rating.words import amount_in_words
from goldenthread.domain.units import (
    Unit,
    decimals_of,
    decimals_to_tell_apart,
    print_difference,
    print_number,
    print_value,
)

# Python 3.11 takes long to look up a member of an enum, and these are asked for every figure.
_BAND, _LOWER, _YES_NO, _POINTS, _ON_OR_WITHIN = (
    Polarity.BAND,
    Polarity.LOWER,
    Unit.YES_NO,
    ToleranceUnit.POINTS,
    Edge.ON_OR_WITHIN,
)

__all__ = ["against_target", "compile_sentence", "not_rated_sentence", "shown_decimals", "target_in_words"]

Sentence = Callable[[RatingInputs, Standing], str]
Clause = Callable[[Rule, RatingInputs, Standing, int], str]


def not_rated_sentence(status: Status, *, words: str = "") -> str:
    return f"Not rated: {words or STATUS_WORDS[status]}."


def compile_sentence(*, label: str, failed: tuple[Rule, ...], rule: Rule) -> Sentence:
    """The sentence for figures on which this rule decided, after those that did not hold.

    "Amber: 92.1% is 2.9 points below the target of 95.0%, within the tolerance of 5.0 points."
    """
    told = told_by((*failed, rule))
    clauses = [(_WHY_NOT[one.when], one) for one in failed if one.when in _WHY_NOT]
    if rule.when in _WHY:
        clauses.append((_WHY[rule.when], rule))

    def sentence(inputs: RatingInputs, standing: Standing) -> str:
        decimals = true_decimals(inputs, standing, told)
        words = f"{label}: {against_target(inputs, standing, decimals=decimals)}"
        for clause, told_rule in clauses:
            words += clause(told_rule, inputs, standing, decimals)
        return f"{words}."

    return sentence


def against_target(inputs: RatingInputs, standing: Standing, *, decimals: int) -> str:
    """ "92.1% is 2.9 points below the target of 95.0%"."""
    unit, polarity = inputs.unit, inputs.polarity
    value = print_value(standing.value, unit=unit, decimals=decimals)
    target = target_in_words(inputs, decimals=decimals)
    if not standing.variance:
        inside = polarity is _BAND and _is_wide(inputs)
        return f"{value} is within the {target}" if inside else f"{value} equals the {target}"
    if unit is _YES_NO:
        return f"{value} against the {target}"
    gap = print_difference(standing.variance, unit=unit, decimals=decimals)
    side = "above" if standing.variance > 0 else "below"
    better = " (lower is better)" if polarity is _LOWER else ""
    return f"{value} is {gap} {side} the {target}{better}"


def target_in_words(inputs: RatingInputs, *, decimals: int) -> str:
    """ "target of 95.0%", "target band of 40% to 60%", "target of at least 40%"."""
    if inputs.polarity is not _BAND:
        return f"target of {_print(inputs, inputs.target, decimals)}"
    lower, upper = band_of(inputs)
    if lower is None:
        return f"target of at most {_print(inputs, upper, decimals)}"
    if upper is None:
        return f"target of at least {_print(inputs, lower, decimals)}"
    if lower == upper:
        return f"target of {_print(inputs, lower, decimals)}"
    return f"target band of {_print(inputs, lower, decimals)} to {_print(inputs, upper, decimals)}"


def _is_wide(inputs: RatingInputs) -> bool:
    lower, upper = band_of(inputs)
    return lower != upper


def _print(inputs: RatingInputs, value: Decimal | None, decimals: int) -> str:
    return "" if value is None else print_value(value, unit=inputs.unit, decimals=decimals)


# --- why a rule held ------------------------------------------------------------------------------------------------


def _within_percent(rule: Rule, _inputs: RatingInputs, standing: Standing, _decimals: int) -> str:
    if standing.is_met:
        return ""
    return f", within {amount_in_words(rule)} of the target{_percent_off(rule.amount, standing)}"


def _within_points(rule: Rule, inputs: RatingInputs, standing: Standing, decimals: int) -> str:
    return "" if standing.is_met else f", within the {_allowance(inputs, rule.amount, decimals)} allowed"


def _within_own_tolerance(_rule: Rule, inputs: RatingInputs, standing: Standing, decimals: int) -> str:
    return "" if standing.is_met else f", within {_tolerance(inputs, standing, decimals)}"


def _floor_met(_rule: Rule, inputs: RatingInputs, standing: Standing, decimals: int) -> str:
    return f"{_link(standing)} meets the floor of {_print(inputs, inputs.floor, decimals)}"


def _improved(rule: Rule, inputs: RatingInputs, standing: Standing, decimals: int) -> str:
    earlier = comparator(inputs, rule.since)
    better = "is the same as" if earlier == standing.value else "is better than"
    if inputs.polarity is _BAND:
        better = "is no further from it than"
    return f"{_link(standing)} {better} the {_print(inputs, earlier, decimals)} of {SINCE_WORDS[rule.since]}"


def _forecast_meets(_rule: Rule, inputs: RatingInputs, standing: Standing, decimals: int) -> str:
    return f"{_link(standing)} {_forecast(inputs, 'meets', decimals)}"


def _stated(rule: Rule, _inputs: RatingInputs, standing: Standing, _decimals: int) -> str:
    # A judgement that says what the figure says is "and"; one that says otherwise is "but".
    link = ", and" if standing.is_met is (rule.stated is RatingCode.GREEN) else ", but"
    if not standing.is_met and rule.stated is RatingCode.AMBER:
        link = ", but"
    return f"{link} its owner states that it is {STATED_WORDS[rule.stated or rule.rating]}"


# --- why a rule did not hold ----------------------------------------------------------------------------------------


def _not_within_percent(rule: Rule, _inputs: RatingInputs, standing: Standing, _decimals: int) -> str:
    if not standing.edge:
        return f", and {amount_in_words(rule)} of a target of 0 allows nothing"
    return f", {_more_than(rule)} {amount_in_words(rule)} off the target{_percent_off(rule.amount, standing)}"


def _not_within_points(rule: Rule, inputs: RatingInputs, _standing: Standing, decimals: int) -> str:
    return f", {_more_than(rule)} the {_allowance(inputs, rule.amount, decimals)} allowed"


def _not_within_own_tolerance(rule: Rule, inputs: RatingInputs, standing: Standing, decimals: int) -> str:
    if inputs.tolerance is None:
        return ", and no tolerance is set"
    return f", {_more_than(rule)} {_tolerance(inputs, standing, decimals)}"


def _not_within_band(_rule: Rule, inputs: RatingInputs, _standing: Standing, _decimals: int) -> str:
    edge = inputs.target_upper if inputs.polarity is _LOWER else inputs.target_lower
    return ", and no band is set" if edge is None and inputs.polarity is not _BAND else ", outside the band"


def _floor_missed(_rule: Rule, inputs: RatingInputs, _standing: Standing, decimals: int) -> str:
    if inputs.floor is None or inputs.polarity is _BAND:
        return ", and no floor is set"
    return f", and misses the floor of {_print(inputs, inputs.floor, decimals)}"


def _not_improved(rule: Rule, inputs: RatingInputs, standing: Standing, decimals: int) -> str:
    earlier = comparator(inputs, rule.since)
    if earlier is None:
        return f", and {why_not_comparable(inputs, rule.since)}"
    worse = "is only the same as" if earlier == standing.value else "is worse than"
    if inputs.polarity is _BAND:
        worse = "is no nearer to it than" if rule.when is RuleName.IMPROVED else "is further from it than"
    return f", and {worse} the {_print(inputs, earlier, decimals)} of {SINCE_WORDS[rule.since]}"


def _forecast_misses(_rule: Rule, inputs: RatingInputs, _standing: Standing, decimals: int) -> str:
    if inputs.forecast is None:
        return ", and no forecast for the year end is given"
    return f", and {_forecast(inputs, 'misses', decimals)}"


# --- parts of clauses -----------------------------------------------------------------------------------------------


def _link(standing: Standing) -> str:
    return ", and" if standing.is_met else ", but"


def _more_than(rule: Rule) -> str:
    return "more than" if rule.edge is _ON_OR_WITHIN else "not less than"


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
    if inputs.tolerance is None or inputs.tolerance_unit is _POINTS:
        return f"the tolerance of {_allowance(inputs, inputs.tolerance, decimals)}"
    percent = print_number(inputs.tolerance, decimals=decimals_of(inputs.tolerance))
    return f"the tolerance of {percent}%{_percent_off(inputs.tolerance, standing)}"


def _forecast(inputs: RatingInputs, verb: str, decimals: int) -> str:
    forecast = _print(inputs, inputs.forecast, decimals)
    if inputs.polarity is _BAND:
        return f"the forecast of {forecast} for the year end {verb} it"
    target = _print(inputs, forecast_target(inputs), decimals)
    return f"the forecast of {forecast} for the year end {verb} the target of {target}"


_WHY: dict[RuleName, Clause] = {
    RuleName.WITHIN_PERCENT: _within_percent,
    RuleName.WITHIN_POINTS: _within_points,
    RuleName.WITHIN_OWN_TOLERANCE: _within_own_tolerance,
    RuleName.FLOOR_MET: _floor_met,
    RuleName.IMPROVED: _improved,
    RuleName.MAINTAINED: _improved,
    RuleName.FORECAST_MEETS_TARGET: _forecast_meets,
    RuleName.STATED: _stated,
}
_WHY_NOT: dict[RuleName, Clause] = {
    RuleName.WITHIN_PERCENT: _not_within_percent,
    RuleName.WITHIN_POINTS: _not_within_points,
    RuleName.WITHIN_OWN_TOLERANCE: _not_within_own_tolerance,
    RuleName.WITHIN_BAND: _not_within_band,
    RuleName.FLOOR_MET: _floor_missed,
    RuleName.IMPROVED: _not_improved,
    RuleName.MAINTAINED: _not_improved,
    RuleName.FORECAST_MEETS_TARGET: _forecast_misses,
}
