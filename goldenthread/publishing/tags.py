"""Finishes a PDF's tags: what Typst's Python binding cannot say about tables.

Typst marks column headers but cannot mark a row's: a screen reader in the middle of a table would say "92.1%, Actual"
and not whose. This pass changes only the tags: nothing that is seen, and the same bytes come out each time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from goldenthread.publishing.packing import NotAsTypstWrites, pack, unpack

_ELEMENT = b"<</Type/StructElem/S/%b/"
_CELL, _ROW, _CAPTION = (_ELEMENT % kind for kind in (b"TD", b"TR", b"Caption"))
_KIND = re.compile(rb"<</Type/StructElem/S/(\w+)/P (\d+) 0 R")
# A cell's parent, and its attributes if it has any, right before what it holds.
_CELL_HEAD = re.compile(rb"<</Type/StructElem/S/TD(/P \d+ 0 R)(?:/A\[(?:<<[^<>]*>>)+\])?(?=/K)")
_KIDS = re.compile(rb"/K\[((?:\d+ 0 R ?)+)\]>>\Z")
_ROW_HEADER = rb"<</Type/StructElem/S/TH\1/A[<</O/Table/Scope/Row>>]"
_BARE = rb"<</Type/StructElem/S/TD\1"


def finish_tags(pdf_bytes: bytes) -> bytes:
    """Typst's PDF with a row header (TH, Scope Row) at the start of each body row, and captions inside their tables.

    Typst's cells name their column headers by id, which would hide the row's: those names go, since with a Scope on
    every header, row and column, each cell's headers follow from its place. The file comes out packed.
    """
    file = unpack(pdf_bytes)
    objects = dict(file.objects)
    _mark_row_headers(objects)
    _take_in_captions(objects)
    return pack(replace(file, objects=objects))


def _mark_row_headers(objects: dict[int, bytes]) -> None:
    # A row of the table's head begins with a header already, which is no plain cell.
    firsts = {_kids(body)[0] for body in objects.values() if body.startswith(_ROW)}
    for number, body in objects.items():
        if body.startswith(_CELL):
            # Beside the ids of headers only colours and borders stand in the attributes, which the page shows.
            objects[number], found = _CELL_HEAD.subn(_ROW_HEADER if number in firsts else _BARE, body, count=1)
            if not found:
                raise NotAsTypstWrites(f"The cell in object {number} of the PDF is tagged in another way.")


def _take_in_captions(objects: dict[int, bytes]) -> None:
    """Where a table begins on the page after its caption's place, Typst leaves the caption beside it, not in it."""
    for number in [number for number, body in objects.items() if body.startswith(_CAPTION)]:
        holder = _parent(objects[number])
        table = None if _kind(objects[holder]) == b"Table" else _table_below(holder, objects=objects)
        if table is not None:
            objects[holder] = _with_kids(objects[holder], [kid for kid in _kids(objects[holder]) if kid != number])
            objects[table] = _with_kids(objects[table], [number, *_kids(objects[table])])
            objects[number] = objects[number].replace(b"/P %d 0 R" % holder, b"/P %d 0 R" % table, 1)


def _table_below(holder: int, *, objects: Mapping[int, bytes]) -> int | None:
    for kid in _kids(objects[holder]):
        if _kind(objects[kid]) == b"Table":
            return kid
        if _kind(objects[kid]) == b"Div" and (table := _table_below(kid, objects=objects)) is not None:
            return table
    return None


def _kind(body: bytes) -> bytes:
    return _head(body)[1]


def _parent(body: bytes) -> int:
    return int(_head(body)[2])


def _head(body: bytes) -> re.Match[bytes]:
    found = _KIND.match(body)
    if found is None:
        raise NotAsTypstWrites(f"A tag of the PDF begins in another way: {body[:60]!r}.")
    return found


def _kids(body: bytes) -> list[int]:
    """The elements right below one that holds elements alone."""
    found = _KIDS.search(body)
    if found is None:
        raise NotAsTypstWrites(f"A tag of the PDF holds something else than tags: {body[:60]!r}.")
    return [int(number) for number in found[1].split()[::3]]


def _with_kids(body: bytes, kids: list[int]) -> bytes:
    return _KIDS.sub(b"/K[" + b" ".join(b"%d 0 R" % kid for kid in kids) + b"]>>", body, count=1)
