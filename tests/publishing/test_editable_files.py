"""Whatever may be published can be had in every editable format, and says the same in each."""

from __future__ import annotations

import io
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.charts.sparkline import sparkline
from goldenthread.publishing.cells import Detail, Number, Picture, RatingMark, TravelMark
from goldenthread.publishing.checks import check_document
from goldenthread.publishing.document import (
    BulletList,
    Column,
    Contents,
    EditableAs,
    Fact,
    FactList,
    Heading,
    Notice,
    NoticeKind,
    NumberedList,
    PageBreak,
    Panel,
    Paragraph,
    Point,
    ReportDocument,
    Section,
    Table,
)
from goldenthread.publishing.editable import text_runs
from goldenthread.publishing.odf.sheets import ods_of
from goldenthread.publishing.odf.text import odt_of
from goldenthread.publishing.pictures import drawings_in, pictures_of
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable
from goldenthread.publishing.word.text import docx_of
from goldenthread.publishing.words import clean, printable_characters
from goldenthread.publishing.xlsx import xlsx_of
from tests.publishing.office import members_of, schema_faults, words_of_file
from tests.publishing.sample import sample_document, series, small_document

# A letter and an accent, each of which can be shown, may be made one letter by cleaning that no font of ours has.
PRINTABLE = (
    st.text(st.sampled_from(sorted(printable_characters()) + list("<>&\"'=+-@\n\n")), max_size=40)
    .map(clean)
    .filter(lambda text: set(text) <= printable_characters() | {"\n"})
)
WORDS = PRINTABLE.filter(str.strip)
LINE = WORDS.map(lambda text: " ".join(text.split()))
TREND = sparkline(series(1))
CELLS = st.one_of(
    PRINTABLE,
    st.builds(Detail, text=WORDS, small=WORDS),
    st.builds(Number, text=PRINTABLE, value=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3)),
    st.decimals(-(10**6), 10**6, places=1).map(lambda value: Number(text=f"£{value:,}", value=value)),
    st.builds(RatingMark, code=st.sampled_from(["green", "amber", "red", "not-rated"]), word=WORDS),
    st.builds(TravelMark, code=st.sampled_from(["improved", "same", "worse", "not-stated"]), word=WORDS),
    st.just(Picture(svg=TREND.svg, alt=TREND.alt, width=TREND.width, height=TREND.height)),
)
TABLES = st.builds(
    lambda caption, heads, rows, notes: Table(
        caption=caption,
        columns=(Column(title=heads[0], share=1), Column(title=heads[1], align="right"), Column(title=heads[2])),
        rows=rows,
        notes=notes,
    ),
    WORDS,
    st.tuples(WORDS, WORDS, WORDS),
    st.lists(st.tuples(WORDS, CELLS, CELLS), max_size=3).map(tuple),
    st.lists(PRINTABLE, max_size=2).map(tuple),
)
INNER = st.one_of(
    st.builds(Paragraph, text=PRINTABLE, number=PRINTABLE, lead=PRINTABLE),
    st.builds(FactList, facts=st.lists(st.builds(Fact, label=PRINTABLE, text=PRINTABLE), max_size=2).map(tuple)),
    st.builds(BulletList, items=st.lists(PRINTABLE, max_size=3).map(tuple)),
    st.builds(
        NumberedList,
        points=st.lists(
            st.builds(Point, text=PRINTABLE, lettered=st.lists(PRINTABLE, max_size=2).map(tuple)), max_size=2
        ).map(tuple),
        start=st.integers(1, 9),
    ),
    st.builds(
        Notice,
        kind=st.sampled_from(NoticeKind),
        title=PRINTABLE,
        paragraphs=st.lists(PRINTABLE, max_size=2).map(tuple),
    ),
    TABLES,
)
BLOCKS = st.one_of(
    INNER,
    st.builds(Heading, text=WORDS),
    st.just(Contents()),
    st.just(PageBreak()),
    st.builds(
        Panel,
        title=WORDS,
        small=PRINTABLE,
        mark=st.none() | st.builds(RatingMark, code=st.just("red"), word=WORDS),
        blocks=st.lists(INNER, max_size=3).map(tuple),
    ),
)
SECTIONS = st.builds(
    Section,
    title=LINE,
    blocks=st.lists(BLOCKS, max_size=4).map(tuple),
    new_page=st.booleans(),
    wide=st.booleans(),
    editable_as=st.sampled_from(EditableAs),
)
ROWS = st.lists(
    st.tuples(st.none() | st.text(max_size=20).map(clean), st.none() | st.decimals(allow_nan=False, places=4)),
    max_size=3,
)
DOCUMENTS = st.builds(
    lambda title, sections, rows: replace(
        small_document(),
        title=title,
        sections=sections,
        rows=DataTable(
            columns=(DataColumn(name="ref"), DataColumn(name="value", kind=ColumnKind.NUMBER)), rows=tuple(rows)
        ),
    ),
    LINE,
    st.lists(SECTIONS, min_size=1, max_size=3).map(tuple),
    ROWS.filter(lambda rows: all(value is None or value.is_finite() for _, value in rows)),
)


def made(document: ReportDocument) -> dict[str, bytes]:
    sections = [section for run in text_runs(document) for section in run]
    pictures = pictures_of(drawing for section in sections for drawing in drawings_in(section.blocks))
    return {
        "odt": odt_of(document, pictures=pictures),
        "docx": docx_of(document, pictures=pictures),
        "ods": ods_of(document),
        "xlsx": xlsx_of(document),
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(DOCUMENTS)
def test_whatever_may_be_published_can_be_had_in_every_format(document):
    check_document(document)

    files = made(document)

    assert schema_faults(files["odt"]) == schema_faults(files["ods"]) == []
    assert all(
        ElementTree.fromstring(part) is not None
        for name, part in members_of(files["docx"]).items()
        if name.endswith((".xml", ".rels"))
    )
    assert openpyxl.load_workbook(io.BytesIO(files["xlsx"])).sheetnames[0] == "Cover"


def test_every_editable_file_says_that_it_is_a_draft_and_illustrative():
    document = sample_document(measures=3, exceptions=1)

    said = {kind: words_of_file(content) for kind, content in made(document).items()}

    assert all("DRAFT" in words for words in said.values())
    assert all(document.illustrative_note in words for words in said.values())


def test_text_holds_the_sections_kept_as_text_and_workbooks_those_kept_as_tables():
    kept = {EditableAs.TEXT: "Exceptions of Q2", EditableAs.TABLES: "Measures of Q2", EditableAs.BOTH: "Key of Q2"}
    document = replace(
        small_document(),
        sections=tuple(
            Section(
                title=title,
                editable_as=where,
                blocks=(Table(caption=title, columns=(Column(title="Measure", share=1),), rows=(("Calls",),)),),
            )
            for where, title in kept.items()
        ),
    )

    said = {kind: words_of_file(content) for kind, content in made(document).items()}

    held = {kind: [where.value for where, title in kept.items() if title in words] for kind, words in said.items()}
    assert held["odt"] == held["docx"] == ["text", "both"]
    assert held["ods"] == held["xlsx"] == ["tables", "both"]


def test_a_text_that_lacks_a_part_says_where_it_is():
    document = small_document()
    cut = replace(document.sections[0], editable_as=EditableAs.TABLES)

    files = made(replace(document, sections=(cut, document.sections[1])))

    where = f"For the rest see {document.name}.pdf, which is the whole document, or as tables {document.name}.ods"
    assert all(where in words_of_file(files[kind]) for kind in ("odt", "docx"))


def test_a_text_names_the_lettered_parts_that_it_lacks_and_where_they_are():
    document = small_document()
    letters = {"A": EditableAs.BOTH, "B": EditableAs.TABLES, "C": EditableAs.TABLES, "D": EditableAs.TABLES}
    sections = tuple(
        replace(document.sections[0], title=f"{letter}. Part", editable_as=kept) for letter, kept in letters.items()
    )

    files = made(replace(document, sections=sections))

    said = f"Of parts A to D this file holds part\u00a0A; for parts B to D see {document.name}.pdf"
    assert all(said in words_of_file(files[kind]) for kind in ("odt", "docx"))


def test_a_document_without_any_text_still_opens():
    document = small_document()
    tables = tuple(replace(section, editable_as=EditableAs.TABLES) for section in document.sections)

    files = made(replace(document, sections=tables))

    assert schema_faults(files["odt"]) == []
    assert document.title in words_of_file(files["docx"])
