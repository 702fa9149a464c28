"""The forms of promises: what the list is narrowed to, what became of one, and that somebody else confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import NarrowingForm
from goldenthread.figures.forms.board import StepForm, box
from goldenthread.figures.forms.pages_evidence import FilesForm
from goldenthread.figures.operations.saying import SayingRefused
from goldenthread.figures.queries.promised import Promised

# As a promise's state is called in lists, in the order in which somebody asks.
STATES = (
    ("overdue", "Overdue"),
    ("open", "In progress"),
    ("unconfirmed", "Done, not confirmed"),
    ("confirmed", "Done and confirmed"),
    ("dropped", "Withdrawn"),
)
OUTCOMES = (
    ("done", "Done"),
    ("on-course", "In progress, and in time"),
    ("late", "Moved to a new day"),
    ("dropped", "Withdrawn"),
)


class PromiseFilter(NarrowingForm):
    """What the list of promises is narrowed to. Whatever its address says that is no choice narrows nothing."""

    search = forms.CharField(label="Reference or words", required=False, max_length=80)
    state = forms.ChoiceField(label="State", required=False)
    council = forms.ChoiceField(label="Council", required=False)
    directorate = forms.ChoiceField(label="Directorate", required=False)
    owner = forms.ChoiceField(label="Promised by", required=False)

    def __init__(self, typed: Any, *, promises: Sequence[Promised]) -> None:
        super().__init__(typed)
        councils = {(one.council_slug or "partnership", one.council) for one in promises}
        self.offer(
            {
                "state": STATES,
                "council": sorted(councils, key=lambda one: one[1]),
                "directorate": [(one, one) for one in sorted({one.directorate for one in promises})],
                "owner": [(one, one) for one in sorted({one.owner_post for one in promises}, key=str.casefold)],
            }
        )


class SayForm(FilesForm):
    """What became of a promise, in words, with a new day where it is moved, and with what shows it."""

    outcome = forms.ChoiceField(
        label="How is it going?",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is going."},
    )
    words = box(
        "What happened?",
        rows=3,
        hint="Where it is moved or withdrawn, say why. This is published with the next report.",
        required=False,
    )
    new_due_on = DayField(label="New day", help_text="Where it is moved, for example 31 3 2020", required=False)

    def __init__(self, typed: Any = None, files: Any = None) -> None:
        super().__init__(typed, files, needed=False, most=1)

    @property
    def said_boxes(self) -> tuple[BoundField, ...]:
        """The boxes of what is said; those of the files are `boxes`."""
        return tuple(self[name] for name in ("outcome", "words", "new_due_on"))

    def say(self, refused: SayingRefused) -> None:
        """Says at its box what the operation refused."""
        for problem in refused.problems:
            self.add_error(problem.column if problem.column in self.fields else None, problem.message)


class ConfirmForm(StepForm):
    """What somebody else saw of a kept promise."""

    seen_words = box("What did you see of it?", rows=2, hint="Optional.", required=False)
