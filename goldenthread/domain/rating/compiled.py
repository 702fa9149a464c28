"""A policy compiled once into one function that rates figures."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from goldenthread.domain.measures import Polarity
from goldenthread.domain.rating.comparators import comparator
from goldenthread.domain.rating.comparisons import (
    Standing,
    forecast_meets_target,
    has_target,
    is_at_least_as_good,
    is_better,
    meets_floor,
    percent_allowance,
    standing_of,
    tolerance_allowance,
    variance_percent,
    within_band,
)
from goldenthread.domain.rating.inputs import Rating, RatingCode, RatingInputs, Status
from goldenthread.domain.rating.policy import Edge, Policy, Rule, RuleName
from goldenthread.domain.rating.sentences import compile_sentence, not_rated_sentence
from goldenthread.domain.units import Unit

# Python 3.11 takes long to look up a member of an enum, and these are asked for every figure.
_NEITHER, _TEXT, _NOT_RATED, _RATED = Polarity.NONE, Unit.TEXT, RatingCode.NOT_RATED, Status.RATED

Holds = Callable[[RatingInputs, Standing], bool]


@cache
def compile_policy(policy: Policy) -> Callable[[RatingInputs], Rating]:
    """The policy as a function. It decides on unrounded values, and never raises for any inputs."""
    rules = tuple(
        (
            condition_of(rule),
            rule,
            compile_sentence(label=policy.labels.of(rule.rating), failed=policy.rules[:number], rule=rule),
        )
        for number, rule in enumerate(policy.rules)
    )

    rates_nothing = policy.rates_nothing

    def rate(inputs: RatingInputs) -> Rating:
        value = inputs.value
        standing = standing_of(inputs, value) if value is not None and has_target(inputs) else None
        if standing is None or inputs.absence is not None or rates_nothing or not _may_be_rated(inputs):
            return _not_rated(inputs, standing, _why_not_rated(inputs, policy))
        for holds, rule, sentence in rules:
            if holds(inputs, standing):
                if rule.rating is _NOT_RATED:
                    return _not_rated(inputs, standing, rule.status)
                reason = sentence(inputs, standing)
                return Rating(rule.rating, _RATED, standing.variance, variance_percent(standing), rule.when, reason)
        raise AssertionError(f"{policy.slug} has no last rule that always holds")

    return rate


def _may_be_rated(inputs: RatingInputs) -> bool:
    return inputs.polarity is not _NEITHER and inputs.unit is not _TEXT


def _why_not_rated(inputs: RatingInputs, policy: Policy) -> Status:
    """The reason that keeps a figure from being rated, the most particular first."""
    if inputs.absence is not None and inputs.absence is not Status.AWAITING_DATA:
        return inputs.absence
    if policy.rates_nothing:
        return policy.rules[0].status
    if inputs.absence is not None:
        return inputs.absence
    if inputs.unit is _TEXT:
        return Status.NARRATIVE_ONLY
    if inputs.value is None:
        return Status.AWAITING_DATA
    if inputs.polarity is _NEITHER:
        return Status.DATA_ONLY
    return policy.without_target


def _not_rated(inputs: RatingInputs, standing: Standing | None, status: Status) -> Rating:
    words = inputs.absence_words if status is inputs.absence else ""
    reason = not_rated_sentence(status, words=words)
    if standing is None:
        return Rating(_NOT_RATED, status, None, None, "", reason)
    return Rating(_NOT_RATED, status, standing.variance, variance_percent(standing), "", reason)


def condition_of(rule: Rule) -> Holds:
    """The rule's condition. What a rule needs and a figure lacks makes it not hold."""
    return _COMPILERS[rule.when](rule)


def _target_met(_rule: Rule) -> Holds:
    return lambda _inputs, standing: standing.is_met


def _within_percent(rule: Rule) -> Holds:
    percent = rule.amount or Decimal(0)
    return _within(rule, lambda _inputs, standing: percent_allowance(standing.edge, percent))


def _within_points(rule: Rule) -> Holds:
    return _within(rule, lambda _inputs, _standing: rule.amount)


def _within_own_tolerance(rule: Rule) -> Holds:
    return _within(rule, lambda inputs, standing: tolerance_allowance(inputs, standing.edge))


def _within(rule: Rule, allowance: Callable[[RatingInputs, Standing], Decimal | None]) -> Holds:
    """Met, or missed by no more than what is allowed; on the edge as the rule says."""
    edge_counts = rule.edge is Edge.ON_OR_WITHIN

    def holds(inputs: RatingInputs, standing: Standing) -> bool:
        if standing.is_met:
            return True
        allowed = allowance(inputs, standing)
        if allowed is None:
            return False
        return standing.shortfall <= allowed if edge_counts else standing.shortfall < allowed

    return holds


def _within_band(_rule: Rule) -> Holds:
    return lambda inputs, standing: within_band(inputs, standing.value) is True


def _floor_met(_rule: Rule) -> Holds:
    return lambda inputs, standing: meets_floor(inputs, standing.value) is True


def _improved(rule: Rule) -> Holds:
    def holds(inputs: RatingInputs, standing: Standing) -> bool:
        earlier = comparator(inputs, rule.since)
        return earlier is not None and is_better(inputs, standing.value, earlier)

    return holds


def _maintained(rule: Rule) -> Holds:
    def holds(inputs: RatingInputs, standing: Standing) -> bool:
        earlier = comparator(inputs, rule.since)
        return earlier is not None and is_at_least_as_good(inputs, standing.value, earlier)

    return holds


def _forecast_meets_target(_rule: Rule) -> Holds:
    return lambda inputs, _standing: forecast_meets_target(inputs) is True


def _stated(rule: Rule) -> Holds:
    return lambda inputs, _standing: inputs.stated is rule.stated


def _otherwise(_rule: Rule) -> Holds:
    return lambda _inputs, _standing: True


_COMPILERS: dict[RuleName, Callable[[Rule], Holds]] = {
    RuleName.TARGET_MET: _target_met,
    RuleName.WITHIN_PERCENT: _within_percent,
    RuleName.WITHIN_POINTS: _within_points,
    RuleName.WITHIN_OWN_TOLERANCE: _within_own_tolerance,
    RuleName.WITHIN_BAND: _within_band,
    RuleName.FLOOR_MET: _floor_met,
    RuleName.IMPROVED: _improved,
    RuleName.MAINTAINED: _maintained,
    RuleName.FORECAST_MEETS_TARGET: _forecast_meets_target,
    RuleName.STATED: _stated,
    RuleName.OTHERWISE: _otherwise,
}
