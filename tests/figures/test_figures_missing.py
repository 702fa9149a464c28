"""Figures that were not returned: awaited or late, frozen without, and asked for again."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import MeasureType
from goldenthread.domain.snapshot import RoundFacts
from goldenthread.figures.models import Figure, Restatement
from goldenthread.figures.operations import RestatementRefused, freeze_round, reopen_figures
from goldenthread.figures.queries import draft, figures_due, latest_freeze, round_of, snapshots_of
from goldenthread.figures.queries.missing import figures_missing
from goldenthread.figures.queries.overdue import overdue_before
from goldenthread.indicators.models import Measure
from tests.figures.quarter import JANUARY, LONDON, OCTOBER, Q1, Q2, figure_of, give, make_due_measure, opened
from tests.figures.restated import restate
from tests.figures.workbooks import filled, saved, template
from tests.terminal_runs import Command

AUGUST = datetime(2019, 8, 9, 10, 0, tzinfo=LONDON)
IN_Q2 = ("--year", "2019-20", "--quarter", "Q2")


def awaited_in_q1(officer: User) -> Measure:
    """A measure with a lag of 120 days, frozen in August without its figure, and due in October."""
    measure = make_due_measure("LEG01", lag_days=120)
    opened(Q1, by=officer, at=AUGUST)
    freeze_round(quarter=Q1, by=officer, at=AUGUST)
    opened(Q2, by=officer, at=OCTOBER)
    return measure


def facts_on(at: datetime) -> RoundFacts:
    return draft(Q2, at=at).facts


def test_a_figure_that_was_frozen_as_awaited_is_overdue_from_its_day_on(officer: User) -> None:
    awaited_in_q1(officer)

    before, after = facts_on(OCTOBER).overdue, facts_on(JANUARY).overdue

    assert before == ()
    (one,) = after
    assert (one.figure.name, one.figure.period, one.due_on) == ("LEG01, Havering", "2019-20 Q1", date(2019, 10, 28))
    assert one.frozen_at == AUGUST


def test_a_figure_is_not_overdue_on_its_day(officer: User) -> None:
    awaited_in_q1(officer)
    due = datetime(2019, 10, 28, 9, 0, tzinfo=LONDON)

    assert (facts_on(due).overdue, len(facts_on(due + timedelta(days=1)).overdue)) == ((), 1)


def test_a_figure_that_came_late_is_overdue_no_longer(lead: User, officer: User) -> None:
    measure = awaited_in_q1(officer)
    reopen_figures(figure_ids=[figure_of(measure, Q1).pk], reason="It came.", by=officer, at=JANUARY)
    asked_again = facts_on(JANUARY).overdue
    give(measure, "97.0", by=lead, quarter=Q1, at=JANUARY)

    assert (len(asked_again), facts_on(JANUARY).overdue) == (1, ())


def test_a_figure_that_an_earlier_version_restated_instead_is_not_overdue(officer: User) -> None:
    measure = awaited_in_q1(officer)

    with pytest.raises(RestatementRefused, match="Nobody returned it"):
        restate(measure, "97.0", by=officer, at=JANUARY)
    assert len(facts_on(JANUARY).overdue) == 1

    Restatement.objects.create(
        figure=figure_of(measure, Q1),
        kind="correction",
        value=Decimal("97.0"),
        rating="green",
        status="rated",
        rating_reason="Green: 97.0% meets the target.",
        own_rating="",
        provisional=False,
        reason="It came.",
        said_by=officer,
        said_at=JANUARY,
    )
    assert facts_on(JANUARY).overdue == ()


def test_what_was_frozen_as_late_was_told_by_its_own_pack(officer: User) -> None:
    awaited_in_q1(officer)
    freeze_round(quarter=Q1, by=officer, at=JANUARY)

    assert overdue_before(Q2, at=JANUARY) == ()


def test_figures_not_returned_are_awaited_and_then_late(lead: User, officer: User) -> None:
    returned = make_due_measure("EXC01")
    make_due_measure("EXC02")
    make_due_measure("LEG01", lag_days=60)
    opened(by=officer)
    give(returned, "97.0", by=lead)

    missing = figures_missing(figures_due(round_of(Q2).pk, quarter=Q2), on=date(2019, 10, 22))

    assert [(one.name, one.is_late, one.due_on, one.owner_post) for one in missing] == [
        ("EXC02, Havering", True, date(2019, 9, 30), "Head of Exchequer"),
        ("LEG01, Havering", False, date(2019, 11, 29), "Head of Exchequer"),
    ]


@pytest.mark.parametrize(("day", "is_late"), [("2019-11-28", False), ("2019-11-29", False), ("2019-11-30", True)])
def test_a_figure_is_late_after_its_day_and_not_on_it(officer: User, day: str, is_late: bool) -> None:
    measure = make_due_measure("LEG01", lag_days=60)
    opened(by=officer)
    at = datetime.combine(date.fromisoformat(day), time(9), tzinfo=LONDON)

    (missing,) = figures_missing(figures_due(round_of(Q2).pk, quarter=Q2), on=at.date())
    freeze_round(quarter=Q2, by=officer, at=at)
    freeze = latest_freeze(Q2)
    assert freeze is not None
    (frozen,) = snapshots_of(freeze)

    assert missing.due_on == figure_of(measure).due_on == date(2019, 11, 29)
    assert missing.is_late is is_late
    assert frozen.status == ("awaiting-data" if is_late else "data-lag")


def test_a_note_alone_is_no_figure(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, by=lead, note="To follow on Friday.")

    (one,) = figures_missing(figures_due(round_of(Q2).pk, quarter=Q2), on=OCTOBER.date())

    assert one.name == "EXC01, Havering"


def test_the_list_names_what_was_not_returned_and_what_an_earlier_quarter_was_frozen_without(
    officer: User, command: Command
) -> None:
    awaited_in_q1(officer)

    words = command("exceptions", *IN_Q2, "--missing")
    told = json.loads(command("exceptions", *IN_Q2, "--missing", "--json").out)

    assert "LEG01, Havering: not returned by Head of Exchequer, due on 28 January 2020." in words.out
    assert (
        "LEG01, Havering: 2019-20 Q1 was frozen without it. It was due on 28 October 2019, and is owed by Head of "
        "Exchequer." in words.out
    )
    assert "1 figure was not returned by the due day; 0 awaited." in words.out
    assert [one["name"] for one in told["not_returned"]] == ["LEG01, Havering"]
    assert [one["figure"]["period"] for one in told["overdue"]] == ["2019-20 Q1"]


def test_the_list_of_a_frozen_quarter_says_how_a_missing_figure_is_sent(officer: User, command: Command) -> None:
    awaited_in_q1(officer)

    done = command("exceptions", "--year", "2019-20", "--quarter", "Q1", "--missing")

    assert (
        "LEG01, Havering: not returned by Head of Exchequer, due on 28 October 2019. It is frozen without: open it "
        "with `reopen` before it is sent." in done.out
    )


def test_a_late_return_says_how_a_figure_frozen_without_one_is_opened(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    awaited_in_q1(officer)
    path = saved(tmp_path, filled(template(Q1), {"Figures": {"LEG01": {"Value": "97.0%"}}}))

    done = command(
        "import-returns", path, "--year", "2019-20", "--quarter", "Q1",
        "--by", "lead@example.org", "--at", "2020-01-20T10:30",
    )  # fmt: skip

    assert done.status == 1
    assert "It is frozen without a figure:" in done.err
    assert "Have the performance officer or the director ask for it again, and send it then" in done.err
    assert Figure.objects.get(round__period=str(Q1)).value is None


def test_a_freeze_says_what_it_is_made_without(lead: User, officer: User, command: Command) -> None:
    given = make_due_measure("EXC01")
    make_due_measure("EXC02")
    make_due_measure("LEG01", lag_days=120)
    make_due_measure("LEG02", lag_days=60)
    make_due_measure("HRO01", frequency=Frequency.ANNUAL, measure_type=MeasureType.ANNUAL)
    opened(by=officer)
    give(given, "97.0", by=lead)

    by = ("--by", "officer@example.org", "--at", "2019-10-14")
    words = command("freeze", "--year", "2019-20", "--quarter", "Q2", *by, "--dry-run").out.splitlines()
    told = json.loads(command("freeze", "--year", "2019-20", "--quarter", "Q2", *by, "--dry-run", "--json").out)

    assert words[1:-1] == [
        "  1 figure was returned but not submitted: EXC01, Havering",
        "  1 figure was never returned: EXC02, Havering",
        "  1 figure is due in another quarter",
        "  2 figures are not due yet, the first on 29 November 2019",
    ]
    assert sorted(told["absences"]) == [["data-lag", 2], ["not-due", 1]]
    assert told["next_due_on"] == "2019-11-29"
