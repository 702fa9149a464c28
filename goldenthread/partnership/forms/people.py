"""The forms of people: the filter of their list, an invitation, an appointment, its end, a deputy."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from goldenthread.components.forms import DayField, PageForm
from goldenthread.components.narrowing import Choices, NarrowingForm, choose_from
from goldenthread.domain.days import NO_SUCH_YEAR, can_be_meant
from goldenthread.domain.problems import InputRefused
from goldenthread.partnership.forms.sheets import AppointmentRow, PersonRow
from goldenthread.partnership.permissions import Role
from goldenthread.spreadsheets.columns import fields_of

# How a person stands, as the list is narrowed to it.
STATES = (
    ("active", "Can sign in"),
    ("code", "Code missing"),
    ("invited", "Invited"),
    ("expired", "Invitation ran out"),
    ("none", "Not invited"),
    ("closed", "Closed"),
    ("deputy", "Acts for somebody"),
)
ROLES = tuple((role.value, role.label[:1].upper() + role.label[1:]) for role in Role)
WHOLE = "whole"
# What names and posts are written in, and what every font of a report has: Latin letters with their accents, and signs.
_WRITTEN = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026]*")


class WrittenField(forms.CharField):
    """One line that reports may print: composed, with single spaces."""

    def clean(self, value: Any) -> str:
        line = " ".join(unicodedata.normalize("NFC", str(value or "")).split())
        if not _WRITTEN.fullmatch(line):
            raise forms.ValidationError("This holds a character that reports cannot print. Type it without.")
        return str(super().clean(line))


@dataclass(frozen=True)
class WhereChoices:
    """What a role may be held for: pairs of what is sent and what is read."""

    councils: Choices
    directorates: Choices
    services: Choices


class PeopleFilter(NarrowingForm):
    """What the list of people is narrowed to. Whatever its address says that is no choice narrows nothing."""

    search = forms.CharField(label="Name, address or post", required=False, max_length=80)
    state = forms.ChoiceField(label="State", required=False)
    role = forms.ChoiceField(label="Role", required=False)
    council = forms.ChoiceField(label="Council", required=False)

    def __init__(self, typed: Any, *, councils: Choices) -> None:
        super().__init__(typed)
        self.offer({"state": STATES, "role": ROLES, "council": [*councils, (WHOLE, "Every council")]})


class _DatedForm(PageForm):
    """A form with days that can be meant."""

    today: date

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for name, field in self.fields.items():
            day = typed.get(name)
            if isinstance(field, DayField) and day is not None and not can_be_meant(day, today=self.today):
                self.add_error(name, NO_SUCH_YEAR)
        return typed

    def add_refusal(self, refused: InputRefused) -> None:
        """Every problem of the rows, at the field that it is of."""
        named = {each.column.heading: each.name for row in (PersonRow, AppointmentRow) for each in fields_of(row)}
        for problem in refused.problems:
            name = named.get(problem.column, "")
            self.add_error(name if name in self.fields else None, problem.message)


class AppointForm(_DatedForm):
    """A role for somebody: which, under what post, where, from when."""

    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)
    post = WrittenField(
        label="Post", max_length=120, help_text="The title, as reports print it: Head of Exchequer and Transactional."
    )
    council = forms.ChoiceField(label="Council", required=False)
    directorate = forms.ChoiceField(label="Directorate", required=False)
    service = forms.ChoiceField(label="Service", required=False)
    starts_on = DayField(label="First day")
    ended_on = DayField(label="Last day", required=False, help_text="Leave this blank if there is no end date.")

    def __init__(self, typed: Any = None, *, where: WhereChoices, today: date) -> None:
        super().__init__(typed, initial={"starts_on": today})
        self.today = today
        choose_from(self, "role", ROLES)
        self.fields["role"].help_text = "The page “Who holds what role” says what each one may do."
        for name, every, choices in (
            ("council", "Every council", where.councils),
            ("directorate", "Every directorate", where.directorates),
            ("service", "Every service", where.services),
        ):
            choose_from(self, name, [("", every), *choices])

    def row(self, *, email: str) -> AppointmentRow:
        """What was typed, as a row of the register."""
        typed = self.cleaned_data
        return AppointmentRow(
            email=email,
            role=typed["role"].replace("-", " "),
            post=typed["post"],
            council=typed["council"],
            directorate=typed["directorate"],
            service=typed["service"],
            starts_on=typed["starts_on"],
            ended_on=typed["ended_on"],
        )


class InviteForm(AppointForm):
    """Somebody new, with a first role, or none where they only act for others."""

    name = WrittenField(label="Name", max_length=150, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.CharField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="They sign in with it, and the invitation goes there.",
    )
    field_order = ("name", "email")

    def __init__(self, typed: Any = None, *, where: WhereChoices, today: date) -> None:
        super().__init__(typed, where=where, today=today)
        choose_from(self, "role", [*ROLES, ("none", "None yet: they only act for somebody else")])
        for name in ("post", "starts_on"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("role") not in (None, "none"):
            for name in ("post", "starts_on"):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return typed

    @property
    def first(self) -> AppointmentRow | None:
        """The first role; None where there is none yet."""
        if self.cleaned_data["role"] == "none":
            return None
        return self.row(email=self.cleaned_data["email"])


class RenameForm(PageForm):
    """The name of somebody, as it should be."""

    name = WrittenField(label="Name", max_length=150, widget=forms.TextInput({"autocomplete": "off"}))

    def __init__(self, typed: Any = None, *, name: str) -> None:
        super().__init__(typed, initial={"name": name})


class EndForm(_DatedForm):
    """The last day of an appointment."""

    ended_on = DayField(label="Last day", help_text="They hold it until the end of that day.")

    def __init__(self, typed: Any = None, *, today: date, ended_on: date | None) -> None:
        super().__init__(typed, initial={"ended_on": ended_on or today})
        self.today = today


class DeputyForm(_DatedForm):
    """Who acts for somebody, from a day to a day."""

    deputy = forms.ChoiceField(label="Who acts", error_messages={"required": "Choose who acts"})
    starts_on = DayField(label="First day")
    ends_on = DayField(label="Last day")

    def __init__(self, typed: Any = None, *, people: Choices, today: date) -> None:
        super().__init__(typed)
        self.today = today
        choose_from(self, "deputy", [("", "Choose somebody"), *people])

    @property
    def deputy_id(self) -> int:
        return int(self.cleaned_data["deputy"])
