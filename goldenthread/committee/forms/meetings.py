"""When and where a meeting is, and when its agenda is published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.committee.operations.meetings import WhenAndWhere
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from


class WhenAndWhereForm(StepForm):
    """Day, time and venue. Time and venue may follow later."""

    date = DayField(label="Day")
    begins_at = forms.TimeField(
        label="Time",
        required=False,
        input_formats=("%H:%M", "%H.%M"),
        help_text="As in 18:30. Leave this blank if it is not known yet.",
        widget=forms.TextInput({"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter the time as hours and minutes, as in 18:30"},
    )
    venue = forms.CharField(label="Venue", required=False, max_length=200)

    @property
    def said(self) -> WhenAndWhere:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return WhenAndWhere(date=typed["date"], begins_at=typed["begins_at"], venue=typed["venue"])


class ScheduleForm(WhenAndWhereForm):
    """A new meeting of a committee."""

    committee = forms.ChoiceField(label="Committee", widget=forms.RadioSelect)
    field_order = ("committee",)

    def __init__(self, typed: Any = None, *, committees: Sequence[tuple[int, str]], today: date) -> None:
        super().__init__(typed, today=today, initial={"committee": str(committees[0][0])} if committees else None)
        choose_from(self, "committee", [(str(pk), name) for pk, name in committees])

    @property
    def committee_id(self) -> int:
        return int(self.cleaned_data["committee"])


class MoveForm(WhenAndWhereForm):
    """Another day, time or venue, with the reason."""

    because = forms.CharField(
        label="Why?",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="It is shown beside the change. What was not known before needs no reason.",
    )

    def __init__(self, typed: Any = None, *, day: date, begins_at: time | None, venue: str, today: date) -> None:
        initial = {"date": day, "begins_at": "" if begins_at is None else f"{begins_at:%H:%M}", "venue": venue}
        super().__init__(typed, today=today, initial=initial)


class PublishAgendaForm(StepForm):
    """On which day the agenda is, or was, published; and why, where that leaves too few clear days."""

    on = DayField(label="Published on")
    because = forms.CharField(
        label="Why is there less notice?",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Only where it gives fewer clear days than the committee’s. It is shown with the agenda.",
    )

    def __init__(self, typed: Any = None, *, today: date) -> None:
        super().__init__(typed, today=today, initial={"on": today})
