"""Unlikely values: each is pointed out for its reason, and likely ones are left alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.measures import MeasureType
from goldenthread.domain.units import Unit, percentage_of, round_half_up
from goldenthread.domain.warnings import Evidence, WarningCode, unlikely, unlikely_words

numbers = st.decimals(min_value="-1000000", max_value="1000000", places=3)
maybe_numbers = st.none() | numbers
evidences = st.builds(
    Evidence,
    unit=st.sampled_from(Unit),
    decimals=st.integers(0, 4),
    measure_type=st.sampled_from(MeasureType),
    value=maybe_numbers,
    typed=maybe_numbers,
    forecast=maybe_numbers,
    target=maybe_numbers,
    target_zero_intended=st.booleans(),
    earlier=st.lists(maybe_numbers, max_size=6).map(tuple),
    previous_in_year=maybe_numbers,
    same_last_year=maybe_numbers,
)


def evidence(**fields: Any) -> Evidence:
    plain: dict[str, Any] = {"unit": Unit.COUNT, "decimals": 0, "measure_type": MeasureType.PERIOD}
    decimals = {name: Decimal(value) if type(value) is str else value for name, value in fields.items()}
    return Evidence(**{**plain, "value": None, **decimals})


def codes(found: Evidence) -> set[WarningCode]:
    return {one.code for one in unlikely(found)}


def test_a_result_of_73390_against_a_target_of_420_is_pointed_out() -> None:
    oxford = evidence(value="73390", target="420")

    found = unlikely(oxford)

    assert [one.code for one in found] == [WarningCode.FAR_ABOVE_TARGET]
    assert found[0].words.startswith("73,390 is 150 times the target of 420 or more")


def test_150_times_the_target_is_the_edge() -> None:
    assert codes(evidence(value="62999", target="420")) == set()
    assert codes(evidence(value="63000", target="420")) == {WarningCode.FAR_ABOVE_TARGET}


def test_a_target_of_0_is_pointed_out_unless_the_card_intends_it() -> None:
    assert codes(evidence(value="3", target="0")) == {WarningCode.TARGET_OF_ZERO}
    assert codes(evidence(value="3", target="0", target_zero_intended=True)) == set()


def test_ten_times_the_last_value_is_the_edge() -> None:
    assert codes(evidence(value="1234", earlier=(Decimal("123.4"),))) == {WarningCode.TEN_TIMES_THE_LAST}
    assert codes(evidence(value="1233", earlier=(Decimal("123.4"),))) == set()


def test_a_tenth_of_the_last_value_is_the_edge() -> None:
    assert codes(evidence(value="12.34", earlier=(Decimal("123.4"),))) == {WarningCode.TENTH_OF_THE_LAST}
    assert codes(evidence(value="12.35", earlier=(Decimal("123.4"),))) == set()


def test_the_last_value_is_the_newest_quarter_that_has_one() -> None:
    assert codes(evidence(value="100", earlier=(None, Decimal(9), Decimal(100)))) == {WarningCode.TEN_TIMES_THE_LAST}


def test_a_running_total_is_held_against_the_same_quarter_last_year() -> None:
    april_again = {"measure_type": MeasureType.CUMULATIVE, "value": "4", "earlier": (Decimal(400),)}

    assert codes(evidence(**april_again, same_last_year="5")) == set()
    assert codes(evidence(**april_again, same_last_year="50")) == {WarningCode.TENTH_OF_THE_LAST}


def test_a_year_to_date_that_falls_is_pointed_out_and_one_that_holds_is_not() -> None:
    sundry_debt = {"unit": Unit.PERCENTAGE, "decimals": 2, "measure_type": MeasureType.CUMULATIVE}

    fell = unlikely(evidence(**sundry_debt, value="78.24", previous_in_year="84.54"))

    assert [one.code for one in fell] == [WarningCode.CUMULATIVE_FALLING]
    assert "fell from 84.54% to 78.24%" in fell[0].words
    assert codes(evidence(**sundry_debt, value="84.54", previous_in_year="84.54")) == set()


def test_a_period_figure_may_fall() -> None:
    assert codes(evidence(value="78", previous_in_year="84")) == set()


def test_the_fourth_quarter_running_of_one_value_is_pointed_out_and_the_third_is_not() -> None:
    assert codes(evidence(value="7", earlier=(Decimal(7), Decimal("7.0"), Decimal(7)))) == {WarningCode.UNCHANGED}
    assert codes(evidence(value="7", earlier=(Decimal(7), Decimal(7)))) == set()
    assert codes(evidence(value="7", earlier=(Decimal(7), None, Decimal(7)))) == set()


def test_yes_four_times_running_is_left_alone() -> None:
    assert codes(evidence(unit=Unit.YES_NO, value="1", earlier=(Decimal(1),) * 3)) == set()


def test_a_typed_percentage_that_rounds_the_computed_one_agrees() -> None:
    invoices = {"unit": Unit.PERCENTAGE, "decimals": 1}
    value = percentage_of(Decimal(159), Decimal(173))

    assert codes(evidence(**invoices, value=value, typed="91.9")) == set()
    assert codes(evidence(**invoices, value=value, typed="92")) == set()
    assert codes(evidence(**invoices, value=value, typed="91.8")) == {WarningCode.PERCENTAGES_DISAGREE}


def test_a_disagreement_shows_both_percentages() -> None:
    found = unlikely(
        evidence(
            unit=Unit.PERCENTAGE,
            decimals=1,
            value=percentage_of(Decimal(136), Decimal(145)),
            typed="95.0",
        )
    )

    assert found[0].words == (
        "95.0% was typed, but numerator and denominator make 93.8%, which is what counts; check all three."
    )


def test_over_100_percent_is_pointed_out_and_100_is_not() -> None:
    found = unlikely(evidence(unit=Unit.PERCENTAGE, decimals=0, value="100.2"))

    assert [one.code for one in found] == [WarningCode.OVER_A_HUNDRED]
    assert found[0].words.startswith("100.2% is over 100%")
    assert codes(evidence(unit=Unit.PERCENTAGE, value="100")) == set()


def test_a_forecast_below_what_is_reached_already_is_pointed_out() -> None:
    savings = {"unit": Unit.GBP_MILLION, "measure_type": MeasureType.CUMULATIVE, "value": "5.4"}

    assert codes(evidence(**savings, forecast="4.1")) == {WarningCode.FORECAST_PASSED}
    assert codes(evidence(**savings, forecast="5.4")) == set()


def test_last_quarters_reasons_again_are_pointed_out_whatever_their_spaces() -> None:
    again = unlikely_words("Two vacancies;  recruiting.", last_quarter=["Else", "two vacancies – recruiting"])

    assert [one.code for one in again] == [WarningCode.SAME_WORDS]
    assert unlikely_words("One vacancy is filled.", last_quarter=["Two vacancies; recruiting."]) == ()
    assert unlikely_words(" ", last_quarter=[""]) == ()


def test_reasons_longer_than_members_read_are_pointed_out() -> None:
    assert unlikely_words("word " * 250, last_quarter=[]) == ()
    assert [one.code for one in unlikely_words("word " * 251, last_quarter=[])] == [WarningCode.LONG_WORDS]


@given(evidences)
def test_anything_can_be_judged_and_each_code_comes_at_most_once(found: Evidence) -> None:
    warnings = unlikely(found)

    assert len({one.code for one in warnings}) == len(warnings)
    assert all(one.words.endswith(".") for one in warnings)


@given(evidences)
def test_without_a_value_only_the_target_can_be_unlikely(found: Evidence) -> None:
    unreturned = replace(found, value=None)

    assert codes(unreturned) <= {WarningCode.TARGET_OF_ZERO}


@given(value=numbers.filter(bool), last=numbers.filter(bool))
def test_ten_times_and_a_tenth_mirror_each_other(value: Decimal, last: Decimal) -> None:
    forwards = codes(evidence(value=value, earlier=(last,)))
    backwards = codes(evidence(value=last, earlier=(value,)))

    assert (WarningCode.TEN_TIMES_THE_LAST in forwards) == (WarningCode.TENTH_OF_THE_LAST in backwards)


@given(numerator=st.integers(0, 10**6), denominator=st.integers(1, 10**6), places=st.integers(0, 8))
def test_a_share_rounded_half_up_never_disagrees(numerator: int, denominator: int, places: int) -> None:
    value = percentage_of(Decimal(numerator), Decimal(denominator))
    rounded = evidence(
        unit=Unit.PERCENTAGE,
        value=value,
        typed=round_half_up(value, decimals=places),
    )

    assert WarningCode.PERCENTAGES_DISAGREE not in codes(rounded)
