"""The forms in which a rating policy is tried: on frozen figures, on one that is typed, on a table that is pasted."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.components.forms import PageForm
from goldenthread.domain.problems import Problem
from goldenthread.domain.rating import STATED_WORDS
from goldenthread.domain.rating_columns import INPUT_COLUMNS

Choices = Sequence[tuple[str, str]]
JOINT, OWN = "joint", "own"
MOST_ROWS = 200
_NARROW = {"class": "govuk-input--width-10"}
# A table is read with what it calls them; "value" is what people say.
_CALLED = {"value": "actual", "result": "actual"}
_UNITS = (
    ("percentage", "Percentage"), ("count", "Count"), ("gbp", "Pounds"), ("days", "Days"), ("ratio", "Ratio"),
    ("rank", "Rank"), ("yes-no", "Yes or no"),
)  # fmt: skip


class FrozenForm(PageForm):
    """Whose figures of the last frozen quarter, and beside which policy."""

    council = forms.ChoiceField(label="Whose figures")
    beside = forms.ChoiceField(
        label="Beside the policy in force",
        choices=[(JOINT, "The joint committee’s"), (OWN, "The council’s own, where it has one")],
    )

    def __init__(self, asked: Any = None, *, councils: Choices) -> None:
        super().__init__(asked, auto_id="frozen-%s")
        self.fields["council"].choices = list(councils)  # type: ignore[attr-defined]  # of a choice field


class OneForm(PageForm):
    """One figure, typed."""

    actual = forms.CharField(label="Value", widget=forms.TextInput(_NARROW))
    target = forms.CharField(label="Target", required=False, widget=forms.TextInput(_NARROW))
    unit = forms.ChoiceField(label="Unit", choices=_UNITS)
    polarity = forms.ChoiceField(
        label="Which way is better",
        choices=[("higher", "Higher is better"), ("lower", "Lower is better"), ("band", "A band is best")],
    )
    target_lower = forms.CharField(label="Lower edge of a band", required=False, widget=forms.TextInput(_NARROW))
    target_upper = forms.CharField(label="Upper edge of a band", required=False, widget=forms.TextInput(_NARROW))
    floor = forms.CharField(label="Floor under the target", required=False, widget=forms.TextInput(_NARROW))
    tolerance = forms.CharField(label="Tolerance", required=False, widget=forms.TextInput(_NARROW))
    tolerance_unit = forms.ChoiceField(
        label="The tolerance is in", choices=[("points", "Points of the unit"), ("percent", "Percent of the target")]
    )
    previous = forms.CharField(label="Previous period", required=False, widget=forms.TextInput(_NARROW))
    last_year = forms.CharField(label="Same period last year", required=False, widget=forms.TextInput(_NARROW))
    forecast = forms.CharField(label="Forecast for the year end", required=False, widget=forms.TextInput(_NARROW))
    stated = forms.ChoiceField(
        label="The owner’s own judgement",
        required=False,
        choices=[("", "None"), *((words, words.capitalize()) for words in STATED_WORDS.values())],
    )
    beside = forms.ChoiceField(label="Beside which policy")

    def __init__(self, typed: Any = None, *, policies: Choices, first: str) -> None:
        chosen = {"beside": first, "unit": "percentage", "polarity": "higher", "tolerance_unit": "points"}
        super().__init__(typed, auto_id="one-%s", initial=chosen)
        self.fields["beside"].choices = list(policies)  # type: ignore[attr-defined]  # of a choice field

    def table(self) -> bytes:
        """The figure as a table of one row."""
        names = [name for name in INPUT_COLUMNS if name in self.cleaned_data]
        return _as_csv([["ref", *names], ["This figure", *(self.cleaned_data[name] for name in names)]])

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Each problem at its box."""
        for problem in problems:
            self.add_error(problem.column if problem.column in self.fields else None, problem.message)


class TableForm(PageForm):
    """A table, pasted out of a spreadsheet."""

    table = forms.CharField(
        label="Your table",
        help_text=f"With its headings in the first row, of these: value, {', '.join(INPUT_COLUMNS)}. Up to "
        f"{MOST_ROWS} rows, from a spreadsheet or divided by commas.",
        widget=forms.Textarea({"rows": 8, "cols": False}),
        max_length=100_000,
    )
    beside = forms.ChoiceField(label="Beside which policy")

    def __init__(self, typed: Any = None, *, policies: Choices, first: str) -> None:
        super().__init__(typed, auto_id="table-%s", initial={"beside": first})
        self.fields["beside"].choices = list(policies)  # type: ignore[attr-defined]  # of a choice field

    def read(self) -> bytes:
        """The table with commas; "value" is called actual, and rows without a reference are counted."""
        text: str = self.cleaned_data["table"].strip("\n\r")
        first = text.splitlines()[0] if text.strip() else ""
        divided = next((mark for mark in ("\t", ";") if mark in first), ",")
        try:
            rows = [
                row for row in csv.reader(io.StringIO(text), delimiter=divided) if any(cell.strip() for cell in row)
            ]
        except csv.Error:
            rows = [[text]]
        if len(rows) > MOST_ROWS + 1:
            self.add_error("table", f"Paste {MOST_ROWS} rows at most; these are {len(rows) - 1:,}.")
            return b""
        headings = [_CALLED.get(one.strip().casefold(), one.strip()) for one in rows[0]] if rows else []
        body = rows[1:]
        if "ref" not in {one.casefold() for one in headings}:
            headings = ["ref", *headings]
            body = [[f"Row {number}", *row] for number, row in enumerate(body, start=1)]
        return _as_csv([headings, *body])

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Each problem with its row and column, at the table."""
        for problem in problems:
            # The headings are the first row of what was pasted, so that a row is the same here as there.
            place = ", ".join(filter(None, (f"row {problem.row}" if problem.row else "", problem.column)))
            expected = f" Expected: {problem.expected}." if problem.expected else ""
            self.add_error("table", f"{place.capitalize()}: {problem.message}{expected}" if place else problem.message)


def _as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
