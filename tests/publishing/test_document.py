"""The document: refused when something is missing, and the same bytes for the same words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.publishing.canonical import DocumentUnreadable, canonical_json, read_document
from goldenthread.publishing.cells import BlockRefused, Detail, Number, Picture, RatingMark, TravelMark
from goldenthread.publishing.document import (
    Chart,
    Column,
    EditableAs,
    Heading,
    Panel,
    Paragraph,
    ReportDocument,
    Section,
    Status,
    Table,
    words_in,
)
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable
from tests.publishing.sample import sample_document, small_document

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1).filter(str.strip)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
CELLS = st.one_of(
    TEXT,
    st.builds(Detail, text=TEXT, small=TEXT),
    st.builds(Number, text=TEXT, value=st.none() | NUMBERS),
    st.builds(RatingMark, code=st.sampled_from(["green", "amber", "red", "not-rated"]), word=TEXT),
    st.builds(TravelMark, code=st.sampled_from(["improved", "same", "worse", "not-stated"]), word=TEXT),
    st.builds(Picture, svg=TEXT, alt=TEXT, width=st.integers(1, 99), height=st.integers(1, 99)),
)
TABLES = st.builds(
    Table,
    caption=TEXT,
    columns=st.just((Column(title="Measure", share=1), Column(title="Q2", align="right"))),
    rows=st.lists(st.tuples(CELLS, CELLS), max_size=4).map(tuple),
    notes=st.lists(TEXT, max_size=2).map(tuple),
)
DOCUMENTS = st.builds(
    lambda title, table, words, moment, values: replace(
        small_document(),
        title=title,
        as_at=moment,
        sections=(Section(title=title, blocks=(table, Paragraph(text=words))),),
        rows=DataTable(
            columns=(DataColumn(name="ref"), DataColumn(name="value", kind=ColumnKind.NUMBER)), rows=tuple(values)
        ),
    ),
    TEXT,
    TABLES,
    st.text(),
    st.datetimes(timezones=st.just(UTC)),
    st.lists(st.tuples(st.none() | st.text(), st.none() | NUMBERS), max_size=4),
)


def make_table(*, caption: str = "Measures of Havering", first: str = "Calls answered") -> Table:
    return Table(caption=caption, columns=(Column(title="Measure", share=1),), rows=((first,),))


@given(DOCUMENTS)
def test_a_document_comes_back_from_its_bytes_as_it_was(document):
    composed = read_document(canonical_json(document))

    again = read_document(canonical_json(composed))

    assert again == composed
    assert canonical_json(again) == canonical_json(document)


def test_a_whole_pack_comes_back_from_its_bytes_as_it_was():
    document = sample_document(measures=12)

    again = read_document(canonical_json(document))

    assert again == document


def test_one_word_in_two_spellings_of_unicode_is_stored_in_one():
    composed, apart = (replace(small_document(), title=title) for title in ("Caf\u00e9", "Cafe\u0301"))

    first, second = canonical_json(composed), canonical_json(apart)

    assert first == second


def test_what_the_schema_gained_since_is_not_written_where_it_says_nothing():
    stored = canonical_json(small_document())

    assert b"editable_as" not in stored


def test_a_section_kept_in_one_kind_of_file_comes_back_so():
    document = small_document()
    kept = replace(document, sections=tuple(replace(s, editable_as=EditableAs.TABLES) for s in document.sections))

    again = read_document(canonical_json(kept))

    assert again == kept


def test_an_exact_decimal_is_stored_as_text_with_its_decimals():
    rows = DataTable(columns=(DataColumn(name="v", kind=ColumnKind.NUMBER),), rows=((Decimal("94.4999900"),),))

    stored = canonical_json(replace(small_document(), rows=rows))

    assert json.loads(stored)["rows"]["rows"] == [["94.4999900"]]


def test_a_large_decimal_is_stored_in_full():
    rows = DataTable(columns=(DataColumn(name="v", kind=ColumnKind.NUMBER),), rows=((Decimal("1E+6"),),))

    stored = canonical_json(replace(small_document(), rows=rows))

    assert json.loads(stored)["rows"]["rows"] == [["1000000"]]


def test_a_value_that_is_no_number_cannot_be_stored():
    rows = DataTable(columns=(DataColumn(name="v", kind=ColumnKind.NUMBER),), rows=((Decimal("NaN"),),))

    with pytest.raises(BlockRefused, match="NaN"):
        canonical_json(replace(small_document(), rows=rows))


def test_a_changed_word_changes_the_bytes():
    document = small_document()

    changed = replace(document, subject=document.subject + ".")

    assert canonical_json(changed) != canonical_json(document)


@pytest.mark.parametrize(
    ("found", "put", "said"),
    [
        (b'"status":"DRAFT"', b'"status":"final"', "status.*expected one of published, DRAFT"),
        (b'"schema":"goldenthread-report/1"', b'"schema":"goldenthread-report/9"', "goldenthread-report/9"),
        (b'"type":"heading"', b'"type":"headline"', "headline.*is no type of block"),
        (b'"level":3', b'"level":3.0', "3.0 stands as a bare number"),
        (b'"new_page":false', b'"new_page":0', "new_page.*expected bool"),
        (b'"new_page":false', b'"editable_as":"slides","new_page":false', "slides.*expected one of text, tables, both"),
        (b'"language":"en-GB",', b"", "missing or unknown in a document: language"),
        (b'"audience":', b'"colour":"red","audience":', "missing or unknown in a document: colour"),
        (b'"as_at":"2020-01-20T09:00:00+00:00"', b'"as_at":"soon"', "soon.*is not a moment"),
        (b'"kind":"number"', b'"kind":"money"', "money"),
        (b'"code":"red"', b'"code":"pink"', "pink.*expected one of green, amber, red"),
    ],
)
def test_bytes_that_are_not_such_a_document_are_refused_where_they_part(found, put, said):
    stored = canonical_json(small_document())

    with pytest.raises(DocumentUnreadable, match=said):
        read_document(stored.replace(found, put, 1))


def test_a_part_of_a_document_is_no_document():
    part = b'{"lead":"","number":"","schema":"goldenthread-report/1","text":"Calls","type":"paragraph"}'

    with pytest.raises(DocumentUnreadable, match="missing or unknown in a paragraph: schema"):
        read_document(part)


def test_a_rating_without_a_word_is_refused():
    with pytest.raises(BlockRefused, match="colour alone"):
        RatingMark(code="red", word=" ")


def test_a_direction_of_travel_without_a_word_is_refused():
    with pytest.raises(BlockRefused, match="no word"):
        TravelMark(code="worse", word="")


def test_a_drawing_without_a_text_alternative_is_refused():
    with pytest.raises(BlockRefused, match="text alternative"):
        Picture(svg="<svg/>", alt="", width=10, height=10)


def test_a_chart_without_a_text_alternative_is_refused():
    with pytest.raises(BlockRefused, match="text alternative"):
        Chart(svg="<svg/>", title="Calls", alt="", caption="", table=make_table(), width=10, height=10)


def test_a_table_without_a_caption_is_refused():
    with pytest.raises(BlockRefused, match="no caption"):
        make_table(caption=" ")


def test_a_row_that_nothing_heads_is_refused():
    with pytest.raises(BlockRefused, match="row 1: the first cell heads the row"):
        make_table(first="")


def test_a_row_that_is_too_short_is_refused():
    columns = (Column(title="Measure", share=1), Column(title="Q2"))

    with pytest.raises(BlockRefused, match="row 1: 1 cells under 2 columns"):
        Table(caption="Measures", columns=columns, rows=(("Calls",),))


def test_a_table_whose_columns_are_all_narrow_is_refused():
    with pytest.raises(BlockRefused, match="share of the width"):
        Table(caption="Measures", columns=(Column(title="Measure"),), rows=())


def test_a_column_without_a_heading_is_refused():
    with pytest.raises(BlockRefused, match="column without a heading"):
        Table(caption="Measures", columns=(Column(title="", share=1),), rows=())


def test_a_table_about_one_council_names_it_in_its_caption():
    table = make_table(caption="Measures")

    with pytest.raises(BlockRefused, match="is about London Borough of Havering: the caption 'Measures' must say so"):
        Section(title="Havering", about="London Borough of Havering", blocks=(table,))


def test_a_table_inside_a_panel_names_its_council_too():
    panel = Panel(title="Calls", blocks=(make_table(caption="Measures"),))

    with pytest.raises(BlockRefused, match="must say so"):
        Section(title="Havering", about="Havering", blocks=(panel,))


def test_a_heading_that_skips_a_level_is_refused():
    with pytest.raises(BlockRefused, match="level 4 follows 2"):
        Section(title="Results", blocks=(Heading(text="Calls", level=4),))


def test_a_value_of_another_kind_than_its_column_is_refused():
    columns = (DataColumn(name="value", kind=ColumnKind.NUMBER),)

    with pytest.raises(BlockRefused, match=r"Data row 1, value: '92\.1' is not of the kind number"):
        DataTable(columns=columns, rows=(("92.1",),))


def test_yes_and_no_are_not_counted_as_whole_numbers():
    with pytest.raises(BlockRefused, match="not of the kind whole"):
        DataTable(columns=(DataColumn(name="rank", kind=ColumnKind.WHOLE),), rows=((True,),))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "Q2 pack"}, "cannot name files"),
        ({"name": "../q2"}, "cannot name files"),
        ({"as_at": datetime(2020, 1, 20, 9, 0)}, "time zone"),  # noqa: DTZ001 - the fault that is looked for
        ({"title": " "}, "a title and a publisher"),
        ({"sections": ()}, "no section"),
        ({"illustrative_note": "Made up. " * 30}, "illustrative note has 270 characters; it stands on every page"),
    ],
)
def test_a_document_that_cannot_be_filed_is_refused(given, said):
    with pytest.raises(BlockRefused, match=said):
        replace(small_document(), **given)


def test_every_word_of_a_panel_is_found_in_reading_order():
    panel = Panel(
        title="Calls answered",
        small="Havering",
        mark=RatingMark(code="red", word="Red"),
        blocks=(Paragraph(lead="Reasons:", text="Vacancies."), make_table()),
    )

    found = words_in(panel)

    assert found == (
        "Calls answered", "Red", "Havering", "", "Reasons:", "Vacancies.", "Measures of Havering", "Measure",
        "Calls answered",
    )  # fmt: skip


def test_a_draft_and_a_published_document_differ_in_their_bytes():
    draft = small_document()

    published = replace(draft, status=Status.PUBLISHED)

    assert isinstance(published, ReportDocument)
    assert canonical_json(published) != canonical_json(draft)
