"""What is typed of an action's staff and money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.components.amounts import AmountField
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.service_plans import ResourceTerms
from goldenthread.plans.operations import ResourceSaid

Choices = Sequence[tuple[str, str]]


class ResourceForm(StepForm):
    """Which staff and money were agreed for an action, of which council and for which year; by whom and when."""

    council = forms.ChoiceField(label="Whose is it?")
    year = forms.ChoiceField(label="For which year?")
    staff = AmountField(label="Staff", required=False, suffix="full-time equivalents")
    money = AmountField(label="Money", required=False, prefix="£")
    agreed_by = forms.CharField(label="Who agreed it?", max_length=200, help_text="A post, or a body.")
    agreed_on = DayField(label="When?")
    decision = forms.ChoiceField(label="By which decision of the committee, if by one?", required=False)

    def __init__(
        self, typed: Any = None, *, councils: Choices, years: Choices, decisions: Choices, today: date
    ) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "council", [("", "Choose a council"), *councils])
        choose_from(self, "year", [("", "Choose a year"), *years])
        choose_from(self, "decision", [("", "None"), *decisions])

    def said(self, action: str) -> ResourceSaid:
        """What was typed of the action, of a form that is valid."""
        typed = self.cleaned_data
        return ResourceSaid(
            action=action,
            council=typed["council"],
            year=typed["year"],
            terms=ResourceTerms(
                staff=typed["staff"], money=typed["money"], agreed_by=typed["agreed_by"], agreed_on=typed["agreed_on"]
            ),
            decision=typed["decision"],
        )
