"""The tags of a PDF: what a screen reader finds in them, and what the gate does not let through."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
import pytest

from goldenthread.publishing import gate
from goldenthread.publishing.checks import figure_count
from goldenthread.publishing.document import (
    Paragraph,
    ReportDocument,
    Section,
)
from goldenthread.publishing.gate import GateRefused, check_gate, elements_in, tag_problems
from goldenthread.publishing.rendering import accessible_pdf
from goldenthread.publishing.tags import finish_tags
from goldenthread.publishing.typeset import typeset
from tests.publishing.conftest import PACK
from tests.publishing.pdf_words import words_on_pages
from tests.publishing.sample import small_document


def document_with(*blocks, **given) -> ReportDocument:
    section = Section(title="Results", blocks=blocks, **given)
    return replace(small_document(), sections=(section,))


def pdf_changed_by(change: Callable[[pikepdf.Pdf], None], pdf_bytes: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        change(pdf)
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def tables_below(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kind, kid in elements_in(node):
        if kind == "/Table":
            yield kid
        else:
            yield from tables_below(kid)


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
