"""Finishes a PDF's tags: what Typst's Python binding cannot say about tables.

Typst marks column headers but cannot mark a row's: a screen reader in the middle of a table would say "92.1%, Actual"
and not whose. This pass changes only the tags: nothing that is seen, and the same bytes come out each time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object


def finish_tags(pdf_bytes: bytes) -> bytes:
    """The PDF with a row header (TH, Scope Row) at the start of each body row, and captions inside their tables.

    Typst's cells name their column headers by id, which would hide the row's: those names go, since with a Scope on
    every header, row and column, each cell's headers follow from its place.
    """
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        for table in list(tables_below(pdf.Root.StructTreeRoot)):
            _take_in_caption(table)
            for row in _body_rows(table):
                _mark_row_header(list(row.K))
        saved = io.BytesIO()
        # The tags are most of the file: packed into object streams they take a fifth of the room. Streams are left as
        # Typst wrote them, the metadata uncompressed, since checkers of PDF/A-2a want to read it without unpacking.
        pdf.save(
            saved,
            deterministic_id=True,
            compress_streams=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return _end_streams_plainly(saved.getvalue())


def elements_in(node: Object) -> list[tuple[str, Object]]:
    """The structure elements right below a node, each with its kind ("/TR"); marked content and links are left out."""
    kids = node.get("/K")
    if kids is None or isinstance(kids, int):
        return []
    found = []
    for kid in kids if isinstance(kids, Array) else (kids,):
        # A number is marked content, a dictionary without a kind a reference to it or to a link.
        if not isinstance(kid, int) and (kind := kid.get("/S")) is not None:
            found.append((str(kind), kid))
    return found


_NO_TABLE_BELOW = {"/P", "/Span", "/Strong", "/TOC", "/L", "/H1", "/H2", "/H3", "/H4", "/Caption", "/Figure"}


def tables_below(node: Object) -> Iterator[Object]:
    """Every table of the structure, in reading order."""
    for kind, kid in elements_in(node):
        if kind == "/Table":
            yield kid
        elif kind not in _NO_TABLE_BELOW:
            yield from tables_below(kid)


def _body_rows(table: Object) -> Iterator[Object]:
    for kind, part in elements_in(table):
        if kind == "/TBody":
            yield from (row for _, row in elements_in(part))


def _mark_row_header(cells: list[Object]) -> None:
    for cell in cells:
        # Beside the ids of headers only colours and borders stand here, which the page shows.
        if "/A" in cell:
            del cell.A
    cells[0].S = Name.TH
    cells[0].A = Array([Dictionary(O=Name.Table, Scope=Name.Row)])


def _take_in_caption(table: Object) -> None:
    # Where a table begins on the page after its caption's place, Typst leaves the caption beside it, not in it.
    if any(kind == "/Caption" for kind, _ in elements_in(table)):
        return
    holder = table.P.P
    captions = [kid for kind, kid in elements_in(holder) if kind == "/Caption"]
    if captions:
        holder.K = Array([kid for kid in holder.K if kid not in captions])
        captions[0].P = table
        table.K = Array([captions[0], *table.K])


def _end_streams_plainly(pdf_bytes: bytes) -> bytes:
    # Compressed data may happen to end with a carriage return; with the line feed before "endstream" it looks like one
    # line end of two bytes, and our checker then counts the stream a byte short. A carriage return ends a line as well.
    return pdf_bytes.replace(b"\r\nendstream", b"\r\rendstream")
