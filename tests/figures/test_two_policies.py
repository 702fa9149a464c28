"""Each figure under the joint committee's policy and its council's own, now and at the year's end."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.operations import freeze_round
from goldenthread.figures.queries import facts_of, figures_due, latest_freeze, snapshots_of
from goldenthread.figures.queries.exceptions import exceptions_due
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, Q2, figure_of, give, make_due_measure, opened
from tests.world import make_policy

pytestmark = pytest.mark.django_db


def make_measure_of_two_policies(ref: str = "EXC01") -> Measure:
    """95% and 5 points for the joint committee; the council's own policy knows only on and off track."""
    return make_due_measure(ref, measure={"own_policy": make_policy("on-off-track")})


def frozen(measure: Measure, *, officer: User) -> FigureSnapshot:
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    freeze = latest_freeze(Q2)
    assert freeze is not None
    return next(one for one in snapshots_of(freeze) if one.measure_id == measure.pk)


def test_a_figure_is_rated_under_both_policies_and_both_are_frozen(lead: User, officer: User) -> None:
    measure = make_measure_of_two_policies()
    opened(by=officer)
    give(measure, "92.1", by=lead)

    snapshot = frozen(measure, officer=officer)

    assert (snapshot.rating, snapshot.terms.policy_slug) == ("amber", "own-tolerance")
    assert snapshot.own is not None
    assert (snapshot.own.rating, snapshot.own.policy_slug) == ("red", "on-off-track")
    assert snapshot.own.reason.startswith("Red")
    freeze = latest_freeze(Q2)
    assert freeze is not None
    assert {policy.slug for policy in facts_of(freeze).policies} == {"own-tolerance", "on-off-track"}


def test_a_council_without_a_policy_of_its_own_has_one_rating(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)

    snapshot = frozen(measure, officer=officer)

    assert snapshot.own is None
    assert figure_of(measure).beside.keys() == {"year_end"}


def test_an_exception_is_due_where_the_council_s_own_rating_alone_is_off_target(lead: User, officer: User) -> None:
    policies = {"policy": make_policy("narrative-only"), "own_policy": make_policy("on-off-track")}
    measure = make_due_measure(measure=policies)
    opened(by=officer)
    give(measure, "92.1", by=lead)

    due = exceptions_due(figures_due(figure_of(measure).round_id, quarter=Q2), unanswered=())

    assert figure_of(measure).rating == "not-rated"
    assert [one.name for one in due.exceptions] == ["EXC01, Havering"]
    assert frozen(measure, officer=officer).exception is not None


def test_the_year_s_end_is_rated_from_the_forecast_under_both(lead: User, officer: User) -> None:
    measure = make_measure_of_two_policies()
    opened(by=officer)
    give(measure, "96.0", by=lead, forecast=Decimal("93.0"))

    snapshot = frozen(measure, officer=officer)

    assert snapshot.rating == "green"
    assert snapshot.year_end is not None
    assert snapshot.own_year_end is not None
    assert (snapshot.year_end.rating, snapshot.own_year_end.rating) == ("amber", "red")
