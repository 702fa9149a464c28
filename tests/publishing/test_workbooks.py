"""The tables as workbooks, held against the Analysis Function's rules for statistics in spreadsheets."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from goldenthread.publishing.document import (
    Column,
    EditableAs,
    Notice,
    NoticeKind,
    Paragraph,
    ReportDocument,
    Section,
    Table,
)
from goldenthread.publishing.odf.sheets import ods_of
from goldenthread.publishing.sheet_cells import SheetNumber
from goldenthread.publishing.sheets import Sheet, sheets_of
from goldenthread.publishing.xlsx import xlsx_of
from tests.publishing.office import NAMES, found, members_of, name, schema_faults, words_of, xml_of
from tests.publishing.sample import sample_document, small_document

PACK = sample_document(measures=24, exceptions=3)


@pytest.fixture(scope="module")
def xlsx() -> bytes:
    return xlsx_of(PACK)


@pytest.fixture(scope="module")
def workbook(xlsx) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx))


@pytest.fixture(scope="module")
def ods() -> bytes:
    return ods_of(PACK)


@pytest.fixture(scope="module")
def tables(ods):
    """The sheets of the ODS."""
    return xml_of(ods, "content.xml").findall(".//office:spreadsheet/table:table", NAMES)


def with_blocks(*blocks, **given) -> ReportDocument:
    return replace(small_document(), sections=(Section(title="Results", blocks=blocks, **given),))


def make_table(*rows, titles=("Measure", "Q2"), notes=()) -> Table:
    columns = tuple(Column(title=title, share=1) for title in titles)
    return Table(caption="Results of Havering", columns=columns, rows=rows, notes=notes)


def sheet_named(document: ReportDocument, sheet_name: str) -> Sheet:
    return next(sheet for sheet in sheets_of(document) if sheet.name == sheet_name)


# --- the rules, in the Excel workbook -------------------------------------------------------------------------------


def test_the_workbook_has_a_cover_contents_and_notes_before_its_tables_and_the_data_last(workbook):
    names = workbook.sheetnames

    assert names[:4] == ["Cover", "Contents", "Notes", "Table_1"]
    assert names[-2:] == ["Data", "Data_columns"]
    assert len({sheet_name.casefold() for sheet_name in names}) == len(names)
    assert max(map(len, names)) <= 31


def test_nothing_is_merged_frozen_filtered_hidden_or_drawn(workbook, xlsx):
    sheets = workbook.worksheets

    assert not any(sheet.merged_cells.ranges for sheet in sheets)
    assert not any(sheet.freeze_panes for sheet in sheets)
    assert not any(sheet.auto_filter.ref for sheet in sheets)
    assert not any(table.autoFilter for sheet in sheets for table in sheet.tables.values())
    assert not any(row.hidden for sheet in sheets for row in sheet.row_dimensions.values())
    assert not any(column.hidden for sheet in sheets for column in sheet.column_dimensions.values())
    assert {sheet.sheet_state for sheet in sheets} == {"visible"}
    assert not [member for member in members_of(xlsx) if "drawing" in member or "media" in member or "vba" in member]


def test_no_cell_is_filled_and_no_page_has_a_header_or_footer(workbook):
    cells = [cell for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row]
    pages = [part for s in workbook.worksheets for part in (s.oddHeader, s.oddFooter, s.evenHeader, s.firstHeader)]

    assert {cell.fill.fill_type for cell in cells} == {None}
    assert not any(part.left.text or part.center.text or part.right.text for part in pages)


def test_each_sheet_has_one_table_from_the_left_edge_and_nothing_below_or_beside_it(workbook):
    sheets = [sheet for sheet in workbook.worksheets if sheet.title != "Cover"]

    refs = [[table.ref for table in sheet.tables.values()] for sheet in sheets]
    ends = [openpyxl.utils.get_column_letter(sheet.max_column) + str(sheet.max_row) for sheet in sheets]
    assert {len(of_sheet) for of_sheet in refs} == {1}
    assert all(of_sheet[0].startswith("A") for of_sheet in refs)
    assert [of_sheet[0].partition(":")[2] for of_sheet in refs] == ends


def test_each_table_has_one_row_of_headings_each_said_once(workbook):
    tables = [(sheet, table) for sheet in workbook.worksheets for table in sheet.tables.values()]

    heads = [[cell.value for cell in sheet[table.ref][0]] for sheet, table in tables]
    assert {table.headerRowCount for _, table in tables} == {1}
    assert all(all(head) and len({text.casefold() for text in head}) == len(head) for head in heads)
    assert heads == [[column.name for column in table.tableColumns] for _, table in tables]


def test_no_sheet_row_or_column_is_blank(workbook):
    sheets = workbook.worksheets

    rows = [[cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows()]
    columns = [[cell.value for cell in column] for sheet in sheets for column in sheet.iter_cols()]
    assert all(any(value is not None for value in row) for row in rows)
    assert all(any(value is not None for value in column) for column in columns)


def test_text_in_tables_wraps(workbook):
    cells = [
        cell
        for sheet in workbook.worksheets
        for table in sheet.tables.values()
        for row in sheet[table.ref]
        for cell in row
        if cell.value is not None
    ]

    assert all(cell.alignment.wrap_text for cell in cells)


def test_the_cursor_stands_in_the_first_cell_of_each_sheet_and_the_cover_is_open(workbook):
    selections = {s.activeCell for sheet in workbook.worksheets for s in sheet.sheet_view.selection}

    assert selections <= {"A1"}
    assert workbook.active.title == "Cover"


def test_the_file_says_its_title_author_and_language(workbook):
    properties = workbook.properties

    assert properties.title == "oneSource Performance Indicators, Q2 2019/20"
    assert properties.creator == "oneSource Joint Committee"
    assert properties.language == "en-GB"


def test_no_cell_is_a_formula(workbook):
    kinds = {cell.data_type for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row}

    assert kinds <= {"s", "n"}


def test_every_note_that_is_referred_to_is_on_the_sheet_of_notes_and_every_note_there_is_referred_to(workbook):
    lines = [row[0].value for sheet in workbook.worksheets for row in sheet.iter_rows()]

    referred = {f"note {part.partition(']')[0]}" for line in lines for part in str(line).split("[note ")[1:]}
    noted = {row[0].value for row in workbook["Notes"].iter_rows(min_row=4)}
    assert referred == noted


def test_the_contents_link_to_every_other_sheet(workbook):
    listed = [row[0] for row in workbook["Contents"].iter_rows(min_row=4)]

    assert [cell.value for cell in listed] == workbook.sheetnames[2:]
    assert [cell.hyperlink.location for cell in listed] == [f"'{cell.value}'!A1" for cell in listed]


def test_the_cover_says_whether_it_is_a_draft_and_what_is_illustrative(workbook):
    lines = [row[0].value for row in workbook["Cover"].iter_rows()]

    assert lines[0] == PACK.title
    assert lines[1] == "DRAFT: not for publication."
    assert PACK.illustrative_note in lines


# --- the same in the OpenDocument workbook --------------------------------------------------------------------------


def test_the_opendocument_workbook_is_what_the_schema_says(ods):
    assert schema_faults(ods) == []


def test_both_workbooks_hold_the_same_cells(workbook, tables):
    ours = {
        table.get(name("table:name")): [
            ["\n".join(words_of(line) for line in found(cell, "text:p")) for cell in found(row, "table:table-cell")]
            for row in found(table, "table:table-row")
        ]
        for table in tables
    }

    theirs = {
        sheet.name: [
            [sheet.title],
            *([line] for line in sheet.lines),
            *([list(sheet.table.headings), *map(shown, sheet.table.rows)] if sheet.table else []),
        ]
        for sheet in sheets_of(PACK)
    }
    assert list(ours) == workbook.sheetnames
    assert ours == theirs
    assert {sheet.title: sheet.max_row for sheet in workbook} == {title: len(rows) for title, rows in ours.items()}


def shown(row) -> list[str]:
    return [cell.shown if isinstance(cell, SheetNumber) else cell for cell in row]


def test_numbers_are_exact_and_the_same_in_both(workbook, tables):
    ours = [
        (t.get(name("table:name")), Decimal(cell.get(name("office:value"), "")))
        for t in tables
        for cell in found(t, "table:table-cell")
        if cell.get(name("office:value-type")) == "float"
    ]

    theirs = [
        (sheet.title, Decimal(str(cell.value)))
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "n" and cell.value is not None
    ]
    assert len(ours) > 100
    assert ours == theirs


def test_nothing_is_merged_hidden_or_drawn_in_the_opendocument_workbook(ods, tables):
    attributes = {key for table in tables for element in table.iter() for key in element.attrib}

    assert not any("spanned" in key or "visibility" in key or "formula" in key for key in attributes)
    assert not any(found(table, "draw:frame") for table in tables)
    assert "settings.xml" not in members_of(ods)


def test_each_table_is_a_range_with_headings_in_the_opendocument_workbook(ods, tables):
    ranges = found(xml_of(ods, "content.xml"), "table:database-range")

    assert len(ranges) == len(tables) - 1
    assert {one.get(name("table:contains-header")) for one in ranges} == {"true"}
    assert {one.get(name("table:display-filter-buttons")) for one in ranges} == {"false"}
    assert [len(found(table, "table:table-header-rows")) for table in tables] == [0, *([1] * (len(tables) - 1))]


def test_the_opendocument_workbook_says_its_title_author_and_language(ods):
    meta, styles = xml_of(ods, "meta.xml"), xml_of(ods, "styles.xml")

    looks = styles.find(".//style:default-style/style:text-properties", NAMES)
    assert [found(meta, f"dc:{what}")[0].text for what in ("title", "creator", "language")] == [
        "oneSource Performance Indicators, Q2 2019/20",
        "oneSource Joint Committee",
        "en-GB",
    ]
    assert looks is not None
    assert (looks.get(name("fo:language")), looks.get(name("fo:country"))) == ("en", "GB")


def test_equal_documents_give_equal_workbooks(xlsx, ods):
    again = sample_document(measures=24, exceptions=3)

    assert (xlsx_of(again), ods_of(again)) == (xlsx, ods)


# --- what goes where ------------------------------------------------------------------------------------------------


def test_a_section_kept_as_text_has_no_sheet():
    document = with_blocks(make_table(("Calls", "1")), editable_as=EditableAs.TEXT)

    assert "Table_1" not in [sheet.name for sheet in sheets_of(document)]


def test_words_without_a_table_are_left_to_the_text():
    said = Section(title="Results", blocks=(Paragraph(text="Not applicable."), make_table(("Calls", "1"))))
    document = replace(small_document(), sections=(said, Section(title="Cover", blocks=(Paragraph(text="To note."),))))

    notes = sheet_named(document, "Notes")

    assert notes.table is not None
    assert [words for _, _, words in notes.table.rows][:-1] == ["Not applicable."]


def test_words_that_the_workbook_alone_holds_are_a_note():
    only = with_blocks(Paragraph(text="Nothing changed."), editable_as=EditableAs.TABLES)

    notes = sheet_named(only, "Notes")

    assert notes.table is not None
    assert notes.table.rows[0] == ("note 1", "Results", "Nothing changed.")


def test_a_correction_is_said_on_the_cover_wherever_it_stands():
    notice = Notice(kind=NoticeKind.CORRECTION, title="This replaces the first", paragraphs=("Why: 31, not 38.",))

    cover = sheets_of(with_blocks(notice, editable_as=EditableAs.TEXT))[0]

    assert "Correction: This replaces the first. Why: 31, not 38." in cover.lines


def test_what_is_said_beside_a_table_is_a_note_to_which_its_sheet_refers():
    document = with_blocks(Paragraph(text="[x] is not available."), make_table(("Calls", "[x]"), notes=("Of 3.",)))

    sheet, notes = sheet_named(document, "Table_1"), sheet_named(document, "Notes")

    assert sheet.lines == ("Results", "This table has notes: [note 1], [note 2].")
    assert notes.table is not None
    assert notes.table.rows[:2] == (
        ("note 1", "Results", "[x] is not available."),
        ("note 2", "Results of Havering", "Of 3."),
    )


def test_a_table_without_rows_says_that_it_has_none():
    sheet = sheet_named(with_blocks(make_table()), "Table_1")

    assert sheet.table is not None
    assert sheet.table.rows == (("Nothing to list", ""),)


def test_two_columns_of_one_name_are_told_apart():
    sheet = sheet_named(with_blocks(make_table(("Calls", "1", "2"), titles=("Measure", "Q2", "q2"))), "Table_1")

    assert sheet.table is not None
    assert sheet.table.headings == ("Measure", "Q2", "q2 (2)")


def test_what_a_spreadsheet_would_run_is_plain_text_wherever_it_stands():
    document = replace(with_blocks(make_table(("=1+1", "@SUM(A1)"), notes=("+cmd",))), title="=A1")
    content = xml_of(ods_of(document), "content.xml")
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(document)))

    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert {"'=1+1", "'@SUM(A1)", "'+cmd", "'=A1"} <= {*cells, *map(words_of, found(content, "text:p"))}
    assert not any(cell.startswith(("=", "@", "+")) for cell in cells)
    assert not any(words_of(p).startswith(("=", "@", "+")) for p in found(content, "text:p"))
