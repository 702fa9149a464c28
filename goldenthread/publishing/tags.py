"""Finishes a PDF's tags: what Typst's Python binding cannot say about tables.

Typst marks column headers but cannot mark a row's: a screen reader in the middle of a table would say "92.1%, Actual"
and not whose. This pass changes only the tags: nothing that is seen, and the same bytes come out each time.
"""

from __future__ import annotations

import re
from dataclasses import replace

from goldenthread.publishing.packing import pack, unpack

_KIND = re.compile(rb"<</Type/StructElem/S/(\w+)/P (\d+) 0 R")
_KIDS = re.compile(rb"/K\[([\d R]*)\]")
_ATTRIBUTES = re.compile(rb"/A\[(?:<<[^<>]*>>)+\]")
_ROW_HEADER = b"/A[<</O/Table/Scope/Row>>]"


def finish_tags(pdf_bytes: bytes) -> bytes:
    """Typst's PDF with a row header (TH, Scope Row) in each body row, and captions inside their tables.

    Typst's cells name their column headers by id, which would hide the row's: those names go, since with a Scope on
    every header, row and column, each cell's headers follow from its place. The file comes out packed.
    """
    file = unpack(pdf_bytes)
    return pack(replace(file, objects=_with_captions_taken_in(_with_row_headers(file.objects))))


def _with_row_headers(objects: dict[int, bytes]) -> dict[int, bytes]:
    firsts = {_kids(body)[0] for body in objects.values() if body.startswith(b"<</Type/StructElem/S/TR/")}
    changed = dict(objects)
    for number, body in objects.items():
        if body.startswith(b"<</Type/StructElem/S/TD/"):
            # Beside the ids of headers only colours and borders stand here, which the page shows.
            bare = _ATTRIBUTES.sub(b"", body, count=1)
            if number in firsts:
                bare = bare.replace(b"/S/TD/", b"/S/TH/", 1).replace(b"/K[", _ROW_HEADER + b"/K[", 1)
            changed[number] = bare
    return changed


def _with_captions_taken_in(objects: dict[int, bytes]) -> dict[int, bytes]:
    """Where a table begins on the page after its caption's place, Typst leaves the caption beside it, not in it."""
    changed = dict(objects)
    for number, body in objects.items():
        if body.startswith(b"<</Type/StructElem/S/Caption/"):
            holder = _parent(body)
            table = None if _kind(objects[holder]) == b"Table" else _table_below(holder, objects=objects)
            if table is not None:
                changed[holder] = _with_kids(changed[holder], [kid for kid in _kids(changed[holder]) if kid != number])
                changed[table] = _with_kids(changed[table], [number, *_kids(changed[table])])
                changed[number] = changed[number].replace(b"/P %d 0 R" % holder, b"/P %d 0 R" % table, 1)
    return changed


def _table_below(holder: int, *, objects: dict[int, bytes]) -> int | None:
    for kid in _kids(objects[holder]):
        if _kind(objects[kid]) == b"Table":
            return kid
        if _kind(objects[kid]) == b"Div" and (table := _table_below(kid, objects=objects)) is not None:
            return table
    return None


def _kind(body: bytes) -> bytes:
    found = _KIND.match(body)
    return found[1] if found else b""


def _parent(body: bytes) -> int:
    found = _KIND.match(body)
    return int(found[2]) if found else 0


def _kids(body: bytes) -> list[int]:
    found = _KIDS.search(body)
    return [int(number) for number in found[1].split()[::3]] if found and b"R" in found[1] else []


def _with_kids(body: bytes, kids: list[int]) -> bytes:
    return _KIDS.sub(b"/K[" + b" ".join(b"%d 0 R" % kid for kid in kids) + b"]", body, count=1)
