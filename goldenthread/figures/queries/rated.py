"""Rating a figure from its terms, its value and its comparators: the one way in which it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.domain.plain import from_plain, to_plain
from goldenthread.domain.rating import (
    Policy,
    Rating,
    RatingCode,
    RatingInputs,
    RuleName,
    Status,
    compile_policy,
    read_policy,
    year_end_inputs,
)
from goldenthread.domain.snapshot import Comparator
from goldenthread.domain.terms import Terms, rating_inputs
from goldenthread.domain.units import Reading, ReadingKind, print_value
from goldenthread.figures.models import Figure, RatingOverride, ReturnedValue
from goldenthread.indicators.queries.policies import PolicyFacts, policy_texts

Comparators = Mapping[str, Comparator]
_COMPARING = (RuleName.IMPROVED, RuleName.MAINTAINED)


class Rater:
    """The policies that are kept, read in one query and compiled once each."""

    def __init__(self) -> None:
        self._facts: dict[int, PolicyFacts] | None = None
        self._policies: dict[int, Policy] = {}
        self._compiled: dict[int, Any] = {}

    def rate(self, policy_id: int, inputs: RatingInputs) -> Rating:
        if policy_id not in self._compiled:
            self._compiled[policy_id] = compile_policy(self._policy(policy_id))
        rating: Rating = self._compiled[policy_id](inputs)
        return rating

    def compares(self, policy_id: int) -> bool:
        """Whether the policy ever asks whether a figure is better than an earlier one."""
        return any(rule.when in _COMPARING for rule in self._policy(policy_id).rules)

    def _policy(self, policy_id: int) -> Policy:
        if policy_id not in self._policies:
            if self._facts is None:
                self._facts = policy_texts()
            self._policies[policy_id] = read_policy(self._facts[policy_id].text)
        return self._policies[policy_id]


@dataclass(frozen=True, kw_only=True)
class Ratings:
    """A figure's rating for the joint committee, and what stands beside it; None where the council has no policy."""

    computed: Rating
    own: Rating | None
    year_end: Rating
    own_year_end: Rating | None


def ratings_of(figure: Figure, inputs: RatingInputs, *, rater: Rater) -> Ratings:
    """The figure under both policies, now and at the year's end."""
    at_year_end = year_end_inputs(inputs)
    own = figure.own_policy_id
    return Ratings(
        computed=rater.rate(figure.policy_id, inputs),
        own=None if own is None else rater.rate(own, inputs),
        year_end=rater.rate(figure.policy_id, at_year_end),
        own_year_end=None if own is None else rater.rate(own, at_year_end),
    )


def rating_in_force(computed: Rating, *, override: RatingOverride | None) -> Rating:
    """The computed rating, or what somebody put in its place, whose reason says both."""
    if override is None or not override.rating:
        return computed
    code = RatingCode(override.rating)
    was = computed.code.value.replace("-", " ") if computed.is_rated else "not rated"
    words = f"{code.value.capitalize()} by judgement, not by the rule: {override.reason} By the rule it is {was}."
    return computed._replace(code=code, status=Status.RATED, reason=words)


def beside_as_plain(ratings: Ratings, *, in_force: Rating) -> dict[str, Any]:
    """The ratings beside the one in force, as a figure keeps them."""
    every = {"own": ratings.own, "year_end": ratings.year_end, "own_year_end": ratings.own_year_end}
    if in_force is not ratings.computed:
        every["computed"] = ratings.computed
    return {
        name: {"rating": rating.code.value, "status": rating.status.value, "reason": rating.reason}
        for name, rating in every.items()
        if rating is not None
    }


def inputs_of(terms: Terms, *, value: ReturnedValue | None, comparators: Comparators) -> RatingInputs:
    """Everything that the figure's rating and direction of travel depend on."""
    previous, last_year = comparators.get("previous"), comparators.get("last_year")
    return rating_inputs(
        terms,
        value=None if value is None else value.value,
        reading=None if value is None else Reading(ReadingKind(value.kind), value.value, value.text),
        previous=None if previous is None else previous.value,
        last_year=None if last_year is None else last_year.value,
        forecast=None if value is None else value.forecast,
        stated=RatingCode(value.stated) if value is not None and value.stated else None,
    )


def comparators_from(plain: Mapping[str, Any]) -> dict[str, Comparator]:
    """Comparators as a figure keeps them."""
    return {name: from_plain(Comparator, kept) for name, kept in plain.items()}


def comparators_as_plain(found: Comparators) -> dict[str, Any]:
    return {name: to_plain(comparator) for name, comparator in found.items()}


def shown(value: ReturnedValue | None, *, terms: Terms) -> str:
    """The value as a person reads it: "92.1%", "n/a", words; "" where nothing was returned."""
    if value is None or value.kind == ReadingKind.BLANK:
        return ""
    if value.value is None:
        return value.text or value.kind.replace("-", " ")
    return print_value(value.value, unit=terms.unit, decimals=terms.decimals)
