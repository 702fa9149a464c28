"""A table is found by its headings, and everything wrong with it is said at once and with its place."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.cells import CellKind, Sheet
from goldenthread.spreadsheets.headings import Heading, Wants, plain_heading
from goldenthread.spreadsheets.reading import has_sheet, read_workbook, sheet_called
from goldenthread.spreadsheets.tables import Table, Typed, read_table
from tests.spreadsheets.packages import (
    DATE_STYLE,
    PERCENT_STYLE,
    make_cells,
    make_ods,
    make_xlsx,
)
from tests.spreadsheets.returns import HEADINGS
from tests.spreadsheets.showing import read_fixture

FILE = "returns.xlsx"
REF = Heading("Ref", aliases=("Reference",))
VALUE = Heading("Value", wants=Wants.FIGURE)
BY_WHEN = Heading("By when", required=False, wants=Wants.DATE)
NOTE = Heading("Note to the officer", required=False)
ALL = (REF, VALUE, BY_WHEN, NOTE)


def make_sheet(text: str) -> Sheet:
    """A sheet out of lines of text, cells parted by |."""
    return read_workbook(f"sep=|\n{text}".encode(), name=FILE).sheets[0]


def make_text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def make_xlsx_sheet(*rows: str, after: str = "") -> Sheet:
    headings = make_cells(*[make_text(name) for name in ("Ref", "Value", "By when")])
    numbered = "".join(f"<row>{row}</row>" for row in rows)
    return read_workbook(make_xlsx(headings + numbered, after=after), name=FILE).sheets[0]


def read(sheet: Sheet) -> Table:
    return read_table(sheet, headings=ALL, file=FILE)


def places(table: Table) -> list[tuple[int | None, str, str]]:
    return [(problem.row, problem.column, problem.message) for problem in table.problems]


@pytest.mark.parametrize(
    "heading",
    ["Note to the officer", "  note  to the\nOFFICER : ", "Note\u00a0to the officer*", "NOTE TO\tTHE OFFICER::"],
)
def test_a_heading_is_known_whatever_its_case_and_spacing(heading: str) -> None:
    assert plain_heading(heading) == "note to the officer"


def test_guidance_above_and_blank_rows_within_a_table_are_passed_over() -> None:
    sheet = make_sheet("Returns for Q2\n\nFill in the value\nRef|Value\n|\nHAV 1|5\n\n | \nHAV 2|6\n")

    table = read(sheet)

    assert table.problems == ()
    assert table.heading_row == 4
    assert [(row.number, row.text("Ref"), row.text("Value")) for row in table.rows] == [
        (6, "HAV 1", "5"),
        (9, "HAV 2", "6"),
    ]


def test_an_alias_is_read_as_the_heading_that_it_stands_for() -> None:
    table = read(make_sheet("value|REFERENCE:\n5|HAV 1\n"))

    assert table.columns == {"Value": "A", "Ref": "B"}
    assert table.rows[0].address("Ref") == "B2"
    assert table.has("Ref")
    assert not table.has("By when")


def test_an_unknown_heading_is_refused_with_the_nearest_known_one() -> None:
    table = read(make_sheet("Ref|Valeu|Value|Colour\nHAV 1|5|6|red\n"))

    assert table.problems == (
        Problem(
            "The heading 'Valeu' is not known. Did you mean 'Value'? Write that, or delete the column.",
            file=FILE,
            row=1,
            column="B",
            found="Valeu",
            expected="Value",
        ),
        Problem(
            "The heading 'Colour' is not known. Delete the column, or give it one of the headings that are known.",
            file=FILE,
            row=1,
            column="D",
            found="Colour",
            expected="one of Ref, Value, By when, Note to the officer",
        ),
    )


def test_a_column_is_read_under_the_heading_that_was_meant_though_it_is_refused() -> None:
    table = read(make_sheet("Ref|Valeu|By wenn\nHAV 1|5|soon\n"))

    assert [row["Value"].text for row in table.rows] == ["5"]
    assert [(row, column) for row, column, _ in places(table)] == [(1, "B"), (1, "C"), (1, ""), (2, "By when")]


def test_a_column_is_not_read_under_a_heading_that_another_one_has() -> None:
    table = read(make_sheet("Ref|Valeu|Value\nHAV 1|5|6\n"))

    assert [row["Value"].text for row in table.rows] == ["6"]


def test_doubled_and_missing_headings_are_refused_together() -> None:
    table = read(make_sheet("Ref|Note to the officer|Reference\nHAV 1||HAV 1\n"))

    assert places(table) == [
        (1, "C", "The heading 'Ref' stands twice, in columns A and C. Keep one of the two columns."),
        (1, "", "The column 'Value' is missing. Put it back, with this heading, even if its cells are blank."),
    ]


@pytest.mark.parametrize("text", ["", "Council|Figure\nHavering|5\n", "\n" * 30 + "Ref|Value\nHAV 1|5\n"])
def test_a_sheet_without_a_row_of_headings_says_which_were_looked_for(text: str) -> None:
    table = read(make_sheet(text))

    assert table.rows == ()
    assert [problem.expected for problem in table.problems] == ["the headings Ref, Value"]
    assert table.problems[0].message.startswith("No row of headings was found in the first 30 rows.")


def test_the_row_with_the_most_headings_is_the_row_of_headings() -> None:
    table = read(make_sheet("Value|for money\nRef|Value\nHAV 1|5\n"))

    assert table.heading_row == 2


def test_a_cell_under_no_heading_is_refused_once_for_its_column() -> None:
    table = read(make_sheet("Ref|Value\nHAV 1|5|stray\nHAV 2|6|stray too\n"))

    assert places(table) == [
        (2, "C", "Column C has no heading, but this cell holds something. Give the column its heading, or clear it.")
    ]


def test_merged_cells_inside_the_table_are_refused_and_those_outside_are_not() -> None:
    sheet = make_xlsx_sheet(
        make_text("HAV 1") + "<c><v>5</v></c>",
        make_text("HAV 2") + "<c><v>6</v></c>",
        after='<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B1:C1"/><mergeCell ref="E1:F9"/>'
        '<mergeCell ref="A9:C9"/></mergeCells>',
    )

    assert places(read(sheet)) == [
        (2, "Ref", "The cells A2:A3 are merged. Unmerge them, and give each cell its own value."),
        (1, "Value", "The cells B1:C1 are merged. Unmerge them, and give each cell its own value."),
    ]


def test_merged_cells_above_and_below_excels_own_table_do_no_harm() -> None:
    columns = ("Name", "Profession", "Age", "Has kids", "Date of birth", "Date of death")

    table = read_table(
        read_fixture("excel-for-mac.xlsx").sheets[0],
        headings=tuple(Heading(name) for name in columns),
        file="excel-for-mac.xlsx",
    )

    assert table.problems == ()
    assert table.heading_row == 5
    assert table.rows[0].day("Date of death") == date(2016, 1, 10)


def test_every_cell_that_cannot_be_taken_is_said_at_once_with_its_place() -> None:
    sheet = make_xlsx_sheet(
        '<c t="e"><v>#N/A</v></c><c><f>1+1</f></c><c><v>43738</v></c>',
        make_text("HAV 2") + f'<c s="{DATE_STYLE}"><v>43738</v></c>' + make_text("soon"),
    )

    table = read(sheet)

    assert [(problem.sheet, problem.row, problem.column, problem.found) for problem in table.problems] == [
        ("Figures", 2, "Ref", "#N/A"),
        ("Figures", 2, "Value", "=1+1"),
        ("Figures", 2, "By when", "43738"),
        ("Figures", 3, "Value", "2019-09-30"),
        ("Figures", 3, "By when", "soon"),
    ]
    assert [problem.message.split(".")[0] for problem in table.problems] == [
        "This cell shows an error",
        "This cell's formula was never calculated",
        "This cell does not hold a date",
        "This cell holds a date or a time where a figure belongs",
        "This cell does not hold a date",
    ]


def test_a_refused_cell_reads_as_blank_so_that_it_is_not_complained_of_twice() -> None:
    row = read(make_xlsx_sheet('<c t="e"><v>#N/A</v></c><c><v>5</v></c>')).rows[0]

    assert row.refused == {"Ref"}
    assert (row.text("Ref"), row.typed("Ref")) == ("", Typed(text="", is_percent_format=False))
    assert row["Ref"].kind is CellKind.ERROR


def test_a_cell_is_handed_on_as_it_was_typed_with_its_percent_format() -> None:
    row = read(make_xlsx_sheet(make_text(" HAV 1 ") + f'<c s="{PERCENT_STYLE}"><v>0.985</v></c>')).rows[0]

    assert row.typed("Value") == Typed(text="98.5%", is_percent_format=True)
    assert row.typed("Ref") == Typed(text="HAV 1", is_percent_format=False)
    assert row["By when"].kind is CellKind.BLANK
    assert (row["By when"].address, row.address("Note to the officer")) == ("C2", "")
    assert row.day("By when") is None


def test_a_problem_with_a_cell_carries_file_sheet_row_heading_and_what_was_found() -> None:
    row = read(make_xlsx_sheet(make_text("HAV 1") + make_text(" lots "))).rows[0]

    problem = row.problem("Value", "Type a number.", expected="a number")

    assert problem == Problem(
        "Type a number.",
        file=FILE,
        sheet="Figures",
        row=2,
        column="Value",
        found="lots",
        expected="a number",
    )


def test_a_hidden_row_is_read_and_marked() -> None:
    rows = make_cells(make_text("Ref"), make_text("Value")) + f'<row hidden="1">{make_text("HAV 1")}</row>'

    table = read(read_workbook(make_xlsx(rows), name=FILE).sheets[0])

    assert [row.hidden for row in table.rows] == [True]


def test_past_a_thousand_problems_the_rest_are_counted() -> None:
    sheet = make_sheet("Ref|Value\n" + "#N/A|5\n" * 1_500)

    table = read(sheet)

    assert len(table.problems) == limits.MOST_PROBLEMS_LISTED + 1
    assert table.problems[-1].message == "500 more problems like these are not listed. Mend these first."
    assert len(table.rows) == 1_500


@pytest.mark.parametrize("name", ["returned-libreoffice.xlsx", "returned-libreoffice.ods"])
def test_a_returns_workbook_filled_in_and_saved_by_libreoffice_is_read(name: str) -> None:
    workbook = read_fixture(name)

    table = read_table(sheet_called(workbook, name="figures"), headings=HEADINGS, file=name)

    assert table.problems == ()
    assert [(row.number, row.text("Ref"), row.text("Value"), row.text("Provisional")) for row in table.rows] == [
        (5, "HAV 1", "98.5%", "Yes"),
        (6, "HAV 2", "-0.63", "Yes"),
        (7, "HAV 3", "n/a", "No"),
        (8, "HAV 4", "1.1", ""),
    ]
    assert [row.day("By when") for row in table.rows] == [date(2019, 12, 31), date(2020, 3, 31), None, None]


def test_a_sheet_is_found_whatever_its_case_and_spacing() -> None:
    workbook = read_fixture("returned-libreoffice.ods")

    assert sheet_called(workbook, name=" LISTS ").name == "Lists"
    assert has_sheet(workbook, name="guidance")
    assert not has_sheet(workbook, name="Actions")


def test_a_missing_sheet_is_refused_with_those_that_there_are() -> None:
    workbook = read_fixture("returned-libreoffice.ods")

    with pytest.raises(InputRefused) as refused:
        sheet_called(workbook, name="Actions")

    assert refused.value.problems[0].found == "Figures, Lists, Guidance"


def test_the_one_sheet_of_a_csv_answers_to_every_name() -> None:
    workbook = read_workbook(b"Ref,Value\n", name="returns.csv")

    assert sheet_called(workbook, name="Figures") is workbook.sheets[0]


def test_a_sheet_of_an_ods_says_the_same_of_its_faults() -> None:
    rows = (
        "<table:table-row><table:table-cell><text:p>Ref</text:p></table:table-cell><table:table-cell><text:p>Value"
        "</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell"
        ' table:number-columns-spanned="2"><text:p>#REF!</text:p></table:table-cell></table:table-row>'
    )

    table = read(read_workbook(make_ods(rows), name=FILE).sheets[0])

    assert [message.split(".")[0] for _, _, message in places(table)] == [
        "The cells A2:B2 are merged",
        "This cell shows an error",
    ]


def test_control_characters_are_refused_with_their_place_and_shown() -> None:
    table = read(make_sheet("Ref|Value\nE\x07XC01|92.1%\n"))

    (problem,) = (problem for problem in table.problems if problem.row == 2)
    assert (problem.column, problem.found) == ("Ref", "E␇XC01")
    assert problem.message.startswith("This cell holds control characters")


@pytest.mark.parametrize("character", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_a_character_that_turns_the_direction_of_reading_is_refused_too(character: str) -> None:
    table = read(make_sheet(f"Ref|Value\nE{character}XC01|92.1%\n"))

    (problem,) = (problem for problem in table.problems if problem.row == 2)
    assert (problem.column, problem.found) == ("Ref", "E\ufffdXC01")
    assert problem.message.startswith("This cell holds control characters")
