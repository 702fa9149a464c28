"""A plan written as a workbook is read back as it was; what is wrong of one is told with sheet, row and column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from goldenthread.domain.plan_actions import MilestoneTerms
from goldenthread.domain.plan_records import PlanRecord
from goldenthread.domain.problems import InputRefused
from goldenthread.plans.forms import read_plan_workbook, write_plan_workbook
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.operations import write_plan
from goldenthread.plans.operations.writing import PlanIsFinal
from goldenthread.plans.queries.plans import newest_record, record_now
from tests.plans.improvement import IN_SPRING, PLAN, change, date_change, finalised
from tests.plans.test_kept_under_review import RISK
from tests.terminal_runs import Command

WHOLE = replace(PLAN, risks=(RISK,))


def read(content: bytes) -> PlanRecord:
    return read_plan_workbook(content, file="plan.xlsx")


def changed(content: bytes, cells: dict[tuple[str, str], str]) -> bytes:
    workbook = load_workbook(BytesIO(content))
    for (sheet, cell), value in cells.items():
        workbook[sheet][cell] = value
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_a_plan_is_read_back_as_it_was_and_written_as_the_same_bytes():
    content = write_plan_workbook(WHOLE)

    assert read(content) == WHOLE
    assert write_plan_workbook(read(content)) == content


WORDS = st.text(st.characters(codec="latin-1", categories=("L", "N", "P")), min_size=1, max_size=40).map(
    lambda text: f"Do {text}."
)
DAYS = st.integers(0, 200).map(lambda days: date(2019, 5, 1) + timedelta(days=days))


@settings(max_examples=8, deadline=None, suppress_health_check=(HealthCheck.too_slow,))
@given(words=WORDS, outcome=WORDS, days=st.lists(DAYS, max_size=3, unique=True), likelihood=st.integers(3, 5))
def test_any_plan_is_read_back_as_it_was(words, outcome, days, likelihood):
    milestones = tuple(
        MilestoneTerms(key=f"M{place}", words=words, due_on=day) for place, day in enumerate(days, start=1)
    )
    first = PLAN.actions[0]
    terms = replace(first.terms, words=words, outcome=outcome, milestones=milestones)
    risk = replace(RISK, title=outcome, now=replace(RISK.now, likelihood=likelihood))
    plan = replace(PLAN, actions=(replace(first, terms=terms), *PLAN.actions[1:]), risks=(risk,))

    assert read(write_plan_workbook(plan)) == plan


def test_everything_wrong_is_told_with_its_sheet_its_row_and_its_column():
    content = write_plan_workbook(WHOLE)
    sheet = load_workbook(BytesIO(content))
    heading = {
        name: next(row[0].row for row in sheet[name].iter_rows() if row[0].value in ("Short name", "Ref", "Action"))
        for name in ("Plan", "Actions", "Milestones", "Risks")
    }
    columns = {
        name: {str(cell.value): cell.column_letter for cell in sheet[name][row] if cell.value}
        for name, row in heading.items()
    }

    def cell(name: str, column: str) -> tuple[str, str]:
        return name, f"{columns[name][column]}{heading[name] + 1}"

    wrong = changed(
        content,
        {
            cell("Plan", "First year"): "soon",
            cell("Actions", "Due"): "Christmas",
            cell("Milestones", "Action"): "9.9",
            cell("Risks", "Impact"): "bad",
        },
    )

    with pytest.raises(InputRefused) as refused:
        read(wrong)
    found = [(one.sheet, one.row, one.column) for one in refused.value.problems]
    assert sorted(found) == sorted(
        [
            ("Plan", heading["Plan"] + 1, "First year"),
            ("Actions", heading["Actions"] + 1, "Due"),
            ("Milestones", heading["Milestones"] + 1, "Action"),
            ("Risks", heading["Risks"] + 1, "Impact"),
        ]
    )


def test_a_workbook_of_something_else_is_refused():
    workbook = load_workbook(BytesIO(write_plan_workbook(WHOLE)))
    del workbook["Actions"]
    target = BytesIO()
    workbook.save(target)

    with pytest.raises(InputRefused, match=r"There is no sheet Actions\. There are: About, Plan"):
        read(target.getvalue())


@pytest.mark.django_db
def test_a_final_plan_s_own_workbook_changes_nothing_and_one_that_drops_an_action_is_refused(officer):
    plan = finalised(by=officer)
    assert record_now(plan.pk) == newest_record(plan.pk)
    change("1.1", date_change(date(2020, 6, 30)), by=officer)
    now = read(write_plan_workbook(record_now(plan.pk)))

    assert now.actions[0].terms.due_on == date(2020, 6, 30)
    assert write_plan(now, by=officer, at=IN_SPRING) is None
    with pytest.raises(PlanIsFinal, match=r"This drops 2\.1\. Enter"):
        write_plan(replace(now, actions=now.actions[:2]), by=officer, at=IN_SPRING)
    assert PlanVersion.objects.count() == 4


@pytest.mark.django_db
def test_the_commands_write_and_read_it(command: Command, officer, tmp_path: Path):
    finalised(by=officer)
    file = tmp_path / "plan.xlsx"

    command("plan-workbook", "improvement-plan", str(file))

    assert read(file.read_bytes()).slug == "improvement-plan"
    told = command("import-plan", str(file), "--by", officer.email)
    assert "stands so already" in str(told)
