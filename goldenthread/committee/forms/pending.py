"""Powers delegated, views given on them, questions and their answers, and what somebody is to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.actions.operations import NewAction
from goldenthread.committee.forms.steps import StepForm
from goldenthread.committee.operations.arising import Asked
from goldenthread.committee.operations.delegations import DelegationSaid, ViewSaid
from goldenthread.committee.queries.desk import MemberFacts
from goldenthread.committee.queries.minuting import AgreedUnder
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.days import day_words

_POST = {"autocomplete": "off"}


class DelegationForm(StepForm):
    """To which post, for what, until when, after consulting whom."""

    to_post = forms.CharField(label="To which post?", max_length=120, widget=forms.TextInput(_POST))
    purpose = forms.CharField(label="For what?", max_length=2000, widget=forms.Textarea({"rows": 2}))
    conditions = forms.CharField(
        label="On which conditions?", required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    due_on = DayField(label="Until when?", required=False, help_text="Leave this blank if no limit was set.")
    consult = forms.CharField(
        label="After consulting whom?",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="A post on each line. Each may name a nominee later.",
    )

    @property
    def said(self) -> DelegationSaid:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return DelegationSaid(
            to_post=typed["to_post"],
            purpose=typed["purpose"],
            conditions=typed["conditions"],
            due_on=typed["due_on"],
            consult=tuple(typed["consult"].splitlines()),
        )


class ViewForm(StepForm):
    """What somebody said who was to be consulted."""

    view = forms.CharField(label="What was the view?", max_length=4000, widget=forms.Textarea({"rows": 3}))
    consulted_on = DayField(label="When was it given?")
    nominee = forms.CharField(label="Nominee", required=False, max_length=120, help_text="Where somebody was named.")
    nominee_named_on = DayField(label="When was the nominee named?", required=False)

    def said(self, *, consultation_id: int) -> ViewSaid:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return ViewSaid(
            consultation_id=consultation_id,
            view=typed["view"],
            consulted_on=typed["consulted_on"],
            nominee=typed["nominee"],
            nominee_named_on=typed["nominee_named_on"],
        )


class DischargeForm(StepForm):
    """What was decided under a delegation, and when."""

    decided = forms.CharField(label="What was decided?", max_length=4000, widget=forms.Textarea({"rows": 4}))
    on = DayField(label="When?")


class UnderForm(StepForm):
    """The item of a later meeting under which the committee was told."""

    item = forms.ChoiceField(label="Under which item was the committee told?", widget=forms.RadioSelect)

    def __init__(self, typed: Any = None, *, under: Sequence[AgreedUnder], today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "item", [(str(one.item_id), f"{day_words(one.day)}, {one.title}") for one in under])


class QuestionForm(StepForm):
    """What a member asked, or asked for."""

    kind = forms.ChoiceField(
        label="What is it?", choices=(("question", "A question"), ("request", "A request")), widget=forms.RadioSelect
    )
    words = forms.CharField(label="What was asked?", max_length=4000, widget=forms.Textarea({"rows": 3}))
    asked_by = forms.ChoiceField(label="Who asked?", required=False)
    owner_post = forms.CharField(label="Which post is to answer?", max_length=120, widget=forms.TextInput(_POST))

    def __init__(self, typed: Any = None, *, members: Sequence[MemberFacts], today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "asked_by", [("", "Members"), *((str(one.id), one.name) for one in members)])

    @property
    def said(self) -> Asked:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return Asked(
            kind=typed["kind"],
            words=typed["words"],
            owner_post=typed["owner_post"],
            asked_by_id=int(typed["asked_by"]) if typed["asked_by"] else None,
        )


class AnswerForm(StepForm):
    """The answer, and the day on which it was given."""

    answer = forms.CharField(label="What was answered?", max_length=8000, widget=forms.Textarea({"rows": 5}))
    on = DayField(label="When was it given?")

    def __init__(self, typed: Any = None, *, given: str, given_on: date | None, today: date) -> None:
        super().__init__(typed, today=today, initial={"answer": given, "on": given_on})


class ArisingForm(StepForm):
    """What somebody is to do, by when."""

    words = forms.CharField(label="What is to be done?", max_length=2000, widget=forms.Textarea({"rows": 3}))
    owner_post = forms.CharField(label="Which post is to do it?", max_length=120, widget=forms.TextInput(_POST))
    due_on = DayField(label="By when?")

    @property
    def said(self) -> NewAction:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return NewAction(words=typed["words"], owner_post=typed["owner_post"], due_on=typed["due_on"])
