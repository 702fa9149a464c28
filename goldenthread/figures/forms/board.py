"""The forms of the round board, of sign-off and of clearance: a filter, and what is said with each step."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms

from goldenthread.components.narrowing import NarrowingForm
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.forms import cells as read
from goldenthread.figures.forms.cells import CellRefused
from goldenthread.figures.forms.pages import KeptForm
from goldenthread.figures.queries.board import BoardFigure
from goldenthread.figures.queries.due import PublishedWords
from goldenthread.spreadsheets.cells import Cell, CellKind

# In the order of every page and every document: what needs somebody first.
RATINGS = (("red", "Red"), ("amber", "Amber"), ("green", "Green"), ("not-rated", "Not rated"))
# A figure of a round that nobody gave yet, whether its day has passed or not: what home and returns call it too. In
# documents it is awaited until that day, and not returned after it.
TO_RETURN = "To return"
# As a figure's state is called on the board, in the order of a round.
STATES = (
    ("due", TO_RETURN),
    ("returned", "Returned, not submitted"),
    ("queried", "Question open"),
    ("submitted", "Waits for sign-off"),
    ("signed-off", "Signed off"),
    ("frozen", "Frozen"),
)
BY_EMAIL = ("by-email", "Signed off by e-mail")
WANTS = (
    ("late", "Late"),
    ("words", "Explanation missing"),
    ("warnings", "Warning not answered"),
    ("question", "Question not answered"),
    ("submitting", "Ready to submit"),
    BY_EMAIL,
)


class BoardFilter(NarrowingForm):
    """What the board is narrowed to. Whatever its address says that is no choice narrows nothing."""

    search = forms.CharField(label="Reference or words", required=False, max_length=80)
    state = forms.ChoiceField(label="State", required=False)
    wants = forms.ChoiceField(label="Look for", required=False)
    rating = forms.ChoiceField(label="Rating", required=False)
    council = forms.ChoiceField(label="Council", required=False)
    service = forms.ChoiceField(label="Service", required=False)

    def __init__(self, typed: Any, *, figures: Sequence[BoardFigure]) -> None:
        super().__init__(typed)
        councils = sorted({(one.council_slug or "partnership", one.council) for one in figures}, key=lambda one: one[1])
        services = tuple(dict.fromkeys((one.service_slug, one.service) for one in figures))
        self.offer({"state": STATES, "wants": WANTS, "rating": RATINGS, "council": councils, "service": services})


def _read(typed: str, *, name: str) -> str:
    """Words that can be printed."""
    try:
        return read.words(Cell(row=0, column=name, kind=CellKind.TEXT, text=typed), column=name)
    except CellRefused as refusal:
        raise forms.ValidationError(refusal.message) from None


def box(label: str, *, rows: int = 4, hint: str = "", required: bool = True) -> forms.CharField:
    """A box for words, which asks for them where they are missing."""
    return forms.CharField(
        label=label, help_text=hint, required=required, widget=forms.Textarea({"rows": rows, "cols": False})
    )


class StepForm(KeptForm):
    """A form of words that are kept: each is read as it would be from a workbook."""

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea) and typed.get(name):
                try:
                    typed[name] = _read(typed[name], name=name)
                except forms.ValidationError as refusal:
                    self.add_error(name, refusal)
        return typed


class QueryForm(StepForm):
    """A question about a figure."""

    asked = box("Your question", hint="Whoever returns the figure answers it here, in words or with another figure.")


class ReopenForm(StepForm):
    """Why a figure is opened again."""

    reason = box(
        "Why is it opened again?", rows=3, hint="The service reads this, and it stays in the figure’s history."
    )


class EditWordsForm(StepForm):
    """The words of an exception report as they are published. The author's own are kept whatever is typed."""

    reasons = box("Reasons, as published", rows=8)
    back_on_track = forms.CharField(label="Back on track by, as published", required=False, max_length=200)
    because = box("Why are they edited?", rows=2, hint="The author reads this.")

    @property
    def as_seen(self) -> str:
        """Stands for the words as they were typed: what is published is what was shown."""
        typed = (self.cleaned_data.get("reasons"), self.cleaned_data.get("back_on_track"))
        return sha256(repr(typed).encode()).hexdigest()[:32]

    def __init__(self, typed: Any = None, *, published: PublishedWords) -> None:
        super().__init__(typed, initial={"reasons": published.reasons, "back_on_track": published.back_on_track})


class WithholdForm(StepForm):
    """What of a figure is kept out of public packs, or shown again."""

    what = forms.ChoiceField(label="What is it about?", widget=forms.RadioSelect)
    do = forms.ChoiceField(
        label="What is to be done?",
        widget=forms.RadioSelect,
        choices=[("withhold", "Keep it out of public packs"), ("show", "Show it again")],
    )
    reason = box("Why?", rows=3, hint="Packs print this in its place. It names no restricted matter itself.")

    def __init__(self, typed: Any = None, *, is_any_withheld: bool = True) -> None:
        super().__init__(typed)
        field, do = self.fields["what"], self.fields["do"]
        assert isinstance(field, forms.ChoiceField) and isinstance(do, forms.ChoiceField)
        field.choices = [(part.value, _PARTS[part]) for part in WithheldPart]
        if not is_any_withheld:
            # There is nothing to show again, so there is nothing to choose.
            do.widget, do.initial = forms.HiddenInput(), "withhold"


_PARTS = {
    WithheldPart.MEASURE: "The figure itself, with everything said of it",
    WithheldPart.REASONS: "The reasons",
    WithheldPart.ACTIONS: "The remedial actions",
}


AS_COMPUTED = "as-computed"


class JudgeForm(StepForm):
    """A rating by judgement, or an earlier judgement taken back."""

    rating = forms.ChoiceField(
        label="Which rating does it get?",
        widget=forms.RadioSelect,
        choices=[*RATINGS[:3], (AS_COMPUTED, "As the rule computes it: take an earlier judgement back")],
    )
    reason = box(
        "Why?",
        rows=4,
        hint="The report prints it beside the computed rating, with your post. Another figure returned ends it.",
    )

    def __init__(self, typed: Any = None, *, is_judged: bool = True) -> None:
        super().__init__(typed)
        rating = self.fields["rating"]
        assert isinstance(rating, forms.ChoiceField)
        if not is_judged:
            rating.choices = RATINGS[:3]
            # A page that was open since before another took the judgement back still offers it.
            rating.error_messages["invalid_choice"] = "There is nothing to take back. Choose a rating."


class ClearForm(StepForm):
    """What is said with a clearance."""

    words = box("A note", rows=3, required=False, hint="Printed on the clearance sheet. Optional.")
