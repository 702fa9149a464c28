"""Forms of the register's pages: their boxes are the columns of its sheets, and its rules read what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms

from goldenthread.components.forms import DayField, PageForm, asked_for
from goldenthread.domain.days import NO_SUCH_YEAR, can_be_meant
from goldenthread.domain.problems import Problem
from goldenthread.indicators.forms.pages_refusals import in_words_of_a_page
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.forms.typed import typed_from
from goldenthread.indicators.forms.writing import choices_of
from goldenthread.indicators.queries.offered import Choices
from goldenthread.spreadsheets.columns import Row, RowField, fields_of

NARROW = {"class": "govuk-input--width-10"}
_FARTHEST = date(2100, 1, 1)
_LONG = 400  # characters; what may hold more has a box of several lines
# How a choice is told where its own word does not say enough.
WORDS: Mapping[str, Mapping[str, str]] = {
    "polarity": {
        "higher": "Higher is better",
        "lower": "Lower is better",
        "band": "A band is best",
        "none": "Neither way is better",
    },
    "measure_type": {
        "period": "The quarter alone",
        "cumulative": "The year to date",
        "snapshot": "One day",
        "rolling year": "A rolling year",
        "annual": "The whole year, once",
    },
    "year_end_rule": {
        "last": "The last quarter's figure",
        "sum": "The sum of the quarters",
        "mean": "The mean of the quarters",
        "ratio": "All numerators over all denominators",
    },
    "unit": {"gbp": "Pounds", "gbp thousand": "Thousands of pounds", "gbp million": "Millions of pounds"},
    "kind": {
        "number": "A number",
        "band": "A band",
        "floor": "A number, and a floor under it",
        "words": "In words",
        "none": "None",
    },
}


# What a page calls a column, where the column's own heading is too short to stand alone.
_LABELS = {
    "Ref": "Reference",
    "Better": "Which way is better?",
    "Annual": "Target for the year",
    "Lower": "Lower edge of the band",
    "Upper": "Upper edge of the band",
    "Floor": "Floor under the target",
    "Words": "Target in words",
    "Lag days": "Days until it is due",
}
# A sheet's columns speak of rows and cells; where a box is blank or ticked, it says so.
_OF_A_BOX = (
    ("Yes where ", "Tick this where "),
    ("values before From", "values before the first day"),
    (", until the next row of the same thing", ""),
    ("Which way is better", "Whether a larger value is a better one"),
    ("Identifies the indicator; never changes: EXC01", "It never changes afterwards. For example: EXC01"),
    ("Lower edge of a band", "Only where the target is a band"),
    ("Upper edge of a band", "Only where the target is a band"),
    ("Floor standard beside the target", "Only where a floor is agreed beside the target"),
    ("A target in words", "Only where the target is no number"),
)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a page's boxes say as rows, and what is wrong with them; `places` are whose boxes, by sheet and line."""

    rows: Register
    problems: tuple[Problem, ...] = ()
    places: Mapping[tuple[str, int], str] = field(default_factory=dict)
    reason: str = ""
    decision: str = ""
    starts_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """Boxes that belong together, under a heading."""

    heading: str
    hint: str
    boxes: tuple[forms.BoundField, ...]


class RowsForm(PageForm):
    """Boxes for columns of the register's sheets. Several rows of one sheet have a prefix each, such as "newham-"."""

    def __init__(self, typed: Any = None, **kwargs: Any) -> None:
        super().__init__(typed, **kwargs)
        self._sections: list[tuple[str, str, list[str]]] = []
        self._columns: dict[str, str] = {}  # of every box, its column's heading

    def section(self, heading: str, hint: str = "") -> None:
        """Boxes added from now on stand under this heading."""
        self._sections.append((heading, hint, []))

    def add(self, name: str, box: forms.Field, *, heading: str = "", initial: Any = None) -> None:
        """One more box."""
        if box.required and box.error_messages["required"] == forms.Field.default_error_messages["required"]:
            box.error_messages["required"] = asked_for(str(box.label), field=box)
        self.fields[name] = box
        self._sections[-1][2].append(name)
        self._columns[name] = heading
        if initial is not None:
            self.initial[name] = initial

    def add_columns(
        self,
        row: type[Row],
        names: Iterable[str],
        *,
        prefix: str = "",
        initial: Row | None = None,
        offered: Mapping[str, Choices] | None = None,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        """A box for each of the columns; `offered` are choices for what else would be typed."""
        known = {each.name: each for each in fields_of(row)}
        before = {} if initial is None else typed_from(initial)
        for name in names:
            each = known[name]
            box = box_of(each, offered=(offered or {}).get(name), hint=(hints or {}).get(name))
            self.add(f"{prefix}{name}", box, heading=each.column.heading, initial=as_typed(before.get(name)))

    def typed_in(self, row: type[Row], *, prefix: str = "") -> dict[str, Any]:
        """What was typed in the boxes of a row, by the names of its fields."""
        typed = {each.name: self.cleaned_data.get(f"{prefix}{each.name}") for each in fields_of(row)}
        return {name: value for name, value in typed.items() if value not in (None, "", False)}

    def is_changed(self, row: type[Row], *, prefix: str = "") -> bool:
        """Whether anything was typed in the boxes of a row that did not stand there before."""
        names = [f"{prefix}{each.name}" for each in fields_of(row) if f"{prefix}{each.name}" in self.fields]
        return any(_plain(self.cleaned_data.get(name)) != _plain(self.initial.get(name)) for name in names)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for name, day in list(typed.items()):
            # Beyond these no quarter can be reckoned with; within them the register's own rules say more.
            if isinstance(day, date) and not can_be_meant(day, today=_FARTHEST):
                self.add_error(name, NO_SUCH_YEAR)
        return typed

    @property
    def sections(self) -> Iterator[Section]:
        for heading, hint, names in self._sections:
            yield Section(heading=heading, hint=hint, boxes=tuple(self[name] for name in names))

    def refuse(self, problems: Iterable[Problem], *, places: Mapping[tuple[str, int], str]) -> None:
        """Says each problem at its box; what has none here, above all of them."""
        said: set[tuple[str | None, str]] = set()
        for problem in problems:
            name = self._box_for(problem, places=places)
            box = self.fields.get(name or "")
            words = in_words_of_a_page(
                problem,
                label="" if box is None else str(box.label),
                is_chosen=isinstance(box, forms.ChoiceField),
            )
            if box is None and problem.column:
                words = f"{problem.column}: {words}"
            if (name, words) not in said:
                said.add((name, words))
                self.add_error(name if box is not None else None, words)

    def _box_for(self, problem: Problem, *, places: Mapping[tuple[str, int], str]) -> str | None:
        """The box of the problem's row and column; else one that stands for that column of every row."""
        prefix = places.get((problem.sheet, problem.row or 0), "")
        alike = [name for name, heading in self._columns.items() if heading and heading == problem.column]
        own = [name for name in alike if prefix and name.startswith(prefix)]
        return next(iter((*own, *(name for name in alike if "-" not in name))), None)


def label_of(each: RowField) -> str:
    """What a page calls the column: the same beside its box as where its change is shown."""
    return _LABELS.get(each.column.heading, each.column.heading)


def box_of(each: RowField, *, offered: Choices | None = None, hint: str | None = None) -> forms.Field:
    """The box of a column. Whether it must be filled in, the register's rules say."""
    column = each.column
    label = label_of(each)
    told = _hint(each) if hint is None else hint
    if each.type is date:
        return DayField(label="First day", help_text=told, required=False)
    if each.type is bool:
        return forms.BooleanField(label=label, help_text=told, required=False)
    if offered is not None:
        return forms.ChoiceField(label=label, help_text=told, choices=offered, required=False)
    choices = choices_of(each)
    if choices:
        words = WORDS.get(each.name, {})
        first = ("", "Choose one" if column.needed else "None")
        told_as = [(one, words.get(one, one[:1].upper() + one[1:])) for one in choices]
        return forms.ChoiceField(label=label, help_text=told, choices=[first, *told_as], required=False)
    if column.longest > _LONG:
        return forms.CharField(
            label=label, help_text=told, required=False, widget=forms.Textarea({"rows": 3, "cols": False})
        )
    narrow = column.figure or each.type is int or column.longest <= len("of a reference, no more")
    attrs = {**(NARROW if narrow else {}), **({"inputmode": "numeric"} if each.type is int else {})}
    return forms.CharField(label=label, help_text=told, required=False, widget=forms.TextInput(attrs))


def _hint(each: RowField) -> str:
    """What the column means, in a sentence about a box."""
    meaning = each.column.meaning
    for told, here in _OF_A_BOX:
        meaning = meaning.replace(told, here)
    return meaning if meaning.endswith(("…", ".")) else f"{meaning}."


def reason_box(label: str, *, hint: str, rows: int = 2) -> forms.CharField:
    """Why something is done; it is asked for."""
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.Textarea({"rows": rows, "cols": False}),
    )


def decision_box(offered: Sequence[tuple[str, str]], *, none: str) -> forms.ChoiceField:
    """The decision by which something holds; none is said in words."""
    return forms.ChoiceField(
        label="Decision",
        help_text="What the committee's record has, the newest first. A decision that is not there has to be entered "
        "in the record first.",
        choices=[("", none), *offered],
        required=False,
    )


def as_typed(value: Any) -> Any:
    """A row's value as its box holds it."""
    return value.value.replace("-", " ") if isinstance(value, StrEnum) else value


def _plain(value: Any) -> str:
    return "" if value in (None, "", False) else " ".join(str(value).split())
