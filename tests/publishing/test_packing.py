"""A PDF read as Typst lays it out and written small again: nothing is lost, and nothing else is taken for it."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.publishing.packing import NotAsTypstWrites, TypstFile, pack, unpack
from goldenthread.publishing.tags import finish_tags
from goldenthread.publishing.typeset import typeset
from tests.publishing.sample import sample_document, small_document


@pytest.fixture(scope="module")
def typst_pdf() -> bytes:
    """As Typst writes it, without row headers."""
    return typeset(small_document())


def objects_of(pdf_bytes: bytes) -> list[object]:
    """Every object but those that hold others, as plain Python."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        return [
            (obj.objgen, obj.unparse(), obj.read_raw_bytes() if isinstance(obj, pikepdf.Stream) else b"")
            for obj in pdf.objects
            if str(obj.get("/Type", "")) not in ("/ObjStm", "/XRef")
            if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array)
        ]


def test_a_packed_file_holds_every_object_as_it_was(typst_pdf):
    packed = pack(unpack(typst_pdf))

    assert objects_of(packed) == objects_of(typst_pdf)


def test_a_packed_pack_takes_a_third_of_the_room():
    written = typeset(sample_document(measures=120))

    packed = pack(unpack(written))

    assert len(packed) * 3 < len(written)


def test_a_packed_file_keeps_its_identifiers_and_its_root(typst_pdf):
    with pikepdf.open(io.BytesIO(typst_pdf)) as pdf:
        before = [bytes(part) for part in pdf.trailer.ID], pdf.Root.objgen, pdf.trailer.Info.objgen

    with pikepdf.open(io.BytesIO(pack(unpack(typst_pdf)))) as pdf:
        after = [bytes(part) for part in pdf.trailer.ID], pdf.Root.objgen, pdf.trailer.Info.objgen

    assert after == before


def test_a_packed_file_has_no_fault_of_form(typst_pdf):
    with pikepdf.open(io.BytesIO(finish_tags(typst_pdf))) as pdf:
        assert pdf.check_pdf_syntax() == []


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=8))
def test_no_stream_ends_with_two_bytes_that_may_be_one_line_end(contents):
    streams = {
        number: b"<</Length %d>>stream\n%b\nendstream" % (len(content) + 1, content + b"\r")
        for number, content in enumerate(contents, start=2)
    }
    file = TypstFile(head=b"%PDF-1.7\n", objects={1: b"<</Type/Catalog>>", **streams}, trailer=b"/Root 1 0 R")

    packed = pack(file)

    assert b"\r\nendstream" not in packed
    assert packed.count(b"\r\rendstream") >= len(contents)


def test_words_that_look_like_a_tag_stay_as_they_were_typed():
    typed = "<</S/TD /P 1 0 R /A[<</O 1>>] /K[1 0 R]>> endobj 7 0 obj endstream xref trailer"
    document = small_document()
    said = replace(document, title=typed, sections=(replace(document.sections[0], title=typed),))

    with pikepdf.open(io.BytesIO(finish_tags(typeset(said)))) as pdf:
        bookmark = str(pdf.Root.Outlines.First.First.Title)

    assert bookmark == typed


@pytest.mark.parametrize(
    ("found", "put", "said"),
    [
        (b"trailer\n<<", b"trailer <<", "trailer"),
        (b"%%EOF", b"", "trailer"),
        (b"\nxref\n0 ", b"\nxref\n1 ", "table"),
        (b"\n9 0 obj\n", b"\n8 0 obj\n", "Object 9"),
        (b"/S/TD/P ", b"/S/TD/Q ", "The cell in object"),
        (b"/S/Caption/P ", b"/S/Caption/Q ", "begins in another way"),
    ],
)
def test_a_file_laid_out_in_another_way_is_refused(typst_pdf, found, put, said):
    other = typst_pdf.replace(found, put)

    with pytest.raises(NotAsTypstWrites, match=said):
        finish_tags(other)


def test_a_row_that_holds_words_of_its_own_is_refused(typst_pdf):
    file = unpack(typst_pdf)
    row = next(number for number, body in file.objects.items() if body.startswith(b"<</Type/StructElem/S/TR/"))
    objects = {**file.objects, row: b"<</Type/StructElem/S/TR/P 1 0 R/K[0]>>"}

    with pytest.raises(NotAsTypstWrites, match="something else than tags"):
        finish_tags(_as_typst_writes(replace(file, objects=objects)))


def _as_typst_writes(file: TypstFile) -> bytes:
    written, places = file.head, []
    for number, body in sorted(file.objects.items()):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n\n" % (number, body)
    rows = b"".join(b"%010d 00000 n\r\n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f\r\n%b" % (len(places) + 1, rows)
    trailer = b"trailer\n<</Size %d%b>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, file.trailer, len(written))
    return written + table + trailer
