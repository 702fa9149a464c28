"""The form of a step that the clerk takes: what was refused is said at the box that it is of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from goldenthread.components.forms import DayField, PageForm
from goldenthread.domain.days import NO_SUCH_YEAR, can_be_meant
from goldenthread.domain.problems import InputRefused


class StepForm(PageForm):
    """A form whose boxes are called as the operation calls them; its days can be meant."""

    def __init__(self, typed: Any = None, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(typed, *args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for name, field in self.fields.items():
            day = typed.get(name)
            if isinstance(field, DayField) and day is not None and not can_be_meant(day, today=self.today):
                self.add_error(name, NO_SUCH_YEAR)
        return typed

    def add_refusal(self, refused: InputRefused) -> None:
        """Every problem, at the box that it is of, or above the form."""
        for problem in refused.problems:
            self.add_error(problem.column if problem.column in self.fields else None, problem.message)


class PlainForm(StepForm):
    """Nothing to type: the step is confirmed."""


class BecauseForm(StepForm):
    """A reason, which is shown to everybody."""

    because = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea({"rows": 3}))
