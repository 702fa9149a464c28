"""The forms by which a round is opened, and reported to another meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.queries import MeetingFacts
from goldenthread.components.forms import PageForm
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter

NO_MEETING = "none"


class OpenRoundForm(PageForm):
    """Which quarter, and which meeting it is reported to. The choices are what there is to choose from."""

    quarter = forms.ChoiceField(label="Which quarter?", widget=forms.RadioSelect)
    meeting = forms.ChoiceField(
        label="Which meeting is it reported to?",
        help_text="Days are counted back from it. It can be named or moved later.",
        widget=forms.RadioSelect,
    )

    def __init__(self, typed: Any = None, *, quarters: Sequence[Quarter], meetings: Sequence[MeetingFacts]) -> None:
        super().__init__(typed, initial={"quarter": str(quarters[0]), "meeting": NO_MEETING} if quarters else None)
        self.quarters = {str(one): one for one in quarters}
        _choose(self, "quarter", [(str(one), f"{one.label}: {one.months}") for one in quarters])
        _choose(self, "meeting", [*_days_of(meetings), (NO_MEETING, "No meeting is set yet")])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        quarter, meeting = self.quarters.get(typed.get("quarter", "")), _day(typed.get("meeting", NO_MEETING))
        if quarter is not None and meeting is not None and meeting <= quarter.last_day:
            self.add_error(
                "meeting",
                f"{quarter.label} ends on {day_words(quarter.last_day)}. Choose a meeting after that, or none for now.",
            )
        return typed

    @property
    def chosen(self) -> tuple[Quarter, date | None]:
        """The quarter and the meeting, of a form that is valid."""
        return self.quarters[self.cleaned_data["quarter"]], _day(self.cleaned_data["meeting"])


class MoveMeetingForm(PageForm):
    """Which meeting an open round is reported to instead."""

    meeting = forms.ChoiceField(label="Which meeting is it reported to?", widget=forms.RadioSelect)

    def __init__(self, typed: Any = None, *, meetings: Sequence[MeetingFacts], now: date | None) -> None:
        super().__init__(typed, initial={"meeting": "" if now is None else now.isoformat()})
        _choose(self, "meeting", _days_of(meetings))

    def clean_meeting(self) -> str:
        """The day chosen; says where the round is reported to it already."""
        typed: str = self.cleaned_data["meeting"]
        if typed == self.initial["meeting"]:
            raise forms.ValidationError("It is reported to this meeting already. Choose another.")
        return typed

    @property
    def chosen(self) -> date:
        """The day of the meeting, of a form that is valid."""
        return date.fromisoformat(self.cleaned_data["meeting"])


def _day(typed: str) -> date | None:
    return None if typed in ("", NO_MEETING) else date.fromisoformat(typed)


def _days_of(meetings: Sequence[MeetingFacts]) -> list[tuple[str, str]]:
    """One choice for each day: on which two committees meet, the first of them is meant, as everywhere."""
    found: dict[str, str] = {}
    for one in meetings:
        found.setdefault(one.date.isoformat(), f"{one.date:%A} {day_words(one.date)}, {one.committee}")
    return list(found.items())


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
