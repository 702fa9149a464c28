"""Which ratings come of comparing with a figure that is withheld is frozen with them, and no pack has to guess."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.rating import shipped_policies
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.operations import freeze_round
from goldenthread.indicators.models import Measure, RatingPolicy
from tests.figures.quarter import OCTOBER, Q1, Q2, give, make_due_measure, opened
from tests.figures.restated import AUGUST, JULY, snapshot_of
from tests.figures.test_withholding import say
from tests.world import make_policy

pytestmark = pytest.mark.django_db

Q3 = Q2.next
JANUARY = OCTOBER + timedelta(days=95)


def since_last_period() -> RatingPolicy:
    """Amber where it is no worse than the period before; the shipped one looks at the year before."""
    shipped = shipped_policies()["havering-2014-15"].text
    changed = shipped.replace('since = "last-year"', 'since = "last-period"')
    assert changed != shipped
    return make_policy(text=changed.replace("havering-2014-15", "since-last-period"))


def two_quarters(measure: Measure, value: str, *, lead: User, officer: User) -> FigureSnapshot:
    """Q1 withheld after its freeze; Q2 with this value, frozen after."""
    opened(Q1, by=officer, at=JULY)
    give(measure, "61.2", by=lead, quarter=Q1, at=JULY)
    freeze_round(quarter=Q1, by=officer, at=AUGUST)
    say(measure, by=officer, quarter=Q1, at=AUGUST)
    opened(by=officer)
    give(measure, value, by=lead, reasons="Two vacancies.")
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    return snapshot_of(measure)


def test_a_rating_that_asked_for_a_withheld_figure_rests_on_it(lead: User, officer: User) -> None:
    measure = make_due_measure(measure={"policy": since_last_period()})

    snapshot = two_quarters(measure, "70.0", lead=lead, officer=officer)

    assert "61.2%" in snapshot.reason
    assert snapshot.rests_on_withheld is not None
    assert {"rating"} <= set(snapshot.rests_on_withheld)
    assert "own" not in snapshot.rests_on_withheld


def test_a_rating_that_was_settled_before_rests_on_nothing(lead: User, officer: User) -> None:
    measure = make_due_measure(measure={"policy": since_last_period()})

    snapshot = two_quarters(measure, "94.9", lead=lead, officer=officer)

    assert snapshot.previous is not None
    assert snapshot.previous.withheld
    assert snapshot.rests_on_withheld is not None
    assert "rating" not in snapshot.rests_on_withheld


def test_a_policy_that_compares_with_nothing_rests_on_nothing(lead: User, officer: User) -> None:
    measure = make_due_measure()

    snapshot = two_quarters(measure, "92.1", lead=lead, officer=officer)

    assert snapshot.rests_on_withheld == ()


def test_the_quarter_after_does_not_tell_the_rating_that_rested_on_it(lead: User, officer: User) -> None:
    measure = make_due_measure(measure={"policy": since_last_period()})
    two_quarters(measure, "70.0", lead=lead, officer=officer)
    opened(Q3, by=officer, at=JANUARY)
    give(measure, "96.0", by=lead, quarter=Q3, at=JANUARY)
    freeze_round(quarter=Q3, by=officer, at=JANUARY)

    assert snapshot_of(measure, Q3).rests_on_withheld == ("previous", "last_rated")


def test_where_nothing_is_withheld_nothing_is_asked(lead: User, officer: User) -> None:
    measure = make_due_measure(measure={"policy": since_last_period()})
    opened(by=officer)
    give(measure, "70.0", by=lead, reasons="Two vacancies.")
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert snapshot_of(measure).rests_on_withheld is None
