"""A definition card that contradicts itself is told so, cell by cell; and comes back as it was written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.cards import (
    Card,
    Family,
    Frequency,
    Level,
    card_as_dict,
    card_from_dict,
    contradictions,
)
from goldenthread.domain.measures import MeasureType, Polarity, YearEndRule
from goldenthread.domain.plain import PlainUnreadable
from goldenthread.domain.units import Unit

SHARE: dict[str, Any] = {
    "title": "Invoices paid within 30 days",
    "definition": "Invoices paid within 30 days of receipt, as a share of all paid.",
    "unit": Unit.PERCENTAGE,
    "polarity": Polarity.HIGHER,
    "measure_type": MeasureType.PERIOD,
    "year_end_rule": YearEndRule.RATIO,
    "numerator_label": "Paid in time",
    "denominator_label": "Paid",
    "numerator_in_denominator": True,
}
PLAIN: dict[str, Any] = {
    **SHARE,
    "unit": Unit.COUNT,
    "year_end_rule": YearEndRule.SUM,
    "numerator_label": "",
    "denominator_label": "",
    "numerator_in_denominator": False,
}


@pytest.mark.parametrize(
    "fields",
    [
        SHARE,
        PLAIN,
        {**PLAIN, "measure_type": MeasureType.CUMULATIVE, "year_end_rule": YearEndRule.LAST},
        {**PLAIN, "unit": Unit.TEXT, "polarity": Polarity.NONE, "year_end_rule": YearEndRule.LAST},
        {
            **PLAIN,
            "measure_type": MeasureType.ANNUAL,
            "frequency": Frequency.ANNUAL,
            "year_end_rule": YearEndRule.LAST,
            "level": Level.STRATEGIC,
        },
        {**SHARE, "unit": Unit.DAYS, "numerator_in_denominator": False},
        {**SHARE, "break_in_series": True, "break_note": "10 days instead of 15", "small_number": Decimal(20)},
    ],
)
def test_a_card_that_can_be_true_has_no_contradiction(fields: dict[str, Any]) -> None:
    assert list(contradictions(Card(**fields))) == []


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({**SHARE, "title": " "}, "title"),
        ({**SHARE, "definition": ""}, "definition"),
        ({**SHARE, "decimals": 7}, "decimals"),
        ({**SHARE, "lag_days": -1}, "lag_days"),
        ({**SHARE, "minimum": Decimal(2), "maximum": Decimal(1)}, "minimum"),
        ({**SHARE, "maximum": Decimal(101)}, "maximum"),
        ({**SHARE, "denominator_label": "", "numerator_in_denominator": False}, "denominator_label"),
        ({**SHARE, "numerator_label": ""}, "numerator_label"),
        ({**SHARE, "unit": Unit.DAYS}, "numerator_in_denominator"),
        ({**SHARE, "unit": Unit.COUNT, "numerator_in_denominator": False, "year_end_rule": YearEndRule.SUM}, "unit"),
        ({**SHARE, "year_end_rule": YearEndRule.SUM}, "year_end_rule"),
        ({**SHARE, "small_number": Decimal(0)}, "small_number"),
        ({**SHARE, "break_in_series": True}, "break_note"),
        ({**SHARE, "break_note": "10 days instead of 15"}, "break_in_series"),
        ({**PLAIN, "year_end_rule": YearEndRule.RATIO}, "year_end_rule"),
        ({**PLAIN, "small_number": Decimal(20)}, "small_number"),
        ({**PLAIN, "measure_type": MeasureType.CUMULATIVE}, "year_end_rule"),
        ({**PLAIN, "measure_type": MeasureType.SNAPSHOT}, "year_end_rule"),
        ({**PLAIN, "measure_type": MeasureType.ANNUAL, "year_end_rule": YearEndRule.LAST}, "frequency"),
        ({**PLAIN, "unit": Unit.RANK}, "year_end_rule"),
        ({**PLAIN, "unit": Unit.YES_NO, "year_end_rule": YearEndRule.LAST, "maximum": Decimal(1)}, "minimum"),
        ({**PLAIN, "unit": Unit.YES_NO, "year_end_rule": YearEndRule.MEAN}, "year_end_rule"),
        ({**PLAIN, "unit": Unit.TEXT, "year_end_rule": YearEndRule.LAST}, "polarity"),
    ],
)
def test_what_cannot_be_true_together_is_told_at_its_field(fields: dict[str, Any], column: str) -> None:
    assert column in {problem.column for problem in contradictions(Card(**fields))}


def test_a_cumulative_measures_year_is_its_last_quarter_and_no_mean() -> None:
    card = Card(**{**PLAIN, "measure_type": MeasureType.CUMULATIVE, "year_end_rule": YearEndRule.MEAN})

    (problem,) = contradictions(card)

    assert problem.expected == "last"


def test_an_annual_measure_is_due_with_the_last_quarter_alone() -> None:
    assert [Frequency.ANNUAL.is_due_in(quarter) for quarter in (1, 2, 3, 4)] == [False, False, False, True]
    assert all(Frequency.QUARTERLY.is_due_in(quarter) for quarter in (1, 2, 3, 4))


numbers = st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False))
cards = st.builds(
    Card,
    title=st.text(),
    definition=st.text(),
    unit=st.sampled_from(Unit),
    polarity=st.sampled_from(Polarity),
    measure_type=st.sampled_from(MeasureType),
    year_end_rule=st.sampled_from(YearEndRule),
    minimum=numbers,
    maximum=numbers,
    small_number=numbers,
    family=st.one_of(st.none(), st.sampled_from(Family)),
    break_in_series=st.booleans(),
)


@given(cards)
def test_a_card_comes_back_as_it_was_written(card: Card) -> None:
    assert card_from_dict(card_as_dict(card)) == card


@given(cards)
def test_every_card_can_be_checked_and_each_problem_names_a_field_of_it(card: Card) -> None:
    assert {problem.column for problem in contradictions(card)} <= set(card_as_dict(card))


def test_a_card_that_is_older_than_a_field_has_its_default() -> None:
    older = card_as_dict(Card(**SHARE))
    del older["benchmark_set"]

    assert card_from_dict(older).benchmark_set == ""


def test_a_card_with_a_field_that_is_not_known_is_not_read() -> None:
    with pytest.raises(PlainUnreadable, match="colour"):
        card_from_dict({**card_as_dict(Card(**SHARE)), "colour": "blue"})
