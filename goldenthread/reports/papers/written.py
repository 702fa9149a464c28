"""What a file holds before anything is made of it: its lines, as a person would count them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WrittenLine:
    """A paragraph, heading, point of a list or row of a table.

    `number` counts lines of a text or a web page from 1, and paragraphs of a Word document. `starts` are the places in
    the text at which further lines begin, each with its number.
    """

    number: int
    text: str
    is_heading: bool = False
    starts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class WrittenPaper:
    """A file as it was read. `counted_in` says what its numbers count: "line" or "paragraph"."""

    name: str
    counted_in: str
    lines: tuple[WrittenLine, ...]
