"""What an earlier quarter says to later ones: what was frozen of it, or at least submitted, and nothing since."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.operations import freeze_round, reopen_figures
from goldenthread.figures.queries import draft
from goldenthread.indicators.models import Measure
from tests.figures.quarter import JANUARY, LONDON, OCTOBER, Q1, Q2, figure_of, give, make_due_measure, opened, submit
from tests.figures.restated import restate

AUGUST = datetime(2019, 8, 9, 10, 0, tzinfo=LONDON)


@pytest.fixture
def measure(officer: User) -> Measure:
    """A measure that is due in Q1."""
    made = make_due_measure("EXC01")
    opened(Q1, by=officer, at=AUGUST)
    return made


def reopen(measure: Measure, *, by: User, at: datetime = OCTOBER) -> None:
    reopen_figures(figure_ids=[figure_of(measure, Q1).pk], reason="It was wrong.", by=by, at=at)


def in_q2() -> FigureSnapshot:
    (snapshot,) = draft(Q2, at=JANUARY).figures
    return snapshot


def test_a_figure_that_was_frozen_and_opened_again_is_what_was_frozen(
    measure: Measure, lead: User, officer: User
) -> None:
    give(measure, "98.0", by=lead, quarter=Q1, at=AUGUST)
    submit(measure, by=lead, quarter=Q1, at=AUGUST)
    freeze_round(quarter=Q1, by=officer, at=AUGUST)
    frozen = figure_of(measure, Q1).value_id
    opened(Q2, by=officer)
    reopen(measure, by=officer)
    give(measure, "50.0", by=lead, quarter=Q1)

    found = in_q2()

    assert found.last_rated is not None
    assert (found.last_rated.rating, found.last_rated.value) == ("green", Decimal("98.0"))
    assert found.last_rated.source == f"round, value {frozen}"
    assert found.previous == found.last_rated
    assert found.series[-2].value == Decimal("98.0")


def test_a_figure_that_was_frozen_as_missing_stays_so_until_it_is_frozen_again(
    measure: Measure, lead: User, officer: User
) -> None:
    freeze_round(quarter=Q1, by=officer, at=AUGUST)
    opened(Q2, by=officer)
    reopen(measure, by=officer)
    give(measure, "92.0", by=lead, quarter=Q1)
    before = in_q2()
    freeze_round(quarter=Q1, by=officer, at=OCTOBER)

    after = in_q2()

    assert (before.last_rated, before.previous) == (None, None)
    assert [(point.value, point.marker) for point in before.series[:-1]] == [(None, "not returned")]
    assert after.last_rated is not None
    assert (after.last_rated.rating, after.last_rated.value) == ("amber", Decimal("92.0"))


def test_a_restated_figure_is_what_it_is_known_to_be_when_it_is_opened_again(
    measure: Measure, lead: User, officer: User
) -> None:
    give(measure, "98.0", by=lead, quarter=Q1, at=AUGUST)
    freeze_round(quarter=Q1, by=officer, at=AUGUST)
    restate(measure, "80.0", by=officer, quarter=Q1, at=OCTOBER)
    opened(Q2, by=officer)
    reopen(measure, by=officer, at=JANUARY)
    give(measure, "50.0", by=lead, quarter=Q1, at=JANUARY)

    found = in_q2()

    assert found.last_rated is not None
    assert (found.last_rated.rating, found.last_rated.value, found.last_rated.revised) == ("red", Decimal("80.0"), True)


def test_a_rating_of_a_quarter_that_was_never_frozen_counts_once_it_is_submitted(
    measure: Measure, lead: User, officer: User
) -> None:
    give(measure, "92.0", by=lead, quarter=Q1, at=AUGUST)
    opened(Q2, by=officer)
    returned = in_q2()
    submit(measure, by=lead, quarter=Q1)

    submitted = in_q2()

    assert (returned.last_rated, returned.previous is not None) == (None, True)
    assert submitted.last_rated is not None
    assert submitted.last_rated.rating == "amber"
