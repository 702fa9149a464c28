"""A returned workbook, read whole: what it says of each figure, and everything that is wrong with it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeVar

from goldenthread.domain.periods import PeriodUnreadable, Quarter
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.terms import Terms
from goldenthread.domain.warnings import WarningCode
from goldenthread.figures.forms import cells as read
from goldenthread.figures.forms.cells import CellRefused
from goldenthread.figures.forms.layout import (
    ACTIONS,
    EXCEPTIONS,
    FIGURES,
    OUTCOMES,
    PROMISES,
    TO_READ,
    WARNINGS,
    SheetLayout,
)
from goldenthread.figures.forms.left_out import sheets_left_out
from goldenthread.figures.forms.values import Allowed, read_figure
from goldenthread.figures.queries.due import DueFigure
from goldenthread.figures.queries.returned import (
    FigureReturn,
    Place,
    ReturnedAction,
    ReturnedAnswer,
    ReturnedReading,
    ReturnedWarningAnswer,
    ReturnedWords,
)
from goldenthread.spreadsheets.cells import Cell, Sheet, Workbook
from goldenthread.spreadsheets.headings import find_headings
from goldenthread.spreadsheets.reading import sheet_called
from goldenthread.spreadsheets.tables import TableRow, read_table
from goldenthread.spreadsheets.text import shortened

T = TypeVar("T")
_CODES = tuple(code.value for code in WarningCode)


@dataclass(frozen=True, kw_only=True)
class WorkbookRead:
    """What a workbook says, and what is wrong with it. Nothing may be taken from one with problems."""

    returns: tuple[FigureReturn, ...]
    problems: tuple[Problem, ...]
    blank_rows: int  # rows of the sheet Figures in which nothing was filled in
    notes: tuple[str, ...] = ()  # of sheets that are the sender's own


@dataclass
class _Said:
    """What the sheets have said of one figure so far, and on which row of which sheet."""

    due: DueFigure
    reading: ReturnedReading | None = None
    place: Place = field(default_factory=Place)
    words: ReturnedWords | None = None
    actions: list[ReturnedAction] = field(default_factory=list)
    answers: list[ReturnedAnswer] = field(default_factory=list)
    warning_answers: list[ReturnedWarningAnswer] = field(default_factory=list)
    actions_place: Place = field(default_factory=Place)
    answers_place: Place = field(default_factory=Place)
    seen: dict[tuple[str, object], int] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        return any((self.reading, self.words, self.actions, self.answers, self.warning_answers))


def read_returns(
    workbook: Workbook, *, figures: Sequence[DueFigure], may_return: frozenset[int], quarter: Quarter
) -> WorkbookRead:
    """What the workbook returns of the round's `figures`; `may_return` are those that its sender answers for.

    Nothing is left out silently: each row is blank, taken, or has a problem with its place.
    """
    reader = _Reader(workbook, figures=figures, may_return=may_return, quarter=quarter)
    try:
        sheets = _sheets_to_read(workbook)
    except InputRefused as refused:
        return WorkbookRead(returns=(), problems=refused.problems, blank_rows=0)
    problems, reader.notes = sheets_left_out(workbook, read_ones=[layout.name for layout, _ in sheets])
    reader.problems += problems
    for layout, sheet in sheets:
        reader.read_sheet(sheet, layout=layout)
    return reader.outcome()


def allowed_for(terms: Terms) -> Allowed:
    """What the card lets the figure be."""
    return Allowed(
        unit=terms.unit,
        decimals=terms.decimals,
        minimum=terms.minimum,
        maximum=terms.maximum,
        numerator_label=terms.numerator_label,
        denominator_label=terms.denominator_label,
        numerator_in_denominator=terms.numerator_in_denominator,
    )


def _sheets_to_read(workbook: Workbook) -> list[tuple[SheetLayout, Sheet]]:
    """The known sheets of the workbook. A file of one sheet is taken for the one whose headings it has."""
    by_name = {read.folded(sheet.name): sheet for sheet in workbook.sheets}
    known = [(layout, by_name[read.folded(layout.name)]) for layout in TO_READ if read.folded(layout.name) in by_name]
    if known:
        return known
    if len(workbook.sheets) == 1:
        only = workbook.sheets[0]
        return [(max(TO_READ, key=lambda layout: _headings_found(only, layout=layout)), only)]
    return [(FIGURES, sheet_called(workbook, name=FIGURES.name))]


def _headings_found(sheet: Sheet, *, layout: SheetLayout) -> int:
    """How many of the layout's own columns the sheet has; those of every sheet do not tell them apart."""
    shared = {column.heading for column in FIGURES.columns} & {column.heading for column in EXCEPTIONS.columns}
    row, _ = find_headings(sheet, headings=layout.headings, file="")
    return 0 if row is None else len(row.columns.keys() - shared)


class _Reader:
    """Reads sheet after sheet and gathers what was said and what was wrong."""

    def __init__(
        self, workbook: Workbook, *, figures: Sequence[DueFigure], may_return: frozenset[int], quarter: Quarter
    ) -> None:
        self.file = workbook.name
        self.quarter = quarter
        self.may_return = may_return
        self.problems: list[Problem] = []
        self.notes: tuple[str, ...] = ()
        self.said: dict[int, _Said] = {}
        self.blank_rows = 0
        self.by_name: dict[tuple[str, str], DueFigure] = {}
        self.by_ref: dict[str, list[DueFigure]] = {}
        folded = cache(read.folded)  # ten thousand rows name a few councils
        for due in figures:
            ref = read.folded(due.ref)
            self.by_ref.setdefault(ref, []).append(due)
            for name in due.council_names:
                self.by_name[ref, folded(name)] = due
        self._names_quarter = cache(self._is_of_quarter)

    def read_sheet(self, sheet: Sheet, *, layout: SheetLayout) -> None:
        take: Callable[[_Row], None] = {
            FIGURES.name: self._take_figure,
            EXCEPTIONS.name: self._take_words,
            ACTIONS.name: self._take_action,
            PROMISES.name: self._take_answer,
            WARNINGS.name: self._take_warning_answer,
        }[layout.name]
        table = read_table(sheet, headings=layout.headings, file=self.file)
        self.problems += table.problems
        to_fill_in = {column.heading for column in layout.columns if column.to_fill_in}
        for table_row in table.rows:
            if to_fill_in.isdisjoint(table_row.cells):
                self.blank_rows += layout is FIGURES and "Ref" in table_row.cells
            else:
                take(_Row(table_row, layout=layout, problems=self.problems))

    def outcome(self) -> WorkbookRead:
        returns = tuple(
            FigureReturn(
                figure_id=said.due.figure_id,
                version=said.due.version,
                reading=said.reading,
                place=said.place,
                words=said.words,
                actions=tuple(dict.fromkeys(said.actions)),
                answers=tuple(said.answers),
                warning_answers=tuple(said.warning_answers),
                actions_place=said.actions_place,
                answers_place=said.answers_place,
            )
            for said in self.said.values()
            if said.says_something
        )
        return WorkbookRead(
            returns=returns, problems=tuple(self.problems), blank_rows=self.blank_rows, notes=self.notes
        )

    def _take_figure(self, row: _Row) -> None:
        if not row.has_input:
            self.blank_rows += row.has("ref")
            return
        said = self._figure_of(row)
        is_first = said is not None and self._first(said, row, what="")
        self._check_quarter(row)
        if said is None:
            return
        reading, refused = read_figure(row.cells, allowed=allowed_for(said.due.terms))
        row.refuse(refused)
        if not is_first:
            return
        said.reading = reading
        said.place = row.place("value" if row.has("value") or not row.has("numerator") else "numerator")

    def _take_words(self, row: _Row) -> None:
        if not row.has_input:
            return
        reasons, back_on_track = row.words("reasons"), row.words("back_on_track")
        said = self._figure_of(row)
        is_first = said is not None and self._first(said, row, what="")
        if back_on_track and not row.has("reasons"):
            row.problem("reasons", "There is a date for being back on track but no reasons. Say why as well.")
        elif reasons and said is not None and is_first:
            said.words = ReturnedWords(reasons=reasons, back_on_track=back_on_track, place=row.place("reasons"))

    def _take_action(self, row: _Row) -> None:
        if not row.has_any("words", "owner_post", "due_on"):
            return  # a row for which only ref and council were chosen promises nothing
        said = self._figure_of(row)
        words, owner_post = row.words("words"), row.words("owner_post")
        due_on = row.attempt(lambda: read.day(row.cell("due_on"), column="due_on"), None)
        for key, asked in (
            ("words", "Say what will be done."),
            ("owner_post", "Say which post will do it."),
            ("due_on", "Give the date by which it will be done."),
        ):
            if not row.has(key) and not row.is_refused(key):
                row.problem(key, f"An action wants all three: what, who and by when. {asked}")
        if said is not None and words and owner_post and due_on is not None:
            said.actions_place = said.actions_place if said.actions else row.place("words")
            said.actions.append(ReturnedAction(words=words, owner_post=owner_post, due_on=due_on))

    def _take_answer(self, row: _Row) -> None:
        if not row.has_input:
            return
        said = self._figure_of(row)
        number = row.attempt(lambda: read.number(row.cell("action_id"), column="action_id"), None)
        outcome = row.attempt(lambda: read.choice(row.cell("outcome"), column="outcome", among=dict(OUTCOMES)), "")
        words = row.words("words")
        new_due_on = row.attempt(lambda: read.day(row.cell("new_due_on"), column="new_due_on"), None)
        if not row.has("outcome"):
            row.problem("outcome", "Say how it went: Done, On course, Late or Dropped.")
        if outcome in ("late", "dropped") and not row.has("words"):
            row.problem("words", "Say what happened: a promise that is late or dropped wants a reason.")
        if said is None or number is None or not outcome:
            return
        if int(number) not in {promise.action_id for promise in said.due.promises}:
            row.problem(
                "action_id",
                "No action of this number was promised for this measure and is still open. Take the number from the "
                "workbook that was sent out.",
            )
        elif self._first(said, row, what=int(number)):
            said.answers_place = said.answers_place if said.answers_place.cell else row.place("outcome")
            said.answers.append(
                ReturnedAnswer(action_id=int(number), outcome=outcome, words=words, new_due_on=new_due_on)
            )

    def _take_warning_answer(self, row: _Row) -> None:
        if not row.has_input:
            return
        said = self._figure_of(row)
        code, answer = row.words("code").casefold(), row.words("answer")
        is_expected = row.attempt(lambda: read.yes_or_no(row.cell("expected"), column="expected"), False)
        if not row.has("answer"):
            row.problem("answer", "Say why the figure is right all the same.")
        if not row.has("code"):
            row.problem("code", "Say which warning this answers, with its code from the workbook that was sent out.")
        elif code and code not in _CODES:
            row.problem(
                "code",
                f"There is no warning called {shortened(code)!r}. Take its code from the workbook that was sent out.",
                ", ".join(_CODES),
            )
        if said is not None and code and answer and self._first(said, row, what=code):
            said.answers_place = said.answers_place if said.answers_place.cell else row.place("answer")
            said.warning_answers.append(ReturnedWarningAnswer(code=code, answer=answer, is_expected=is_expected))

    def _figure_of(self, row: _Row) -> _Said | None:
        """The figure that the row speaks of, or None with a problem said."""
        ref, council = row.text("ref"), row.text("council")
        if not ref:
            row.problem("ref", "Say which measure this row is for: fill in its reference.")
            return None
        due = self.by_name.get((read.folded(ref), read.folded(council)))
        same_ref = self.by_ref.get(read.folded(ref), [])
        if due is None and not council and len(same_ref) == 1:
            due = same_ref[0]
        if due is None:
            self._refuse_unknown(row, ref=ref, same_ref=same_ref)
            return None
        if due.figure_id not in self.may_return:
            row.problem(
                "ref",
                f"{due.name} belongs to {due.service}, which you do not return figures for. Take the row out, or ask "
                f"{due.terms.owner_post} to return it.",
            )
            return None
        return self.said.setdefault(due.figure_id, _Said(due))

    def _refuse_unknown(self, row: _Row, *, ref: str, same_ref: Sequence[DueFigure]) -> None:
        if same_ref:
            councils = ", ".join(due.council for due in same_ref)
            row.problem("council", f"{ref} is not due for this council. Name one that it is due for.", councils)
            return
        near = difflib.get_close_matches(read.folded(ref), self.by_ref, n=1)
        hint = f" Did you mean {self.by_ref[near[0]][0].ref}?" if near else ""
        row.problem("ref", f"No measure of this reference is due in {self.quarter.label}.{hint}")

    def _check_quarter(self, row: _Row) -> None:
        if not self._names_quarter(row.text("quarter")):
            row.problem(
                "quarter",
                f"This row is not for {self.quarter.label}. Send the workbook of the right quarter, or import it for "
                "the quarter that it names.",
                str(self.quarter),
            )

    def _is_of_quarter(self, typed: str) -> bool:
        try:
            return not typed or Quarter.parse(typed) == self.quarter
        except PeriodUnreadable:
            return False

    def _first(self, said: _Said, row: _Row, *, what: object) -> bool:
        """Whether nothing was said of this before on the same sheet; a second time is a problem."""
        before = said.seen.setdefault((row.sheet, what), row.number)
        if before != row.number:
            row.problem("ref", f"{said.due.name} stands on row {before} already. Keep one of the two rows.")
        return before == row.number


class _Row:
    """A row of a sheet, its cells by the key of their column. Cells that were refused as cells count as blank."""

    def __init__(self, row: TableRow, *, layout: SheetLayout, problems: list[Problem]) -> None:
        self._row, self._layout, self._problems = row, layout, problems
        self.cells: dict[str, Cell] = {
            column.key: row.cells[column.heading]
            for column in layout.columns
            if column.heading in row.cells and column.heading not in row.refused
        }
        self._filled = {
            column.key
            for column in layout.columns
            if column.to_fill_in and column.heading in row.cells and row.cells[column.heading].text.strip()
        }
        self.sheet, self.number = row.sheet, row.number

    @property
    def has_input(self) -> bool:
        """Whether anything was filled in, be it readable or not."""
        return bool(self._filled)

    def has(self, key: str) -> bool:
        cell = self._row.cells.get(self._layout.heading(key))
        return cell is not None and bool(cell.text.strip())

    def has_any(self, *keys: str) -> bool:
        return any(self.has(key) for key in keys)

    def is_refused(self, key: str) -> bool:
        return self._layout.heading(key) in self._row.refused

    def cell(self, key: str) -> Cell | None:
        cell = self.cells.get(key)
        return cell if cell is not None and cell.text.strip() else None

    def text(self, key: str) -> str:
        cell = self.cells.get(key)
        return "" if cell is None else cell.text.strip()

    def words(self, key: str) -> str:
        return self.attempt(lambda: read.words(self.cell(key), column=key), "")

    def place(self, key: str) -> Place:
        return Place(sheet=self.sheet, cell=self._row.address(self._layout.heading(key)))

    def attempt(self, reading: Callable[[], T], default: T) -> T:
        try:
            return reading()
        except CellRefused as refusal:
            self.refuse([refusal])
            return default

    def refuse(self, refused: Iterable[CellRefused]) -> None:
        for one in refused:
            found = self._row.problem(self._layout.heading(one.column), one.message, expected=one.expected)
            self._problems.append(replace(found, found=one.found) if one.found else found)

    def problem(self, key: str, message: str, expected: str = "") -> None:
        self._problems.append(self._row.problem(self._layout.heading(key), message, expected=expected))
