"""The PDF: what it says, what its tags say, and what the gate does not let through."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.publishing import typeset as typesetting
from goldenthread.publishing.cells import Detail, RatingMark
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
from goldenthread.publishing.gate import tag_problems
from goldenthread.publishing.rendering import accessible_pdf
from goldenthread.publishing.tags import finish_tags
from goldenthread.publishing.typeset import TypesettingRefused, moment_in_words, page_runs, typeset
from tests.publishing.conftest import PACK
from tests.publishing.pdf_words import words_on_pages
from tests.publishing.sample import sample_document, small_document
from tests.publishing.small import make_document


@pytest.fixture(scope="module")
def pack_pages(pack_pdf) -> list[str]:
    """The words of each page of the sample pack."""
    return words_on_pages(pack_pdf)


def document_with(*blocks, **given) -> ReportDocument:
    section = Section(title="Results", blocks=blocks, **given)
    return replace(small_document(), sections=(section,))


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


def test_the_head_of_a_page_names_the_section_that_its_first_line_belongs_to():
    lines = tuple(Paragraph(text=f"Line {number} of the first part.") for number in range(60))
    document = document_with(*lines)
    first = replace(document.sections[0], title="First part")
    second = Section(title="Second part", blocks=(Paragraph(text="Its only line."),))

    pages = words_on_pages(typeset(replace(document, sections=(first, second))))

    (shared,) = [page for page in pages if "Its only line." in page]
    assert "Line 59" in shared
    assert shared.count("First part") == 1
    assert shared.index("First part") < shared.index("Line")


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


@pytest.mark.parametrize("public_id", ["2019-20-q2-joint-committee-1", "2019-20-year-end-partner-council-havering-12"])
def test_the_name_of_a_publication_is_copied_as_it_is(public_id):
    table = Table(
        caption="Names",
        columns=tuple(Column(title=f"Column {number}", share=1) for number in range(6)),
        rows=((public_id, *["Something else."] * 5),),
    )

    words = "".join(words_on_pages(accessible_pdf(document_with(Paragraph(text=f"It replaces “{public_id}”."), table))))

    assert words.replace("\n", "").count(public_id) == 2


def test_headings_go_down_one_level_at_a_time():
    document = document_with(Heading(text="Background"), Heading(text="Detail", level=4))

    assert accessible_pdf(document).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "target"),
    [
        (
            "Source: https://democracy.havering.gov.uk/mgAi.aspx?ID=22213.",
            "https://democracy.havering.gov.uk/mgAi.aspx?ID=22213",
        ),
        ("Ask (performance.officer@onesource.example.org) first.", "mailto:performance.officer@onesource.example.org"),
    ],
)
def test_an_address_is_a_link_and_is_copied_as_it_is(words, target):
    pdf_bytes = accessible_pdf(make_document(words=words))

    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        links = [
            str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", ()) if "/URI" in note.get("/A", {})
        ]
    assert links == [target]
    assert target.removeprefix("mailto:") in words_on_pages(pdf_bytes)[0].replace("\n", "")
