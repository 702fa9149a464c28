"""What a workbook's tables need said beside them: notes with numbers, and which table stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from goldenthread.publishing.cells import Picture
from goldenthread.publishing.document import (
    Block,
    Chart,
    EditableAs,
    FactList,
    Heading,
    Notice,
    Panel,
    Paragraph,
    ReportDocument,
    Section,
    Table,
    tables_in,
    words_in,
)
from goldenthread.publishing.screen import NOTICE_WORDS
from goldenthread.publishing.sheet_cells import fitting_text

_TRENDS = "Where the report draws a trend in a table, this workbook tells it in words."


@dataclass(frozen=True, kw_only=True)
class PlacedTable:
    """A table with the section that it stands in, lines to be read before it, and its notes ("[note 3]")."""

    table: Table
    section: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(kw_only=True)
class Notes:
    """The notes of a workbook, numbered as they come up; the same words are one note."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _belongs: list[str] = field(default_factory=list)

    def reference(self, words: str, *, belongs_to: str) -> str:
        """How a sheet refers to the note: "[note 1]"."""
        if words not in self._numbers:
            self._numbers[words] = len(self._numbers) + 1
            self._belongs.append(belongs_to)
        return f"[note {self._numbers[words]}]"

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Number, what it belongs to, words."""
        for (words, number), belongs in zip(self._numbers.items(), self._belongs, strict=True):
            yield f"note {number}", fitting_text(belongs), fitting_text(words)


def gathered(document: ReportDocument, *, notes: Notes) -> list[PlacedTable]:
    """Every table of the sections that the workbook holds, in reading order, with their prose as notes.

    A section of words alone is left to the text, unless the workbook is the only one to hold it.
    """
    sections = [
        section
        for section in document.sections
        if section.editable_as is EditableAs.TABLES
        or (section.editable_as.is_tables and any(map(tables_in, section.blocks)))
    ]
    return [placed for section in sections for placed in _of_section(section, notes=notes)]


def notices_of(document: ReportDocument) -> Iterator[str]:
    """Every notice of the document, wherever it stands: whoever has the workbook alone must know of a correction."""
    for section in document.sections:
        for block in section.blocks:
            for inner in block.blocks if isinstance(block, Panel) else (block,):
                if isinstance(inner, Notice):
                    yield " ".join((f"{NOTICE_WORDS[inner.kind]}: {inner.title}.", *inner.paragraphs))


def _of_section(section: Section, *, notes: Notes) -> list[PlacedTable]:
    """The section's tables. What is said under a heading is a note of the tables there; what is said before any
    heading, or under one without a table, is a note of all of them."""
    groups = list(_under_headings(section.blocks, place=section.title))
    said = [
        notes.reference("\n".join(words), belongs_to=place) if (words := _prose(blocks)) else ""
        for place, blocks in groups
    ]
    of_all = [
        note
        for note, (place, blocks) in zip(said, groups, strict=True)
        if place == section.title or not any(_tables(blocks))
    ]
    placed = []
    for note, (_, blocks) in zip(said, groups, strict=True):
        for table, lines in _tables(blocks):
            draws = any(isinstance(cell, Picture) for row in table.rows for cell in row)
            told = [notes.reference(_TRENDS, belongs_to="Tables that tell of a trend")] if draws else []
            own = (notes.reference(words, belongs_to=table.caption) for words in table.notes)
            references = [*of_all, note, *told, *own]
            listed = tuple(filter(None, dict.fromkeys(references)))
            placed.append(PlacedTable(table=table, section=section.title, lines=lines, notes=listed))
    return placed


def _under_headings(blocks: tuple[Block, ...], *, place: str) -> Iterator[tuple[str, list[Block]]]:
    """The blocks under each heading, with where they stand: "H. Key: Numbers"."""
    under, held = place, list[Block]()
    for block in blocks:
        match block:
            case Heading():
                yield under, held
                under, held = f"{place}: {block.text}", []
            case Panel():
                yield under, held
                under, held = f"{place}: {block.title}", [*((Paragraph(text=block.small),) if block.small else ())]
                held += block.blocks
            case _:
                held.append(block)
    yield under, held


def _tables(blocks: list[Block]) -> Iterator[tuple[Table, tuple[str, ...]]]:
    """Each table, with what a drawing shows before the table of its numbers."""
    for block in blocks:
        match block:
            case Table():
                yield block, ()
            case Chart():
                yield block.table, (block.alt,)
            case _:
                pass


def _prose(blocks: list[Block]) -> list[str]:
    """The words between the tables, line by line. Notices stand on the cover."""
    return [text for block in blocks for text in _lines(block) if text]


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Table() | Chart() | Notice():
            return
        case Paragraph():
            yield " ".join(filter(None, words_in(block)))
        case FactList():
            yield from (f"{fact.label} {fact.text}" for fact in block.facts)
        case _:
            yield from words_in(block)
