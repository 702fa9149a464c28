"""A policy in plain words, for the key of a report and for whoever asks why."""

from __future__ import annotations

from goldenthread.domain.rating.comparators import SINCE_WORDS, Since
from goldenthread.domain.rating.inputs import STATED_WORDS, STATUS_WORDS, RatingCode, Status
from goldenthread.domain.rating.policy import Edge, Policy, Rule, RuleName
from goldenthread.domain.units import decimals_of, print_number


def policy_in_words(policy: Policy) -> tuple[str, ...]:
    """One sentence for each rule in order, then what is not rated. The first rule that applies decides."""
    if policy.rates_nothing:
        return (f"Not rated: {STATUS_WORDS[policy.rules[0].status]}.",)
    sentences = [
        f"{policy.labels.of(rule.rating)}: {_condition(rule, after=policy.rules[:number])}."
        for number, rule in enumerate(policy.rules)
    ]
    if policy.without_target is not Status.NO_TARGET:
        words = STATUS_WORDS[policy.without_target]
        sentences.append(f"A figure without a target is not rated: {words}.")
    lacks = {lack for rule in policy.rules if (lack := _lack(rule))}
    sentences += [f"Where {lack}, that rule does not apply and the next one decides." for lack in sorted(lacks)]
    return tuple(sentences)


def gaps_in_words(policy: Policy) -> tuple[str, ...]:
    """Where the published rule is silent, and our reading."""
    return tuple(f"{gap.silent_on} {gap.reading}" for gap in policy.gaps)


def amount_in_words(rule: Rule) -> str:
    """ "10%", "2.5 points"."""
    if rule.amount is None:
        return ""
    number = print_number(rule.amount, decimals=decimals_of(rule.amount))
    if rule.when is RuleName.WITHIN_PERCENT:
        return f"{number}%"
    return f"{number} point" if number == "1" else f"{number} points"


# Rules that hold wherever the target is met: after one of them, only a missed target is left.
_HOLD_WHEN_MET = frozenset(
    {RuleName.TARGET_MET, RuleName.WITHIN_PERCENT, RuleName.WITHIN_POINTS, RuleName.WITHIN_OWN_TOLERANCE}
)


def _condition(rule: Rule, *, after: tuple[Rule, ...]) -> str:
    if rule.when is RuleName.TARGET_MET:
        return "the result is on the target or better, or within the band where the target is one"
    if rule.when in _HOLD_WHEN_MET:
        missed = any(earlier.when in _HOLD_WHEN_MET for earlier in after)
        start = "the result misses the target" if missed else "the result is on the target or better, or misses it"
        no_more = "by no more than" if rule.edge is Edge.ON_OR_WITHIN else "by less than"
        return f"{start} {no_more} {_allowed(rule)}"
    if rule.when is RuleName.WITHIN_BAND:
        return "the result lies within the measure's band, its edges included"
    if rule.when is RuleName.FLOOR_MET:
        return "the result meets the measure's floor standard"
    if rule.when is RuleName.IMPROVED:
        return f"the result is better than that of {SINCE_WORDS[rule.since]}"
    if rule.when is RuleName.MAINTAINED:
        return f"the result is better than that of {SINCE_WORDS[rule.since]}, or the same"
    if rule.when is RuleName.FORECAST_MEETS_TARGET:
        return "the forecast for the year end meets the year's target"
    if rule.when is RuleName.STATED:
        return f"the owner states that it is {STATED_WORDS[rule.stated or RatingCode.AMBER]}, whatever the result"
    return "otherwise"


def _allowed(rule: Rule) -> str:
    if rule.when is RuleName.WITHIN_OWN_TOLERANCE:
        return "the measure's own tolerance"
    return f"{amount_in_words(rule)} of the target" if rule.when is RuleName.WITHIN_PERCENT else amount_in_words(rule)


def _lack(rule: Rule) -> str:
    """What the rule needs and a figure may not have."""
    if rule.when is RuleName.WITHIN_OWN_TOLERANCE:
        return "a measure has no tolerance"
    if rule.when is RuleName.WITHIN_BAND:
        return "a measure has no band"
    if rule.when is RuleName.FLOOR_MET:
        return "a measure has no floor standard"
    if rule.when is RuleName.FORECAST_MEETS_TARGET:
        return "no forecast for the year end is given"
    if rule.when in (RuleName.IMPROVED, RuleName.MAINTAINED):
        period = "the same period last year" if rule.since is Since.LAST_YEAR else "the previous period"
        return f"{period} has no figure that may be compared with"
    return ""
