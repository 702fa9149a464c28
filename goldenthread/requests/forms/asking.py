"""What is typed of a request as it comes in: by an officer, or as the form that the requester filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.committee.forms.steps import StepForm
from goldenthread.components.amounts import AmountField
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.request_powers import BodyKind
from goldenthread.domain.request_records import RequestRecord

Choices = Sequence[tuple[str, str]]
_UNKNOWN = "Leave this blank if it is not known."
_CONTINUING = {"": None, "yes": True, "no": False}
# A form that was filled in has some 10 KB.
MOST_BYTES = 2_000_000
_ENDINGS = (".xlsx", ".ods")


def words_field(label: str, *, rows: int = 3, required: bool = True, help_text: str = "") -> forms.CharField:
    """A box for some sentences."""
    return forms.CharField(
        label=label, required=required, max_length=4000, widget=forms.Textarea({"rows": rows}), help_text=help_text
    )


class AskForm(StepForm):
    """What an outside body asks for. Its fields are those of `domain.request_records.RequestRecord`."""

    requester = forms.CharField(label="Who asks?", max_length=200)
    body = forms.ChoiceField(
        label="What kind of body is it?",
        choices=[("", "Choose a kind"), *((one.value, one.value.capitalize()) for one in BodyKind)],
    )
    service = forms.ChoiceField(label="Which service is asked for?")
    wanted = words_field("What is asked for?")
    received_on = DayField(label="When did the request come?")
    starts_on = DayField(label="From when is it wanted?", required=False, help_text=_UNKNOWN)
    ends_on = DayField(label="Until when?", required=False, help_text=_UNKNOWN)
    is_continuing = forms.ChoiceField(
        label="Is it one-off or continuing?",
        required=False,
        widget=forms.RadioSelect,
        choices=[("", "Not known"), ("no", "One-off"), ("yes", "Continuing")],
    )
    work = words_field("How much work is it?", required=False, help_text=f"As in 40 cases a month. {_UNKNOWN}")
    value = AmountField(label="What is the whole of it worth?", required=False, prefix="£", help_text=_UNKNOWN)
    charge_basis = forms.CharField(
        label="On which basis is it charged?",
        required=False,
        max_length=400,
        help_text="As in by the hour, by the case.",
    )
    urgency = forms.CharField(label="How urgent is it?", required=False, max_length=400, help_text=_UNKNOWN)
    contact = forms.CharField(
        label="Who is the contact?", required=False, max_length=150, help_text="A post, or a name that may be kept."
    )
    email = forms.EmailField(
        label="At which e-mail address?", required=False, max_length=254, help_text="What is decided is told there."
    )
    their_reference = forms.CharField(label="What is their own reference?", required=False, max_length=120)

    def __init__(
        self, typed: Any = None, *, services: Choices, before: RequestRecord | None = None, today: date
    ) -> None:
        super().__init__(typed, today=today, initial={"received_on": today} if before is None else _initial(before))
        self.before = before
        choose_from(self, "service", [("", "Choose a service"), *services])

    @property
    def asked(self) -> RequestRecord:
        """What was typed, of a form that is valid; where it came from stays as it was."""
        typed = self.cleaned_data
        named = ("requester", "service", "wanted", "received_on", "starts_on", "ends_on", "work", "value")
        rest = ("charge_basis", "urgency", "contact", "email", "their_reference")
        return RequestRecord(
            body=BodyKind(typed["body"]),
            is_continuing=_CONTINUING[typed["is_continuing"]],
            source="" if self.before is None else self.before.source,
            illustrative=self.before is not None and self.before.illustrative,
            **{name: typed[name] for name in (*named, *rest)},
        )


class FormSentForm(StepForm):
    """The form that a requester filled in, and when it came."""

    file = forms.FileField(
        label="The form that was filled in",
        help_text="As .xlsx or .ods, at most 2 MB.",
        allow_empty_file=False,
        error_messages={
            "required": "Choose the file.",
            "missing": "Choose the file.",
            "empty": "This file is empty. Choose the form as it was saved.",
        },
        widget=forms.FileInput({"accept": ",".join(_ENDINGS)}),
    )
    received_on = DayField(label="When did the request come?")

    def __init__(self, typed: Any = None, files: Any = None, *, today: date) -> None:
        super().__init__(typed, files, today=today, initial={"received_on": today})

    def clean_file(self) -> Any:
        """The file; says where it is too big or none of the two kinds."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("This file is larger than 2 MB. Take out pictures and sheets of your own.")
        if not file.name.casefold().endswith(_ENDINGS):
            raise ValidationError("Choose a file that ends in .xlsx or .ods.")
        return file


class ProtocolFileForm(StepForm):
    """The file of a protocol."""

    file = forms.FileField(
        label="The file of the protocol",
        help_text="As .toml, at most 2 MB.",
        allow_empty_file=False,
        error_messages={
            "required": "Choose the file.",
            "missing": "Choose the file.",
            "empty": "This file is empty. Choose the protocol as it was saved.",
        },
        widget=forms.FileInput({"accept": ".toml"}),
    )

    def clean_file(self) -> Any:
        """The file; says where it is too big or of another kind."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("This file is larger than 2 MB.")
        if not file.name.casefold().endswith(".toml"):
            raise ValidationError("Choose a file that ends in .toml.")
        return file


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _initial(before: RequestRecord) -> dict[str, object]:
    continuing = next(code for code, value in _CONTINUING.items() if value is before.is_continuing)
    named = {name: getattr(before, name) for name in AskForm.base_fields}
    return {**named, "body": before.body.value, "is_continuing": continuing}
