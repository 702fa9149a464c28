"""The forms of a year: why it is closed again, and which decision agreed a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.components.forms import PageForm
from goldenthread.figures.forms.board import StepForm, box


class CloseForm(StepForm):
    """Why a year that was closed before is closed again; nothing is asked of one that was not."""

    because = box("Why is the year closed again?", rows=3, hint="The year-end pack prints it.")

    def __init__(self, typed: Any = None, *, is_again: bool) -> None:
        super().__init__(typed)
        if not is_again:
            del self.fields["because"]


class CarryOnForm(StepForm):
    """Why every measure is carried on as it is."""

    because = box(
        "Why are they all carried on?", rows=3, hint="In words for the committee: the proposal prints it for each."
    )


class AgreeForm(PageForm):
    """The decision that a year's list rests on."""

    decision = forms.ChoiceField(
        label="Which decision agreed this list?",
        help_text="A list is agreed once. What changes after that has decisions of its own.",
        widget=forms.RadioSelect,
    )

    def __init__(self, typed: Any = None, *, decisions: Sequence[tuple[str, str]]) -> None:
        super().__init__(typed)
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = decisions
