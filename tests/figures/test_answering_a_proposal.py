"""The workbook of a proposal: who is given it, what is marked in it, and its way out and back by the commands."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.forms.proposal import read_proposal
from goldenthread.figures.operations import WithholdingSaid, withhold
from goldenthread.figures.operations.closing import close_year
from goldenthread.indicators.models import AgreedList
from goldenthread.partnership.rules import RoleMissing
from tests.figures.proposals import FOR_NEXT, KEEP, Three, answered, propose, three_measures
from tests.figures.quarter import figure_of, make_due_measure
from tests.figures.year import JUNE, YEAR, lived
from tests.terminal_runs import Command
from tests.world import (
    make_decision,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def measures() -> Three:
    return three_measures()


def test_nobody_but_who_keeps_the_register_is_given_the_results(
    measures: Three, lead: User, command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "proposal.xlsx"

    outcome = command("new-year", "--from", "2019-20", "--out", path, "--by", lead.email, "--at", "2020-06-15")

    assert (outcome.status, path.exists()) == (1, False)
    assert "Head of Exchequer is not" in outcome.err


def test_a_result_that_is_withheld_from_the_public_is_marked_in_the_workbook(lead: User, officer: User) -> None:
    measure = make_due_measure(year_end_rule=YearEndRule.MEAN)
    lived({measure: ["96"] * 4}, lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE)
    said = WithholdingSaid(
        figure_ids=[figure_of(measure, YEAR.quarters[1]).pk], what=WithheldPart.MEASURE, withheld=True, reason="Few."
    )
    withhold(said, by=officer, at=JUNE)

    row = next(row for row in openpyxl.load_workbook(io.BytesIO(answered({})))["Proposal"].values if row[0] == "EXC01")

    assert "96.0%, green (withheld from the public)" in row


def test_nobody_but_who_keeps_the_register_proposes(measures: Three, lead: User) -> None:
    with pytest.raises(RoleMissing):
        propose(dict.fromkeys(measures, KEEP), by=lead)


def test_from_the_command_line_the_workbook_goes_out_and_comes_back(
    command: Command, measures: Three, officer: User, tmp_path: Path
) -> None:
    path = tmp_path / "proposal.xlsx"
    by = ("--from", "2019-20", "--by", officer.email, "--at", "2020-06-15")

    out = command("new-year", *by, "--out", str(path))
    unanswered = command("new-year", *by, "--in", str(path))
    path.write_bytes(answered(dict.fromkeys(measures, KEEP)))
    tried = command("new-year", *by, "--in", str(path), "--dry-run")
    was_written = AgreedList.objects.filter(year="2020-21").exists()
    done = command("new-year", *by, "--in", str(path))

    assert (out.status, unanswered.status, tried.status, was_written, done.status) == (0, 1, 0, False, 0)
    assert "3 measures to keep, change or drop for 2020/21." in out.out
    assert unanswered.err.count("This cell is blank") == 6
    assert "The list of 2020/21 is proposed: 3 kept, 0 changed, 0 dropped." in done.out


def test_agreeing_from_the_command_line(command: Command, measures: Three, officer: User) -> None:
    propose(dict.fromkeys(measures, KEEP), by=officer)
    decision = make_decision(on="2020-06-26", number="4", text=FOR_NEXT)

    done = command("agree-list", "--year", "2020-21", "--decision", decision.reference, "--by", officer.email)
    unknown = command("agree-list", "--year", "2021-22", "--decision", "nothing", "--by", officer.email)

    assert (done.status, unknown.status) == (0, 1)
    assert "The list of 2020/21 is agreed by the oneSource Joint Committee on 26 June 2020" in done.out


# --- what is only to be read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "said"),
    [("Target of the year", "1%"), ("Title", "Another title")],
)
def test_what_is_only_to_be_read_may_not_be_written_over(
    heading: str, said: str, measures: Three, officer: User
) -> None:
    answers = dict.fromkeys(measures, KEEP)
    with pytest.raises(InputRefused) as refusal:
        propose({**answers, measures[0]: {**KEEP, heading: said}}, by=officer)

    (problem,) = refusal.value.problems
    assert (problem.sheet, problem.column) == ("Proposal", heading)
    assert problem.message.startswith(f"“{said}” was written over “")
    assert not AgreedList.objects.filter(year="2020-21").exists()


def test_a_result_that_was_restated_while_the_rows_were_answered_keeps_none_of_them_back(
    measures: Three, officer: User
) -> None:
    answers = dict.fromkeys(measures, KEEP)

    propose({**answers, measures[0]: {**KEEP, "Result of the year": "99.9%, green"}}, by=officer)

    assert AgreedList.objects.filter(year="2020-21").exists()


def test_a_blank_one_says_nothing(measures: Three, officer: User) -> None:
    assert propose({one: {**KEEP, "Title": ""} for one in measures}, by=officer).kept == 3


def test_a_heading_of_another_year_is_refused(measures: Three) -> None:
    book = openpyxl.load_workbook(io.BytesIO(answered(dict.fromkeys(measures, KEEP))))
    heading = book["Proposal"]["A1"]
    assert heading.value == "oneSource indicators: proposal for 2020/21"
    heading.value = "oneSource indicators: proposal for 2021/22"
    filled = io.BytesIO()
    book.save(filled)

    rows, problems = read_proposal(filled.getvalue(), name="proposal.xlsx")

    assert len(rows) == 3
    assert [one.message for one in problems] == [
        "The heading is of the list of 2021/22, and the rows are for that of 2020-21. Answer the workbook that is "
        "made for it."
    ]
