"""The auditor's question of a year's value, of a figure that is not frozen, and of one that is withheld."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.models import YearFigure
from goldenthread.figures.operations import WithholdingSaid, freeze_round, withhold
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.queries.explained_year import explained_year
from goldenthread.indicators.models import Measure
from goldenthread.storage.triggers import install_triggers, remove_triggers
from tests.figures.quarter import OCTOBER, Q1, Q2, figure_of, give, make_due_measure, opened
from tests.figures.restated import restate
from tests.figures.year import JUNE, MAY, YEAR, lived
from tests.terminal_runs import Command
from tests.world import make_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(lead: User, officer: User) -> None:
    """A year of the mean of four quarters, of which the first was restated; rated under two policies."""
    own = {"own_policy": make_policy("on-off-track")}
    measure = make_due_measure(year_end_rule=YearEndRule.MEAN, measure=own)
    lived({measure: ["90", "92", "96", "98"]}, lead=lead, officer=officer)
    restate(measure, "94", by=officer, at=MAY.replace(day=20), quarter=Q1)
    close_year(year=YEAR, by=officer, at=JUNE)


@pytest.mark.usefixtures("closed")
def test_a_years_value_is_worked_out_again_from_its_quarters(command: Command) -> None:
    told = command("explain", "EXC01:havering", "--year", "2019-20")

    assert told.status == 0, told.out
    assert "EXC01, Havering: Invoices paid within 30 days, 2019/20, version 1 of the close" in told.out
    assert "  Q1: 94.0% [r], reported as 90.0%" in told.out
    assert "  agrees: Q1 as frozen in version 1 is 90" in told.out
    assert "  agrees: value of the year is 95" in told.out
    assert "  target of the year: 95.0%" in told.out
    assert "  agrees: rating under the council's own policy is green" in told.out


@pytest.mark.usefixtures("closed")
def test_a_years_value_that_was_changed_behind_its_back_is_found() -> None:
    remove_triggers()
    row = YearFigure.objects.get()
    YearFigure.objects.update(
        snapshot={**row.snapshot, "rating": "red", "result": {**row.snapshot["result"], "value": "97"}}
    )
    install_triggers()

    wrong = {check.what for check in explained_year(YEAR, name="EXC01").disagreements}

    assert {"value of the year", "rating"} <= wrong


def test_a_year_that_was_never_closed_has_no_value(command: Command) -> None:
    make_due_measure()

    told = command("explain", "EXC01:havering", "--year", "2019-20")

    assert told.status == 1
    assert "2019/20 was never closed, so no measure has a value of it." in told.err


def test_a_figure_of_an_open_round_is_explained_as_it_stands(command: Command, lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.0", by=lead)

    told = command("explain", "EXC01:havering", "--year", "2019-20", "--quarter", "Q2")

    assert told.status == 0, told.out
    assert "NOT FROZEN: as it stands now" in told.out
    assert "  figure: 92.0%" in told.out
    assert "frozen as version" not in told.out


def test_a_withheld_figure_says_so_and_why(command: Command, lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "96.0", by=lead)
    said = WithholdingSaid(
        figure_ids=[figure_of(measure).pk], what=WithheldPart.MEASURE, withheld=True, reason="So few people."
    )
    withhold(said, by=officer, at=OCTOBER)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    told = command("explain", "EXC01:havering", "--year", "2019-20", "--quarter", "Q2")

    assert "  withheld from the public, the measure: So few people." in told.out


def test_who_withheld_a_figure_after_its_freeze_is_told_too(command: Command, lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "96.0", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    for what, is_withheld, reason in (
        (WithheldPart.MEASURE, True, "So few people."),
        (WithheldPart.REASONS, True, "It names one."),
        (WithheldPart.MEASURE, False, "They agreed."),
    ):
        ids = [figure_of(measure).pk]
        withhold(
            WithholdingSaid(figure_ids=ids, what=what, withheld=is_withheld, reason=reason), by=officer, at=OCTOBER
        )

    lines = command("explain", "EXC01:havering", "--year", "2019-20", "--quarter", "Q2").out.splitlines()

    said_by = "Performance Officer, 14 October 2019 at 10:30"
    assert lines[lines.index("What changed") + 1 :][:3] == [
        f"  withheld from the public: {said_by}: So few people.",
        f"  withheld from the public, its reasons: {said_by}: It names one.",
        f"  shown to the public again: {said_by}: They agreed.",
    ]


@pytest.mark.usefixtures("closed")
def test_an_older_close_is_explained_by_its_number(command: Command, officer: User) -> None:
    restate(Measure.objects.get(), "96", by=officer, at=JUNE, quarter=Q1)
    close_year(year=YEAR, by=officer, at=JUNE, because="A quarter was restated.")

    first, second = (
        command("explain", "EXC01:havering", "--year", "2019-20", "--version", number).out for number in ("1", "2")
    )
    third = command("explain", "EXC01:havering", "--year", "2019-20", "--version", "3")

    assert ("version 1 of the close" in first, "value of the year: 95.0%" in first) == (True, True)
    assert ("version 2 of the close" in second, "value of the year: 95.5%" in second) == (True, True)
    assert "There is no version 3 of the close of 2019/20: the latest is version 2." in third.err
