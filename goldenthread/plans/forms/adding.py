"""What is typed of an action that a decision adds to a plan that is final."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.plan_actions import ActionTerms
from goldenthread.domain.plan_records import ActionRecord

Choices = Sequence[tuple[str, str]]


class AddActionForm(StepForm):
    """An action with its terms, whom it serves and for what it waits, and the decision that added it."""

    decision = forms.ChoiceField(label="By which decision was it added?")
    ref = forms.CharField(label="Its ref", max_length=24, help_text="Its own within the plan, as in 2.3.")
    theme = forms.CharField(label="Its theme", max_length=200)
    words = forms.CharField(label="The action", max_length=4000, widget=forms.Textarea({"rows": 3}))
    outcome = forms.CharField(label="The outcome sought", max_length=4000, widget=forms.Textarea({"rows": 2}))
    success = forms.CharField(
        label="How will it be known that it worked?",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
    )
    owner_post = forms.CharField(label="The owner’s post", max_length=120)
    starts_on = DayField(label="When does it start?")
    due_on = DayField(label="By when is it to be done?")
    serves = forms.MultipleChoiceField(
        label="Whom does it serve?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None is every council.",
    )
    waits_for = forms.MultipleChoiceField(
        label="For which actions does it wait?", required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.CharField(
        label="Who asked for it?", required=False, max_length=300, help_text="A resolution, a recommendation, an audit."
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        decisions: Choices,
        councils: Choices,
        others: Choices,
        themes: Sequence[str],
        today: date,
    ) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "decision", [("", "Choose a decision"), *decisions])
        choose_from(self, "serves", councils)
        choose_from(self, "waits_for", others)
        if themes:
            self.fields["theme"].help_text = f"One that the plan has ({', '.join(themes)}), or a new one."

    @property
    def said(self) -> ActionRecord:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return ActionRecord(
            ref=typed["ref"],
            theme=typed["theme"],
            terms=ActionTerms(
                words=typed["words"],
                outcome=typed["outcome"],
                success=typed["success"],
                owner_post=typed["owner_post"],
                starts_on=typed["starts_on"],
                due_on=typed["due_on"],
            ),
            source=typed["source"],
            serves=tuple(typed["serves"]),
            waits_for=tuple(typed["waits_for"]),
        )
