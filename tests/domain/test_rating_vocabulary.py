"""Each rule of the vocabulary by itself, on its edge and with what it needs taken away."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.domain.measures import MeasureType
from goldenthread.domain.rating import RatingCode, compile_policy, read_policy
from tests.domain.figures import make_inputs, rate


def amber_when(rule: str):
    """A policy whose only way to amber is this rule, and to green none."""
    card = 'slug = "one-rule"\nversion = 1\ntitle = "One"\neffective_from = 2019-04-01\nsource = "-"\ncitation = "-"\n'
    otherwise = '[[rule]]\nrating = "red"\nwhen = "otherwise"\n'
    policy = read_policy(f'{card}[[rule]]\nrating = "amber"\n{rule}\n{otherwise}')
    return compile_policy(policy)


@pytest.mark.parametrize(
    ("rule", "polarity", "value", "rating"),
    [
        ('when = "within-percent-of-target"\npercent = 10\nedge = "within"', "higher", "90", "red"),
        ('when = "within-percent-of-target"\npercent = 10\nedge = "within"', "higher", "90.0001", "amber"),
        ('when = "within-percent-of-target"\npercent = 10\nedge = "on-or-within"', "higher", "90", "amber"),
        ('when = "within-percent-of-target"\npercent = 10\nedge = "within"', "lower", "110", "red"),
        ('when = "within-percent-of-target"\npercent = 10\nedge = "within"', "lower", "109.9999", "amber"),
        ('when = "within-percent-of-target"\npercent = 2.5', "higher", "97.5", "amber"),
        ('when = "within-points-of-target"\npoints = 2.5', "higher", "97.5", "amber"),
        ('when = "within-points-of-target"\npoints = 2.5', "higher", "97.4999", "red"),
        ('when = "within-points-of-target"\npoints = 2.5\nedge = "within"', "higher", "97.5", "red"),
        ('when = "within-points-of-target"\npoints = 0\nedge = "within"', "higher", "100", "amber"),
        ('when = "within-own-tolerance"\nedge = "within"', "higher", "95", "red"),
        ('when = "within-own-tolerance"\nedge = "within"', "higher", "95.0001", "amber"),
        ('when = "within-own-tolerance"\nedge = "within"', "lower", "105", "red"),
    ],
)
def test_a_result_exactly_on_the_edge_of_within_counts_as_the_rule_says(rule, polarity, value, rating):
    inputs = make_inputs(polarity=polarity, target="100", tolerance="5", value=value)

    assert amber_when(rule)(inputs).code == rating


@pytest.mark.parametrize(
    ("polarity", "value", "rating"),
    [
        ("band", "40", "amber"),
        ("band", "60", "amber"),
        ("band", "39.9999", "red"),
        ("band", "60.0001", "red"),
        # Passing the far edge of a band must not make a better result rate worse.
        ("higher", "40", "amber"),
        ("higher", "39.9999", "red"),
        ("higher", "9999", "amber"),
        ("lower", "60", "amber"),
        ("lower", "60.0001", "red"),
        ("lower", "-9999", "amber"),
    ],
)
def test_within_the_band_counts_its_edges_and_only_the_worse_side_where_one_way_is_better(polarity, value, rating):
    inputs = make_inputs(polarity=polarity, target="50", target_lower="40", target_upper="60", value=value)

    assert amber_when('when = "within-band"')(inputs).code == rating


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ('when = "within-band"', "and no band is set."),
        ('when = "within-own-tolerance"', "and no tolerance is set."),
        ('when = "floor-met"', "and no floor is set."),
        ('when = "forecast-meets-target"', "and no forecast for the year end is given."),
        ('when = "improved"\nsince = "last-year"', "and there is no figure for the same period last year."),
        ('when = "improved"\nsince = "last-period"', "and there is no figure for the previous period."),
        ('when = "stated-by-owner"\nstated = "amber"', "below the target of 100%."),
    ],
)
def test_a_rule_that_lacks_what_it_needs_does_not_apply_and_says_so(rule, words):
    rating = amber_when(rule)(make_inputs(target="100", value="50"))

    assert rating.code is RatingCode.RED
    assert rating.reason.endswith(words)


@pytest.mark.parametrize(
    ("rule", "value", "reason"),
    [
        (
            'when = "improved-or-maintained"\nsince = "last-year"',
            "65",
            "Amber: 65% is 5 points above the target band of 40% to 60%, but is no further from it than the 34% of the "
            "same period last year.",
        ),
        (
            'when = "improved-or-maintained"\nsince = "last-year"',
            "67",
            "Red: 67% is 7 points above the target band of 40% to 60%, and is further from it than the 34% of the same "
            "period last year.",
        ),
        (
            'when = "within-band"',
            "67",
            "Red: 67% is 7 points above the target band of 40% to 60%, outside the band.",
        ),
        (
            'when = "forecast-meets-target"',
            "67",
            "Amber: 67% is 7 points above the target band of 40% to 60%, but the forecast of 55% for the year end "
            "meets it.",
        ),
    ],
)
def test_a_band_has_sentences_of_its_own(rule, value, reason):
    inputs = make_inputs(
        polarity="band", target_lower="40", target_upper="60", value=value, last_year="34", forecast="55"
    )

    assert amber_when(rule)(inputs).reason == reason


@pytest.mark.parametrize("since", ["last-year", "last-period"])
@pytest.mark.parametrize(
    ("rule", "polarity", "value", "earlier", "rating"),
    [
        ("improved", "higher", "50", "49.9999", "amber"),
        ("improved", "higher", "50", "50", "red"),
        ("improved", "lower", "150", "150.0001", "amber"),
        ("improved", "lower", "150", "150", "red"),
        ("improved-or-maintained", "higher", "50", "50", "amber"),
        ("improved-or-maintained", "higher", "50", "50.0001", "red"),
        ("improved-or-maintained", "lower", "150", "150", "amber"),
        ("improved-or-maintained", "lower", "150", "149.9999", "red"),
        ("improved-or-maintained", "band", "50", "150", "amber"),
        ("improved", "band", "50", "150", "red"),
        ("improved", "band", "51", "150", "amber"),
    ],
)
def test_improved_is_strict_and_maintained_is_not(*, since, rule, polarity, value, earlier, rating):
    field = "last_year" if since == "last-year" else "previous"
    inputs = make_inputs(polarity=polarity, target="100", value=value, **{field: earlier})

    assert amber_when(f'when = "{rule}"\nsince = "{since}"')(inputs).code == rating


@pytest.mark.parametrize(
    ("since", "change"),
    [
        ("last-year", {"break_since_last_year": True}),
        ("last-period", {"break_since_previous": True}),
        ("last-period", {"target_changed_in_year": True}),
        ("last-period", {"measure_type": MeasureType.CUMULATIVE}),
    ],
)
def test_a_figure_that_may_not_be_compared_with_shows_no_improvement(since, change):
    rule = amber_when(f'when = "improved"\nsince = "{since}"')
    inputs = make_inputs(target="100", value="50", previous="40", last_year="40")

    assert rule(inputs).code is RatingCode.AMBER
    assert rule(inputs._replace(**change)).code is RatingCode.RED


@pytest.mark.parametrize(
    ("target", "forecast", "rating"),
    [("100", "100", "amber"), ("100", "99.9999", "red")],
)
def test_a_forecast_is_held_against_the_years_target_where_it_is_known(target, forecast, rating):
    rule = amber_when('when = "forecast-meets-target"')
    inputs = make_inputs(target="10", annual_target=target, value="5", forecast=forecast)

    assert rule(inputs).code == rating


def test_a_forecast_within_its_band_meets_it():
    rule = amber_when('when = "forecast-meets-target"')
    inputs = make_inputs(polarity="band", target_lower="40", target_upper="60", value="30", forecast="60")

    assert rule(inputs).code is RatingCode.AMBER
    assert rule(inputs._replace(forecast=Decimal("60.1"))).code is RatingCode.RED


def test_variance_percent_is_given_to_what_is_not_rated_too():
    rating = rate("own-tolerance", polarity="none", target="80", value="90")

    assert (rating.variance, rating.variance_percent) == (10, Decimal("12.5"))
