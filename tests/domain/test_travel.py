from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.measures import MeasureType, Polarity
from goldenthread.domain.rating import Since, Status
from goldenthread.domain.travel import Direction, direction, long_term, short_term
from goldenthread.domain.units import percentage_of, round_half_up
from tests.domain.figures import NUMBERS, make_inputs, mirrored, rating_inputs


@pytest.mark.parametrize(
    ("polarity", "value", "earlier", "expected"),
    [
        ("higher", "92.1", "92.0", "improved"),
        ("higher", "92.0", "92.0", "same"),
        ("higher", "91.9", "92.0", "worse"),
        ("lower", "91.9", "92.0", "improved"),
        ("lower", "92.0", "92.0", "same"),
        ("lower", "92.1", "92.0", "worse"),
    ],
)
def test_better_is_what_the_measure_calls_better(polarity, value, earlier, expected):
    inputs = make_inputs(polarity=polarity, value=value, previous=earlier, last_year=earlier)

    assert short_term(inputs).direction == long_term(inputs).direction == expected


@pytest.mark.parametrize(
    ("value", "earlier", "expected"),
    [
        ("50", "45", "same"),
        ("39", "38", "improved"),
        ("62", "61", "worse"),
        ("38", "62", "same"),
        ("40", "39.9", "improved"),
    ],
)
def test_for_a_band_better_is_nearer_to_it(value, earlier, expected):
    inputs = make_inputs(polarity="band", target_lower="40", target_upper="60", value=value, last_year=earlier)

    assert long_term(inputs).direction == expected


def test_two_figures_are_the_same_when_they_are_equal_at_the_decimals_of_the_measure():
    inputs = make_inputs(value="93.44", last_year="93.41", decimals=1)

    assert long_term(inputs).direction is Direction.SAME
    assert long_term(inputs._replace(decimals=2)).direction is Direction.IMPROVED
    assert long_term(inputs._replace(decimals=None)).direction is Direction.IMPROVED


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"measure_type": MeasureType.CUMULATIVE}, "cumulative"),
        ({"target_changed_in_year": True}, "target changed"),
        ({"break_since_previous": True}, "definition changed"),
        ({"previous": None}, "no figure for the previous period"),
        ({"value": None}, "no figure for this period"),
        ({"absence": Status.AWAITING_DATA}, "no figure for this period"),
        ({"polarity": Polarity.NONE}, "neither direction"),
        ({"polarity": Polarity.BAND}, "no band"),
    ],
)
def test_no_short_term_direction_is_stated_where_it_would_mislead(change, why):
    inputs = make_inputs(value="92", previous="90", last_year="90")._replace(**change)

    travel = short_term(inputs)

    assert (travel.direction, travel.compared_with) == (Direction.NOT_STATED, None)
    assert why in travel.reason


def test_a_cumulative_measure_is_compared_with_the_same_quarter_last_year():
    inputs = make_inputs(value="58.4", last_year="58.2", measure_type=MeasureType.CUMULATIVE, decimals=1)

    assert long_term(inputs).reason == "Improved: 58.4% against 58.2% in the same period last year."


def test_a_break_in_the_series_since_last_year_stops_the_long_term_and_not_the_short():
    complaints = make_inputs(value="93.79", previous="91.2", last_year="82.43", break_since_last_year=True)

    assert long_term(complaints).direction is Direction.NOT_STATED
    assert short_term(complaints).direction is Direction.IMPROVED


def test_the_sentence_shows_enough_decimals_to_tell_the_two_apart():
    inputs = make_inputs(polarity="band", target="93.4", value="93.449", previous="93.36", decimals=1)

    assert short_term(inputs).direction is Direction.SAME
    assert short_term(inputs._replace(previous=Decimal("93.34"))).reason == (
        "Improved: 93.4% against 93.3% in the previous period."
    )


def test_two_shares_that_look_the_same_are_told_with_more_decimals():
    third, nearly = percentage_of(Decimal(1), Decimal(3)), percentage_of(Decimal(333), Decimal(1000))

    travel = short_term(make_inputs(value=str(third), previous=str(nearly)))

    assert travel.reason == "Improved: 33.33% against 33.30% in the previous period."


@given(rating_inputs())
def test_lower_is_better_mirrors_higher_is_better(inputs):
    for since in Since:
        assert direction(mirrored(inputs), since=since) is direction(inputs, since=since)


@given(rating_inputs(), NUMBERS)
def test_what_improved_one_way_is_worse_the_other_way(inputs, earlier):
    forwards = inputs._replace(last_year=earlier, break_since_last_year=False)
    backwards = forwards._replace(value=earlier, last_year=forwards.value)

    turned = {"improved": "worse", "worse": "improved", "same": "same", "not-stated": "not-stated"}

    assert long_term(backwards).direction == turned[long_term(forwards).direction]


@given(rating_inputs())
def test_the_sentence_of_travel_agrees_with_the_direction(inputs):
    travel = long_term(inputs)

    assert travel.direction is direction(inputs, since=Since.LAST_YEAR)
    assert travel.reason.endswith(".")
    assert (travel.compared_with is None) == (travel.direction is Direction.NOT_STATED)


@given(rating_inputs(polarities=st.just(Polarity.HIGHER)), NUMBERS)
def test_equal_at_the_stated_decimals_is_same_and_nothing_else_is(inputs, earlier):
    inputs = inputs._replace(last_year=earlier, break_since_last_year=False, decimals=1)

    is_equal = round_half_up(inputs.value or Decimal(0), decimals=1) == round_half_up(earlier, decimals=1)

    assert (long_term(inputs).direction is Direction.SAME) == is_equal
