from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.measures import MeasureType, Polarity, YearEndRule
from goldenthread.domain.rating import compile_policy, shipped_policies
from goldenthread.domain.rating.inputs import Status
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.domain.units import EXACT, Unit, percentage_of
from goldenthread.domain.year import Asked, YearQuarter, YearState, year_inputs, year_result

COUNTS = st.integers(0, 10**6).map(Decimal)
FRACTIONS = st.tuples(COUNTS, st.integers(1, 10**6).map(Decimal))
VALUES = st.decimals(-(10**6), 10**6, places=3, allow_nan=False)


def make_quarter(number, value=None, *, of=None, **fields):
    numerator, denominator = (Decimal(one) for one in of) if of else (None, None)
    return YearQuarter(
        period=f"2019-20 Q{number}",
        value=None if value is None else Decimal(value),
        numerator=numerator,
        denominator=denominator,
        **fields,
    )


def make_quarters(*values):
    return [make_quarter(number, value) for number, value in enumerate(values, start=1)]


def result_of(quarters, rule="mean", *, unit=Unit.PERCENTAGE, is_annual=False, ended_on=None):
    return year_result(quarters, rule=YearEndRule(rule), unit=unit, is_annual=is_annual, ended_on=ended_on)


def make_terms(**fields):
    policy = shipped_policies()["own-tolerance"]
    defaults = {
        "indicator_ref": "EXC01",
        "title": "Invoices paid",
        "unit": Unit.PERCENTAGE,
        "decimals": 1,
        "polarity": Polarity.HIGHER,
        "measure_type": MeasureType.PERIOD,
        "target_kind": TargetKind.NUMBER,
        "target": Decimal(25),
        "annual_target": Decimal(95),
        "tolerance": Decimal(2),
        "policy_slug": policy.slug,
        "policy_version": policy.version,
        "policy_sha256": policy.sha256,
    }
    return Terms(**{**defaults, **fields})


def rate(terms, result, *, last_year=None):
    inputs = year_inputs(terms, result, last_year=last_year)
    return compile_policy(shipped_policies()["own-tolerance"])(inputs)


@pytest.mark.parametrize(("rule", "value"), [("last", "8"), ("sum", "20"), ("mean", "5")])
def test_a_year_follows_from_its_quarters_by_its_rule(rule, value):
    result = result_of(make_quarters("2", "4", "6", "8"), rule)

    assert (result.state, result.value, result.notes) == (YearState.COMPLETE, Decimal(value), ())


@given(st.lists(FRACTIONS, min_size=4, max_size=4))
def test_the_ratio_rule_equals_the_whole(fractions):
    quarters = [make_quarter(number, of=one) for number, one in enumerate(fractions, start=1)]

    result = result_of(quarters, "ratio")

    cases = sum(denominator for _, denominator in fractions)
    assert result.value == percentage_of(sum(numerator for numerator, _ in fractions), cases)
    assert result.denominator == cases


@given(st.lists(VALUES, min_size=4, max_size=4), st.permutations(range(4)), st.sampled_from(["sum", "mean"]))
def test_the_order_of_the_quarters_does_not_matter_to_a_sum_or_a_mean(values, order, rule):
    straight = result_of(make_quarters(*values), rule)

    shuffled = result_of(make_quarters(*(values[place] for place in order)), rule)

    assert shuffled.value == straight.value


@given(st.lists(FRACTIONS, min_size=4, max_size=4), st.permutations(range(4)))
def test_the_order_of_the_quarters_does_not_matter_to_a_ratio(fractions, order):
    straight = result_of([make_quarter(n, of=one) for n, one in enumerate(fractions, start=1)], "ratio")

    shuffled = result_of([make_quarter(n, of=fractions[place]) for n, place in enumerate(order, start=1)], "ratio")

    assert shuffled.value == straight.value


@given(st.lists(VALUES, min_size=4, max_size=4))
def test_the_last_quarter_alone_makes_the_year_of_a_running_total(values):
    result = result_of(make_quarters(*values), "last")

    assert result.value == values[-1]


@given(st.lists(VALUES, min_size=4, max_size=4))
def test_the_mean_lies_between_the_quarters_and_four_of_them_make_the_sum(values):
    mean = result_of(make_quarters(*values), "mean").value

    assert min(values) <= mean <= max(values)
    assert EXACT.multiply(mean, Decimal(4)) == result_of(make_quarters(*values), "sum").value


@given(st.lists(VALUES, min_size=4, max_size=4), st.integers(0, 3), st.sampled_from(["sum", "mean", "ratio"]))
def test_a_missing_quarter_leaves_the_year_without_a_value_and_is_named(values, missing, rule):
    quarters = make_quarters(*values)
    quarters[missing] = make_quarter(missing + 1, marker="not returned")

    result = result_of(quarters, rule)

    assert (result.state, result.value) == (YearState.INCOMPLETE, None)
    assert result.missing == (f"Q{missing + 1}",)
    assert result.reason == f"the year is incomplete: no figure for Q{missing + 1}"


def test_what_the_other_quarters_make_is_kept_beside_an_incomplete_year():
    result = result_of([*make_quarters("2", "4", "6"), make_quarter(4)], "sum")

    assert (result.value, result.so_far) == (None, Decimal(12))


def test_a_running_total_that_lacks_an_earlier_quarter_says_so_and_keeps_its_year():
    result = result_of([make_quarter(1, "2"), make_quarter(2), make_quarter(3, "6"), make_quarter(4, "8")], "last")

    assert result.value == 8
    assert result.notes == ("No figure for Q2; the year's value is that of the last quarter.",)


def test_a_running_total_without_its_last_quarter_is_incomplete():
    result = result_of([*make_quarters("2", "4", "6"), make_quarter(4)], "last")

    assert (result.state, result.value) == (YearState.INCOMPLETE, None)


def test_a_measure_that_began_within_the_year_is_flagged_and_what_went_before_is_not_missing():
    note = "Provided from 5 August 2019: a figure for part of the period."
    quarters = [make_quarter(1, asked=Asked.NOT_MEASURED), make_quarter(2, "4", part_period=note)]

    result = result_of([*quarters, make_quarter(3, "6"), make_quarter(4, "8")], "sum")

    assert (result.value, result.is_part_year, result.missing) == (Decimal(18), True, ())
    assert result.notes == ("Part of the year: it was measured in Q2, Q3 and Q4 only.", f"Q2: {note}")


def test_a_measure_that_ended_within_the_year_has_no_outturn():
    after = [make_quarter(number, asked=Asked.NOT_MEASURED) for number in (2, 3, 4)]

    result = result_of([make_quarter(1, "96"), *after], ended_on=date(2020, 7, 31))
    rating = rate(make_terms(), result)

    assert (result.state, result.value, result.so_far) == (YearState.ENDED, None, Decimal(96))
    assert (rating.status, rating.reason) == (
        Status.DISCONTINUED,
        "Not rated: the measure ended on 31 July 2020, before the year did.",
    )


def test_a_suspended_quarter_is_not_averaged_away():
    quarters = [
        make_quarter(1, "2"),
        make_quarter(2, asked=Asked.SUSPENDED),
        make_quarter(3, "4"),
        make_quarter(4, "6"),
    ]

    result = result_of(quarters)

    assert result.state is YearState.INCOMPLETE
    assert result.notes == ("Suspended in Q2.",)


def test_a_measure_that_is_suspended_at_the_years_end_is_suspended():
    result = result_of([*make_quarters("2", "4", "6"), make_quarter(4, asked=Asked.SUSPENDED)])

    assert (result.state, rate(make_terms(), result).status) == (YearState.SUSPENDED, Status.SUSPENDED)


@pytest.mark.parametrize("rule", ["sum", "mean", "ratio", "last"])
def test_an_annual_measure_has_a_result_of_its_own_whatever_its_rule(rule):
    waiting = [make_quarter(number, asked=Asked.NOT_DUE) for number in (1, 2, 3)]

    result = result_of([*waiting, make_quarter(4, "81")], rule, is_annual=True)

    assert (result.value, result.is_part_year, result.notes) == (Decimal(81), False, ())


def test_quarters_on_both_sides_of_a_changed_definition_are_not_put_together():
    quarters = make_quarters("2", "4", "6", "8")
    quarters[2] = make_quarter(3, "6", break_note="Ten days in place of fifteen.")

    summed, running = result_of(quarters, "sum"), result_of(quarters, "last")

    assert (summed.value, summed.so_far) == (None, None)
    assert summed.reason.endswith("the definition changed in Q3 (Ten days in place of fifteen)")
    assert running.value == 8


def test_what_was_not_applicable_is_left_out_and_is_not_missing():
    result = result_of([*make_quarters("2", "4", "6"), make_quarter(4, marker="n/a", applies=False)], "sum")

    assert (result.value, result.notes) == (Decimal(12), ("Q4 was given as n/a.",))


def test_restated_and_provisional_quarters_are_said_beside_the_value():
    quarters = make_quarters("2", "4", "6", "8")
    quarters[0] = make_quarter(1, "2", revised=True, reported=Decimal(3))
    quarters[3] = make_quarter(4, "8", provisional=True)

    result = result_of(quarters, "sum")

    assert result.notes == ("Restated since it was reported: Q1 [r].", "Still provisional: Q4 [p].")


def test_the_year_is_rated_against_the_annual_target_and_not_that_of_its_last_quarter():
    result = result_of(make_quarters("94", "94", "94", "94"))

    rating = rate(make_terms(), result)

    assert (rating.code, rating.variance) == ("amber", Decimal(-1))


def test_an_incomplete_year_is_not_rated_and_says_why():
    result = result_of([*make_quarters("94", "94", "94"), make_quarter(4)])

    rating = rate(make_terms(), result)

    assert rating.reason == "Not rated: the year is incomplete: no figure for Q4."
