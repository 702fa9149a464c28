"""A PDF as its numbered objects, read as Typst writes it, and written small again.

Typst writes each tag as an object of its own: most of a pack's megabyte and a half. Packed into compressed object
streams (PDF 1.5) they take a fifth of that. A library that reads and writes any PDF takes five times as long, since it
takes every object apart; this knows Typst's files alone, and the gate opens what comes out with two such libraries.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_TRAILER = re.compile(rb"trailer\n<<(.*)>>\nstartxref\n(\d+)\n%%EOF\s*$", re.S)
_SIZE = re.compile(rb"/Size \d+")
_IN_ONE_STREAM = 200


class NotAsTypstWrites(ValueError):
    """The PDF is not laid out as Typst lays out its files."""


@dataclass(frozen=True, kw_only=True)
class TypstFile:
    """A PDF's objects by number, each as it is written between "obj" and "endobj", with its head and its trailer."""

    head: bytes
    objects: dict[int, bytes]
    trailer: bytes


def unpack(pdf_bytes: bytes) -> TypstFile:
    """The objects of a file as Typst wrote it: one table of places, at the end."""
    end = _TRAILER.search(pdf_bytes, len(pdf_bytes) - 2000)
    if end is None:
        raise NotAsTypstWrites("The file does not end in a trailer.")
    table_at = int(end[2])
    lines = pdf_bytes[table_at : end.start()].split()
    if lines[0] != b"xref" or (len(lines) - 3) % 3:
        raise NotAsTypstWrites("The file has no plain table of places.")
    entries = list(zip(lines[3::3], lines[5::3], strict=True))
    places = sorted((int(place), number) for number, (place, kind) in enumerate(entries) if kind == b"n")
    ends = [place for place, _ in places[1:]] + [table_at]
    objects = {
        number: _body(pdf_bytes[place:after], number=number)
        for (place, number), after in zip(places, ends, strict=True)
    }
    return TypstFile(head=pdf_bytes[: places[0][0]].rstrip() + b"\n", objects=objects, trailer=_SIZE.sub(b"", end[1]))


def _body(written: bytes, *, number: int) -> bytes:
    head = b"%d 0 obj" % number
    body = written.rstrip()
    if not body.startswith(head) or not body.endswith(b"endobj"):
        raise NotAsTypstWrites(f"Object {number} does not stand where the table says.")
    return body[len(head) : -len(b"endobj")].strip(b"\n")


def pack(file: TypstFile) -> bytes:
    """The file with its plain objects packed together; streams stay as they are, so the metadata stays readable."""
    written, places = bytearray(file.head), dict[int, tuple[int, int, int]]()
    plain = [number for number in sorted(file.objects) if not file.objects[number].endswith(b"endstream")]
    following = max(file.objects) + 1
    for number in sorted(file.objects.keys() - set(plain)):
        places[number] = (1, len(written), 0)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, file.objects[number])
    for begin in range(0, len(plain), _IN_ONE_STREAM):
        numbers = plain[begin : begin + _IN_ONE_STREAM]
        places |= {number: (2, following, index) for index, number in enumerate(numbers)}
        places[following] = (1, len(written), 0)
        written += _object_stream(following, bodies={number: file.objects[number] for number in numbers})
        following += 1
    places[following] = (1, len(written), 0)
    start = len(written)
    written += _cross_reference(following, places=places, trailer=file.trailer)
    written += b"startxref\n%d\n%%%%EOF\n" % start
    return _end_streams_plainly(bytes(written))


def _object_stream(number: int, *, bodies: dict[int, bytes]) -> bytes:
    offsets, at = [], 0
    for inner, body in bodies.items():
        offsets.append(b"%d %d" % (inner, at))
        at += len(body) + 1
    index = b" ".join(offsets) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(index))
    return _stream(number, entries=entries, content=index + b"\n".join(bodies.values()))


def _cross_reference(number: int, *, places: dict[int, tuple[int, int, int]], trailer: bytes) -> bytes:
    rows = (places.get(n, (0, 0, 65535)) for n in range(number + 1))
    content = b"".join(kind.to_bytes(1) + at.to_bytes(4) + index.to_bytes(2) for kind, at, index in rows)
    return _stream(number, entries=b"/Type/XRef/W[1 4 2]/Size %d%b" % (number + 1, trailer), content=content)


def _stream(number: int, *, entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>stream\n" % (number, entries, len(packed))
    return head + packed + b"\nendstream\nendobj\n"


def _end_streams_plainly(pdf_bytes: bytes) -> bytes:
    # Compressed data may happen to end with a carriage return; with the line feed before "endstream" it looks like one
    # line end of two bytes, and our checker then counts the stream a byte short. A carriage return ends a line as well.
    return pdf_bytes.replace(b"\r\nendstream", b"\r\rendstream")
