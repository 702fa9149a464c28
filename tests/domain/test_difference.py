from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.difference import cases_short, difference_in_words, fraction_in_words
from goldenthread.domain.measures import Polarity
from goldenthread.domain.rating.comparisons import standing_of
from goldenthread.domain.units import Unit, percentage_of
from tests.domain.figures import make_inputs


@pytest.mark.parametrize(
    ("given_", "fraction", "words"),
    [
        (
            {"value": "92.1", "target": "95", "decimals": 1},
            None,
            "92.1% is 2.9 points below the target of 95.0%, which is 3.1% below it.",
        ),
        (
            {"value": str(percentage_of(Decimal(159), Decimal(173))), "target": "95", "decimals": 1},
            (159, 173),
            "91.9% is 3.1 points below the target of 95.0%, which is 3.3% below it. 159 of 173: 6 more would have met "
            "it.",
        ),
        (
            {"value": "20", "target": "5", "polarity": "lower"},
            (20, 100),
            "20% is 15 points above the target of 5% (lower is better), which is 300.0% above it. 20 of 100: 15 fewer "
            "would have met it.",
        ),
        (
            {"value": "96", "target": "95"},
            (96, 100),
            "96% is 1 point above the target of 95%. 96 of 100.",
        ),
        # No number of the same cases would reach 110%, or less than none.
        (
            {"value": "96", "target": "110"},
            (96, 100),
            "96% is 14 points below the target of 110%, which is 12.7% below it. 96 of 100.",
        ),
        (
            {"value": "3", "target": "-5", "polarity": "lower"},
            (3, 100),
            "3% is 8 points above the target of -5% (lower is better), which is 160.0% above it. 3 of 100.",
        ),
        (
            {"value": "8.4", "target": "8", "unit": "days", "decimals": 1},
            (27914, 3315),
            "8.4 days is 0.4 days above the target of 8.0 days. 27,914 ÷ 3,315.",
        ),
        ({"value": "3", "target": "0", "unit": "count"}, None, "3 is 3 above the target of 0."),
        ({"value": "3", "target": "0", "unit": "count", "polarity": "lower"}, None, None),
        (
            {"value": "-0.63", "target": "-1", "unit": "gbp-million", "polarity": "lower", "decimals": 2},
            None,
            "(£0.63m) is £0.37m above the target of (£1.00m) (lower is better), which is 37.0% above it.",
        ),
        ({"value": "0", "target": "1", "unit": "yes-no"}, None, "No against the target of Yes."),
        ({"value": None, "target": "1"}, None, "No figure was returned to compare with the target."),
        ({"value": "1"}, None, "No target is set to compare the figure with."),
    ],
)
def test_the_difference_is_told_in_numbers_and_in_cases(given_, fraction, words):
    numerator, denominator = (Decimal(number) for number in fraction) if fraction else (None, None)

    told = difference_in_words(make_inputs(**given_), numerator=numerator, denominator=denominator)

    assert told == (words or "3 is 3 above the target of 0 (lower is better).")


@given(
    st.integers(1, 10**5),
    st.integers(0, 10**5),
    st.integers(0, 100),
    st.sampled_from([Polarity.HIGHER, Polarity.LOWER]),
)
def test_that_many_cases_would_have_met_the_target_and_one_less_would_not(denominator, cases, target, polarity):
    numerator = min(cases, denominator)
    value = percentage_of(Decimal(numerator), Decimal(denominator))
    inputs = make_inputs(target=str(target), unit=Unit.PERCENTAGE)._replace(value=value, polarity=polarity)
    standing = standing_of(inputs, value)

    short = cases_short(inputs, standing, numerator=Decimal(numerator), denominator=Decimal(denominator))

    assert (short is None) == standing.is_met
    number, sign = (0, 0) if short is None else (short[0], 1 if short[1] == "more" else -1)
    enough, nearly = numerator + sign * number, numerator + sign * max(number - 1, 0)
    meets = {
        Polarity.HIGHER: lambda n: 100 * n >= target * denominator,
        Polarity.LOWER: lambda n: 100 * n <= target * denominator,
    }[polarity]
    assert meets(enough)
    assert short is None or not meets(nearly)


@pytest.mark.parametrize(
    ("unit", "words"), [(Unit.PERCENTAGE, "159 of 173.5"), (Unit.DAYS, "159 ÷ 173.5"), (Unit.GBP, "159 ÷ 173.5")]
)
def test_a_share_is_so_many_of_so_many_and_an_average_a_division(unit, words):
    assert fraction_in_words(Decimal(159), Decimal("173.5"), unit=unit) == words
