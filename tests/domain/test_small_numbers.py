"""Shares of few cases: flagged under the card's number, and told how far one case moves them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.small_numbers import is_small, small_number_in_words
from goldenthread.domain.units import Unit
from tests.reports.rounds import make_terms

TERMS = replace(make_terms(), small_number=Decimal(30))


def test_one_case_of_twelve_moves_a_percentage_by_eight_points() -> None:
    assert small_number_in_words(Decimal(12), terms=TERMS) == "of only 12: one case moves it by 8.3 points"


def test_days_each_say_what_share_one_case_is() -> None:
    days = replace(TERMS, unit=Unit.DAYS)

    assert small_number_in_words(Decimal(8), terms=days) == "of only 8: one case is 13% of it"


@pytest.mark.parametrize(("denominator", "small"), [("29", True), ("30", False), ("31", False), ("0", False)])
def test_the_cards_number_is_the_first_that_is_not_small(denominator: str, *, small: bool) -> None:
    assert is_small(Decimal(denominator), terms=TERMS) is small


def test_without_a_denominator_or_a_number_on_the_card_nothing_is_flagged() -> None:
    assert small_number_in_words(None, terms=TERMS) == ""
    assert small_number_in_words(Decimal(2), terms=make_terms()) == ""


@given(st.decimals(min_value="0", max_value="1000", places=2))
def test_words_and_flag_agree(denominator: Decimal) -> None:
    assert bool(small_number_in_words(denominator, terms=TERMS)) is is_small(denominator, terms=TERMS)
