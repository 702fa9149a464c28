"""XML read as a stream, safe from entity expansion, outside entities and endless nesting."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO
from xml.parsers import expat

from goldenthread.spreadsheets import limits

_CHUNK = 65_536


class XmlRefused(Exception):
    """The XML is damaged, or holds what no spreadsheet program writes."""


def read_xml(
    stream: BinaryIO,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Calls `start`, `end` and `text` for every element; names come as "namespace local".

    A document type is refused outright: entities are declared nowhere else, so that nothing can be
    expanded and nothing fetched.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    depth = 0

    def enter(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.MOST_DEPTH:
            raise XmlRefused("nested too deeply")
        start(name, attributes)

    def leave(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    parser.CharacterDataHandler = text
    try:
        _feed(parser, stream)
    except expat.ExpatError as error:
        raise XmlRefused(str(error)) from error


def _feed(parser: expat.XMLParserType, stream: BinaryIO) -> None:
    # Expat reads an unfinished tag again from its start at every feed. A chunk that doubles while
    # nothing is finished keeps a tag of many megabytes from taking quadratic time.
    size, reached = _CHUNK, 0
    while chunk := stream.read(size):
        parser.Parse(chunk, False)
        size = _CHUNK if parser.CurrentByteIndex > reached else size * 2
        reached = parser.CurrentByteIndex
    parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    raise XmlRefused("a document type declaration")


def local_name(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]
