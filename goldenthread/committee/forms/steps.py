"""The form of a step that the clerk takes: what was refused is said at the box that it is of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from goldenthread.components.forms import DayField, PageForm
from goldenthread.domain.days import NO_SUCH_YEAR, can_be_meant
from goldenthread.domain.problems import InputRefused
from goldenthread.publishing.words import clean, unprintable

# Words in a script that our fonts lack are one mistake.
_MOST_TOLD = 5


class StepForm(PageForm):
    """A form whose boxes are called as the operation calls them; its days can be meant, its words be printed."""

    def __init__(self, typed: Any = None, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(typed, *args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for name, field in self.fields.items():
            value = typed.get(name)
            if isinstance(field, forms.CharField) and isinstance(value, str):
                self._keep_printable(name, field, words=value)
            if isinstance(field, DayField) and value is not None and not can_be_meant(value, today=self.today):
                self.add_error(name, NO_SUCH_YEAR)
        return typed

    def _keep_printable(self, name: str, field: forms.CharField, *, words: str) -> None:
        # All of it stands in a pack or in minutes sooner or later.
        cleaned = clean(words)
        if not isinstance(field.widget, forms.Textarea):
            cleaned = cleaned.replace("\n", " ")
        self.cleaned_data[name] = cleaned
        if field.required and not cleaned:
            self.add_error(name, field.error_messages["required"])
        for character in unprintable(cleaned)[:_MOST_TOLD]:
            self.add_error(name, str(character))

    def add_refusal(self, refused: InputRefused) -> None:
        """Every problem, at the box that it is of, or above the form."""
        for problem in refused.problems:
            self.add_error(problem.column if problem.column in self.fields else None, problem.message)


class PlainForm(StepForm):
    """Nothing to type: the step is confirmed."""


class BecauseForm(StepForm):
    """A reason, which is shown to everybody."""

    because = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea({"rows": 3}))
