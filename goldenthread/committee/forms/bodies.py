"""A committee's settings, a member's seat, the end of it, and an office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.committee.operations.bodies import MOST_NOTICE_DAYS, CommitteeSettings, Seat
from goldenthread.committee.queries.desk import OFFICES, REGIMES, CommitteeFacts, MemberFacts
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from

_NUMBER = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class SettingsForm(StepForm):
    """What holds for every meeting of a committee."""

    regime = forms.ChoiceField(
        label="Which law do its meetings follow?",
        choices=REGIMES,
        widget=forms.RadioSelect,
        help_text="Ask the monitoring officer: where every member is of an executive, it is mostly the second.",
    )
    notice_days = forms.IntegerField(
        label="Clear days of notice", min_value=0, max_value=MOST_NOTICE_DAYS, widget=forms.TextInput(_NUMBER)
    )
    quorum = forms.IntegerField(
        label="Quorum",
        required=False,
        min_value=1,
        max_value=100,
        widget=forms.TextInput(_NUMBER),
        help_text="Members. Leave this blank if it is not known.",
    )
    contact = forms.CharField(
        label="Contact for the public", required=False, max_length=200, help_text="Printed with each agenda."
    )
    standing_items = forms.CharField(
        label="Standing items",
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
        help_text="A title on each line, as in Apologies. Each new agenda begins with them, in this order.",
    )
    implication_sides = forms.CharField(
        label="Sides from which a report is looked at",
        required=False,
        max_length=1_000,
        widget=forms.Textarea({"rows": 4}),
        help_text="A side on each line, as in Legal. Each new report has implications and risks from these, in this "
        "order, and each is cleared by a post of its own.",
    )
    briefing_days = forms.IntegerField(
        label="Working days from the Chair’s briefing to the agenda",
        required=False,
        min_value=0,
        max_value=MOST_NOTICE_DAYS,
        widget=forms.TextInput(_NUMBER),
        help_text="Leave this blank if the Chair is not briefed before the agenda goes out.",
    )
    notices_within = forms.IntegerField(
        label="Working days within which decision notices are published",
        min_value=0,
        max_value=MOST_NOTICE_DAYS,
        widget=forms.TextInput(_NUMBER),
    )
    terms_of_reference = forms.CharField(
        label="Terms of reference", required=False, max_length=20_000, widget=forms.Textarea({"rows": 6})
    )

    def __init__(self, typed: Any = None, *, facts: CommitteeFacts, today: date) -> None:
        initial = {name: getattr(facts, name) for name in self.base_fields}
        super().__init__(typed, today=today, initial=initial)

    @property
    def said(self) -> CommitteeSettings:
        """What was typed, of a form that is valid."""
        return CommitteeSettings(**{name: self.cleaned_data[name] for name in self.base_fields})


class SeatForm(StepForm):
    """Somebody who sits on the committee from a day."""

    name = forms.CharField(label="Name", max_length=120, help_text="As minutes print it: Councillor A. Example.")
    council = forms.ChoiceField(label="For which council?", widget=forms.RadioSelect)
    is_substitute = forms.BooleanField(label="They are a substitute", required=False)
    starts_on = DayField(label="First day")
    person = forms.ChoiceField(
        label="Account",
        required=False,
        help_text="Where they have one here, they are told of papers that come after the agenda.",
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        councils: Sequence[tuple[int, str]],
        accounts: Sequence[tuple[int, str]],
        today: date,
    ) -> None:
        super().__init__(typed, today=today, initial={"starts_on": today})
        choose_from(self, "council", [(str(pk), name) for pk, name in councils])
        choose_from(self, "person", [("", "None"), *((str(pk), words) for pk, words in accounts)])

    @property
    def said(self) -> Seat:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return Seat(
            council_id=int(typed["council"]),
            name=typed["name"],
            starts_on=typed["starts_on"],
            is_substitute=typed["is_substitute"],
            person_id=int(typed["person"]) if typed["person"] else None,
        )


class LastDayForm(StepForm):
    """Somebody's last day on the committee."""

    last_day = DayField(label="Last day")


class OfficeForm(StepForm):
    """Who is chair or vice-chair in a municipal year."""

    kind = forms.ChoiceField(label="Office", choices=OFFICES, widget=forms.RadioSelect)
    year = forms.ChoiceField(label="Municipal year")
    membership = forms.ChoiceField(label="Who holds it?", widget=forms.RadioSelect)

    def __init__(self, typed: Any = None, *, members: Sequence[MemberFacts], year: int, today: date) -> None:
        super().__init__(typed, today=today, initial={"year": str(year)})
        years = [(str(one), f"{one}/{(one + 1) % 100:02}") for one in range(year + 1, year - 8, -1)]
        choose_from(self, "year", years)
        full = [one for one in members if not one.is_substitute]
        choose_from(self, "membership", [(str(one.id), f"{one.name}, {one.council}") for one in full])
