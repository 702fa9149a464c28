"""The form by which a frozen figure is restated: read by the same rules as the command, and as a workbook's cells."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms

from goldenthread.domain.problems import InputRefused
from goldenthread.domain.restated import RestatementKind
from goldenthread.domain.terms import Terms
from goldenthread.figures.forms.board import StepForm, box
from goldenthread.figures.forms.pages import NARROW, line
from goldenthread.figures.forms.restating import TypedValue, read_restated
from goldenthread.figures.queries.returned import ReturnedReading

_VALUES = ("numerator", "denominator", "value")
_KINDS = (
    (RestatementKind.CORRECTION.value, "A correction: what was reported was wrong"),
    (RestatementKind.SCHEDULED_REVISION.value, "A scheduled revision: it was expected to change"),
)
_SETTLED = (("final", "It is final"), ("provisional", "It is provisional, and may change again"))


class RestateForm(StepForm):
    """What a frozen figure is now known to be, of which kind the change is, and why."""

    kind = forms.ChoiceField(label="What kind of change is it?", widget=forms.RadioSelect, choices=_KINDS)
    settled = forms.ChoiceField(label="Does the value stay?", widget=forms.RadioSelect, choices=_SETTLED)
    reason = box(
        "Why is it known otherwise now?",
        rows=4,
        hint="In words for readers: the next pack prints it. It names no restricted matter.",
    )

    def __init__(self, typed: Any = None, *, terms: Terms, name: str, has_parts: bool) -> None:
        super().__init__(typed, initial={"settled": "final"})
        self.terms, self.name = terms, name
        self.reading: ReturnedReading | None = None
        boxes: dict[str, forms.Field] = {}
        if has_parts:
            top, bottom = terms.numerator_label or "numerator", terms.denominator_label or "denominator"
            for key, label in (("numerator", top), ("denominator", bottom)):
                boxes[key] = line(f"{label[:1].upper()}{label[1:]}", {**NARROW, "inputmode": "decimal"})
            hint = "Only where it is known without the two numbers above."
            boxes["value"] = line("Or the value as now known", NARROW, hint=hint)
        else:
            hint = "Leave it blank where the value stays, and only becomes final or provisional."
            boxes["value"] = line("The value as now known", NARROW, hint=hint)
        self.fields = {**boxes, **self.fields}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        said = TypedValue(**{key: str(typed.get(key) or "") for key in _VALUES})
        try:
            self.reading = read_restated(said, terms=self.terms, name=self.name)
        except InputRefused as refused:
            for one in refused.problems:
                self.add_error(
                    one.column if one.column in self.fields else None, one.message.removeprefix(f"{self.name}: ")
                )
        return typed

    @property
    def is_provisional(self) -> bool:
        """Whether the value may change again; a [p] typed after it says so too."""
        marked = self.reading is not None and self.reading.provisional
        return bool(self.cleaned_data["settled"] == "provisional" or marked)

    @property
    def as_seen(self) -> str:
        """Stands for what was typed: what is recorded is what was shown."""
        return sha256(repr(sorted(self.cleaned_data.items())).encode()).hexdigest()[:32]
