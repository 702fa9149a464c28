"""The form by which a rating policy is adopted for councils from a day on."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.components.forms import DayField
from goldenthread.indicators.forms.pages import RowsForm
from goldenthread.indicators.forms.pages_card import add_why
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP
from goldenthread.indicators.queries.offered import Offered

JOINT, OWN = "policy", "own_policy"


class AdoptForm(RowsForm):
    """For whom, as whose policy, from when, by which decision and why."""

    def __init__(self, typed: Any = None, *, offered: Offered) -> None:
        super().__init__(typed)
        self.section("For whom, and from when")
        councils = forms.MultipleChoiceField(
            label="Whose measures does it rate?",
            choices=offered.councils,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose whose measures it rates"},
        )
        self.add("councils", councils, heading="Council")
        whose = forms.ChoiceField(
            label="As whose policy?",
            choices=[
                (JOINT, "The joint committee’s: it rates the figure, and is what reports count by"),
                (OWN, "The council’s own: its rating stands beside the joint committee’s"),
            ],
            widget=forms.RadioSelect,
            initial=JOINT,
        )
        self.add("whose", whose, heading="Own policy")
        day = DayField(
            label="First day", help_text="A quarter is rated by what holds on its last day when its round opens."
        )
        self.add("starts_on", day, heading="From")
        add_why(self, offered=offered, label="Why is it adopted?")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("whose") == OWN and WHOLE_PARTNERSHIP in typed.get("councils", ()):
            self.add_error("councils", "The whole partnership has no policy of its own. Choose councils alone.")
        return typed
