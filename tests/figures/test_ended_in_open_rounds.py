"""A service that ends within a quarter whose round is open: its measures end with it, and nothing counts them."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.operations import Refreshed, Refreshing, freeze_round, refresh_figures
from goldenthread.figures.operations.freezing import BackAndNotCounted, EndedAndCounted
from goldenthread.figures.queries import draft
from goldenthread.figures.queries.freezes import facts_of, latest_freeze, snapshots_of
from goldenthread.figures.queries.rounds import chosen_figures
from goldenthread.figures.queries.unanswered import unanswered_promises
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, Q1, Q2, action, figure_of, give, make_due_measure, opened, submit
from tests.figures.test_promises import answer
from tests.terminal_runs import Command
from tests.world import make_council, make_provision, make_service

pytestmark = pytest.mark.django_db


def refresh(*measures: Measure, by: User) -> Refreshed:
    figures = [figure_of(measure) for measure in measures]
    said = Refreshing(
        figure_ids=[figure.pk for figure in figures],
        versions={figure.pk: figure.version for figure in figures},
        reason="Legal went back to the council on 31 August.",
    )
    return refresh_figures(said, quarter=Q2, by=by, at=OCTOBER)


@pytest.fixture
def left(officer: User) -> tuple[Measure, Measure]:
    """One measure that goes on, and one whose service ended while its round was open, after it was returned."""
    stays = make_due_measure("EXC01")
    legal = make_service("Legal")
    make_provision(service=legal, council=make_council())
    ends = make_due_measure("LEG01", service=legal)
    opened(by=officer)
    give(ends, "50.0", by=officer)
    make_provision(service=legal, council=make_council(), extent="not-provided", starts_on="2019-09-01")
    return stays, ends


def test_a_figure_ends_with_its_service_also_in_a_round_that_is_open(
    left: tuple[Measure, Measure], officer: User
) -> None:
    refreshed = refresh(*left, by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    (told,) = refreshed.figures
    assert (told.name, told.rating_before, told.rating) == ("LEG01, Havering", "red", "not-rated")
    assert [(one.what, one.new) for one in told.changes] == [
        ("why nothing is due", "the service is not provided to this council")
    ]
    freeze = latest_freeze(Q2)
    assert freeze is not None
    assert facts_of(freeze).counted == 1
    assert [one.terms.indicator_ref for one in snapshots_of(freeze)] == ["EXC01"]
    assert [one.ref for one in facts_of(freeze).ended or ()] == ["LEG01"]


def test_no_round_is_frozen_that_counts_what_has_ended(left: tuple[Measure, Measure], officer: User) -> None:
    with pytest.raises(EndedAndCounted, match=r"LEG01:havering \(last day 31 August 2019\)"):
        freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert latest_freeze(Q2) is None


def test_whoever_means_it_is_told_that_it_ended(left: tuple[Measure, Measure], officer: User, command: Command) -> None:
    refresh(*left, by=officer)
    quarter = ("--year", "2019-20", "--quarter", "Q2")
    by = ("--by", officer.email, "--at", OCTOBER.isoformat())

    explained = command("explain", "LEG01:havering", *quarter)
    withheld = command(
        "withhold", *quarter, "--figures", "LEG01:havering", "--what", "measure", "--reason", "So few people.", *by
    )

    assert "LEG01, Havering ended on 31 August 2019" in explained.err
    assert "LEG01, Havering ended with the service while the round was open" in withheld.err


# --- and one that comes back ------------------------------------------------------------------------------------------


@pytest.fixture
def back(left: tuple[Measure, Measure], officer: User) -> Measure:
    """A measure that ended in the open round, and whose service is provided again from the day after."""
    refresh(*left, by=officer)
    council, service = make_council(), make_service("Legal")
    make_provision(service=service, council=council, extent="whole", starts_on="2019-09-02")
    return left[1]


def test_a_measure_whose_service_came_back_is_taken_up_again(back: Measure, officer: User) -> None:
    ids = chosen_figures(figure_of(back).round_id, names=["LEG01:havering"], also_not_due=True).figure_ids
    assert ids == (figure_of(back).pk,)

    (told,) = refresh(back, by=officer).figures
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert (told.name, told.rating_before, told.rating) == ("LEG01, Havering", "not-rated", "red")
    freeze = latest_freeze(Q2)
    assert freeze is not None
    assert facts_of(freeze).counted == 2
    assert facts_of(freeze).ended == ()


@pytest.mark.parametrize("which", [["--all"], ["--figures", "LEG01:havering"], ["--service", "legal"]])
def test_refreshing_finds_it_however_it_is_chosen(
    which: list[str], back: Measure, officer: User, command: Command
) -> None:
    said = ("--year", "2019-20", "--quarter", "Q2", *which, "--reason", "Legal came back to us.")
    outcome = command("refresh-figures", *said, "--by", officer.email, "--at", OCTOBER.isoformat())

    assert outcome.status == 0, outcome.err
    assert "LEG01, Havering: from not rated to red" in outcome.out
    assert figure_of(back).terms["absence"] is None


def test_no_round_is_frozen_without_it(back: Measure, officer: User) -> None:
    with pytest.raises(BackAndNotCounted, match="LEG01:havering") as refusal:
        freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert str(refusal.value) == (
        "The service of these is provided again on the last day of Q2 2019/20, and the round does not count them: "
        "LEG01:havering. Take them up again: refresh their figures from the register."
    )
    assert refusal.value.at_terminal == (
        "`refresh-figures --year 2019-20 --quarter Q2 --figures LEG01:havering --reason WHY` does that."
    )
    assert latest_freeze(Q2) is None


# --- and what was promised for it -------------------------------------------------------------------------------------


def ends_with_a_promise(officer: User, *, outcome: str = "") -> Measure:
    """A measure that promised something in Q1, answered for it in Q2 where `outcome` says so, and ended then."""
    legal, council = make_service("Legal"), make_council()
    make_provision(service=legal, council=council)
    measure = make_due_measure("LEG01", service=legal)
    opened(Q1, by=officer)
    promised = (action("Recruit two officers"),)
    give(measure, "92.1", by=officer, quarter=Q1, reasons="Two vacancies.", actions=promised)
    submit(measure, by=officer, quarter=Q1)
    freeze_round(quarter=Q1, by=officer, at=OCTOBER)
    opened(by=officer)
    if outcome:
        answer(measure, outcome, by=officer)
        give(measure, "96.0", by=officer)
        submit(measure, by=officer)
    make_provision(service=legal, council=council, extent="not-provided", starts_on="2019-09-01")
    refresh(measure, by=officer)
    return measure


def test_an_open_promise_of_what_ended_in_an_open_round_stays_listed(officer: User) -> None:
    measure = ends_with_a_promise(officer)

    (left,) = draft(Q2, at=OCTOBER).facts.left_promises or ()
    (unanswered,) = unanswered_promises(Q2, round_id=figure_of(measure).round_id)

    assert (left.name, left.promise.words, left.last_day) == (
        "LEG01, Havering",
        "Recruit two officers",
        date(2019, 8, 31),
    )
    assert (unanswered.name, unanswered.ended) == ("LEG01, Havering", "its measure ended on 31 August 2019")


def test_one_that_was_kept_before_its_measure_ended_is_not_open(officer: User) -> None:
    ends_with_a_promise(officer, outcome="done")

    assert draft(Q2, at=OCTOBER).facts.left_promises == ()


def test_it_is_carried_again_where_its_service_comes_back(officer: User) -> None:
    measure = ends_with_a_promise(officer)
    make_provision(service=make_service("Legal"), council=make_council(), starts_on="2019-09-02")
    refresh(measure, by=officer)

    now = draft(Q2, at=OCTOBER)
    assert now.facts.left_promises == ()
    assert [len(one.promises) for one in now.figures] == [1]
