"""How tables and labels stand in the editable texts, and numbers in the workbooks."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from goldenthread.publishing.cells import Cell, Number
from goldenthread.publishing.document import Column, Contents, Fact, FactList, ReportDocument, Table
from goldenthread.publishing.editable import rows_kept_with_next, widths_in_points
from goldenthread.publishing.odf.sheets import ods_of
from goldenthread.publishing.odf.text import odt_of
from goldenthread.publishing.widths import width_of
from goldenthread.publishing.word.text import docx_of
from goldenthread.publishing.xlsx import xlsx_of
from goldenthread.spreadsheets.finishing import height_of
from tests.publishing.office import found, name, words_of, xml_of
from tests.publishing.sample import small_document

# How much wider than ours a font is that stands in for Arial (DejaVu Sans), at the size of a table's words.
STAND_IN = Decimal(9) / 8 * Decimal("1.3")
QUARTERS = tuple(f"Q{quarter} 201{year}/1{year + 1}" for year in (7, 8) for quarter in (1, 2, 3, 4))


def make_table(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = ()) -> Table:
    heads = columns or (Column(title="Measure", share=1), Column(title="Target", align="right"))
    return Table(caption="Targets", columns=heads, rows=rows)


def holding(*blocks: Table | FactList | Contents) -> ReportDocument:
    document = small_document()
    return replace(document, sections=(replace(document.sections[0], blocks=blocks),))


@pytest.fixture
def mixed() -> Table:
    return make_table(
        ("Receipts", Number(text="£152,799k", value=Decimal("152799"))),
        ("Forms answered", "99.80% (floor 99.50%)"),
        ("Visits", "None"),
    )


def test_no_column_is_narrower_than_its_longest_word_in_a_wider_font_too() -> None:
    figures = tuple(Number(text="£152,799k", value=Decimal("152799")) for _ in QUARTERS)
    heads = (Column(title="Period", share=1), *(Column(title=quarter, align="right", share=1) for quarter in QUARTERS))
    table = make_table(("Havering", *figures), columns=heads)

    widths = widths_in_points(table, within=700)

    words = ("Havering", *("£152,799k" for _ in QUARTERS))
    short = [
        word
        for word, width in zip(words, widths, strict=True)
        if width_of(word, size=Decimal(8), bold=word == "Havering") * STAND_IN > width
    ]
    assert short == []
    assert sum(widths) == pytest.approx(Decimal(700))


def test_the_rows_of_a_short_table_stay_together_and_no_row_of_a_long_one_stands_alone() -> None:
    short = make_table(*((str(number), "1") for number in range(3)))
    long = make_table(*((str(number), "1") for number in range(9)))

    assert rows_kept_with_next(short) == (True, True, False)
    assert rows_kept_with_next(long) == (True, *(False,) * 6, True, False)


def test_a_short_table_is_not_parted_between_pages_in_either_text() -> None:
    document = holding(make_table(("A", "1"), ("B", "2")), make_table(*((str(number), "1") for number in range(9))))

    (short, _) = found(xml_of(docx_of(document, pictures={}), "word/document.xml"), "w:tbl")
    styles = {
        style.attrib[name("style:name")]: style.find("style:table-properties", _names())
        for style in found(xml_of(odt_of(document, pictures={}), "content.xml"), "style:style")
    }

    (_, *rows) = found(short, "w:tr")
    parted = {
        key: properties.attrib[name("style:may-break-between-rows")]
        for key, properties in styles.items()
        if properties is not None
    }
    assert [bool(found(row, "w:keepNext")) for row in rows] == [True, False]
    assert parted == {"Short": "false", "Whole": "true"}


def _names() -> dict[str, str]:
    return {"style": name("style:x")[1:-2]}


def test_a_label_that_leaves_no_room_beside_it_stands_on_a_line_of_its_own() -> None:
    facts = FactList(
        facts=(Fact(label="Subject:", text="A"), Fact(label="Report of the author and others:" * 2, text="B"))
    )
    document = holding(facts)

    text = xml_of(docx_of(document, pictures={}), "word/document.xml")
    content = xml_of(odt_of(document, pictures={}), "content.xml")

    assert (len(found(text, "w:tab")), len(found(text, "w:br"))) == (1, 1)
    assert (len(found(content, "text:tab")), len(found(content, "text:line-break"))) == (1, 1)


def test_the_contents_have_a_heading() -> None:
    document = holding(Contents())

    words = [words_of(p) for p in found(xml_of(docx_of(document, pictures={}), "word/document.xml"), "w:p")]
    said = [words_of(p) for p in found(xml_of(odt_of(document, pictures={}), "content.xml"), "text:p")]

    assert "Contents" in words
    assert "Contents" in said


def test_the_heading_and_the_words_of_a_column_of_numbers_stand_right_as_they_do(mixed: Table) -> None:
    document = holding(mixed)

    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of(document)))["Table_1"]
    rows = found(xml_of(ods_of(document), "content.xml"), "table:table-row")

    (top,) = [cell.row for cell in sheet["A"] if cell.value == "Measure"]
    sides = [sheet.cell(row, 2).alignment.horizontal for row in range(top, top + 4)]
    said = {words_of(cell): cell.attrib[name("table:style-name")] for row in rows for cell in row}
    assert sides == ["right"] * 4
    assert sheet.cell(top + 1, 2).value == 152799
    assert (said["Target"], said["Measure"]) == ("Heading_right", "Heading")
    assert (said["None"], said["Visits"]) == ("Right", "Wrapped")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three four", 20, 0),
        ("one two three four", 12, 2),
        ("Undisputed invoices paid within 30 days", 40, 0),
        ("a" * 25, 10, 3),
        ("first\nsecond", 40, 2),
    ],
)
def test_a_row_is_as_high_as_its_words_and_no_higher(text: str, width: int, lines: int) -> None:
    assert height_of([text], widths=[width], line=10) == lines * 10
