"""What the two editable texts (DOCX and ODT) share: which sections, in which words, how large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.publishing.cells import RatingMark, TravelMark
from goldenthread.publishing.document import (
    Heading,
    Panel,
    ReportDocument,
    Section,
    Table,
)
from goldenthread.publishing.typeset import moment_in_words, page_runs
from goldenthread.publishing.widths import TABLE_SIZE, column_widths

# On every desk, and read with ease; where it is not, the office program takes its like.
FONT = "Arial"
# In points. A4, upright or wide, with the same margins all round.
PAGE, MARGIN = (595, 842), 57
TEXT_SIZE, TABLE_TEXT_SIZE = 11, 9
# Arial is wider than the font in which widths are measured.
_SCALE = Decimal(TABLE_TEXT_SIZE) / TABLE_SIZE * Decimal("1.12")
# A chart is drawn for a third of a page's width; its words must be read beside larger text.
_LARGER = Decimal("1.6")

# Each is a character of Arial and its likes; the word beside it says the same.
SHAPES = {
    "green": "●", "amber": "▲", "red": "■", "not-rated": "○", "improved": "▲", "worse": "▼", "same": "►",
    "not-stated": "–",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the document's opening: what it says, and how loud ("lead", "quiet" or "warning")."""

    text: str
    kind: str


def text_runs(document: ReportDocument) -> list[list[Section]]:
    """The sections that the text holds, those together that share pages."""
    return page_runs(tuple(section for section in document.sections if section.editable_as.is_text))


def opening(document: ReportDocument) -> Iterator[Line]:
    """What stands under the title: what it is, for whom, as at when, and what else there is."""
    audience = f"For {document.audience}. " if document.audience else ""
    if document.subject:
        yield Line(text=document.subject, kind="lead")
    yield Line(
        text=f"{document.publisher}. {document.period}. {audience}As at {moment_in_words(document.as_at)}.",
        kind="quiet",
    )
    yield from (Line(text=words, kind="warning") for words in markings(document))
    elsewhere = [section for section in document.sections if not section.editable_as.is_text]
    if elsewhere:
        yield Line(
            text=f"The tables of the other parts are in {document.name}.ods and {document.name}.xlsx; the whole "
            f"document is {document.name}.pdf.",
            kind="quiet",
        )


def markings(document: ReportDocument) -> Iterator[str]:
    """What every page says of a document that is not to be taken as final or as real."""
    if document.status.badge:
        yield f"{document.status.badge}: not for publication."
    if document.illustrative_note:
        yield document.illustrative_note


def running_head(document: ReportDocument, *, about: str) -> str:
    """What stands at the head of each page."""
    return " | ".join(filter(None, (document.status.badge, document.publisher, document.title, about)))


def running_foot(document: ReportDocument) -> str:
    """What stands at the foot of each page, before its number."""
    parts = (document.period, f"As at {moment_in_words(document.as_at)}", document.illustrative_note)
    return " | ".join(filter(None, parts))


def headings_in(runs: list[list[Section]]) -> Iterator[tuple[int, str, str]]:
    """Level, anchor and words of every section and of the headings of level 3 below it, for the contents."""
    for number, section in enumerate((section for run in runs for section in run), start=1):
        yield 2, section_anchor(number), section.title
        headings = [block for block in section.blocks if isinstance(block, Heading | Panel)]
        for index, block in enumerate(headings, start=1):
            if block.level == 3:
                yield 3, heading_anchor(number, index), block.text if isinstance(block, Heading) else block.title


def section_anchor(number: int) -> str:
    """The name by which a section is linked to; sections count from 1."""
    return f"section-{number}"


def heading_anchor(number: int, index: int) -> str:
    """The name by which a heading inside a section is linked to; both count from 1."""
    return f"section-{number}-{index}"


def width_between_margins(*, wide: bool) -> int:
    """In points."""
    return PAGE[1 if wide else 0] - 2 * MARGIN


def widths_in_points(table: Table, *, within: int) -> tuple[Decimal, ...]:
    """The width of each column; together they fill the page between its margins."""
    fixed = [
        None if width is None else width * _SCALE
        for width in column_widths(table, within=int(Decimal(within) / _SCALE))
    ]
    left_over = within - sum((width for width in fixed if width is not None), Decimal(0))
    shares = sum(column.share for column in table.columns)
    return tuple(
        left_over * column.share / shares if width is None else width
        for width, column in zip(fixed, table.columns, strict=True)
    )


def chart_scale(width: int, *, within: int) -> Decimal:
    """How much larger a chart is shown than it was drawn."""
    return min(_LARGER, Decimal(within) / width)


def colour_of(mark: RatingMark | TravelMark) -> str:
    """The palette's name of the colour in which a mark's shape is drawn."""
    return mark.code if isinstance(mark, RatingMark) else "ink"
