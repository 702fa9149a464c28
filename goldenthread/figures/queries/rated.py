"""Rating a figure from its terms, its value and its comparators: the one way in which it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.domain.plain import from_plain, to_plain
from goldenthread.domain.rating import Rating, RatingCode, RatingInputs, compile_policy, read_policy
from goldenthread.domain.snapshot import Comparator
from goldenthread.domain.terms import Terms, rating_inputs
from goldenthread.domain.units import Reading, ReadingKind, print_value
from goldenthread.figures.models import ReturnedValue
from goldenthread.indicators.queries.policies import PolicyFacts, policy_texts

Comparators = Mapping[str, Comparator]


class Rater:
    """The policies that are kept, read in one query and compiled once each."""

    def __init__(self) -> None:
        self._facts: dict[int, PolicyFacts] | None = None
        self._compiled: dict[int, Any] = {}

    def rate(self, policy_id: int, inputs: RatingInputs) -> Rating:
        if policy_id not in self._compiled:
            if self._facts is None:
                self._facts = policy_texts()
            self._compiled[policy_id] = compile_policy(read_policy(self._facts[policy_id].text))
        rating: Rating = self._compiled[policy_id](inputs)
        return rating


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
