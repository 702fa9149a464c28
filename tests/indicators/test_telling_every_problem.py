"""Everything that is wrong with a register is told at once, in order, each with the file that it is in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.indicators.forms.reading import read_register_folder, read_rows
from goldenthread.indicators.forms.sheets import HistoryRow, ListEntryRow, ListRow, Register
from goldenthread.partnership.forms import PersonRow, ProvisionRow
from goldenthread.spreadsheets.cells import Cell, CellKind, Sheet
from goldenthread.spreadsheets.cells import Row as SheetRow
from tests.indicators.importing import bring_in, refused
from tests.registers import make_indicator_row, make_measure_row, make_target_row
from tests.terminal_runs import Command
from tests.world import START

pytestmark = pytest.mark.django_db


def test_problems_come_in_the_order_of_sheets_and_rows(kept: Register) -> None:
    far = date(9999, 1, 1)
    provision = (
        ProvisionRow(line=2, service="Exchequer", council="Barking", starts_on=START, extent="whole"),
        ProvisionRow(line=3, service="Exchequer", council="Newham", starts_on=far, extent="whole"),
        ProvisionRow(line=4, service="Nothing", council="Newham", starts_on=START, extent="whole"),
    )
    people = (PersonRow(line=2, email="x", name="X"),)

    problems = refused(Register(provision=provision, people=people))

    assert [(problem.sheet, problem.row) for problem in problems] == [
        ("Provision", 2),
        ("Provision", 3),
        ("Provision", 4),
        ("People", 2),
    ]


def test_a_row_with_one_bad_cell_is_still_told_what_is_wrong_with_the_others(kept: Register) -> None:
    problems = refused(
        Register(
            indicators=(make_indicator_row("NEW 1", service="Nothing", title="", broken=True),),
            measures=(make_measure_row("EXC01", "Barking", owner_post="", broken=True),),
            history=(HistoryRow(ref="EXC99", council="Barking", period="2018", source="", broken=True),),
            lists=(ListRow(year="2020-22", title="", decision="none", broken=True),),
            list_entries=(ListEntryRow(year="2019", ref="EXC99", council="Barking", on_list="", broken=True),),
            targets=(make_target_row("EXC99", "Barking", year="2019", decision="none", kind="", broken=True),),
        )
    )

    assert [(problem.sheet, problem.column) for problem in problems] == [
        ("Indicators", "Ref"),
        ("Indicators", "Service"),
        ("Measures", "Council"),
        ("History", "Council"),
        ("History", "Period"),
        ("History", "Ref"),
        ("Lists", "Year"),
        ("Lists", "Decision"),
        ("List entries", "Council"),
        ("List entries", "Year"),
        ("List entries", "Ref"),
        ("Targets", "Council"),
        ("Targets", "Year"),
        ("Targets", "Ref"),
        ("Targets", "Decision"),
    ]


def test_a_problem_in_a_folder_names_the_file_of_the_sheet(kept: Register) -> None:
    files = {
        "services.csv": b"Slug,Name,Directorate,Order\nnew,New,Nothing,3\n",
        "provision.csv": b"Service,Council,From,Extent,Parts\nExchequer,Newham,soon,whole,\n",
    }
    register, problems = read_register_folder(files, name="r2")

    (unreadable,) = problems
    (unknown,) = refused(register)

    assert str(unreadable).startswith("r2/provision.csv, sheet Provision, row 2, column From: ")
    assert str(unknown).startswith("r2/services.csv, sheet Services, row 2, column Directorate: ")


def test_a_table_without_rows_is_not_said_to_be_there_already(kept: Register, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text("Ref,Council,Period,Value,Source\n", encoding="utf-8")

    outcome = command("import-history", file, "--by", "officer@example.org")

    assert outcome.out.endswith("Nothing changes: there are headings, and no rows under them.\n")


def test_a_version_of_a_policy_that_is_not_there_is_told_those_that_are(kept: Register) -> None:
    (problem,) = refused(
        Register(measures=(make_measure_row("EXC01", "Newham", starts_on=date(2019, 10, 1), policy_version=77),))
    )

    assert (problem.column, problem.found, problem.expected) == ("Policy version", "77", "version 1")
    assert problem.message == (
        "There is no version 77 of the rating policy own-tolerance. Give one that there is, or leave the cell blank "
        "for the newest."
    )


def test_an_address_with_a_character_that_nobody_sees_is_refused_and_renames_nobody(kept: Register) -> None:
    files = {"people.csv": "Email,Name\noffi\u200bcer@example.org,Other\n".encode()}

    _, problems = read_register_folder(files, name="r2")

    (problem,) = problems
    assert (problem.column, problem.row) == ("Email", 2)
    assert problem.message == "This holds a character that nobody can see. Type it anew."


@pytest.mark.parametrize("sheet_is_hidden", [True, False])
def test_rows_that_are_hidden_are_taken_with_a_warning(kept: Register, sheet_is_hidden: bool) -> None:
    cells = tuple(
        Cell(row=5, column=letter, kind=CellKind.TEXT, text=text)
        for letter, text in zip("ABCDE", ("EXC01", "Newham", "2018-19 Q2", "92%", "Minutes"), strict=True)
    )
    headings = tuple(
        Cell(row=1, column=letter, kind=CellKind.TEXT, text=text)
        for letter, text in zip("ABCDE", ("Ref", "Council", "Period", "Value", "Source"), strict=True)
    )
    sheet_rows = (SheetRow(number=1, cells=headings), SheetRow(number=5, cells=cells, hidden=not sheet_is_hidden))
    sheet = Sheet(name="History", rows=sheet_rows, hidden=sheet_is_hidden)
    rows, problems = read_rows(HistoryRow, sheet=sheet, file="history.xlsx")

    outcome = bring_in(Register(history=rows, file="history.xlsx"))

    assert problems == ()
    assert [str(warning) for warning in outcome.warnings] == [
        "history.xlsx, sheet History, row 5: This row is hidden, and was read like the others. "
        "Take it out if it is not meant."
    ]
