"""Closed days, rules of call-in, decision notices, and call-ins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.committee.operations.notices import MOST_CALL_IN_DAYS, NoticeSaid, RuleSaid
from goldenthread.committee.queries.notices import NoticeFacts, RuleFacts, WindowFacts
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from

_NUMBER = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class ClosedDayForm(StepForm):
    """A day on which the councils are closed."""

    day = DayField(label="Which day are they closed?")
    because = forms.CharField(label="Why?", max_length=200)


class RulesForm(StepForm):
    """For how many working days each council may call in, and who may."""

    def __init__(self, typed: Any = None, *, rules: Sequence[RuleFacts], today: date) -> None:
        super().__init__(typed, today=today)
        self.rules = rules
        for one in rules:
            self.fields[f"days_{one.council_id}"] = forms.IntegerField(
                label=f"{one.council}: working days to call in",
                required=False,
                min_value=0,
                max_value=MOST_CALL_IN_DAYS,
                initial=one.working_days,
                widget=forms.TextInput(_NUMBER),
                help_text="0 where it has no call-in of this committee. Leave this blank if its rule is not known.",
            )
            self.fields[f"who_{one.council_id}"] = forms.CharField(
                label=f"{one.council}: who may call in",
                required=False,
                max_length=200,
                initial=one.who_may,
                help_text="As in: any three members, with their grounds.",
            )

    @property
    def said(self) -> tuple[RuleSaid, ...]:
        """The rules that were typed, of a form that is valid."""
        typed = self.cleaned_data
        return tuple(
            RuleSaid(
                council_id=one.council_id,
                working_days=typed[f"days_{one.council_id}"],
                who_may=typed[f"who_{one.council_id}"],
            )
            for one in self.rules
            if typed[f"days_{one.council_id}"] is not None
        )


class NoticeWordsForm(StepForm):
    """What of a notice may be corrected."""

    purpose = forms.CharField(
        label="Purpose", required=False, max_length=4000, widget=forms.Textarea({"rows": 3}), help_text="In short."
    )
    lead_officer = forms.CharField(label="Lead officer", required=False, max_length=120, help_text="Name or post.")
    is_key = forms.BooleanField(label="It is a key decision", required=False)

    def __init__(self, typed: Any = None, *, facts: NoticeFacts | None = None, today: date) -> None:
        initial = {"published_on": today}
        if facts is not None:
            initial |= {name: getattr(facts, name) for name in ("purpose", "lead_officer", "is_key")}
        super().__init__(typed, today=today, initial=initial)


class NoticeForm(NoticeWordsForm):
    """A notice that is issued."""

    no_call_in_because = forms.CharField(
        label="Why may it not be called in?",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text="As where it is urgent. Leave this blank if it may be called in.",
    )
    published_on = DayField(label="Published on")

    @property
    def said(self) -> NoticeSaid:
        """What was typed, of a form that is valid."""
        return NoticeSaid(**{name: self.cleaned_data[name] for name in self.base_fields})


class CallInForm(StepForm):
    """A council's members call a decision in."""

    council = forms.ChoiceField(label="Which council called it in?", widget=forms.RadioSelect)
    on = DayField(label="On which day?")
    who = forms.CharField(label="Who called it in?", max_length=400)
    grounds = forms.CharField(label="On which grounds?", max_length=4000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, typed: Any = None, *, windows: Sequence[WindowFacts], today: date) -> None:
        super().__init__(typed, today=today, initial={"on": today})
        choose_from(self, "council", [(str(one.council_id), one.council) for one in windows])


class OutcomeForm(StepForm):
    """What came of a call-in."""

    outcome = forms.CharField(label="What came of it?", max_length=4000, widget=forms.Textarea({"rows": 3}))
    ended_on = DayField(label="On which day did it end?")

    def __init__(self, typed: Any = None, *, today: date) -> None:
        super().__init__(typed, today=today, initial={"ended_on": today})
