"""The form by which what changed in the register is taken into an open round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.queries import DecisionFacts
from goldenthread.domain.days import day_words
from goldenthread.figures.forms.board import StepForm, box

_LONGEST = 90


class RefreshForm(StepForm):
    """Which of the figures that would change take it, why, and which decision agreed it."""

    figures = forms.MultipleChoiceField(
        label="Figures that take what changed",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the figures that take what changed."},
    )
    decision = forms.ChoiceField(
        label="Which decision agreed it?",
        required=False,
        help_text="Only where the register names none for a changed target.",
    )
    reason = box("Why is it taken into the open round?", rows=3, hint="The report prints it beside each figure.")

    def __init__(
        self, typed: Any = None, *, names: Sequence[str], decisions: Iterable[DecisionFacts], on: date
    ) -> None:
        super().__init__(typed, initial={"figures": list(names)})
        _choose(self, "figures", [(name, name) for name in names])
        _choose(
            self, "decision", [("", "As the register says, or not yet agreed"), *decisions_offered(decisions, on=on)]
        )


def decisions_offered(decisions: Iterable[DecisionFacts], *, on: date) -> list[tuple[str, str]]:
    """Those on which something can rest that day, newest first: reference, and the decision in words."""
    agreeing = [one for one in decisions if not one.why_not_agreed(on=on)]
    return [(one.reference, _in_words(one)) for one in sorted(agreeing, key=lambda one: one.meeting_on, reverse=True)]


def _in_words(one: DecisionFacts) -> str:
    text = " ".join(one.text.split())
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"
    return f"{day_words(one.meeting_on)}, minute {one.minute}, decision {one.number}: {short}"


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def chosen_tokens(form: RefreshForm, *, typed: Mapping[str, Any]) -> dict[str, str]:
    """What stands for each chosen figure as it was shown, by its name."""
    return {name: str(typed.get(f"seen {name}", "")) for name in form.cleaned_data["figures"]}
