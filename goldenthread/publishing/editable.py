"""What the two editable texts (DOCX and ODT) share: which sections, in which words, how large."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from goldenthread.publishing.cells import RatingMark, TravelMark
from goldenthread.publishing.document import (
    Heading,
    Panel,
    ReportDocument,
    Section,
    Table,
)
from goldenthread.publishing.typeset import moment_in_words, page_runs
from goldenthread.publishing.widths import TABLE_SIZE, column_widths, widest_words, width_of

# On every desk, and read with ease; where it is not, the office program takes its like.
FONT = "Arial"
# In points. A4, upright or wide, with the same margins all round.
PAGE, MARGIN = (595, 842), 57
TEXT_SIZE, TABLE_TEXT_SIZE = 11, 9
# Arial is wider than the font in which widths are measured.
_SCALE = Decimal(TABLE_TEXT_SIZE) / TABLE_SIZE * Decimal("1.12")
# Where Arial is not, the font in its place may be wider still. No word is broken for that; past so many points one is.
_FALLBACK_SCALE = Decimal(TABLE_TEXT_SIZE) / TABLE_SIZE * Decimal("1.32")
_CELL_EDGES, _LONGEST_WORD = Decimal(6), Decimal(110)
# In points: where the text beside a label begins.
FACT_INDENT = 215
# A table of so many rows, or fewer, stays on one page.
_KEPT_TOGETHER = 6
_LETTERED = re.compile(r"([A-Z])\. ")
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
    here = [section for section in document.sections if section.editable_as.is_text]
    elsewhere = [section for section in document.sections if not section.editable_as.is_text]
    if elsewhere:
        every, held, others = (_letters_of(sections) for sections in (document.sections, here, elsewhere))
        beginning = f"Of {every} this file holds {held or 'none'}; for {others} see" if others else "For the rest see"
        yield Line(
            text=f"{beginning} {document.name}.pdf, which is the whole document, or as tables {document.name}.ods and "
            f"{document.name}.xlsx.",
            kind="quiet",
        )


def _letters_of(sections: Sequence[Section]) -> str:
    """ "parts B to J", "parts A, D and F" or "part A"; "" where one has no letter, or where there is none."""
    found = [_LETTERED.match(section.title) for section in sections]
    letters = list(dict.fromkeys(match[1] for match in found if match))
    if not letters:
        return ""
    if len(letters) == 1:
        return f"part\u00a0{letters[0]}"
    is_row = len(letters) > 2 and all(ord(later) - ord(letter) == 1 for letter, later in pairwise(letters))
    if is_row:
        return f"parts {letters[0]} to {letters[-1]}"
    return f"parts {', '.join(letters[:-1])} and {letters[-1]}"


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
    wanted = [
        left_over * column.share / shares if width is None else width
        for width, column in zip(fixed, table.columns, strict=True)
    ]
    return _with_room_for_words(wanted, words=widest_words(table), within=within)


def _with_room_for_words(widths: list[Decimal], *, words: Sequence[Decimal], within: int) -> tuple[Decimal, ...]:
    """The widths, those that would break a word made wider by what the others can spare."""
    held = [min(word, _LONGEST_WORD / _FALLBACK_SCALE) for word in words]
    # As much room for a wider font as there is.
    scale = min(_FALLBACK_SCALE, (within - _CELL_EDGES * len(held)) / sum(held))
    floors = [word * scale + _CELL_EDGES for word in held]
    short = sum((max(Decimal(0), floor - width) for width, floor in zip(widths, floors, strict=True)), Decimal(0))
    spare = sum((max(Decimal(0), width - floor) for width, floor in zip(widths, floors, strict=True)), Decimal(0))
    given = short / spare if spare else Decimal(0)
    return tuple(
        floor if width < floor else width - (width - floor) * given for width, floor in zip(widths, floors, strict=True)
    )


def is_kept_together(table: Table) -> bool:
    """Whether all rows of the table stand on one page."""
    return len(table.rows) <= _KEPT_TOGETHER


def rows_kept_with_next(table: Table) -> tuple[bool, ...]:
    """For each row whether the next stands on its page: all of a short table; of a longer one the first and the last
    two, so that no row stands alone under the headings or at the top of a page."""
    last = len(table.rows) - 1
    kept = (0, last - 1)
    return tuple(row < last and (is_kept_together(table) or row in kept) for row in range(len(table.rows)))


def is_beside(label: str) -> bool:
    """Whether a fact's label leaves room for its text beside it; a longer one stands on a line of its own."""
    return width_of(label, size=Decimal(TEXT_SIZE), bold=True) * Decimal("1.2") < FACT_INDENT


def chart_scale(width: int, *, within: int) -> Decimal:
    """How much larger a chart is shown than it was drawn."""
    return min(_LARGER, Decimal(within) / width)


def colour_of(mark: RatingMark | TravelMark) -> str:
    """The palette's name of the colour in which a mark's shape is drawn."""
    return mark.code if isinstance(mark, RatingMark) else "ink"
