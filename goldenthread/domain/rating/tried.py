"""Every rule of a policy, tried on one figure: which decided, and what the others would have said."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.domain.rating.comparisons import has_target, standing_of
from goldenthread.domain.rating.compiled import condition_of
from goldenthread.domain.rating.inputs import RatingInputs
from goldenthread.domain.rating.policy import Policy
from goldenthread.domain.rating.words import policy_in_words


@dataclass(frozen=True, kw_only=True)
class TriedRule:
    """A rule in words, whether it applies, and whether it is the first that does."""

    words: str
    applies: bool
    decided: bool


def rules_tried(policy: Policy, inputs: RatingInputs) -> tuple[TriedRule, ...]:
    """The rules in order. None where there is nothing to rate: the figure's status then says why."""
    if policy.rates_nothing or inputs.value is None or inputs.absence is not None or not has_target(inputs):
        return ()
    standing = standing_of(inputs, inputs.value)
    found: list[TriedRule] = []
    decided = False
    for rule, words in zip(policy.rules, policy_in_words(policy), strict=False):
        applies = condition_of(rule)(inputs, standing)
        found.append(TriedRule(words=words, applies=applies, decided=applies and not decided))
        decided = decided or applies
    return tuple(found)
