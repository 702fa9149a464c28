"""Percentages, each rounded by itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reports.documents.shares import base_in_words, percent, shares

PARTS = st.lists(st.integers(min_value=0, max_value=3000), min_size=1, max_size=7).filter(any)


@given(parts=PARTS)
def test_each_share_is_what_a_calculator_makes_of_its_own_count(parts):
    for part, share in zip(parts, shares(parts), strict=True):
        exact = Fraction(100 * part, sum(parts))
        step = Fraction(1, 10 ** -share.as_tuple().exponent)
        assert -step / 2 < exact - Fraction(share) <= step / 2 or Fraction(share) - exact == step / 2


@given(parts=PARTS)
def test_equal_counts_have_equal_shares(parts):
    found = dict(zip(parts, shares(parts), strict=True))

    assert tuple(found[part] for part in parts) == shares(parts)


@given(parts=PARTS)
def test_a_larger_part_never_has_the_smaller_share(parts):
    found = shares(parts)

    by_part = sorted(zip(parts, found, strict=True))
    assert [share for _, share in by_part] == sorted(share for _, share in by_part)


@given(parts=PARTS)
def test_an_empty_part_is_0_percent(parts):
    found = shares(parts)

    assert {share for part, share in zip(parts, found, strict=True) if part == 0} <= {Decimal(0)}


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        ((5, 5), ["50%", "50%"]),
        ((28, 14), ["67%", "33%"]),  # published once as 68% and 33%: two different bases
        ((1, 1, 1), ["33.3%", "33.3%", "33.3%"]),
        ((11, 3, 3), ["64.7%", "17.6%", "17.6%"]),
        ((4, 1, 1), ["66.7%", "16.7%", "16.7%"]),
        ((1000, 1000, 999), ["33.3%", "33.3%", "33.3%"]),
        ((71, 15, 12), ["72.4%", "15.3%", "12.2%"]),
        ((0, 0, 7), ["0%", "0%", "100%"]),
        ((1, 399), ["0.3%", "99.8%"]),
    ],
)
def test_shares_are_whole_where_those_sum_and_else_of_one_decimal(parts, printed):
    assert [percent(share) for share in shares(parts)] == printed


def test_percentages_that_cannot_sum_say_what_they_add_up_to():
    words = base_in_words(shares((1, 1, 1)), of="3 rated")

    assert words == "Percentages are of the 3 rated, each rounded by itself: they add up to 99.9%."


def test_nothing_at_all_has_shares_of_0():
    assert shares((0, 0)) == (Decimal(0), Decimal(0))


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        shares((3, -1))
