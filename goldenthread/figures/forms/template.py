"""The returns workbook of one service, prefilled with what is known and what was returned so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goldenthread.domain.periods import Quarter
from goldenthread.domain.units import ReadingKind, Unit
from goldenthread.figures.forms.asking import asked_in_words, earlier_in_words, target_in_words
from goldenthread.figures.forms.layout import (
    ACTIONS,
    EXCEPTIONS,
    FIGURES,
    GUIDANCE,
    JUDGEMENTS,
    LISTS,
    OUTCOMES,
    PROMISES,
    TO_READ,
    WARNINGS,
    YES_OR_NO,
    SheetLayout,
)
from goldenthread.figures.queries.due import DueFigure
from goldenthread.figures.queries.exceptions import difference_of
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.spreadsheets.sheets_to_write import (
    ListsSheet,
    Percent,
    Value,
    WorkbookProperties,
    WrittenColumn,
    WrittenSheet,
)
from goldenthread.spreadsheets.writing import write_workbook

# Room for the remedial actions of a bad quarter; more rows may be added below.
_ROWS_FOR_ACTIONS = 20
_OUTCOMES = dict(OUTCOMES)
Cells = dict[str, Value]


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A file to send to a service."""

    name: str
    content: bytes


def returns_workbook(
    figures: Sequence[DueFigure], *, quarter: Quarter, partnership: str, service: str, slug: str, at: datetime
) -> Workbook:
    """The workbook that asks a service for its figures. Sent back untouched, it changes nothing."""
    title = f"{partnership or 'Performance'} figures for {quarter.label}: {service}"
    filled: tuple[tuple[SheetLayout, list[Cells], int], ...] = (
        (FIGURES, [_figure_row(due, quarter=quarter) for due in figures], 0),
        (EXCEPTIONS, [_exception_row(due) for due in figures], 0),
        (ACTIONS, [row for due in figures for row in _action_rows(due)], _ROWS_FOR_ACTIONS),
        (PROMISES, [row for due in figures for row in _promise_rows(due)], 0),
        (WARNINGS, [row for due in figures for row in _warning_rows(due)], 0),
    )
    sheets = [
        _sheet(layout, rows, blank_rows=blank_rows, title=f"{title} ({quarter.months})")
        for layout, rows, blank_rows in filled
    ]
    content = write_workbook(
        [*sheets, _lists(figures), _guidance(quarter=quarter, title=title)],
        properties=WorkbookProperties(title=title, author=partnership or "goldenthread", subject=str(quarter)),
        created=at,
    )
    return Workbook(name=f"{slug}-{quarter.year}-q{quarter.number}.xlsx", content=content)


def _sheet(layout: SheetLayout, rows: Sequence[Cells], *, blank_rows: int, title: str) -> WrittenSheet:
    return WrittenSheet(
        name=layout.name,
        title=title,
        guidance=(layout.purpose,),
        columns=tuple(
            WrittenColumn(
                heading=column.heading,
                width=column.width,
                wants=column.wants,
                is_input=column.to_fill_in,
                choices=column.choices,
            )
            for column in layout.columns
        ),
        rows=[[row.get(column.key) for column in layout.columns] for row in rows],
        blank_rows=blank_rows,
        frozen_columns=3 if layout is not ACTIONS else 2,
    )


def _figure_row(due: DueFigure, *, quarter: Quarter) -> Cells:
    terms, reading = due.terms, due.reading or ReturnedReading()
    return {
        **_identity(due),
        "quarter": str(quarter),
        "due": terms.due_on,
        "asks": asked_in_words(terms, quarter=quarter),
        "target": target_in_words(terms),
        "last_quarter": earlier_in_words(quarter.previous, terms=terms, earlier=due.earlier),
        "last_year": earlier_in_words(quarter.same_last_year, terms=terms, earlier=due.earlier),
        "value": _value(reading, unit=terms.unit),
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "provisional": YES_OR_NO[0] if reading.provisional else None,
        "forecast": None if reading.forecast is None else _amount(reading.forecast, unit=terms.unit),
        "stated": reading.stated.capitalize() or None,
        "note": reading.note or None,
    }


def _value(reading: ReturnedReading, *, unit: Unit) -> Value:
    """What was typed as the value: nothing where it is worked out from its parts alone."""
    if reading.kind is ReadingKind.BLANK:
        return None
    if reading.kind is not ReadingKind.VALUE:
        return reading.text or None
    is_computed = reading.numerator is not None
    typed = reading.typed if is_computed else reading.value
    return None if typed is None else _amount(typed, unit=unit)


def _amount(value: Decimal, *, unit: Unit) -> Value:
    if unit is Unit.PERCENTAGE:
        return Percent(value)
    if unit is Unit.YES_NO:
        return YES_OR_NO[0] if value else YES_OR_NO[1]
    return value


def _exception_row(due: DueFigure) -> Cells:
    is_off_target = due.is_exception
    return {
        **_identity(due),
        "rating": due.rating.capitalize() if due.status == "rated" else "",
        "difference": difference_of(due) if is_off_target else "",
        "reasons": due.reasons or None,
        "back_on_track": due.back_on_track or None,
        "edited": _edited(due) or None,
    }


def _edited(due: DueFigure) -> str:
    """What the officer made of the author's words, beside them, with why; an edit is for the author to know."""
    published = due.published
    if not published.edited_by:
        return ""
    pairs = ((due.reasons, published.reasons), (due.back_on_track, published.back_on_track))
    words = "; ".join(new for original, new in pairs if original != new)
    return f"{words} ({published.edited_by}: {published.edited_because})"


def _action_rows(due: DueFigure) -> list[Cells]:
    return [
        {
            "ref": due.ref,
            "council": due.council,
            "words": one.words,
            "owner_post": one.owner_post,
            "due_on": one.due_on,
        }
        for one in due.actions
    ]


def _promise_rows(due: DueFigure) -> list[Cells]:
    return [
        {
            **_identity(due),
            "action_id": one.action_id,
            "promised": one.words,
            "owner_post": one.owner_post,
            "due_on": one.due_on,
            "outcome": _OUTCOMES.get(one.outcome),
            "words": one.said or None,
            "new_due_on": one.new_due_on,
        }
        for one in due.promises
    ]


def _warning_rows(due: DueFigure) -> list[Cells]:
    return [
        {**_identity(due), "code": one.code, "warned": one.words, "answer": one.answer or None} for one in due.warnings
    ]


def _identity(due: DueFigure) -> Cells:
    return {"ref": due.ref, "council": due.council, "title": due.terms.title}


def _lists(figures: Sequence[DueFigure]) -> ListsSheet:
    unique: Callable[[list[str]], tuple[str, ...]] = lambda names: tuple(dict.fromkeys(names))  # noqa: E731
    return ListsSheet(
        name=LISTS,
        lists={
            "Refs": unique([due.ref for due in figures]),
            "Councils": unique([due.council for due in figures]),
            "Yes or no": YES_OR_NO,
            "Own judgement": JUDGEMENTS,
            "How it went": tuple(_OUTCOMES.values()),
        },
    )


def _guidance(*, quarter: Quarter, title: str) -> WrittenSheet:
    lines = [
        f"This workbook asks for the figures of {quarter.label}, {quarter.months}. Fill in the pale cells and send it "
        "back; it may be saved by Excel or by LibreOffice, as .xlsx or as .ods.",
        "A row that you leave blank is not returned, and counts as missing, never as 0. 0 is a value: type it where "
        "it is meant.",
        "You may send the workbook as often as you like until the figures are submitted. What you change replaces "
        "what you sent before; what you leave blank stays.",
        "A value that was sent in the wrong row is not taken back by a blank cell. Type that row's own value over it; "
        "until there is one, type [x] in its place and say so in the note. Anything is replaced until it is submitted.",
        "Type a percentage with its sign, 92.1%. A bare 0.921 could mean 92.1% or 0.921% and is sent back, unless "
        "numerator and denominator stand beside it.",
        "Where there is no figure, say why in the cell: n/a (it does not apply this quarter), [x] (not available), "
        "[z] (not applicable at all). An empty cell says nothing.",
        "Amber and red figures want the reasons, the remedial actions, and when they will be back on track. If none "
        "are given, the published report says so, with the post that owes them.",
        "What you write as reasons and actions is published; a note to the officer never is. The officer may edit "
        "words for publication and never a number: what was made of yours stands beside them, and new words from you "
        "take its place.",
        "Dates: 31 December 2019 or 31/12/2019, the day before the month.",
        "Keep the headings and the columns Ref and Council as they are. Columns that explain, such as Target, are not "
        "read back.",
        "Each of last quarter's actions wants an answer, whatever the figure is now.",
    ]
    for layout in TO_READ:
        lines += ["", f"Sheet {layout.name}. {layout.purpose}"]
        lines += [f"{column.heading}: {column.wants}" for column in layout.columns if column.wants]
    return WrittenSheet(name=GUIDANCE, title=title, guidance=tuple(lines))
