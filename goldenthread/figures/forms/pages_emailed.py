"""The form by which a sign-off given by e-mail is recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.attachments.forms import AttachedField, what_may_be_attached
from goldenthread.attachments.kinds import EMAILS
from goldenthread.components.forms import DayField
from goldenthread.figures.forms.board import StepForm
from goldenthread.figures.queries.board import BoardFigure

_TIME = re.compile(r"(\d{1,2})[:.](\d{2})\s*([ap]\.?m\.?)?", re.IGNORECASE)


class EmailedForm(StepForm):
    """Which figures, when the e-mail was sent, and the e-mail."""

    figures = forms.MultipleChoiceField(
        label="Figures that the e-mail signs off",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose the figures that the e-mail signs off.",
            "invalid_choice": "A figure that you chose was changed since you opened this page, or waits no more. Look "
            "at the list again.",
        },
    )
    day = DayField(label="Day of the e-mail", help_text="As it stands in the e-mail, for example 15 10 2019")
    clock = forms.CharField(
        label="Time of the e-mail",
        help_text="For example 14:30",
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        max_length=10,
    )
    email = AttachedField(
        allowed=EMAILS,
        label="The e-mail",
        error_messages={"required": "Choose the e-mail. If you chose one before, choose it again."},
    )

    def __init__(self, typed: Any = None, files: Any = None, *, waiting: Iterable[BoardFigure], initial: Any) -> None:
        super().__init__(typed, files, initial=initial)
        choice = self.fields["figures"]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = [(seen_as(one), _called(one)) for one in waiting]
        self.fields["email"].help_text = what_may_be_attached(EMAILS)

    def clean_clock(self) -> time:
        typed = str(self.cleaned_data["clock"]).strip()
        found = _TIME.fullmatch(typed)
        hour, minute, half = (int(found[1]), int(found[2]), (found[3] or "").casefold()[:1]) if found else (99, 0, "")
        if half and not 1 <= hour <= 12:
            hour = 99
        elif half:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError("Write the time as 14:30 or 2:30 pm.")
        return time(hour, minute)

    @property
    def sent_at(self) -> datetime:
        """The moment of the e-mail, in London."""
        day, clock = self.cleaned_data["day"], self.cleaned_data["clock"]
        return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())

    @property
    def versions(self) -> dict[int, int]:
        """The chosen figures, each in the version that was looked at."""
        pairs = (one.split(":") for one in self.cleaned_data["figures"])
        return {int(figure): int(version) for figure, version in pairs}


def seen_as(one: BoardFigure) -> str:
    """A figure in the version that is looked at."""
    return f"{one.figure_id}:{one.version}"


_RATINGS = {"green": "green", "amber": "amber", "red": "red"}


def _called(one: BoardFigure) -> str:
    return f"{one.ref}, {one.council}: {one.title} ({one.shown}, {_RATINGS.get(one.rating, 'not rated')})"
