from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit
from goldenthread.domain.plain import PlainUnreadable
from goldenthread.domain.rating import Status, compile_policy, shipped_policies
from goldenthread.domain.terms import TargetKind, Terms, rating_inputs
from goldenthread.domain.units import Unit, read_value
from tests.domain.figures import NUMBERS

OWN_TOLERANCE = shipped_policies()["own-tolerance"]
MAYBE = st.one_of(st.none(), NUMBERS)


def make_terms(**given_):
    known = {
        "indicator_ref": "EXC01",
        "title": "Invoices paid in 30 days",
        "unit": Unit.PERCENTAGE,
        "decimals": 1,
        "polarity": Polarity.HIGHER,
        "measure_type": MeasureType.PERIOD,
        "target_kind": TargetKind.NUMBER,
        "target": Decimal("95.0"),
        "tolerance": Decimal("5.0"),
        "policy_slug": OWN_TOLERANCE.slug,
        "policy_version": OWN_TOLERANCE.version,
        "policy_sha256": OWN_TOLERANCE.sha256,
    }
    return Terms(**(known | given_))


terms_of_any_figure = st.builds(
    Terms,
    annual_target=MAYBE,
    target=MAYBE,
    target_lower=MAYBE,
    target_upper=MAYBE,
    floor=MAYBE,
    tolerance=MAYBE,
    minimum=MAYBE,
    maximum=MAYBE,
    due_on=st.one_of(st.none(), st.dates()),
    break_since_previous=st.one_of(st.none(), st.booleans()),
    break_in_series=st.booleans(),
    absence=st.one_of(st.none(), st.sampled_from(Status)),
    illustrative_note=st.text(),
    tolerance_unit=st.sampled_from(ToleranceUnit),
)


@given(terms_of_any_figure)
def test_terms_come_back_from_json_as_they_were(terms):
    text = json.dumps(terms.as_dict())

    assert Terms.from_dict(json.loads(text)) == terms


def test_decimals_are_kept_as_text_digit_for_digit():
    plain = make_terms(target=Decimal("95.00"), due_on=date(2019, 10, 15)).as_dict()

    assert (plain["target"], plain["due_on"]) == ("95.00", "2019-10-15")


def test_terms_with_a_part_missing_or_unknown_are_refused():
    plain = make_terms().as_dict()

    with pytest.raises(PlainUnreadable, match="colour"):
        Terms.from_dict(plain | {"colour": "green"})


def test_a_figure_is_rated_by_its_terms():
    rating = compile_policy(OWN_TOLERANCE)(rating_inputs(make_terms(), value=Decimal("92.1")))

    assert rating.reason == "Amber: 92.1% is 2.9 points below the target of 95.0%, within the tolerance of 5.0 points."


@pytest.mark.parametrize(
    ("terms", "given_", "status"),
    [
        ({}, {"value": None}, "awaiting-data"),
        ({}, {"value": None, "reading": read_value("n/a", unit=Unit.PERCENTAGE)}, "not-applicable"),
        ({}, {"value": None, "reading": read_value("[x]", unit=Unit.PERCENTAGE)}, "awaiting-data"),
        ({}, {"value": Decimal(90), "reading": read_value("90", unit=Unit.PERCENTAGE)}, "rated"),
        ({}, {"value": None, "numerator": Decimal(9), "denominator": Decimal(10)}, "rated"),
        ({}, {"value": None, "numerator": Decimal(0), "denominator": Decimal(0)}, "not-applicable"),
        ({}, {"value": None, "numerator": Decimal(5), "denominator": Decimal(0)}, "awaiting-data"),
        ({"absence": Status.NOT_DUE}, {"value": None}, "not-due"),
        (
            {"absence": Status.SUSPENDED},
            {"value": None, "numerator": Decimal(0), "denominator": Decimal(0)},
            "suspended",
        ),
        ({"absence": Status.DATA_LAG}, {"value": Decimal(90)}, "data-lag"),
        ({"target_kind": TargetKind.WORDS, "target": None}, {"value": Decimal(90)}, "narrative-only"),
        ({"target_kind": TargetKind.WORDS, "target": None}, {"value": None}, "awaiting-data"),
        ({"target_kind": TargetKind.NONE, "target": None}, {"value": Decimal(90)}, "no-target"),
        (
            {"unit": Unit.TEXT, "target": None},
            {"value": None, "reading": read_value("Good", unit=Unit.TEXT)},
            "narrative-only",
        ),
    ],
)
def test_what_keeps_a_figure_from_being_rated_comes_from_its_terms_first(terms, given_, status):
    rating = compile_policy(OWN_TOLERANCE)(rating_inputs(make_terms(**terms), **given_))

    assert rating.status == status


def test_a_target_in_words_is_quoted_as_the_reason():
    terms = make_terms(target_kind=TargetKind.WORDS, target=None, target_words="Top quartile")

    rating = compile_policy(OWN_TOLERANCE)(rating_inputs(terms, value=Decimal(90)))

    assert rating.reason == "Not rated: its target is in words, “Top quartile”."


def test_a_break_since_last_year_is_one_since_the_previous_period_unless_said_otherwise():
    broken = make_terms(break_in_series=True)

    both = rating_inputs(broken, value=Decimal(90))
    long_only = rating_inputs(replace(broken, break_since_previous=False), value=Decimal(90))

    assert (both.break_since_last_year, both.break_since_previous) == (True, True)
    assert (long_only.break_since_last_year, long_only.break_since_previous) == (True, False)
