"""Exception reports and remedial actions: given, missing, and last quarter's promises answered or not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.figures.models import PromiseAnswer
from goldenthread.figures.operations import freeze_round, reopen_figures, take_returns
from goldenthread.figures.operations.freezing import NothingToFreeze
from goldenthread.figures.queries import draft, facts_of, latest_freeze, snapshots_of
from goldenthread.figures.queries.returned import FigureReturn, ReturnedAnswer
from goldenthread.indicators.models import Measure
from goldenthread.reports.documents.promises import carried_promises
from goldenthread.reports.documents.telling import telling_of
from tests.figures.quarter import (
    JANUARY,
    OCTOBER,
    Q1,
    Q2,
    Q3,
    action,
    figure_of,
    give,
    make_due_measure,
    opened,
    submit,
)
from tests.figures.workbooks import filled, saved, template
from tests.terminal_runs import Command

IN_Q2 = ("--year", "2019-20", "--quarter", "Q2")
LEAD = ("--by", "lead@example.org", "--at", "2019-10-14T10:30")


def promised_in_q1(lead: User, officer: User, *, words: str = "Recruit two officers") -> Measure:
    """A measure that was amber in Q1 with one action promised, and is due in Q2."""
    measure = make_due_measure("EXC01")
    opened(Q1, by=officer)
    give(measure, "92.1", by=lead, quarter=Q1, reasons="Two vacancies.", actions=(action(words),))
    submit(measure, by=lead, quarter=Q1)
    opened(Q2, by=officer)
    return measure


def answer(
    measure: Measure, outcome: str, *, by: User, new_due_on: date | None = None, words: str = "So it is."
) -> None:
    figure = figure_of(measure)
    told = ReturnedAnswer(action_id=Action.objects.get().pk, outcome=outcome, words=words, new_due_on=new_due_on)
    take_returns(
        returns=[FigureReturn(figure_id=figure.pk, version=figure.version, answers=(told,))],
        file=None,
        by=by,
        at=OCTOBER,
    )


def test_a_promise_is_carried_whatever_the_rating_is_now(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)
    give(measure, "97.0", by=lead)

    (snapshot,) = draft(Q2, at=OCTOBER).figures

    assert snapshot.rating == "green"
    (carried,) = snapshot.promises
    assert (carried.promise.words, carried.promised_for, carried.outcome) == (
        "Recruit two officers",
        "2019-20 Q1",
        "",
    )


def test_an_answered_promise_says_what_was_answered(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)

    answer(measure, "late", by=lead, new_due_on=date(2020, 3, 31), words="One was recruited.")

    (snapshot,) = draft(Q2, at=OCTOBER).figures
    (carried,) = snapshot.promises
    assert (carried.outcome, carried.words, carried.new_due_on) == ("late", "One was recruited.", date(2020, 3, 31))


def test_an_answer_takes_effect_with_the_submission(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)
    give(measure, "97.0", by=lead)
    answer(measure, "done", by=lead)
    assert Action.objects.get().state == "open"

    submit(measure, by=lead)

    assert Action.objects.get().state == "done"


def test_a_late_promise_has_both_dates_after_the_submission(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)
    give(measure, "94.0", by=lead)
    answer(measure, "late", by=lead, new_due_on=date(2020, 3, 31))

    submit(measure, by=lead)

    kept = Action.objects.get()
    assert (kept.first_due_on, kept.due_on, kept.state) == (date(2019, 12, 31), date(2020, 3, 31), "open")


def test_a_promise_is_told_with_the_day_that_stood_when_the_quarter_began(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)
    give(measure, "94.0", by=lead)
    answer(measure, "late", by=lead, new_due_on=date(2020, 3, 31))
    submit(measure, by=lead)

    (in_q2,) = draft(Q2, at=OCTOBER).figures
    opened(Q3, by=officer, at=JANUARY)
    (in_q3,) = draft(Q3, at=JANUARY).figures

    (told,), (told_later,) = in_q2.promises, in_q3.promises
    assert (told.promise.due_on, told.new_due_on) == (date(2019, 12, 31), date(2020, 3, 31))
    assert (told_later.promise.due_on, told_later.promise.first_due_on) == (date(2020, 3, 31), date(2019, 12, 31))


def test_what_later_quarters_say_of_a_promise_changes_no_earlier_quarter(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)
    freeze_round(quarter=Q1, by=officer, at=OCTOBER)
    give(measure, "94.0", by=lead)
    answer(measure, "late", by=lead, new_due_on=date(2020, 3, 31))
    submit(measure, by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    opened(Q3, by=officer, at=JANUARY)
    give(measure, "95.0", by=lead, quarter=Q3, at=JANUARY)
    figure = figure_of(measure, Q3)
    done = ReturnedAnswer(action_id=Action.objects.get().pk, outcome="done", words="Both began.", new_due_on=None)
    take_returns(
        returns=[FigureReturn(figure_id=figure.pk, version=figure.version, answers=(done,))],
        file=None,
        by=lead,
        at=JANUARY,
    )
    submit(measure, by=lead, quarter=Q3, at=JANUARY)
    assert Action.objects.get().state == "done"

    for quarter in (Q1, Q2):
        with pytest.raises(NothingToFreeze):
            freeze_round(quarter=quarter, by=officer, at=JANUARY)


def test_a_later_version_holds_promises_against_the_day_of_the_first(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="Late", by=officer, at=JANUARY)
    give(measure, "97.0", by=lead, at=JANUARY)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)

    freeze = latest_freeze(Q2)
    assert freeze is not None
    facts = facts_of(freeze)
    assert (facts.version, facts.first_frozen_at) == (2, OCTOBER)
    telling = telling_of(facts, snapshots_of(freeze), as_at=JANUARY)
    (carried,) = carried_promises(telling)
    assert carried.answered.promise.due_on > OCTOBER.date()
    assert not carried.is_missed


def test_a_promise_that_was_done_in_its_own_quarter_is_done_there(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)
    give(measure, "97.0", by=lead)
    answer(measure, "done", by=lead)
    (returned,) = draft(Q2, at=OCTOBER).figures
    submit(measure, by=lead)

    (submitted,) = draft(Q2, at=OCTOBER).figures

    assert [one.promises[0].promise.state for one in (returned, submitted)] == ["open", "done"]


def test_a_promise_stays_until_it_is_closed_and_not_longer(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)
    give(measure, "94.0", by=lead)
    answer(measure, "late", by=lead)
    submit(measure, by=lead)
    opened(Q3, by=officer, at=JANUARY)

    (in_q3,) = draft(Q3, at=JANUARY).figures
    assert [promise.promised_for for promise in in_q3.promises] == ["2019-20 Q1"]

    give(measure, "95.0", by=lead, quarter=Q3, at=JANUARY)
    figure = figure_of(measure, Q3)
    done = ReturnedAnswer(action_id=Action.objects.get().pk, outcome="done", words="", new_due_on=None)
    take_returns(
        returns=[FigureReturn(figure_id=figure.pk, version=figure.version, answers=(done,))],
        file=None,
        by=lead,
        at=JANUARY,
    )
    (in_q3,) = draft(Q3, at=JANUARY).figures
    (in_q2,) = draft(Q2, at=JANUARY).figures
    assert [promise.outcome for promise in in_q3.promises] == ["done"]
    assert [promise.outcome for promise in in_q2.promises] == ["late"]


def test_a_promise_that_was_done_last_quarter_is_not_carried_again(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)
    give(measure, "94.0", by=lead)
    answer(measure, "done", by=lead)
    submit(measure, by=lead)

    opened(Q3, by=officer, at=JANUARY)

    (in_q3,) = draft(Q3, at=JANUARY).figures
    assert in_q3.promises == ()


def test_actions_of_a_later_return_replace_those_before_and_keep_what_is_the_same(lead: User, officer: User) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "92.1", by=lead, reasons="Two vacancies.", actions=(action("Recruit"), action("Train")))
    kept = Action.objects.get(words="Train")

    give(measure, by=lead, reasons="One vacancy.", actions=(action("Train"), action("Ask HR")))

    assert Action.objects.get(words="Recruit").state == "dropped"
    assert Action.objects.filter(state="open", words="Train").get() == kept
    (snapshot,) = draft(Q2, at=OCTOBER).figures
    assert snapshot.exception is not None
    assert [promise.words for promise in snapshot.exception.actions] == ["Train", "Ask HR"]


def test_the_list_says_what_is_due_given_and_missing(lead: User, officer: User, command: Command) -> None:
    missing, given, green = (make_due_measure(f"EXC0{number}") for number in (1, 2, 3))
    opened(by=officer)
    give(missing, "80.0", by=lead)
    give(given, "92.1", by=lead, reasons="Two vacancies.", actions=(action(),))
    give(green, "97.0", by=lead)

    done = command("exceptions", *IN_Q2, "--json")

    told = json.loads(done.out)
    assert (told["due"], told["given"], told["missing"]) == (2, 1, 1)
    assert [(one["name"], one["rating"], one["given"], one["actions"]) for one in told["exceptions"]] == [
        ("EXC01, Havering", "red", False, 0),
        ("EXC02, Havering", "amber", True, 1),
    ]
    assert told["exceptions"][0]["owner_post"] == "Head of Exchequer"
    assert "15.0 points below the target of 95.0%" in told["exceptions"][0]["difference"]


def test_the_list_in_words_names_who_owes_what(lead: User, officer: User, command: Command) -> None:
    measure = promised_in_q1(lead, officer)
    give(measure, "80.0", by=lead)

    done = command("exceptions", *IN_Q2)

    assert "No explanation given by Head of Exchequer." in done.out
    assert "EXC01, Havering: no answer to action" in done.out
    assert done.out.endswith("1 exception report is due, 0 given, 1 missing; 1 promise has no answer.\n")


def test_a_missing_explanation_never_keeps_a_quarter_from_being_frozen(lead: User, officer: User) -> None:
    measure = promised_in_q1(lead, officer)
    give(measure, "80.0", by=lead)

    frozen = freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert (frozen.without_words, frozen.unanswered_promises) == (1, 1)


def test_promises_are_answered_in_the_workbook(lead: User, officer: User, command: Command, tmp_path: Path) -> None:
    promised_in_q1(lead, officer)
    told = {"How it went": "on course", "What happened": "Interviews in November."}

    path = saved(tmp_path, filled(template(), {"Last quarter's actions": {"EXC01": told}}))
    done = command("import-returns", path, *IN_Q2, *LEAD)

    assert (done.status, done.err) == (0, "")
    assert PromiseAnswer.objects.get().outcome == "on-course"
    again = command("import-returns", path, *IN_Q2, *LEAD, "--json")
    assert json.loads(again.out)["changes"] == []


def test_an_answer_to_a_promise_that_was_not_made_is_refused(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    promised_in_q1(lead, officer)
    told = {"Action number": 99999, "How it went": "done"}

    path = saved(tmp_path, filled(template(), {"Last quarter's actions": {"EXC01": told}}))
    done = command("import-returns", path, *IN_Q2, *LEAD)

    assert done.status == 1
    assert "No action of this number was promised for this measure" in done.err


def test_a_late_promise_wants_a_reason(lead: User, officer: User, command: Command, tmp_path: Path) -> None:
    promised_in_q1(lead, officer)

    path = saved(tmp_path, filled(template(), {"Last quarter's actions": {"EXC01": {"How it went": "late"}}}))
    done = command("import-returns", path, *IN_Q2, *LEAD)

    assert done.status == 1
    assert "a promise that is late or dropped wants a reason" in done.err
