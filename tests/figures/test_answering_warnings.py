"""Warnings about returned values: raised, answered before sign-off, and silenced until something changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.problems import InputRefused
from goldenthread.figures.models import ExpectedWarning, ValueWarning
from goldenthread.figures.operations import answer_warnings, freeze_round, take_returns
from goldenthread.figures.queries.returned import FigureReturn, ReturnedWarningAnswer
from goldenthread.figures.rules import StepsRefused
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, Q1, Q2, Q3, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.figures.workbooks import filled, saved, template
from tests.terminal_runs import Command
from tests.world import make_definition, make_earlier_figure, make_target

IN_Q2 = ("--year", "2019-20", "--quarter", "Q2", "--at", "2019-10-15T09:00")
LEAD = ("--by", "lead@example.org")


def codes(quarter: str = "2019-20 Q2") -> list[str]:
    found = ValueWarning.objects.filter(figure__round__period=quarter).order_by("pk")
    return [warning.code for warning in found]


def test_ten_times_the_last_value_is_asked_about(lead: User, officer: User) -> None:
    measure = make_due_measure(annual="500", unit="count", minimum=None, maximum=None, decimals=0)
    make_earlier_figure(measure, "2019-20 Q1", "420")
    opened(by=officer)

    taken = give(measure, "4300", by=lead)

    assert [warning.code for warning in taken.warnings] == ["ten-times-last-value"]
    assert taken.warnings[0].words.startswith("4,300 is ten times the last value, 420, or more")


def test_a_likely_value_is_not_asked_about(lead: User, officer: User) -> None:
    measure = make_due_measure()
    make_earlier_figure(measure, "2019-20 Q1", "93.0")
    opened(by=officer)

    assert give(measure, "92.1", by=lead).warnings == ()


def test_an_unanswered_warning_keeps_a_figure_from_being_signed_off(lead: User, head: User, officer: User) -> None:
    measure = make_due_measure(annual="0")
    opened(by=officer)
    give(measure, "3", by=lead)
    submit(measure, by=lead)

    with pytest.raises(StepsRefused, match="A warning is not answered yet: target-of-zero"):
        sign_off(measure, by=head)

    answer_warnings(
        figure_ids=[figure_of(measure).pk],
        answers=[ReturnedWarningAnswer(code="target-of-zero", answer="None is tolerated.", is_expected=False)],
        by=lead,
        at=OCTOBER,
    )
    sign_off(measure, by=head)
    assert figure_of(measure).state == "signed-off"


def test_a_corrected_value_is_no_longer_asked_about(lead: User, head: User, officer: User) -> None:
    measure = make_due_measure(maximum=None)
    opened(by=officer)
    give(measure, "921", by=lead)

    give(measure, "92.1", by=lead)

    submit(measure, by=lead)
    sign_off(measure, by=head)
    assert figure_of(measure).state == "signed-off"


def test_an_answer_outlives_a_change_of_something_else(lead: User, officer: User) -> None:
    measure = make_due_measure(annual="0")
    opened(by=officer)
    give(measure, "3", by=lead)
    answer_warnings(
        figure_ids=[figure_of(measure).pk],
        answers=[ReturnedWarningAnswer(code="target-of-zero", answer="None is tolerated.", is_expected=False)],
        by=lead,
        at=OCTOBER,
    )

    taken = give(measure, "4", by=lead)

    assert taken.warnings == ()
    assert [warning.answer for warning in ValueWarning.objects.order_by("pk")] == ["None is tolerated."] * 2


def expect_zero(lead: User, officer: User, *, in_q2: str = "3") -> Measure:
    """A measure whose warning about a target of 0 was called expected in Q2."""
    measure = make_due_measure(annual="0")
    opened(Q2, by=officer)
    give(measure, in_q2, by=lead)
    answer_warnings(
        figure_ids=[figure_of(measure).pk],
        answers=[ReturnedWarningAnswer(code="target-of-zero", answer="None is tolerated.", is_expected=True)],
        by=lead,
        at=OCTOBER,
    )
    return measure


def test_an_expected_warning_is_not_raised_in_the_next_quarter(lead: User, officer: User) -> None:
    measure = expect_zero(lead, officer)
    opened(Q3, by=officer)

    taken = give(measure, "2", by=lead, quarter=Q3)

    assert taken.warnings == ()
    assert ExpectedWarning.objects.get().reason == "None is tolerated."


def test_a_warning_that_was_called_expected_is_called_so_again(lead: User, officer: User) -> None:
    measure = expect_zero(lead, officer)

    answered = answer_warnings(
        figure_ids=[figure_of(measure).pk],
        answers=[ReturnedWarningAnswer(code="target-of-zero", answer="None was ever taken.", is_expected=True)],
        by=lead,
        at=OCTOBER,
    )

    assert [one.new for one in answered] == ["None was ever taken."]
    assert ExpectedWarning.objects.get().reason == "None is tolerated."


def sent_answer(measure: Measure, *, version: int) -> FigureReturn:
    """A file that answers the figure's warning and says nothing else."""
    return FigureReturn(
        figure_id=figure_of(measure).pk,
        version=version,
        reading=None,
        words=None,
        warning_answers=(ReturnedWarningAnswer(code="target-of-zero", answer="It is fine.", is_expected=True),),
    )


def test_who_may_not_return_a_figure_answers_none_of_its_warnings_in_a_file(
    lead: User, stranger: User, officer: User
) -> None:
    measure = make_due_measure(annual="0")
    opened(by=officer)
    give(measure, "3", by=lead)
    answer = sent_answer(measure, version=figure_of(measure).version)

    with pytest.raises(InputRefused, match=f"{stranger.name} is not service lead or performance officer"):
        take_returns(returns=[answer], file=None, by=stranger, at=OCTOBER)

    assert not ExpectedWarning.objects.exists()


def test_an_answer_in_a_file_that_was_read_before_the_figure_changed_is_refused(lead: User, officer: User) -> None:
    measure = make_due_measure(annual="0")
    opened(by=officer)
    give(measure, "3", by=lead)
    answer = sent_answer(measure, version=figure_of(measure).version - 1)

    with pytest.raises(InputRefused, match="It was changed while this file was read"):
        take_returns(returns=[answer], file=None, by=lead, at=OCTOBER)


def test_a_new_definition_ends_the_silence(lead: User, officer: User) -> None:
    measure = expect_zero(lead, officer)
    make_definition(measure.indicator, starts_on="2019-10-01", title="Counted anew")
    opened(Q3, by=officer)

    taken = give(measure, "2", by=lead, quarter=Q3)

    assert [warning.code for warning in taken.warnings] == ["target-of-zero"]


def test_a_new_target_ends_the_silence(lead: User, officer: User) -> None:
    measure = expect_zero(lead, officer)
    make_target(measure, "0", starts_on="2019-10-01", floor="10")
    opened(Q3, by=officer)

    taken = give(measure, "2", by=lead, quarter=Q3)

    assert [warning.code for warning in taken.warnings] == ["target-of-zero"]


def test_last_quarters_reasons_again_are_asked_about(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(Q1, by=officer)
    opened(Q2, by=officer)
    give(measure, "92.1", by=lead, quarter=Q1, reasons="Two vacancies.")
    give(measure, "92.0", by=lead, reasons="Two vacancies.")

    assert codes() == ["same-words-as-last-quarter"]


def test_new_reasons_settle_the_warning_about_the_old_ones(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(Q1, by=officer)
    opened(Q2, by=officer)
    give(measure, "92.1", by=lead, quarter=Q1, reasons="Two vacancies.")
    give(measure, "92.0", by=lead, reasons="Two vacancies.")

    give(measure, by=lead, reasons="One vacancy is left.")

    assert codes() == []


def test_a_warning_that_is_not_there_is_not_answered(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)

    with pytest.raises(InputRefused, match="there is no warning over-100-percent about this figure"):
        answer_warnings(
            figure_ids=[figure_of(measure).pk],
            answers=[ReturnedWarningAnswer(code="over-100-percent", answer="So it is.", is_expected=False)],
            by=lead,
            at=OCTOBER,
        )


def test_a_signed_off_figure_takes_no_more_answers(lead: User, head: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    submit(measure, by=lead)
    sign_off(measure, by=head)

    with pytest.raises(InputRefused, match="Director of Finance signed it off on 14 October 2019"):
        answer_warnings(
            figure_ids=[figure_of(measure).pk],
            answers=[ReturnedWarningAnswer(code="over-100-percent", answer="So it is.", is_expected=False)],
            by=lead,
            at=OCTOBER,
        )


def test_a_warning_about_a_frozen_figure_says_how_it_is_answered_all_the_same(
    lead: User, officer: User, command: Command
) -> None:
    measure = make_due_measure("EXC01", annual="0")
    opened(by=officer)
    give(measure, "3", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    answer = ("warnings", *IN_Q2[:4], "--figures", "EXC01", "--answer", "None is tolerated.", *LEAD)
    at = ("--at", "2019-10-15T09:00")

    refused = command(*answer, *at)
    command("reopen", *IN_Q2[:4], "--figures", "EXC01", "--reason", "To answer.", "--by", "officer@example.org", *at)
    answered = command(*answer, *at)

    assert refused.status == 1
    assert "It is frozen, and takes no more answers. Have it opened again first; then answer" in refused.err
    assert refused.err.endswith("`reopen` does that.\n")
    assert answered.out == "EXC01, Havering: target-of-zero answered.\n"


def test_warnings_are_answered_in_the_next_workbook(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    measure = make_due_measure("EXC01", annual="0")
    opened(by=officer)
    give(measure, "3", by=lead)
    answers = {"Your answer": "None is tolerated.", "Expected for this measure?": "yes"}

    path = saved(tmp_path, filled(template(), {"Warnings": {"EXC01": answers}}))
    done = command("import-returns", path, *IN_Q2, *LEAD)

    assert (done.status, done.err) == (0, "")
    assert ValueWarning.objects.get().answer == "None is tolerated."
    assert ExpectedWarning.objects.count() == 1
    again = command("import-returns", path, *IN_Q2, *LEAD, "--json")
    assert json.loads(again.out)["changes"] == []


def test_a_warning_is_answered_in_a_workbook_after_submission_too(
    lead: User, officer: User, command: Command, tmp_path: Path
) -> None:
    measure = make_due_measure("EXC01", annual="0")
    opened(by=officer)
    give(measure, "3", by=lead)
    submit(measure, by=lead)

    path = saved(tmp_path, filled(template(), {"Warnings": {"EXC01": {"Your answer": "None is tolerated."}}}))
    done = command("import-returns", path, *IN_Q2, *LEAD)

    assert (done.status, done.err) == (0, "")
    assert figure_of(measure).state == "submitted"


def test_warnings_are_listed_and_answered_on_the_command_line(lead: User, officer: User, command: Command) -> None:
    measure = make_due_measure("EXC01", annual="0")
    opened(by=officer)
    give(measure, "3", by=lead)

    listed = command("warnings", *IN_Q2[:4])
    answered = command("warnings", *IN_Q2[:4], "--figures", "EXC01", "--answer", "None is tolerated.", *LEAD)
    after = command("warnings", *IN_Q2[:4], "--json")

    assert listed.out.startswith("EXC01, Havering: The target is 0")
    assert answered.out == "EXC01, Havering: target-of-zero answered.\n"
    assert json.loads(after.out)["warnings"] == []


def test_an_answer_needs_to_say_who_gives_it_and_for_which_figures(officer: User, command: Command) -> None:
    make_due_measure("EXC01")
    opened(by=officer)

    without_person = command("warnings", *IN_Q2[:4], "--figures", "EXC01", "--answer", "So it is.")
    without_figures = command("warnings", *IN_Q2[:4], "--answer", "So it is.", *LEAD)

    assert (without_person.status, without_figures.status) == (2, 2)
