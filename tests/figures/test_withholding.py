"""Withholding: kept out of public packs from here on, for a reason, until it is shown again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.domain.periods import Quarter
from goldenthread.domain.reasons import NoReason
from goldenthread.domain.withheld import WithheldPart
from goldenthread.domain.withheld_by_now import known_withheld
from goldenthread.figures.models import Withholding
from goldenthread.figures.operations import (
    WithholdingRefused,
    WithholdingSaid,
    freeze_round,
    reopen_figures,
    withhold,
)
from goldenthread.figures.queries.withheld import withheld_since
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, Q1, Q2, action, figure_of, give, make_due_measure, opened
from tests.figures.restated import AUGUST, JULY, facts, frozen_q1, make_complaints, restate, snapshot_of
from tests.terminal_runs import Command

pytestmark = pytest.mark.django_db

REASON = "So few people that each could be known."


def say(
    measure: Measure,
    *,
    by: User,
    what: WithheldPart = WithheldPart.MEASURE,
    withheld: bool = True,
    reason: str = REASON,
    at: datetime = OCTOBER,
    quarter: Any = Q2,
) -> None:
    said = WithholdingSaid(figure_ids=[figure_of(measure, quarter).pk], what=what, withheld=withheld, reason=reason)
    withhold(said, by=by, at=at)


@pytest.fixture
def measure(lead: User, officer: User) -> Measure:
    made = make_due_measure()
    opened(by=officer)
    give(made, "92.1", by=lead, reasons="Two vacancies.", actions=(action(),))
    return made


def since(quarter: Quarter = Q2) -> tuple[str, ...]:
    """What is withheld now and the quarter's latest freeze does not know of."""
    known = facts(quarter).withheld
    assert known is not None
    return withheld_since(str(quarter), known=known)


def kept(measure: Measure, *, by: User) -> list[tuple[str, str]]:
    freeze_round(quarter=Q2, by=by, at=OCTOBER)
    return [(one.what, one.reason) for one in snapshot_of(measure).withheld]


def test_what_is_withheld_is_frozen_with_the_figure(measure: Measure, officer: User) -> None:
    say(measure, by=officer)
    say(measure, by=officer, what=WithheldPart.REASONS, reason="It names somebody.")

    assert kept(measure, by=officer) == [("measure", REASON), ("reasons", "It names somebody.")]
    assert snapshot_of(measure).value is not None


def test_what_is_shown_again_is_not_withheld(measure: Measure, officer: User) -> None:
    say(measure, by=officer)

    say(measure, by=officer, withheld=False, reason="They agreed.")

    assert kept(measure, by=officer) == []
    assert Withholding.objects.count() == 2


def test_the_figure_stays_where_it_stands(measure: Measure, officer: User) -> None:
    before = figure_of(measure)

    say(measure, by=officer)

    after = figure_of(measure)
    assert (after.state, after.version) == (before.state, before.version + 1)
    event = Event.objects.get(kind="figure withheld")
    assert (event.details["what"], event.details["reason"]) == ("measure", REASON)


def test_a_frozen_figure_may_be_withheld_and_frozen_again(measure: Measure, officer: User) -> None:
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    say(measure, by=officer, at=OCTOBER + timedelta(hours=1))

    assert since() == ("EXC01, Havering, 2019-20 Q2",)
    again = freeze_round(quarter=Q2, by=officer, at=OCTOBER + timedelta(hours=2))
    assert (again.number, {change.what for change in again.changes}) == (2, {"withheld from the public"})
    assert since() == ()


def test_it_is_new_to_a_freeze_that_came_first_whatever_their_clocks_say(measure: Measure, officer: User) -> None:
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    say(measure, by=officer, at=OCTOBER - timedelta(seconds=30))

    assert since() == ("EXC01, Havering, 2019-20 Q2",)


def test_a_head_is_not_new_where_the_whole_measure_was_known_to_be_withheld(measure: Measure, officer: User) -> None:
    say(measure, by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    say(measure, by=officer, what=WithheldPart.REASONS, at=OCTOBER)

    assert since() == ()


def test_what_is_shown_again_is_nothing_new(measure: Measure, officer: User) -> None:
    say(measure, by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    say(measure, by=officer, withheld=False, at=OCTOBER)

    assert since() == ()


def test_a_figure_of_an_earlier_quarter_is_new_to_a_later_freeze(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(Q1, by=officer, at=JULY)
    give(measure, "91.0", by=lead, quarter=Q1, at=JULY)
    freeze_round(quarter=Q1, by=officer, at=AUGUST)
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    say(measure, by=officer, quarter=Q1, at=OCTOBER)

    assert since() == ("EXC01, Havering, 2019-20 Q1",)
    assert since(Q1) == ("EXC01, Havering, 2019-20 Q1",)


def test_a_freeze_that_kept_nothing_of_it_knows_only_its_own_figures(measure: Measure, officer: User) -> None:
    say(measure, by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    older = replace(facts(), withheld=None)

    (known,) = known_withheld(older, [snapshot_of(measure)])

    assert (known.name, known.period, known.what, known.reason) == (
        "EXC01, Havering", "2019-20 Q2", "measure", REASON,
    )  # fmt: skip


def test_later_quarters_know_what_was_withheld_before(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(Q1, by=officer, at=JULY)
    give(measure, "91.0", by=lead, quarter=Q1, at=JULY, reasons="Two vacancies.", actions=(action(),))
    freeze_round(quarter=Q1, by=officer, at=AUGUST)
    say(measure, by=officer, quarter=Q1, at=AUGUST)
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    snapshot = snapshot_of(measure)
    assert snapshot.previous is not None
    assert (snapshot.previous.withheld, snapshot.last_rated and snapshot.last_rated.withheld) == (True, True)
    assert [point.withheld for point in snapshot.series] == [True, False]
    assert [promise.promise.withheld for promise in snapshot.promises] == [True]


def test_restatements_of_what_is_withheld_are_marked(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer)
    say(measure, by=officer, quarter=Q1)
    opened(by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert [one.figure.withheld for one in facts().restatements] == [True]


# --- refusals ---------------------------------------------------------------------------------------------------------


def refused(measure: Measure, **given: Any) -> str:
    before = Withholding.objects.count()
    with pytest.raises(WithholdingRefused) as refusal:
        say(measure, **given)
    assert Withholding.objects.count() == before
    return "\n".join(problem.message for problem in refusal.value.problems)


@pytest.mark.parametrize("reason", [" ", ".", "n/a"])
def test_withholding_says_why(measure: Measure, officer: User, reason: str) -> None:
    assert refused(measure, by=officer, reason=reason).startswith("Withholding says why")


def test_so_does_opening_a_figure_again(measure: Measure, officer: User) -> None:
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    with pytest.raises(NoReason, match=r"“\.” says nothing"):
        reopen_figures(figure_ids=[figure_of(measure).pk], reason=".", by=officer, at=OCTOBER)

    assert figure_of(measure).state == "frozen"


def test_only_the_officer_withholds(measure: Measure, lead: User) -> None:
    assert "Head of Exchequer is not performance officer" in refused(measure, by=lead)


def test_what_is_so_already_is_refused(measure: Measure, officer: User) -> None:
    assert refused(measure, by=officer, withheld=False) == (
        "EXC01, Havering: The measure is not withheld, so there is nothing to show again."
    )
    say(measure, by=officer, what=WithheldPart.ACTIONS)
    assert refused(measure, by=officer, what=WithheldPart.ACTIONS) == (
        "EXC01, Havering: Its remedial actions are withheld already."
    )


def test_it_is_not_said_before_what_was_done_last(measure: Measure, officer: User) -> None:
    assert "It was returned" in refused(measure, by=officer, at=OCTOBER - timedelta(days=1))


def test_the_database_keeps_a_withholding_as_it_was(measure: Measure, officer: User) -> None:
    say(measure, by=officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Withholding.objects.update(withheld=False)


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_did_and_what_is_to_do(measure: Measure, officer: User, command: Command) -> None:
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    run = command(
        "withhold", "--year", "2019-20", "--quarter", "Q2", "--figures", "EXC01:havering", "--what", "measure",
        "--reason", REASON, "--by", officer.email, "--at", "2019-10-14 12:00",
    )  # fmt: skip

    assert run.status == 0
    assert run.out.splitlines() == [
        "EXC01, Havering: measure withheld from public packs",
        "Q2 2019/20 is frozen: freeze it again, and publish that. What was published stays as it is.",
    ]


def test_the_command_shows_again(measure: Measure, officer: User, command: Command) -> None:
    say(measure, by=officer)

    run = command(
        "withhold", "--year", "2019-20", "--quarter", "Q2", "--figures", "EXC01", "--what", "measure", "--show-again",
        "--reason", "They agreed.", "--by", officer.email, "--at", "2019-10-14 12:00",
    )  # fmt: skip

    assert run.out.splitlines() == ["EXC01, Havering: measure shown again"]
