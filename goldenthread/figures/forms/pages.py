"""The form of a figure at its page, read by the same rules as a workbook's cells: both take and refuse the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django import forms

from goldenthread.components.forms import PageForm
from goldenthread.components.lists import Difference
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import ReadingKind, Unit, decimals_of, print_number, print_value
from goldenthread.figures.forms import cells as read
from goldenthread.figures.forms.cells import CellRefused
from goldenthread.figures.forms.layout import JUDGEMENTS
from goldenthread.figures.forms.returns import allowed_for
from goldenthread.figures.forms.values import read_figure
from goldenthread.figures.queries.due import DueFigure
from goldenthread.figures.queries.returned import (
    FigureReturn,
    ReturnedReading,
)
from goldenthread.spreadsheets.cells import Cell, CellKind

T = TypeVar("T")
NARROW = {"class": "govuk-input--width-10"}
_YES = "Yes"


class KeptForm(PageForm):
    """A form whose typed words can be carried through another page as they are."""

    @property
    def kept(self) -> Iterator[tuple[str, str]]:
        """Name and value of each field, for hidden boxes."""
        for field in self:
            value = field.value()
            if value not in (None, "", False):
                yield field.html_name, _YES if value is True else str(value)

    def attempt(self, name: str, work: Callable[[], T], otherwise: T) -> T:
        """What the work reads; where the cell is refused, that is said at the field."""
        try:
            return work()
        except CellRefused as refusal:
            self.add_error(name, refusal.message)
            return otherwise


class FigureForm(KeptForm):
    """The figure: its value, or numerator and denominator; forecast, judgement, and a note to the officer."""

    def __init__(self, due: DueFigure, *, asks: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=_typed_before(due))
        self.due = due
        terms = due.terms
        if has_parts(due):
            top, bottom = terms.numerator_label or "numerator", terms.denominator_label or "denominator"
            self.fields["numerator"] = line(_called(top), {**NARROW, "inputmode": "decimal"})
            self.fields["denominator"] = line(_called(bottom), {**NARROW, "inputmode": "decimal"})
            hint = "Leave this blank where you fill in the two numbers above. n/a, [x] (not available) and [z] (not "
            hint += "applicable) say why there is no figure."
            self.fields["value"] = line("Or the figure itself", NARROW, hint=hint)
        elif terms.unit is Unit.TEXT:
            self.fields["value"] = words_box("The figure, in words", rows=4, hint=asks)
        else:
            hint = f"{asks} n/a, [x] (not available) and [z] (not applicable) say why there is no figure."
            self.fields["value"] = line("The figure", NARROW, hint=hint)
        self.fields["provisional"] = forms.BooleanField(label="It is provisional, and may still change", required=False)
        if terms.unit is not Unit.TEXT:
            self.fields["forecast"] = line(
                "Year-end forecast", NARROW, hint="What you expect at the end of the year, in the same unit. Optional."
            )
        self.fields["stated"] = forms.ChoiceField(
            label="Your own judgement",
            help_text="Where it differs from the rating by rule. Optional.",
            choices=[("", "None"), *((one, one) for one in JUDGEMENTS)],
            required=False,
        )
        self.fields["note"] = words_box("Note to the performance officer", rows=2, hint="Never published. Optional.")
        self.reading: ReturnedReading | None = None

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        cells = {
            name: Cell(row=0, column=name, kind=CellKind.TEXT, text=_YES if value is True else str(value))
            for name, value in typed.items()
            if value not in ("", False, None)
        }
        self.reading, refused = read_figure(cells, allowed=allowed_for(self.due.terms))
        for one in refused:
            self.add_error(one.column if one.column in self.fields else None, one.message)
        before = self.due.reading
        is_blank = self.reading is None or not self.reading.is_returned
        if not refused and is_blank and before is not None and before.is_returned:
            self.add_error(
                self.first, "A figure that was returned is replaced by another. Where there is none now, type [x]."
            )
        return typed

    @property
    def first(self) -> str:
        """The box that asks for the figure."""
        return next(iter(self.fields))

    def ask_for_the_figure(self) -> bool:
        """Whether a figure was typed, or why there is none; says at its box where not."""
        if self.reading is not None and self.reading.is_returned:
            return True
        self.add_error(self.first, "Enter the figure, or why there is none: n/a, [x] or [z].")
        return False

    def returned(self, *, version: int) -> FigureReturn:
        """What was typed, as a return."""
        return FigureReturn(figure_id=self.due.figure_id, version=version, reading=self.reading)


class AnswerForm(PageForm):
    """The answer to a question about a figure."""

    answer = forms.CharField(label="Your answer", widget=forms.Textarea({"rows": 3, "cols": False}))

    def clean_answer(self) -> str:
        """Words that can be printed."""
        try:
            return read.words(
                Cell(row=0, column="answer", kind=CellKind.TEXT, text=self.cleaned_data["answer"]), column="answer"
            )
        except CellRefused as refusal:
            raise forms.ValidationError(refusal.message) from None


def differences_between(form: KeptForm, typed: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What somebody typed beside what stands there now, of every field in which the two differ."""
    now = {name: str(value or "") for name, value in form.initial.items()}
    found = []
    for name, field in form.fields.items():
        new, old = str(typed.get(name, "")), _YES if now.get(name) == "True" else now.get(name, "")
        if new.split() != old.split():
            found.append(Difference(name=str(field.label), typed=new or "nothing", now=old or "nothing"))
    return tuple(found)


def has_parts(due: DueFigure) -> bool:
    """Whether numerator and denominator are asked for."""
    terms, reading = due.terms, due.reading
    return bool(terms.numerator_label and terms.denominator_label) or (
        reading is not None and reading.numerator is not None
    )


def _typed_before(due: DueFigure) -> dict[str, Any]:
    reading, terms = due.reading, due.terms
    if reading is None:
        return {}
    return {
        "value": _value_typed(reading, terms),
        "numerator": _number(reading.numerator),
        "denominator": _number(reading.denominator),
        "provisional": reading.provisional,
        "forecast": _amount(reading.forecast, terms),
        "stated": reading.stated.capitalize(),
        "note": reading.note,
    }


def _value_typed(reading: ReturnedReading, terms: Terms) -> str:
    if reading.kind is ReadingKind.BLANK:
        return ""
    if reading.kind is not ReadingKind.VALUE:
        return reading.text
    return _amount(reading.typed if reading.numerator is not None else reading.value, terms)


def _amount(value: Decimal | None, terms: Terms) -> str:
    if value is None:
        return ""
    return print_value(value, unit=terms.unit, decimals=max(terms.decimals, decimals_of(value)))


def _number(value: Decimal | None) -> str:
    return "" if value is None else print_number(value, decimals=decimals_of(value))


def _called(label: str) -> str:
    return label[:1].upper() + label[1:]


def line(label: str, attrs: dict[str, str], *, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, widget=forms.TextInput(attrs))


def words_box(label: str, *, rows: int, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, widget=forms.Textarea({"rows": rows, "cols": False})
    )
