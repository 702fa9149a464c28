"""What every command shares: refusals, problems, people, moments."""

from __future__ import annotations

import io
import json
from argparse import ArgumentTypeError
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management.base import CommandParser
from django.db import OperationalError

from goldenthread.accounts.models import User
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.terminal import typed
from goldenthread.terminal.clock import now, today
from goldenthread.terminal.commands import ChangingCommand, TerminalCommand

TWO_PROBLEMS = InputRefused(
    [
        Problem("There is no such measure.", file="q2.xlsx", sheet="Figures", row=7, column="Ref", found="EXC99"),
        Problem("A percentage is wanted.", file="q2.xlsx", sheet="Figures", row=8, column="Value", found="many"),
    ]
)


def test_every_problem_is_printed_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    status = _run_refusing(TWO_PROBLEMS)

    assert status == 1
    assert capsys.readouterr().err.splitlines() == [
        "q2.xlsx, sheet Figures, row 7, column Ref: There is no such measure. (found 'EXC99')",
        "q2.xlsx, sheet Figures, row 8, column Value: A percentage is wanted. (found 'many')",
        "2 problems; nothing was written.",
    ]


def test_what_a_sentence_quotes_is_not_said_again() -> None:
    problem = Problem("No figure is due under the name 'EXC99'.", found="EXC99")

    assert str(problem) == "No figure is due under the name 'EXC99'."


def test_as_json_the_problems_are_on_output_and_nothing_else_is(capsys: pytest.CaptureFixture[str]) -> None:
    status = _run_refusing(TWO_PROBLEMS, as_json=True)

    printed = capsys.readouterr()
    assert status == 1
    assert printed.err == ""
    assert [problem["row"] for problem in json.loads(printed.out)["problems"]] == [7, 8]


def test_a_refusal_is_one_problem(capsys: pytest.CaptureFixture[str]) -> None:
    status = _run_refusing(Refused("The figure was submitted by the Head of Exchequer."))

    assert status == 1
    assert capsys.readouterr().err == "The figure was submitted by the Head of Exchequer.\n"


def test_missing_tables_are_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    status = _run_refusing(OperationalError("no such table: figures_round"))

    assert status == 1
    assert "Run `goldenthread migrate` first" in capsys.readouterr().err


def test_a_busy_database_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    status = _run_refusing(OperationalError("database is locked"))

    assert status == 1
    assert "kept the database busy" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    status = _run_refusing(PermissionError(13, "Permission denied", "q2.xlsx"))

    assert (status, capsys.readouterr().err) == (1, "q2.xlsx: Permission denied.\n")


def test_a_fault_of_ours_is_not_dressed_up_as_the_users() -> None:
    with pytest.raises(OperationalError, match="near"):
        _run_refusing(OperationalError('near "FORM": syntax error'))


def test_a_command_that_changes_something_says_who_and_when(lead: User) -> None:
    options = _parsed(ChangingCommand(), "--by", "LEAD@example.org", "--at", "2019-10-15T14:30")

    person, at = ChangingCommand.person_and_moment(options)

    assert person == lead
    assert at == datetime(2019, 10, 15, 13, 30, tzinfo=UTC)


def test_a_day_alone_means_noon_in_london() -> None:
    assert typed.moment("2019-10-15") == datetime(2019, 10, 15, 11, tzinfo=UTC)


def test_an_offset_that_is_typed_counts() -> None:
    assert typed.moment("2019-10-15T14:30+02:00") == datetime(2019, 10, 15, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (typed.moment, "yesterday", "write it as 2019-10-15 or 2019-10-15T14:30"),
        (typed.day, "7 February 2020", "write it as 2020-02-07"),
        (typed.financial_year, "2019", "write it as 2019-20"),
        (typed.financial_year, "2019-21", "write it as 2019-20"),
        (typed.quarter_number, "Q5", "write Q1, Q2, Q3 or Q4"),
        (typed.quarter_number, "", "write Q1, Q2, Q3 or Q4"),
    ],
)
def test_what_cannot_be_read_says_how_to_write_it(read: Any, text: str, said: str) -> None:
    with pytest.raises(ArgumentTypeError, match=said):
        read(text)


@pytest.mark.parametrize("quarter", ["Q2", "q2", "2"])
def test_a_quarter_is_typed_as_year_and_number(quarter: str) -> None:
    parser = CommandParser()
    typed.add_quarter(parser)

    read = typed.typed_quarter(vars(parser.parse_args(["--year", "2019/20", "--quarter", quarter])))

    assert str(read) == "2019-20 Q2"


def test_a_long_help_is_filled_and_examples_stay_as_they_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Long(TerminalCommand):
        help = f"{'Reads many things. ' * 10}\n\nThen it stops."
        examples = (f"goldenthread long {'--option value ' * 10}",)

    monkeypatch.setenv("COLUMNS", "80")

    lines = Long().create_parser("goldenthread", "long").format_help().splitlines()

    assert "Then it stops." in lines
    assert [line for line in lines if len(line) > 80] == [f"  {Long.examples[0]}"]


@pytest.fixture
def demonstration_day(settings: Any) -> date:
    fixed = date(2020, 1, 20)
    settings.GOLDENTHREAD_TODAY = fixed
    return fixed


def test_a_fixed_date_stands_for_today(demonstration_day: date) -> None:
    assert today() == demonstration_day
    assert now().date() == demonstration_day


def test_without_one_the_real_clock_counts() -> None:
    assert abs(now() - datetime.now(UTC)).total_seconds() < 60


def test_what_was_printed_before_a_problem_stands_before_it() -> None:
    class Refusing(TerminalCommand):
        def run(self, options: dict[str, Any]) -> None:
            self.stdout.write("right  q2.csv")
            self.progress("Reading q2.pdf")
            raise Refused("q2.pdf was changed.")

    place = io.BytesIO()
    out, err = io.TextIOWrapper(place), io.TextIOWrapper(place, write_through=True)

    with pytest.raises(SystemExit):
        Refusing(stdout=out, stderr=err).handle(json=False)

    assert place.getvalue().decode().splitlines() == ["right  q2.csv", "Reading q2.pdf", "q2.pdf was changed."]


def _run_refusing(refusal: Exception, *, as_json: bool = False) -> int:
    class Refusing(TerminalCommand):
        def run(self, options: dict[str, Any]) -> None:
            raise refusal

    try:
        Refusing().handle(json=as_json)
    except SystemExit as stop:
        assert isinstance(stop.code, int)
        return stop.code
    return 0


def _parsed(command: TerminalCommand, *arguments: str) -> dict[str, Any]:
    return vars(command.create_parser("goldenthread", "refusing").parse_args(arguments))
