"""The PDF: what it says, what its tags say, and what the gate does not let through."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.publishing import gate
from goldenthread.publishing import typeset as typesetting
from goldenthread.publishing.cells import Detail, RatingMark
from goldenthread.publishing.checks import figure_count
from goldenthread.publishing.document import (
    BulletList,
    Column,
    Fact,
    FactList,
    Heading,
    Panel,
    Paragraph,
    ReportDocument,
    Section,
    Status,
    Table,
)
from goldenthread.publishing.gate import GateRefused, check_gate, tag_problems
from goldenthread.publishing.rendering import accessible_pdf
from goldenthread.publishing.tags import elements_in, finish_tags, tables_below
from goldenthread.publishing.typeset import TypesettingRefused, moment_in_words, page_runs, typeset
from tests.publishing.pdf_words import words_on_pages
from tests.publishing.sample import sample_document, small_document

PACK = sample_document(measures=120, exceptions=24)


@pytest.fixture(scope="module")
def pack_pdf() -> bytes:
    """The sample pack of 120 measures, through the gate."""
    return accessible_pdf(PACK)


@pytest.fixture(scope="module")
def pack_pages(pack_pdf) -> list[str]:
    """The words of each of its pages."""
    return words_on_pages(pack_pdf)


def document_with(*blocks, **given) -> ReportDocument:
    section = Section(title="Results", blocks=blocks, **given)
    return replace(small_document(), sections=(section,))


def pdf_changed_by(change: Callable[[pikepdf.Pdf], None], pdf_bytes: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        change(pdf)
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def first_element(node: pikepdf.Object, wanted: str) -> pikepdf.Object:
    below = elements_in(node)
    return next((e for kind, e in below if kind == wanted), None) or next(
        found for _, e in below if (found := _or_none(e, wanted)) is not None
    )


def _or_none(node: pikepdf.Object, wanted: str) -> pikepdf.Object | None:
    try:
        return first_element(node, wanted)
    except StopIteration:
        return None


# --- what is printed ------------------------------------------------------------------------------------------------


def test_a_pack_of_120_measures_passes_the_gate_within_45_pages(pack_pages):
    assert len(pack_pages) <= 45


def test_equal_documents_give_equal_bytes(pack_pdf):
    again = accessible_pdf(sample_document(measures=120, exceptions=24))

    assert again == pack_pdf


def test_each_page_says_which_of_how_many_it_is(pack_pages):
    count = len(pack_pages)

    silent = [number for number in range(1, count + 1) if f"Page {number} of {count}" not in pack_pages[number - 1]]

    assert silent == []


def test_a_draft_says_so_on_every_page(pack_pages):
    assert all("DRAFT" in page for page in pack_pages)


def test_what_is_published_does_not_call_itself_a_draft():
    pages = words_on_pages(accessible_pdf(replace(small_document(), status=Status.PUBLISHED)))

    assert not any("draft" in page.lower() for page in pages)


def test_the_illustrative_note_stands_on_every_page(pack_pages):
    assert all(PACK.illustrative_note in page for page in pack_pages)


def test_each_page_about_a_council_names_it_at_its_head(pack_pages):
    council = "London Borough of Havering"

    heads = [page.split("Measure")[0] for page in pack_pages if f"\n{council}\n" in page and "Contents" not in page]

    assert len(heads) >= 3
    assert all(council in head for head in heads)


def test_every_measure_stands_in_the_table_of_its_council(pack_pages):
    words = "\n".join(pack_pages)

    lost = [number for number in range(1, 121) if words.count(f"PI-{number:03}") < 2]

    assert lost == []


def test_marks_of_typesetting_stay_the_text_that_was_typed():
    typed = '#panic("no") *bold* _it_ $x^2$ `raw` <label> @ref \\ // comment #sys.inputs [x] = Heading'
    document = document_with(Paragraph(text=typed), BulletList(items=(typed,)))

    words = "".join(words_on_pages(accessible_pdf(document))).replace("\n", "")

    assert words.count(typed) == 2


def test_a_rating_is_printed_as_its_own_word():
    table = Table(
        caption="Ratings",
        columns=(Column(title="Measure", share=1), Column(title="Rating")),
        rows=(("Savings", RatingMark(code="amber", word="At risk")),),
    )

    words = words_on_pages(accessible_pdf(document_with(table)))

    assert "At" in words[0]
    assert "risk" in words[0]


def test_the_only_moment_in_the_file_is_the_documents_own(pack_pdf):
    with pikepdf.open(io.BytesIO(pack_pdf)) as pdf:
        dates = {str(pdf.docinfo[key]) for key in ("/CreationDate", "/ModDate") if key in pdf.docinfo}
        metadata = pdf.Root.Metadata.read_bytes().decode()

    assert all(date.startswith("D:20200120090000") for date in dates)
    assert "2020-01-20T09:00:00" in metadata


def test_a_moment_is_printed_in_english_whatever_the_machine_speaks():
    assert moment_in_words(datetime(2020, 1, 5, 9, 7, tzinfo=UTC)) == "5 January 2020, 09:07"


def test_sections_share_pages_until_one_asks_for_its_own():
    kinds = [{}, {}, {"about": "Havering"}, {"about": "Havering"}, {}, {"wide": True}, {}, {"new_page": True}]
    sections = tuple(Section(title=f"Part {n}", blocks=(), **kind) for n, kind in enumerate(kinds))

    runs = page_runs(sections)

    assert [[section.title[-1] for section in run] for run in runs] == [
        ["0", "1"],
        ["2"],
        ["3"],
        ["4"],
        ["5"],
        ["6"],
        ["7"],
    ]


def test_a_font_that_is_missing_is_no_empty_page(monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "FONT_FOLDER", tmp_path)
    monkeypatch.setattr(typesetting, "shipped_fonts", typesetting.shipped_fonts.__wrapped__)

    with pytest.raises(TypesettingRefused, match="font"):
        typeset(small_document())


# --- nothing is lost ------------------------------------------------------------------------------------------------

LONG = st.sampled_from((1, 20, 90, 250, 450)).map(lambda count: " ".join(["Vacancies delayed the work."] * count))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(LONG, LONG, st.integers(1, 60), st.booleans())
def test_nothing_is_ever_set_off_the_page(said, answered, rows, wide):
    table = Table(
        caption="Promises",
        columns=(Column(title="Promise", share=2), Column(title="Owner"), Column(title="Answer", share=1)),
        rows=((said, "Head of Exchequer and Transactional Services", answered),) * min(rows, 3)
        + tuple((f"Promise {n}", Detail(text="Director", small=answered[:80] or "-"), "Kept") for n in range(rows)),
    )
    panel = Panel(
        title="Calls", blocks=(Paragraph(text=said), FactList(facts=(Fact(label="Note", text=answered),)), table)
    )

    problems = tag_problems(finish_tags(typeset(document_with(panel, table, wide=wide))), language="en-GB", figures=0)

    assert problems == ()


def test_a_row_longer_than_a_page_goes_on_over_the_next():
    said = " ".join(["Vacancies delayed the work."] * 400)
    columns = (Column(title="Promise", share=1), Column(title="Answer", share=1))
    table = Table(caption="Promises", columns=columns, rows=((said, said),))

    pages = words_on_pages(accessible_pdf(document_with(table)))

    assert sum(page.count("Vacancies") for page in pages) == 800


def test_a_panel_longer_than_a_page_goes_on_over_the_next():
    panel = Panel(title="Calls", blocks=(Paragraph(text=" ".join(["Vacancies delayed the work."] * 400)),))

    pages = words_on_pages(accessible_pdf(document_with(panel)))

    assert sum(page.count("Vacancies") for page in pages) == 400


def test_many_narrow_columns_leave_room_for_the_wide_one():
    table = Table(
        caption="Many",
        columns=(Column(title="Measure", share=1), *(Column(title=f"Quarter number {n}") for n in range(9))),
        rows=(("Calls answered", *["a rather long answer for so small a cell"] * 9),),
    )

    words = words_on_pages(accessible_pdf(document_with(table)))

    assert "Calls answered" in words[0].replace("\n", " ")


# --- tags -----------------------------------------------------------------------------------------------------------


def test_the_first_cell_of_every_row_heads_it(pack_pdf):
    with pikepdf.open(io.BytesIO(pack_pdf)) as pdf:
        bodies = [
            part for t in tables_below(pdf.Root.StructTreeRoot) for kind, part in elements_in(t) if kind == "/TBody"
        ]
        firsts = [elements_in(row)[0] for body in bodies for _, row in elements_in(body)]
        scopes = {str(cell.A[0].Scope) for _, cell in firsts}

    assert {kind for kind, _ in firsts} == {"/TH"}
    assert scopes == {"/Row"}


def test_no_cell_names_headers_that_leave_its_rows_out(pack_pdf):
    with pikepdf.open(io.BytesIO(pack_pdf)) as pdf:
        bodies = [
            part for t in tables_below(pdf.Root.StructTreeRoot) for kind, part in elements_in(t) if kind == "/TBody"
        ]
        cells = [
            cell for body in bodies for _, row in elements_in(body) for kind, cell in elements_in(row) if kind == "/TD"
        ]

    assert cells
    assert not any("/A" in cell for cell in cells)


def test_every_drawing_keeps_its_alternative_in_order(pack_pdf):
    with pikepdf.open(io.BytesIO(pack_pdf)) as pdf:
        spoken = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]

    assert len(spoken) == figure_count(PACK) == 120 * 2 + 24
    assert all(alternative.strip() for alternative in spoken)


def test_finishing_a_files_tags_changes_nothing_that_is_seen():
    typeset_only = typeset(small_document())

    finished = finish_tags(typeset_only)

    assert words_on_pages(finished) == words_on_pages(typeset_only)


def test_no_stream_ends_with_what_looks_like_a_line_end_of_two_bytes():
    pdfs = [accessible_pdf(document_with(Paragraph(text=f"Calls answered {'again ' * n}".strip()))) for n in range(8)]

    endings = [pdf_bytes.count(b"\r\nendstream") for pdf_bytes in pdfs]

    assert endings == [0] * 8


# --- the gate -------------------------------------------------------------------------------------------------------


def test_a_pdf_without_row_headers_does_not_pass():
    with pytest.raises(GateRefused, match="a table row without a header"):
        check_gate(typeset(small_document()), language="en-GB", figures=figure_count(small_document()))


def test_a_drawing_without_its_alternative_does_not_pass():
    def silence(pdf: pikepdf.Pdf) -> None:
        del first_element(pdf.Root.StructTreeRoot, "/Figure")["/Alt"]

    silent = pdf_changed_by(silence, accessible_pdf(small_document()))

    with pytest.raises(GateRefused, match="a drawing without a text alternative"):
        check_gate(silent, language="en-GB", figures=figure_count(small_document()))


def test_a_drawing_too_few_does_not_pass(pack_pdf):
    problems = tag_problems(pack_pdf, language="en-GB", figures=figure_count(PACK) + 1)

    assert problems == ("264 drawings are tagged and the document holds 265.",)


def test_a_table_without_its_caption_does_not_pass(pack_pdf):
    def strip(pdf: pikepdf.Pdf) -> None:
        table = next(tables_below(pdf.Root.StructTreeRoot))
        table.K = pikepdf.Array([part for part in table.K if part.S != "/Caption"])

    problems = tag_problems(pdf_changed_by(strip, pack_pdf), language="en-GB", figures=figure_count(PACK))

    assert problems == ("1 × a table without a caption",)


def test_another_language_does_not_pass(pack_pdf):
    problems = tag_problems(pack_pdf, language="cy", figures=figure_count(PACK))

    assert problems == ("The document's language is not given as cy.",)


def test_a_file_without_title_bookmarks_or_metadata_does_not_pass(pack_pdf):
    def strip(pdf: pikepdf.Pdf) -> None:
        for part in ("/ViewerPreferences", "/Outlines", "/Metadata", "/MarkInfo"):
            del pdf.Root[part]

    problems = tag_problems(pdf_changed_by(strip, pack_pdf), language="en-GB", figures=figure_count(PACK))

    assert problems == (
        "The document is not marked as tagged.",
        "The window's title would be the file's name.",
        "There are no bookmarks.",
        "The metadata is missing or compressed.",
    )


def test_words_off_the_page_do_not_pass(pack_pdf):
    def shorten(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = [0, 0, 595, 400]

    problems = tag_problems(pdf_changed_by(shorten, pack_pdf), language="en-GB", figures=figure_count(PACK))

    assert problems == ("Page 1: words run off the page.",)


def test_words_that_stand_nobody_knows_where_do_not_pass(pack_pdf):
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"q BT /f0 9 Tf 5 5 Td (\\000\\001) Tj\nET\nQ ")

    problems = tag_problems(pdf_changed_by(turn, pack_pdf), language="en-GB", figures=figure_count(PACK))

    assert problems == ("Page 1: it cannot be seen where some of its words stand.",)


def test_what_is_no_pdf_does_not_pass():
    with pytest.raises(GateRefused, match="no sound PDF") as refused:
        check_gate(b"%PDF-1.7 but nothing more", language="en-GB", figures=0)

    assert len(refused.value.problems) == 1 + len(gate.PROFILES)


def test_a_pdf_that_breaks_the_standards_does_not_pass(pack_pdf):
    def untag(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata = pdf.make_stream(b"<x/>", Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)

    with pytest.raises(GateRefused) as refused:
        check_gate(pdf_changed_by(untag, pack_pdf), language="en-GB", figures=figure_count(PACK))

    assert {problem.split(":")[0] for problem in refused.value.problems} == {"ua1", "2a"}


def test_headings_go_down_one_level_at_a_time():
    document = document_with(Heading(text="Background"), Heading(text="Detail", level=4))

    assert accessible_pdf(document).startswith(b"%PDF")
