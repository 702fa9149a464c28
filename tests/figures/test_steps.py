"""Submitting, querying, answering, reopening and signing off: who may, from where, and what it leaves."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.figures.models import FigureQuery
from goldenthread.figures.operations import (
    answer_queries,
    query_figures,
    reopen_figures,
    sign_off_figures,
    submit_figures,
)
from goldenthread.figures.rules import StepsRefused
from tests.figures.quarter import OCTOBER, Q1, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.terminal_runs import Command
from tests.world import make_appointment, make_directorate, make_person, make_service

Q2 = ("--year", "2019-20", "--quarter", "Q2", "--at", "2019-10-15T09:00")
TOMORROW = OCTOBER + timedelta(days=1)


def test_a_submitted_figure_says_who_and_when(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)

    submit(measure, by=lead)

    figure = figure_of(measure)
    assert (figure.state, figure.submitted_by, figure.submitted_at) == ("submitted", lead, OCTOBER)
    assert [entry.kind for entry in history_of(subject="figure", subject_id=figure.pk)] == [
        "figure returned",
        "figure submitted",
    ]


def test_a_figure_is_submitted_once_and_the_second_is_told_who_and_when(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)

    with pytest.raises(StepsRefused) as refused:
        submit(measure, by=officer, at=TOMORROW)

    assert str(refused.value) == "EXC01, Havering: Head of Exchequer submitted it on 14 October 2019 at 10:30."
    assert figure_of(measure).submitted_by == lead


def test_what_was_not_returned_is_not_submitted(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)

    with pytest.raises(StepsRefused, match="It has not been returned yet"):
        submit(measure, by=lead)


def test_a_note_alone_leaves_a_figure_due(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)

    give(measure, None, by=lead, note="The supplier reports in November.")

    figure = figure_of(measure)
    assert (figure.state, figure.status) == ("due", "awaiting-data")
    assert figure.value is not None
    assert figure.value.note == "The supplier reports in November."


def test_a_later_note_alone_keeps_the_value_returned_before(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)

    give(measure, None, by=lead, note="Checked with the ledger.")

    figure = figure_of(measure)
    assert figure.value is not None
    assert (str(figure.value.value), figure.value.note) == ("92.1", "Checked with the ledger.")


def test_named_figures_are_submitted_together_or_not_at_all(lead: User, officer: User) -> None:
    returned, missing = make_due_measure("EXC01"), make_due_measure("EXC02")
    opened(by=officer)
    give(returned, "92.1", by=lead)

    with pytest.raises(StepsRefused):
        submit(returned, missing, by=lead)

    assert figure_of(returned).state == "returned"


def test_of_a_service_those_are_submitted_that_are_returned(lead: User, officer: User, command: Command) -> None:
    returned = make_due_measure("EXC01")
    make_due_measure("EXC02")
    opened(by=officer)
    give(returned, "92.1", by=lead)

    done = command("submit", *Q2, "--service", "exchequer-and-transactional", "--by", "lead@example.org", "--json")

    assert json.loads(done.out) == {
        "submitted": ["EXC01, Havering"],
        "passed_over": [["EXC02, Havering", "It has not been returned yet."]],
    }


def test_a_lead_submits_for_the_own_service_alone(officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=officer)
    other = make_person("Head of Legal")
    make_appointment(other, role="service-lead", service=make_service("Legal"))

    with pytest.raises(StepsRefused, match="Head of Legal is not service lead or performance officer for Exchequer"):
        submit(measure, by=other)


def test_a_signed_off_figure_says_who_and_when(lead: User, head: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)

    sign_off(measure, by=head, at=TOMORROW)

    figure = figure_of(measure)
    assert (figure.state, figure.signed_off_by, figure.signed_off_at) == ("signed-off", head, TOMORROW)


def test_nobody_signs_off_a_figure_that_they_returned(officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    both = make_person("Director who returns")
    make_appointment(both, role="director")
    make_appointment(both, role="service-lead", service=make_service())
    give(measure, "92.1", by=both)
    submit(measure, by=both)

    with pytest.raises(StepsRefused, match="Nobody signs off a figure that they returned"):
        sign_off(measure, by=both)


def test_nobody_signs_off_a_figure_whose_reasons_they_wrote(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    both = make_person("Director who explains")
    make_appointment(both, role="director")
    make_appointment(both, role="service-lead", service=make_service())
    give(measure, "92.1", by=lead)
    give(measure, by=both, reasons="Two vacancies.")
    submit(measure, by=lead)

    with pytest.raises(StepsRefused, match="Nobody signs off"):
        sign_off(measure, by=both)


def test_a_director_of_another_directorate_does_not_sign_off(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)
    other = make_person("Director of Governance")
    make_appointment(other, role="director", directorate=make_directorate("Governance"))

    with pytest.raises(StepsRefused, match="is not director for Exchequer"):
        sign_off(measure, by=other)


def test_a_director_whose_appointment_has_ended_does_not_sign_off(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)
    former = make_person("Former director")
    make_appointment(former, role="director", ended_on="2019-10-13")

    with pytest.raises(StepsRefused, match="is not director"):
        sign_off(measure, by=former)


def test_a_returned_figure_is_not_signed_off_before_it_is_submitted(lead: User, head: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)

    with pytest.raises(StepsRefused, match="returned, but not submitted"):
        sign_off(measure, by=head)


def test_a_question_takes_the_sign_off_away_and_its_answer_leads_back_to_submitted(
    lead: User, head: User, officer: User
) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)
    sign_off(measure, by=head)

    query_figures(figure_ids=[figure_of(measure).pk], asked="The quarter alone?", by=officer, at=TOMORROW)

    assert (figure_of(measure).state, figure_of(measure).signed_off_by) == ("queried", None)
    answer_queries(figure_ids=[figure_of(measure).pk], answer="Yes.", by=lead, at=TOMORROW)
    assert figure_of(measure).state == "submitted"
    query = FigureQuery.objects.get()
    assert (query.asked, query.answer, query.answered_by) == ("The quarter alone?", "Yes.", lead)


def test_a_new_return_answers_the_question_and_starts_over(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "29.1", by=lead)
    submit(measure, by=lead)
    query_figures(figure_ids=[figure_of(measure).pk], asked="92.1?", by=officer, at=TOMORROW)

    give(measure, "92.1", by=lead, at=TOMORROW)

    assert (figure_of(measure).state, figure_of(measure).submitted_by) == ("returned", None)
    assert FigureQuery.objects.get().answer == "Returned again: 92.1%"


def test_an_unanswered_question_keeps_a_figure_from_being_signed_off(lead: User, head: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)
    query_figures(figure_ids=[figure_of(measure).pk], asked="The quarter alone?", by=officer, at=TOMORROW)

    with pytest.raises(StepsRefused, match="question about it has no answer"):
        sign_off(measure, by=head)


def test_a_reopened_figure_is_returned_again_and_its_sign_off_lapses(lead: User, head: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "38", by=lead)
    submit(measure, by=lead)
    sign_off(measure, by=head)

    reopen_figures(figure_ids=[figure_of(measure).pk], reason="38 should have been 31", by=officer, at=TOMORROW)

    figure = figure_of(measure)
    assert (figure.state, figure.submitted_by, figure.signed_off_by) == ("returned", None, None)
    assert history_of(subject="figure", subject_id=figure.pk)[-1].details["reason"] == "38 should have been 31"
    assert give(measure, "31", by=lead, at=TOMORROW).changes[0].old == "38.0%"


def test_a_lead_does_not_reopen(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)

    with pytest.raises(StepsRefused, match="is not performance officer or director"):
        reopen_figures(figure_ids=[figure_of(measure).pk], reason="A slip", by=lead, at=TOMORROW)


def test_a_step_on_an_old_version_is_refused(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    seen = figure_of(measure)
    give(measure, "92.2", by=lead)

    with pytest.raises(StepsRefused, match="changed since you looked"):
        submit_figures(figure_ids=[seen.pk], versions={seen.pk: seen.version}, by=lead, at=TOMORROW)

    assert figure_of(measure).state == "returned"


def test_a_rating_stands_on_its_comparators_from_submission_on(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(Q1, by=officer)
    opened(by=officer)
    give(measure, "90.0", by=lead, quarter=Q1)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)

    give(measure, "94.0", by=lead, quarter=Q1)

    assert figure_of(measure).comparators["previous"]["value"] == "90.0"


def test_unknown_names_of_figures_are_all_told(officer: User, lead: User, command: Command) -> None:
    make_due_measure("EXC01")
    opened(by=officer)

    done = command("submit", *Q2, "--figures", "EXC1", "LEG01:newham", "--by", "lead@example.org")

    assert done.status == 1
    assert "'EXC1'" in done.err
    assert "Near it: EXC01" in done.err
    assert "'LEG01:newham'" in done.err


def test_figures_are_chosen_by_name_in_any_case(lead: User, head: User, officer: User, command: Command) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "92.1", by=lead)

    command("submit", *Q2, "--figures", "exc01:Havering", "--by", "lead@example.org")
    done = command("sign-off", *Q2, "--figures", "EXC01", "--by", "head@example.org")

    assert done.out == "EXC01, Havering: signed off\n1 figure signed off.\n"
    assert figure_of(measure).state == "signed-off"


def test_a_question_and_its_answer_from_the_command_line(lead: User, officer: User, command: Command) -> None:
    measure = make_due_measure("EXC01")
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)

    asked = command("query", *Q2, "--figures", "EXC01", "--ask", "The quarter alone?", "--by", "officer@example.org")
    answered = command("query", *Q2, "--figures", "EXC01", "--answer", "Yes.", "--by", "lead@example.org")
    reopened = command("reopen", *Q2, "--figures", "EXC01", "--reason", "A slip", "--by", "officer@example.org")

    assert [one.status for one in (asked, answered, reopened)] == [0, 0, 0]
    assert figure_of(measure).state == "returned"


def test_a_step_must_say_for_which_figures(officer: User, command: Command) -> None:
    done = command("submit", *Q2, "--by", "officer@example.org")

    assert done.status == 2


def test_everything_that_can_be_signed_off_is_and_the_rest_is_listed(lead: User, head: User, officer: User) -> None:
    ready, open_one = make_due_measure("EXC01"), make_due_measure("EXC02")
    opened(by=officer)
    give(ready, "92.1", by=lead)
    submit(ready, by=lead)
    ids = [figure_of(measure).pk for measure in (ready, open_one)]

    stepped = sign_off_figures(figure_ids=ids, by=head, at=TOMORROW, whole=False)

    assert stepped.done == ("EXC01, Havering",)
    assert stepped.passed_over == (("EXC02, Havering", "It has not been returned yet."),)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reopen", "--reason", " "), "The reason is empty: write it in words.\n"),
        (("query", "--ask", ""), "The question is empty: write it in words.\n"),
        (("query", "--answer", "\t"), "The answer is empty: write it in words.\n"),
        (("warnings", "--answer", ""), "The answer is empty: write it in words.\n"),
    ],
)
def test_words_that_are_empty_are_said_to_be_empty(
    words: tuple[str, ...], said: str, officer: User, command: Command
) -> None:
    make_due_measure("EXC01")
    opened(by=officer)

    done = command(words[0], *Q2, "--figures", "EXC01", *words[1:], "--by", "officer@example.org")

    assert (done.status, done.err) == (1, said)
