"""Every published rule, on both sides of each of its edges, for both polarities."""

from __future__ import annotations

import pytest

from goldenthread.domain.measures import ToleranceUnit
from goldenthread.domain.rating import RatingCode, Status
from tests.domain.figures import rate

HAVERING_WITH_LAST_YEAR = ("havering-2013-14", "havering-2014-15")
OWN_TOLERANCE = ("havering-2015-16", "havering-2016-17", "havering-2024-25", "own-tolerance")
TRACK = ("havering-2017-18", "on-off-track")


@pytest.mark.parametrize("slug", HAVERING_WITH_LAST_YEAR)
@pytest.mark.parametrize(
    ("polarity", "target", "value", "last_year", "rating"),
    [
        # On or within 10% of the target: green, whatever last year was.
        ("higher", "50", "50", "60", "green"),
        ("higher", "50", "50.1", "60", "green"),
        ("higher", "50", "45", "60", "green"),
        ("higher", "50", "44.99999", "60", "red"),
        ("lower", "50", "55", "40", "green"),
        ("lower", "50", "55.00001", "40", "red"),
        # More than 10% off: amber if improved or maintained since the same quarter last year.
        ("higher", "50", "40", "39.99999", "amber"),
        ("higher", "50", "40", "40", "amber"),
        ("higher", "50", "40", "40.00001", "red"),
        ("lower", "50", "60", "60.00001", "amber"),
        ("lower", "50", "60", "60", "amber"),
        ("lower", "50", "60", "59.99999", "red"),
        # No figure for last year shows no improvement.
        ("higher", "50", "40", None, "red"),
        ("lower", "50", "60", None, "red"),
        # Far better than the target is not off target.
        ("higher", "50", "5000", "60", "green"),
        ("lower", "50", "0", "40", "green"),
        # 10% of a target of 0 is 0; of a target below 0 it is above 0.
        ("higher", "0", "0", None, "green"),
        ("higher", "0", "-0.001", None, "red"),
        ("lower", "0", "0", None, "green"),
        ("lower", "0", "0.001", None, "red"),
        ("higher", "-50", "-55", None, "green"),
        ("higher", "-50", "-55.001", None, "red"),
        ("lower", "-50", "-45", None, "green"),
        ("lower", "-50", "-44.999", None, "red"),
    ],
)
def test_havering_2013_to_2015_is_green_within_ten_percent_and_amber_if_maintained(
    *, slug, polarity, target, value, last_year, rating
):
    assert rate(slug, polarity=polarity, target=target, value=value, last_year=last_year).code == rating


def test_residual_waste_of_havering_in_2014_15_is_green_as_published():
    # SCO1: 512 kg against the third quarter's 494 kg, 3.6% off, published as GREEN; the year's target was 640.
    rating = rate("havering-2014-15", polarity="lower", unit="count", target="494", value="512", last_year="500")

    assert rating.code is RatingCode.GREEN


@pytest.mark.parametrize("slug", OWN_TOLERANCE)
@pytest.mark.parametrize(
    ("polarity", "value", "tolerance", "unit", "rating"),
    [
        ("higher", "95", "5", "points", "green"),
        ("higher", "94.999", "5", "points", "amber"),
        ("higher", "90", "5", "points", "amber"),
        ("higher", "89.999", "5", "points", "red"),
        ("lower", "95", "5", "points", "green"),
        ("lower", "95.001", "5", "points", "amber"),
        ("lower", "100", "5", "points", "amber"),
        ("lower", "100.001", "5", "points", "red"),
        ("higher", "85.5", "10", "percent", "amber"),
        ("higher", "85.499", "10", "percent", "red"),
        ("lower", "104.5", "10", "percent", "amber"),
        ("lower", "104.501", "10", "percent", "red"),
        # A measure without a tolerance tolerates nothing, as one with a tolerance of 0.
        ("higher", "94.999", None, "points", "red"),
        ("higher", "94.999", "0", "points", "red"),
        ("higher", "95", None, "points", "green"),
        ("lower", "95.001", None, "points", "red"),
    ],
)
def test_amber_ends_on_the_measures_own_tolerance(*, slug, polarity, value, tolerance, unit, rating):
    rated = rate(
        slug, polarity=polarity, target="95", value=value, tolerance=tolerance, tolerance_unit=ToleranceUnit(unit)
    )

    assert rated.code == rating


@pytest.mark.parametrize("slug", TRACK)
@pytest.mark.parametrize(
    ("polarity", "value", "rating"),
    [
        ("higher", "95", "green"),
        ("higher", "94.99999", "red"),
        ("lower", "95", "green"),
        ("lower", "95.00001", "red"),
    ],
)
def test_on_track_is_on_the_target_or_better(slug, polarity, value, rating):
    assert rate(slug, polarity=polarity, target="95", value=value).code == rating


@pytest.mark.parametrize(
    ("value", "stated", "rating"),
    [
        ("95", None, "green"),
        ("94.99999", None, "red"),
        ("94.99999", RatingCode.AMBER, "amber"),
        ("95", RatingCode.AMBER, "amber"),
        ("94.99999", RatingCode.GREEN, "red"),
        ("95", RatingCode.RED, "green"),
    ],
)
def test_at_risk_in_havering_2019_20_is_the_owners_stated_judgement(value, stated, rating):
    assert rate("havering-2019-20", target="95", value=value, stated=stated).code == rating


@pytest.mark.parametrize(
    ("polarity", "value", "rating"),
    [
        ("higher", "80", "green"),
        ("higher", "79.99999", "amber"),
        ("higher", "76", "amber"),
        ("higher", "75.99999", "red"),
        ("lower", "80", "green"),
        ("lower", "80.00001", "amber"),
        ("lower", "84", "amber"),
        ("lower", "84.00001", "red"),
    ],
)
def test_relative_tolerance_is_amber_within_five_percent(polarity, value, rating):
    assert rate("relative-tolerance", polarity=polarity, target="80", value=value).code == rating


@pytest.mark.parametrize(
    ("polarity", "value", "floor", "rating"),
    [
        ("higher", "95", "90", "green"),
        ("higher", "94.99999", "90", "amber"),
        ("higher", "90", "90", "amber"),
        ("higher", "89.99999", "90", "red"),
        ("lower", "95", "100", "green"),
        ("lower", "95.00001", "100", "amber"),
        ("lower", "100", "100", "amber"),
        ("lower", "100.00001", "100", "red"),
        ("higher", "94.99999", None, "red"),
    ],
)
def test_kent_is_amber_down_to_the_floor_standard(polarity, value, floor, rating):
    assert rate("kent-floor-standard", polarity=polarity, target="95", value=value, floor=floor).code == rating


@pytest.mark.parametrize(
    ("polarity", "value", "last_year", "rating"),
    [
        ("higher", "80", "79.99999", "amber"),
        ("higher", "80", "80", "red"),
        ("lower", "99", "99.00001", "amber"),
        ("lower", "99", "99", "red"),
        ("higher", "95", "99", "green"),
        ("higher", "80", None, "red"),
    ],
)
def test_thurrock_is_amber_only_where_better_than_last_year(polarity, value, last_year, rating):
    assert rate("thurrock-2014-15", polarity=polarity, target="95", value=value, last_year=last_year).code == rating


@pytest.mark.parametrize(
    ("forecast", "annual_target", "rating"),
    [
        ("97", "97", "amber"),
        ("96.99999", "97", "red"),
        ("95", None, "amber"),
        ("94.99999", None, "red"),
        (None, "97", "red"),
    ],
)
def test_a_missed_target_is_amber_while_the_years_target_is_forecast_to_be_met(forecast, annual_target, rating):
    rated = rate("year-end-forecast", target="95", value="94", forecast=forecast, annual_target=annual_target)

    assert rated.code == rating


def test_green_within_ten_percent_and_amber_within_five_are_opposite_rules():
    figure = {"target": "100", "value": "96"}

    assert rate("havering-2013-14", **figure).code is RatingCode.GREEN
    assert rate("relative-tolerance", **figure).code is RatingCode.AMBER
    assert rate("on-off-track", **figure).code is RatingCode.RED


@pytest.mark.parametrize("slug", ["on-off-track", "own-tolerance"])
@pytest.mark.parametrize(
    ("value", "rating"), [("39.999", "red"), ("40", "green"), ("50", "green"), ("60", "green"), ("60.001", "red")]
)
def test_a_band_is_met_from_edge_to_edge(slug, value, rating):
    assert rate(slug, polarity="band", target_lower="40", target_upper="60", value=value).code == rating


@pytest.mark.parametrize(("value", "rating"), [("39", "amber"), ("38.999", "red"), ("61", "amber"), ("61.001", "red")])
def test_a_tolerance_stretches_both_edges_of_a_band(value, rating):
    rated = rate("own-tolerance", polarity="band", target_lower="40", target_upper="60", tolerance="1", value=value)

    assert rated.code == rating


@pytest.mark.parametrize(
    ("edges", "value", "rating"),
    [
        ({"target": "50"}, "50", "green"),
        ({"target": "50"}, "51", "red"),
        ({"target": "50"}, "49", "red"),
        ({"target_lower": "40"}, "9999", "green"),
        ({"target_lower": "40"}, "39", "red"),
        ({"target_upper": "60"}, "-9999", "green"),
        ({"target_upper": "60"}, "61", "red"),
    ],
)
def test_a_band_may_have_one_edge_or_be_one_point(edges, value, rating):
    assert rate("on-off-track", polarity="band", value=value, **edges).code == rating


@pytest.mark.parametrize(
    ("slug", "given", "status"),
    [
        ("own-tolerance", {"value": "90"}, "no-target"),
        ("own-tolerance", {"value": "90", "target": "95", "polarity": "none"}, "data-only"),
        ("own-tolerance", {"target": "95"}, "awaiting-data"),
        ("own-tolerance", {}, "awaiting-data"),
        ("own-tolerance", {"value": "90", "polarity": "band"}, "no-target"),
        ("own-tolerance", {"unit": "text"}, "narrative-only"),
        ("havering-2024-25", {"value": "90"}, "narrative-only"),
        ("havering-2019-20", {"value": "90", "stated": RatingCode.AMBER}, "no-target"),
        ("narrative-only", {"value": "90", "target": "95"}, "narrative-only"),
        ("narrative-only", {"value": "90", "target": "95", "absence": Status.SUSPENDED}, "suspended"),
        *(
            ("own-tolerance", {"value": "90", "target": "95", "absence": status}, status.value)
            for status in Status
            if status is not Status.RATED
        ),
    ],
)
def test_what_is_not_rated_says_why_and_is_never_green_amber_or_red(slug, given, status):
    rating = rate(slug, **given)

    assert (rating.code, rating.status, rating.rule) == (RatingCode.NOT_RATED, status, "")
    assert rating.reason.startswith("Not rated: ")
