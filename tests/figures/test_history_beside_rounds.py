"""Earlier figures are of periods without a round: what a round collects is returned, signed off and frozen there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused
from goldenthread.indicators.forms.sheets import HistoryRow
from goldenthread.indicators.models import EarlierFigure
from goldenthread.indicators.operations import import_history
from tests.figures.quarter import OCTOBER, make_due_measure, opened

APRIL = datetime(2020, 4, 20, 10, 30, tzinfo=ZoneInfo("Europe/London"))


def bring_in(period: str, *, by: User, at: datetime = OCTOBER) -> None:
    row = HistoryRow(line=2, ref="EXC01", council="Havering", period=period, value="10%", source="Minutes")
    import_history([row], file="history.csv", by=by, at=at)


def test_a_period_whose_round_holds_the_measure_takes_no_imported_figure(officer: User) -> None:
    make_due_measure()
    opened(by=officer)

    with pytest.raises(InputRefused) as refused:
        bring_in("Q2 2019/20", by=officer)

    (problem,) = refused.value.problems
    assert problem.message == (
        "The round of Q2 2019/20 holds EXC01 for Havering, so its figure is returned there and cannot be imported. "
        "Take the row out."
    )
    assert (problem.row, problem.column) == (2, "Period")
    assert not EarlierFigure.objects.exists()


def test_a_year_whose_last_round_holds_the_measure_takes_no_imported_figure(officer: User) -> None:
    make_due_measure()
    opened(Quarter.parse("2019-20 Q4"), by=officer, at=APRIL)

    with pytest.raises(InputRefused, match="The round of Q4 2019/20 holds EXC01 for Havering"):
        bring_in("2019-20", by=officer, at=APRIL)


def test_a_period_before_the_rounds_takes_an_imported_figure(officer: User) -> None:
    make_due_measure()
    opened(by=officer)

    bring_in("2019-20 Q1", by=officer)

    assert EarlierFigure.objects.get().period == "2019-20 Q1"


def test_a_figure_that_was_there_before_its_round_stays_and_is_no_fault(officer: User) -> None:
    make_due_measure()
    bring_in("2019-20 Q2", by=officer)
    opened(by=officer)

    bring_in("2019-20 Q2", by=officer)

    assert EarlierFigure.objects.get().period == "2019-20 Q2"
