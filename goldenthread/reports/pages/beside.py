"""What stands beside the box in which the officer writes: the sentences and counts that are computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.components.marks import Rating
from goldenthread.components.tables import Cell as PageCell
from goldenthread.components.tables import Column as PageColumn
from goldenthread.components.tables import Table as PageTable
from goldenthread.publishing.cells import Cell, Detail, RatingMark, words_of
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Heading,
    Notice,
    NumberedList,
    Paragraph,
    ReportDocument,
    Table,
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the document's first pages: a heading, a text, points, or a table."""

    heading: str = ""
    text: str = ""
    points: tuple[str, ...] = ()
    table: PageTable | None = None


def beside_of(document: ReportDocument) -> tuple[Part, ...]:
    """What the first part of the document says, as a page shows it."""
    return tuple(_parts(document.sections[0].blocks))


def _parts(blocks: tuple[Block, ...]) -> Iterator[Part]:
    for place, block in enumerate(blocks):
        match block:
            case Heading():
                yield Part(heading=block.text)
            case Paragraph():
                yield Part(text=" ".join(filter(None, (block.number, block.lead, block.text))))
            case Notice():
                yield Part(text=" ".join((f"{block.title}.", *block.paragraphs)))
            case BulletList():
                yield Part(points=block.items)
            case NumberedList():
                yield Part(points=tuple(point.text for point in block.points))
            case Table():
                yield Part(table=_table(block, place=place))
            case _:
                continue


def _table(block: Table, *, place: int) -> PageTable:
    return PageTable(
        caption=block.caption,
        columns=tuple(PageColumn(title=one.title, numeric=one.align == "right") for one in block.columns),
        rows=tuple(tuple(_cell(cell) for cell in row) for row in block.rows),
        key=f"beside-{place}",
        scrolls=True,
    )


def _cell(cell: Cell) -> PageCell:
    if isinstance(cell, RatingMark):
        return PageCell(rating=Rating(cell.code, cell.word))
    if isinstance(cell, Detail):
        return PageCell(words=cell.text, small=cell.small)
    return PageCell(words=words_of(cell))
