"""The owner's forecast, rated as the year's figure would be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.domain.measures import MeasureType, Polarity
from goldenthread.domain.rating import RatingInputs, Status, compile_policy, shipped_policies, year_end_inputs

rate = compile_policy(shipped_policies()["own-tolerance"])


def inputs(**given: object) -> RatingInputs:
    fields: dict[str, object] = {
        "polarity": Polarity.HIGHER,
        "measure_type": MeasureType.CUMULATIVE,
        "value": Decimal("55"),
        "target": Decimal("56"),
        "annual_target": Decimal("98"),
        "tolerance": Decimal("2"),
        "forecast": Decimal("97"),
    }
    return RatingInputs(**{**fields, **given})  # type: ignore[arg-type]


def test_a_forecast_is_held_against_the_target_of_the_year() -> None:
    rating = rate(year_end_inputs(inputs()))

    assert rating.code.value == "amber"
    assert rating.reason.startswith("Amber: 97% is 1 point below the target of 98%")


def test_without_an_annual_target_the_quarter_s_holds_for_the_year() -> None:
    assert rate(year_end_inputs(inputs(annual_target=None))).code.value == "green"


def test_without_a_forecast_nothing_is_rated_and_the_reason_says_so() -> None:
    rating = rate(year_end_inputs(inputs(forecast=None)))

    assert rating.status is Status.AWAITING_DATA
    assert rating.reason == "Not rated: no forecast of the year's end was given."


def test_a_forecast_counts_where_the_quarter_has_no_figure_yet() -> None:
    assert rate(year_end_inputs(inputs(value=None, absence=Status.DATA_LAG))).is_rated


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.NOT_PROVIDED, Status.NARRATIVE_ONLY, Status.DISCONTINUED])
def test_what_holds_for_the_measure_holds_for_its_year_too(status: Status) -> None:
    assert rate(year_end_inputs(inputs(absence=status))).status is status
