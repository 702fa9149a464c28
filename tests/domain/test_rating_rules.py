"""What holds of every policy: better never rates worse, lower mirrors higher, and the sentence is true."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goldenthread.domain.measures import Polarity, ToleranceUnit
from goldenthread.domain.rating import (
    Rating,
    RatingCode,
    RatingInputs,
    Status,
    compile_policy,
    read_policy,
    shipped_policies,
)
from goldenthread.domain.units import Unit, percentage_of
from tests.domain.figures import NUMBERS, TOLERANCES, make_inputs, mirrored, rate, rating_inputs

PERCENT = ToleranceUnit.PERCENT
BEST_FIRST = [RatingCode.GREEN, RatingCode.AMBER, RatingCode.RED]
EVERY_RULE = """
slug = "every-rule"
version = 1
title = "Every rule of the vocabulary"
effective_from = 2019-04-01
source = "none"
citation = "none"
rule = [
  { rating = "green", when = "stated-by-owner", stated = "green" },
  { rating = "green", when = "within-band" },
  { rating = "green", when = "within-points-of-target", points = 0.5, edge = "within" },
  { rating = "amber", when = "within-percent-of-target", percent = 2.5, edge = "within" },
  { rating = "amber", when = "within-own-tolerance", edge = "within" },
  { rating = "amber", when = "forecast-meets-target" },
  { rating = "amber", when = "floor-met" },
  { rating = "amber", when = "improved", since = "last-period" },
  { rating = "amber", when = "improved-or-maintained", since = "last-year" },
  { rating = "red", when = "otherwise" },
]
"""
POLICIES = [*shipped_policies().values(), read_policy(EVERY_RULE)]
RATES = [pytest.param(compile_policy(policy), id=policy.slug) for policy in POLICIES]


@pytest.mark.parametrize("rate", RATES)
@given(inputs=rating_inputs(polarities=st.sampled_from([Polarity.HIGHER, Polarity.LOWER])), step=NUMBERS)
def test_a_better_result_never_rates_worse(rate, inputs, step):
    gain = abs(step) if inputs.polarity is Polarity.HIGHER else -abs(step)
    better = inputs._replace(value=inputs.value + gain)

    before, after = rate(inputs), rate(better)

    assert after.status is before.status
    assert before.code is RatingCode.NOT_RATED or BEST_FIRST.index(after.code) <= BEST_FIRST.index(before.code)


@pytest.mark.parametrize("rate", RATES)
@given(
    inputs=rating_inputs(polarities=st.just(Polarity.BAND)),
    nearer=st.fractions(0, 1).map(lambda share: Decimal(share.numerator) / Decimal(share.denominator)),
)
def test_a_result_nearer_to_its_band_never_rates_worse(rate, inputs, nearer):
    middle = (inputs.target_lower + inputs.target_upper) / 2
    better = inputs._replace(value=middle + (inputs.value - middle) * nearer)

    before, after = rate(inputs), rate(better)

    assert before.code is RatingCode.NOT_RATED or BEST_FIRST.index(after.code) <= BEST_FIRST.index(before.code)


@pytest.mark.parametrize("rate", RATES)
@given(inputs=rating_inputs())
def test_lower_is_better_mirrors_higher_is_better(rate, inputs):
    rating, mirror = rate(inputs), rate(mirrored(inputs))

    assert (mirror.code, mirror.status, mirror.rule) == (rating.code, rating.status, rating.rule)
    assert mirror.variance == (None if rating.variance is None else rating.variance.copy_negate())


@pytest.mark.parametrize("rate", RATES)
@given(inputs=rating_inputs(values=st.one_of(st.none(), NUMBERS)), target=st.sampled_from([None, Decimal(0)]))
def test_every_figure_gets_an_answer_and_a_reason_whatever_it_lacks(rate, inputs, target):
    answers = [rate(inputs), rate(inputs._replace(target=target, target_lower=target, target_upper=target))]

    assert all(answer.is_rated == (answer.code is not RatingCode.NOT_RATED) for answer in answers)
    assert all(answer.needs_commentary == (answer.code in BEST_FIRST[1:]) for answer in answers)
    assert all(re.fullmatch(r"[A-Z].*\.", answer.reason) for answer in answers)


@given(inputs=rating_inputs(polarities=st.sampled_from([Polarity.HIGHER, Polarity.LOWER])))
def test_variance_is_the_value_minus_the_target_exactly_and_percent_is_of_the_absolute_target(inputs):
    rating = rate_own_tolerance(inputs)

    variance = Fraction(inputs.value) - Fraction(inputs.target)
    assert Fraction(rating.variance) == variance
    assert (rating.variance_percent is None) == (inputs.target == 0)
    percent = variance * 100 / abs(Fraction(inputs.target)) if inputs.target else Fraction(0)
    assert abs(Fraction(rating.variance_percent or 0) - percent) <= abs(percent) / 10**35


def test_the_variance_of_a_band_is_the_distance_from_the_nearer_edge():
    band = {"polarity": "band", "target_lower": "40", "target_upper": "60"}

    variances = [rate("on-off-track", value=value, **band).variance for value in ("35", "40", "52", "63")]

    assert variances == [-5, 0, 0, 3]


@given(numerator=st.integers(0, 10**6), denominator=st.integers(1, 10**6), target=st.integers(1, 100))
@example(numerator=2, denominator=3, target=66)
def test_a_computed_percentage_is_rated_as_the_exact_fraction_is(numerator, denominator, target):
    value = percentage_of(Decimal(numerator), Decimal(denominator))

    rating = rate("on-off-track", value=str(value), target=str(target))

    assert (rating.code is RatingCode.GREEN) == (100 * numerator >= target * denominator)


def rate_own_tolerance(inputs: RatingInputs) -> Rating:
    return compile_policy(shipped_policies()["own-tolerance"])(inputs)


SENTENCE = re.compile(
    r"(?P<label>Green|Amber|Red): (?P<value>[-\d,.]+)% (?:equals|is (?P<gap>[\d,.]+) points? (?P<side>above|below)) "
    r"the target of (?P<target>[-\d,.]+)%(?: \(lower is better\))?"
    r"(?:, (?P<limit>within|more than) the tolerance of (?P<tolerance>[\d,.]+) points?|, and no tolerance is set)?\."
)


@given(
    inputs=rating_inputs(polarities=st.sampled_from([Polarity.HIGHER, Polarity.LOWER])),
    nudge=st.decimals(-1, 1, places=7, allow_nan=False, allow_infinity=False),
    tolerance=st.one_of(st.none(), TOLERANCES),
    decimals=st.one_of(st.none(), st.integers(0, 3)),
)
@example(
    inputs=make_inputs(value="95", target="95"), nudge=Decimal("-0.04"), tolerance=Decimal(0), decimals=1
)  # 95.0 is below 95.0
@example(
    inputs=make_inputs(value="90", target="95"), nudge=Decimal("-0.04"), tolerance=Decimal(5), decimals=1
)  # 5.0 is more than 5.0
@example(
    inputs=make_inputs(value="92.05", target="95"), nudge=Decimal(0), tolerance=Decimal(5), decimals=1
)  # 92.1 is 3.0 below 95.0
def test_every_number_in_the_sentence_is_true_of_the_others(inputs, nudge, tolerance, decimals):
    inputs = inputs._replace(
        value=inputs.value + nudge,
        unit=Unit.PERCENTAGE,
        tolerance=tolerance,
        tolerance_unit=ToleranceUnit.POINTS,
        decimals=decimals,
    )

    rating = rate_own_tolerance(inputs)

    said = SENTENCE.fullmatch(rating.reason)
    assert said is not None, rating.reason
    value, target = (Decimal(said[name].replace(",", "")) for name in ("value", "target"))
    gap = Decimal((said["gap"] or "0").replace(",", ""))
    assert Fraction(value) - Fraction(target) == (Fraction(gap) if said["side"] == "above" else -Fraction(gap))
    assert (said["side"] is None) == (inputs.value == inputs.target)
    assert target == inputs.target or abs(Fraction(target) - Fraction(inputs.target)) < Fraction(1, 10**6)
    if said["tolerance"]:
        assert (gap <= Decimal(said["tolerance"].replace(",", ""))) == (said["limit"] == "within")
    assert said["label"].casefold() == rating.code


@pytest.mark.parametrize(
    ("slug", "given_", "reason"),
    [
        (
            "own-tolerance",
            {"value": "92.1", "target": "95.0", "tolerance": "5.0"},
            "Amber: 92.1% is 2.9 points below the target of 95.0%, within the tolerance of 5.0 points.",
        ),
        (
            "own-tolerance",
            {"value": "95.96", "target": "96.0", "decimals": 1},
            "Red: 95.96% is 0.04 points below the target of 96.00%, and no tolerance is set.",
        ),
        (
            "own-tolerance",
            {
                "value": "89.96",
                "target": "95",
                "tolerance": "5",
                "tolerance_unit": ToleranceUnit.PERCENT,
                "decimals": 1,
            },
            "Red: 90.0% is 5.0 points below the target of 95.0%, more than the tolerance of 5% (5.3%).",
        ),
        (
            "relative-tolerance",
            {"value": "75.99", "target": "80", "decimals": 0},
            "Red: 76% is 4 points below the target of 80%, more than 5% off the target (5.01%).",
        ),
        (
            "havering-2014-15",
            {"polarity": "lower", "unit": Unit.COUNT, "value": "512", "target": "494"},
            "Green: 512 is 18 above the target of 494 (lower is better), within 10% of the target (3.6%).",
        ),
        (
            "havering-2013-14",
            {"value": "80", "target": "95", "last_year": "80"},
            "Amber: 80% is 15 points below the target of 95%, more than 10% off the target (15.8%), but is the same as "
            "the 80% of the same period last year.",
        ),
        (
            "havering-2013-14",
            {"polarity": "lower", "unit": Unit.COUNT, "value": "3", "target": "0", "break_since_last_year": True},
            "Red: 3 is 3 above the target of 0 (lower is better), and 10% of a target of 0 allows nothing, and the "
            "definition changed since the same period last year.",
        ),
        (
            "kent-floor-standard",
            {"value": "91", "target": "95", "floor": "90"},
            "Amber: 91% is 4 points below the target of 95%, but meets the floor of 90%.",
        ),
        (
            "kent-floor-standard",
            {"value": "89.6", "target": "95", "floor": "90", "decimals": 0},
            "Red: 89.6% is 5.4 points below the target of 95.0%, and misses the floor of 90.0%.",
        ),
        (
            "havering-2019-20",
            {"value": "96", "target": "95", "stated": RatingCode.AMBER},
            "Amber (at risk): 96% is 1 point above the target of 95%, but its owner states that it is at risk.",
        ),
        (
            "year-end-forecast",
            {"value": "53", "target": "55", "annual_target": "97", "forecast": "96.96", "decimals": 1},
            "Red: 53.00% is 2.00 points below the target of 55.00%, and the forecast of 96.96% for the year end misses "
            "the target of 97.00%.",
        ),
        (
            "thurrock-2014-15",
            {"value": "53", "target": "55", "last_year": "53"},
            "Red: 53% is 2 points below the target of 55%, and is only the same as the 53% of the same period last "
            "year.",
        ),
        (
            "on-off-track",
            {"unit": Unit.YES_NO, "value": "0", "target": "1"},
            "Red (off track): No against the target of Yes.",
        ),
        (
            "on-off-track",
            {"polarity": "band", "unit": Unit.DAYS, "target_lower": "4", "target_upper": "6", "value": "6.5"},
            "Red (off track): 6.5 days is 0.5 days above the target band of 4.0 days to 6.0 days.",
        ),
        (
            "on-off-track",
            {"unit": Unit.GBP_MILLION, "polarity": "lower", "value": "-0.63", "target": "0", "decimals": 3},
            "Green (on track): (£0.630m) is £0.630m below the target of £0.000m (lower is better).",
        ),
        (
            "on-off-track",
            {"polarity": "band", "target_lower": "40", "target_upper": "60", "value": "52"},
            "Green (on track): 52% is within the target band of 40% to 60%.",
        ),
        (
            "on-off-track",
            {"absence": Status.AWAITING_DATA, "absence_words": "the figure is marked not available [x]"},
            "Not rated: the figure is marked not available [x].",
        ),
    ],
)
def test_the_reason_is_one_plain_sentence(slug, given_, reason):
    assert rate(slug, **given_).reason == reason


def test_the_figure_inside_a_wide_band_is_told_without_hunting_for_decimals():
    third = percentage_of(Decimal(1), Decimal(3))

    rating = rate("on-off-track", polarity="band", target_lower="10", target_upper="90", value=str(third), decimals=1)

    assert rating.reason == "Green (on track): 33.3% is within the target band of 10.0% to 90.0%."
