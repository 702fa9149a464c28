"""A PDF as its numbered objects, read as Typst lays it out, and written small again.

Typst writes each tag as an object of its own: most of a pack's megabyte and a half. Packed into compressed object
streams (PDF 1.5) they take a fifth of that. A library that reads and writes any PDF takes four times as long, since it
takes every object apart; this knows Typst's layout alone, refuses any other, and the gate opens what comes out with two
such libraries.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

_TRAILER = re.compile(rb"trailer\n<<(/Size \d+)([^<>]*)>>\nstartxref\n(\d+)\n%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn]\r\n)+)\Z")
_ENTRY = 20  # bytes: place, generation, whether in use
_TRAILER_AT_MOST = 2000
_IN_ONE_STREAM = 200
_STREAM_END = b"endstream"


class NotAsTypstWrites(ValueError):
    """The PDF is not laid out as Typst lays out its files: a fault of ours, after a change of Typst."""


@dataclass(frozen=True, kw_only=True)
class TypstFile:
    """A PDF's objects by number, each as it stands between "obj" and "endobj", with the file's head and trailer."""

    head: bytes
    objects: Mapping[int, bytes]
    trailer: bytes


def unpack(pdf_bytes: bytes) -> TypstFile:
    """The objects of a file as Typst wrote it: one table of places, at the end. Raises NotAsTypstWrites."""
    end = _TRAILER.search(pdf_bytes, max(0, len(pdf_bytes) - _TRAILER_AT_MOST))
    if end is None:
        raise NotAsTypstWrites("The PDF does not end in a trailer as Typst writes it.")
    table_at = int(end[3])
    table = _TABLE.match(pdf_bytes, table_at, end.start())
    rows = table[2] if table is not None else b""
    if table is None or len(rows) != int(table[1]) * _ENTRY:
        raise NotAsTypstWrites("The PDF has no plain table of its objects' places.")
    entries = (rows[at : at + _ENTRY] for at in range(0, len(rows), _ENTRY))
    places = sorted((int(entry[:10]), number) for number, entry in enumerate(entries) if entry[17:18] == b"n")
    ends = [place for place, _ in places[1:]] + [table_at]
    objects = {
        number: _body(pdf_bytes[place:after], number=number)
        for (place, number), after in zip(places, ends, strict=True)
    }
    return TypstFile(head=pdf_bytes[: places[0][0]].rstrip() + b"\n", objects=objects, trailer=end[2])


def _body(written: bytes, *, number: int) -> bytes:
    head, body = b"%d 0 obj\n" % number, written.rstrip()
    if not body.startswith(head) or not body.endswith(b"\nendobj"):
        raise NotAsTypstWrites(f"Object {number} of the PDF does not stand where its table says.")
    return body[len(head) : -len(b"\nendobj")]


def pack(file: TypstFile) -> bytes:
    """The file with its plain objects packed together; streams stay as they are, so the metadata stays readable."""
    written, places = bytearray(file.head), dict[int, tuple[int, int, int]]()
    numbers = sorted(file.objects)
    plain = [number for number in numbers if not file.objects[number].endswith(_STREAM_END)]
    following = numbers[-1] + 1
    for number in numbers:
        if file.objects[number].endswith(_STREAM_END):
            places[number] = (1, len(written), 0)
            written += b"%d 0 obj\n%b\nendobj\n" % (number, _ended_plainly(file.objects[number]))
    for begin in range(0, len(plain), _IN_ONE_STREAM):
        together = plain[begin : begin + _IN_ONE_STREAM]
        places |= {number: (2, following, index) for index, number in enumerate(together)}
        places[following] = (1, len(written), 0)
        written += _object_stream(following, bodies={number: file.objects[number] for number in together})
        following += 1
    start = len(written)
    places[following] = (1, start, 0)
    written += _cross_reference(following, places=places, trailer=file.trailer)
    written += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(written)


def _object_stream(number: int, *, bodies: Mapping[int, bytes]) -> bytes:
    offsets, at = [], 0
    for inner, body in bodies.items():
        offsets.append(b"%d %d" % (inner, at))
        at += len(body) + 1
    index = b" ".join(offsets) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(index))
    return _stream(number, entries=entries, content=index + b"\n".join(bodies.values()))


def _cross_reference(number: int, *, places: Mapping[int, tuple[int, int, int]], trailer: bytes) -> bytes:
    rows = (places.get(n, (0, 0, 65535)) for n in range(number + 1))
    content = b"".join(kind.to_bytes(1) + at.to_bytes(4) + index.to_bytes(2) for kind, at, index in rows)
    return _stream(number, entries=b"/Type/XRef/W[1 4 2]/Size %d%b" % (number + 1, trailer), content=content)


def _stream(number: int, *, entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>stream\n" % (number, entries, len(packed))
    return head + _ended_plainly(packed + b"\n" + _STREAM_END) + b"\nendobj\n"


def _ended_plainly(stream: bytes) -> bytes:
    # Compressed data may happen to end with a carriage return; with the line feed before "endstream" it looks like one
    # line end of two bytes, and our checker then counts the stream a byte short. A carriage return ends a line as well.
    if stream.endswith(b"\r\n" + _STREAM_END):
        return stream[: -len(_STREAM_END) - 1] + b"\r" + _STREAM_END
    return stream
