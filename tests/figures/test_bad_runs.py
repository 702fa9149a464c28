"""Runs of bad periods of real figures: frozen with them, and listed for the director."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.streaks import StreakKind
from goldenthread.figures.operations import freeze_round
from goldenthread.indicators.models import Measure
from tests.figures.quarter import JANUARY, OCTOBER, Q1, Q2, Q3, give, make_due_measure, opened
from tests.figures.restated import AUGUST, JULY, restate, snapshot_of
from tests.terminal_runs import Command
from tests.world import make_earlier_figure

pytestmark = pytest.mark.django_db


def lived(measure: Measure, *values: str | None, lead: User, officer: User) -> None:
    """Q1 to Q3, returned and frozen."""
    for quarter, at, value in zip((Q1, Q2, Q3), (JULY, OCTOBER, JANUARY), values, strict=True):
        opened(quarter, by=officer, at=at)
        if value is not None:
            give(measure, value, by=lead, quarter=quarter, at=at)
        freeze_round(quarter=quarter, by=officer, at=AUGUST if quarter == Q1 else at)


def runs(measure: Measure, quarter: Any = Q3) -> list[tuple[StreakKind, tuple[str, ...]]]:
    return [(one.kind, one.periods) for one in snapshot_of(measure, quarter).streaks]


QUARTERS = ("2019-20 Q1", "2019-20 Q2", "2019-20 Q3")


def test_three_reds_in_rounds_of_ours_are_a_run(lead: User, officer: User) -> None:
    measure = make_due_measure()

    lived(measure, "80", "85", "84", lead=lead, officer=officer)

    assert runs(measure) == [(StreakKind.REDS, QUARTERS)]
    assert runs(measure, Q2) == []


def test_three_falls_count_from_what_was_imported(lead: User, officer: User) -> None:
    measure = make_due_measure()
    make_earlier_figure(measure, "2018-19 Q4", "99.0")

    lived(measure, "98.0", "97.0", "96.0", lead=lead, officer=officer)

    assert runs(measure) == [(StreakKind.WORSENING, QUARTERS)]


def test_a_quarter_that_was_not_returned_ends_the_run(lead: User, officer: User) -> None:
    measure = make_due_measure()
    make_earlier_figure(measure, "2018-19 Q4", "99.0")

    lived(measure, "80", None, "79", lead=lead, officer=officer)

    assert runs(measure) == []


def test_a_restated_value_and_its_rating_are_what_counts(lead: User, officer: User) -> None:
    measure = make_due_measure()
    for quarter, at, value in ((Q1, JULY, "80"), (Q2, OCTOBER, "85")):
        opened(quarter, by=officer, at=at)
        give(measure, value, by=lead, quarter=quarter, at=at)
        freeze_round(quarter=quarter, by=officer, at=at)
    restate(measure, "96", by=officer, at=JANUARY)
    opened(Q3, by=officer, at=JANUARY)
    give(measure, "84", by=lead, quarter=Q3, at=JANUARY)
    freeze_round(quarter=Q3, by=officer, at=JANUARY)

    assert runs(measure) == []


def test_the_director_is_told_by_the_list_of_exceptions(lead: User, officer: User, command: Command) -> None:
    measure = make_due_measure()
    lived(measure, "80", "85", "84", lead=lead, officer=officer)

    printed = command("exceptions", "--year", "2019-20", "--quarter", "Q3").out

    said = "EXC01, Havering: red 3 periods in a row, Q1 2019/20 to Q3 2019/20. For Director of Finance."
    assert said in printed.splitlines()
