"""Shares that come to 100, and parts that come to their total."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.cost_shares import (
    AmountBeyondBelief,
    AmountUnreadable,
    Part,
    PartsDoNotAdd,
    apportioned,
    check_parts,
    check_shares,
    in_brackets,
    read_amount,
)
from goldenthread.domain.problems import InputRefused

NAMES = ("Newham", "Havering", "Bexley")


def parts(*amounts: str) -> list[Part]:
    return [Part(name=name, amount=Decimal(amount)) for name, amount in zip(NAMES, amounts, strict=True)]


def shares(*percentages: str) -> dict[str, Decimal]:
    return dict(zip(NAMES, map(Decimal, percentages), strict=True))


def test_the_sign_that_would_mend_it_is_named():
    with pytest.raises(PartsDoNotAdd) as refused:
        check_parts(Decimal("-0.080"), parts("0.195", "0.045", "0.070"))

    assert str(refused.value) == (
        "0.195 + 0.045 + 0.070 = 0.310, and the total is (0.080): 0.390 apart. With (0.195) in place of 0.195 (Newham) "
        "they come to it."
    )


def test_parts_that_no_sign_mends_are_refused_with_the_difference():
    with pytest.raises(PartsDoNotAdd, match=r"0\.011 apart\. No change of signs mends it"):
        check_parts(Decimal("0.300"), parts("0.195", "0.045", "0.071"))


def test_what_rounding_alone_explains_is_let_through():
    check_parts(Decimal("0.796"), parts("0.341", "0.170", "0.286"))  # printed so for period 6 of 2016/17


def test_the_published_shares_of_finance_come_to_100_and_others_are_told_by_how_much_they_miss_it():
    check_shares(shares("43", "42", "15"))

    with pytest.raises(InputRefused, match=r"The shares come to 99\.5%, 0\.5 too few"):
        check_shares(shares("43", "42", "14.5"))
    with pytest.raises(InputRefused) as refused:
        check_shares(shares("-1", "101", "0"))
    assert [one.column for one in refused.value.problems] == ["Newham", "Havering"]


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 1000), st.integers(0, 1000))
def test_what_is_apportioned_comes_to_the_amount_and_nobody_is_a_step_off(thousandths, first, second):
    first, second = sorted((first, second))
    tenths = (first, second - first, 1000 - second)
    said = {name: Decimal(tenth) / 10 for name, tenth in zip(NAMES, tenths, strict=True)}
    amount = Decimal(thousandths) / 1000

    found = apportioned(amount, said)

    assert sum(found.values()) == amount
    assert all(abs(found[name] - amount * said[name] / 100) < Decimal("0.001") for name in NAMES)
    check_parts(amount, [Part(name=name, amount=part) for name, part in found.items()])


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("0.195", "0.195"), ("(0.195)", "-0.195"), ("-0.195", "-0.195"), ("−1,250.5", "-1250.5"), (" £0.045 ", "0.045")],
)
def test_amounts_are_read_as_accounts_print_them(typed: str, amount: str) -> None:
    assert read_amount(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "(0.195", "0.195)", "nil", "1.2.3", "5%"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(AmountUnreadable, match="is no amount"):
        read_amount(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**6), max_value=10**6))
def test_what_is_printed_in_brackets_is_read_back(amount: Decimal) -> None:
    assert read_amount(in_brackets(amount)) == amount


@pytest.mark.parametrize("typed", ["9" * 44, "1000000000000", "(1000000000000)", "0.0000001"])
def test_an_amount_that_nobody_can_have_meant_is_refused_before_anything_is_worked_out_of_it(typed):
    with pytest.raises(AmountBeyondBelief, match=r"too large|too many decimal places"):
        read_amount(typed)


@pytest.mark.parametrize("typed", ["1e9", "NaN", "1_0", "١٢", ""])
def test_only_digits_are_an_amount(typed):
    with pytest.raises(AmountUnreadable):
        read_amount(typed)
