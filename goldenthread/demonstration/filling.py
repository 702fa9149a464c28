"""Filling in a service's returns workbook, as its lead would in a spreadsheet program."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import openpyxl
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.demonstration.content import IndicatorContent, MeasureContent, council_name, indicators
from goldenthread.demonstration.explanations import Explanation, answers_given_in, explanations, narratives
from goldenthread.demonstration.later import later_answer, later_explanations, later_figure
from goldenthread.demonstration.past import plain, typed
from goldenthread.demonstration.published import published_figure
from goldenthread.demonstration.series import COURSE, NOTHING, PUBLISHED, DrawnFigure, course
from goldenthread.figures.forms.layout import ACTIONS, EXCEPTIONS, FIGURES, OUTCOMES, PROMISES, SheetLayout

Values = Mapping[str, str | int | date]


class NothingToFillIn(Exception):
    """The workbook has no row for something that the content says."""


def fill_in(template: bytes, *, service: str, period: str) -> bytes:
    """The workbook with everything that the service says in that quarter written into it."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    pairs = [(one, measure) for one in indicators() if one.service == service for measure in one.measures]
    own = {(measure.ref, measure.council) for _, measure in pairs}
    told = explanations(period)
    forecasts = {(one.ref, one.council): one.forecast for one in told}
    figures = _Sheet.of(book, FIGURES)
    for indicator, measure in pairs:
        values = _figure(indicator, measure, period=period)
        if values:
            forecast = forecasts.get((measure.ref, measure.council), "")
            row = figures.row_of(measure.ref, measure.council)
            figures.write(row, {**values, **({"forecast": forecast} if forecast else {})})
    _write_explanations(book, own=own, told=told)
    _write_answers(book, own=own, period=period)
    return _saved(book)


def fill_in_what_is_blank(template: bytes, *, service: str, period: str) -> bytes:
    """The workbook with figures and words that nobody typed by hand, wherever it says nothing yet.

    A measure without a row is not asked for any more.
    """
    book = openpyxl.load_workbook(io.BytesIO(template))
    figures = _Sheet.of(book, FIGURES)
    filled: set[tuple[str, str]] = set()
    kept: set[tuple[str, str]] = set()
    for indicator in indicators():
        if indicator.service != service:
            continue
        for measure in indicator.measures:
            row = figures.find(measure.ref, measure.council)
            drawn = later_figure(indicator, measure, period=period)
            if row is None:
                continue
            if not figures.is_blank(row, "value", "numerator"):
                # Submitted before, and to stay as it is: a blank cell says nothing.
                figures.clear(row, "value", "numerator", "denominator", "note")
                kept.add((measure.ref, council_name(measure.council)))
            elif drawn is not None:
                figures.write(row, _drawn(drawn, indicator=indicator))
                filled.add((measure.ref, measure.council))
    _write_explanations(book, own=filled, told=later_explanations(service, period=period))
    _answer_every_promise(book, period=period, but=kept)
    return _saved(book)


def fill_in_one(template: bytes, *, ref: str, council: str, value: str, note: str) -> bytes:
    """The workbook with one figure replaced, and nothing said of the others: a blank cell says nothing."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    figures = _Sheet.of(book, FIGURES)
    for row in figures.rows():
        figures.clear(row, "value", "numerator", "denominator", "note")
    figures.write(figures.row_of(ref, council), {"value": value, "note": note})
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def _figure(indicator: IndicatorContent, measure: MeasureContent, *, period: str) -> Values:
    """The cells of the measure's row on the sheet Figures; none where nothing is returned."""
    token = measure.course[COURSE.index(period)]
    if token == NOTHING:
        return {}
    if token == "words":
        return {"value": narratives(period)[measure.ref, measure.council]}
    if token == PUBLISHED:
        found = published_figure(ref=measure.ref, council=measure.council, period=period)
        return {"value": typed(found.value, card=indicator.card), "note": f"As published: {found.source}"}
    (drawn,) = (figure for figure in course(indicator, measure) if figure.period == period)
    return _drawn(drawn, indicator=indicator)


def _drawn(drawn: DrawnFigure, *, indicator: IndicatorContent) -> Values:
    values: dict[str, str | int | date] = {}
    if drawn.numerator is not None and drawn.denominator is not None:
        values |= {"numerator": int(drawn.numerator), "denominator": int(drawn.denominator)}
    else:
        values["value"] = drawn.text or typed(plain(drawn.value), card=indicator.card)
    if drawn.provisional:
        values["provisional"] = "Yes"
    if drawn.stated:
        values["stated"] = drawn.stated
    return values


def _write_explanations(book: Workbook, *, own: set[tuple[str, str]], told: Iterable[Explanation]) -> None:
    exceptions, promised = _Sheet.of(book, EXCEPTIONS), _Sheet.of(book, ACTIONS)
    for one in told:
        if (one.ref, one.council) not in own:
            continue
        row = exceptions.row_of(one.ref, one.council)
        exceptions.write(row, {"reasons": one.reasons, "back_on_track": one.back_on_track})
        for action in one.actions:
            row = promised.next_free_row("words")
            promised.write(
                row,
                {
                    "ref": one.ref,
                    "council": council_name(one.council),
                    "words": action.words,
                    "owner_post": action.owner_post,
                    "due_on": action.due,
                },
            )


def _write_answers(book: Workbook, *, own: set[tuple[str, str]], period: str) -> None:
    carried = _Sheet.of(book, PROMISES)
    outcomes = dict(OUTCOMES)
    for promise, answer in answers_given_in(period):
        if (promise.ref, promise.council) not in own:
            continue
        row = carried.row_of(promise.ref, promise.council, promised=promise.action.words)
        values: dict[str, str | int | date] = {"outcome": outcomes[answer.outcome], "words": answer.said}
        if answer.new_due is not None:
            values["new_due_on"] = answer.new_due
        carried.write(row, values)


def _answer_every_promise(book: Workbook, *, period: str, but: set[tuple[str, str]]) -> None:
    """Each promise without an answer gets one, but for these measures; some are late, with a new date."""
    carried = _Sheet.of(book, PROMISES)
    outcomes = dict(OUTCOMES)
    for row in carried.rows():
        is_answered = carried.is_blank(row, "ref") or not carried.is_blank(row, "outcome")
        if is_answered or (carried.text(row, "ref"), carried.text(row, "council")) in but:
            continue
        outcome, said, new_due = later_answer(carried.text(row, "ref"), carried.text(row, "promised"), period=period)
        values: dict[str, str | int | date] = {"outcome": outcomes[outcome], "words": said}
        if new_due is not None:
            values["new_due_on"] = new_due
        carried.write(row, values)


@dataclass
class _Sheet:
    """A sheet to fill in: where its headings stand."""

    sheet: Worksheet
    layout: SheetLayout
    heading_row: int
    columns: Mapping[str, int]  # by the column's key

    @classmethod
    def of(cls, book: Workbook, layout: SheetLayout) -> _Sheet:
        sheet = book[layout.name]
        wanted = {column.heading: column.key for column in layout.columns}
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            columns = {wanted[str(cell)]: place for place, cell in enumerate(cells, start=1) if str(cell) in wanted}
            if len(columns) == len(wanted):
                return cls(sheet=sheet, layout=layout, heading_row=number, columns=columns)
        raise NothingToFillIn(f"The sheet {layout.name} has lost its headings.")

    def row_of(self, ref: str, council: str, **also: str) -> int:
        """The row of a measure; `also` tells several of one measure apart."""
        row = self.find(ref, council, **also)
        if row is None:
            wanted = {"ref": ref, "council": council_name(council), **also}
            raise NothingToFillIn(f"The sheet {self.layout.name} has no row for {wanted}.")
        return row

    def find(self, ref: str, council: str, **also: str) -> int | None:
        """The same, or None where there is no such row."""
        wanted = {"ref": ref, "council": council_name(council), **also}
        for row in self.rows():
            if all(self.text(row, key).casefold() == text.casefold() for key, text in wanted.items()):
                return row
        return None

    def is_blank(self, row: int, *keys: str) -> bool:
        """Whether none of these columns says anything."""
        return not any(self.text(row, key) for key in keys)

    def clear(self, row: int, *keys: str) -> None:
        for key in keys:
            self.sheet.cell(row=row, column=self.columns[key]).value = None

    def next_free_row(self, key: str) -> int:
        """The first row in which this column is empty."""
        row = self.heading_row + 1
        while self.text(row, key):
            row += 1
        return row

    def write(self, row: int, values: Values) -> None:
        for key, value in values.items():
            self.sheet.cell(row=row, column=self.columns[key], value=value)

    def rows(self) -> Iterator[int]:
        return iter(range(self.heading_row + 1, self.sheet.max_row + 1))

    def text(self, row: int, key: str) -> str:
        value = self.sheet.cell(row=row, column=self.columns[key]).value
        return "" if value is None else " ".join(str(value).split())
