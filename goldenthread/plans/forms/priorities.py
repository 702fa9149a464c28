"""What is chosen at the pages of priorities: what serves one, what no longer does, and its tags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.outcome_tags import OUTCOME_TAGS
from goldenthread.plans.operations import Serves, ServingName
from goldenthread.plans.queries.priorities import Serving

_KINDS = {
    Serves.PLAN: "Plans",
    Serves.ACTION: "Actions",
    Serves.SERVICE_PLAN: "Service plans",
    Serves.INDICATOR: "Indicators",
}


class LinkForm(StepForm):
    """What serves a priority and is not linked to it yet, of one kind."""

    names = forms.MultipleChoiceField(
        label="",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )

    def __init__(self, typed: Any = None, *, kind: Serves, offered: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__(typed, today=today)
        self.kind = kind
        self.fields["names"].label = f"Which {_KINDS[kind].casefold()} serve it?"
        choose_from(self, "names", list(offered))

    @property
    def chosen(self) -> tuple[ServingName, ...]:
        """What was chosen, of a form that is valid."""
        return tuple(ServingName(kind=self.kind, name=name) for name in self.cleaned_data["names"])


class UnlinkForm(StepForm):
    """What serves a priority no longer."""

    links = forms.MultipleChoiceField(
        label="What serves it no longer?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )

    def __init__(self, typed: Any = None, *, serving: Sequence[Serving], today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "links", [(f"{one.kind}:{one.name}", one.words) for one in serving])

    @property
    def chosen(self) -> tuple[ServingName, ...]:
        """What was chosen, of a form that is valid."""
        parts = (one.partition(":") for one in self.cleaned_data["links"])
        return tuple(ServingName(kind=Serves(kind), name=name) for kind, _, name in parts)


class TagsForm(StepForm):
    """The tags that stand beside a council's words."""

    tags = forms.MultipleChoiceField(
        label="What is it about?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="In words that every council shares. The council’s own stay as they are.",
    )

    def __init__(self, typed: Any = None, *, now: Sequence[str], today: date) -> None:
        super().__init__(typed, today=today, initial={"tags": list(now)})
        choose_from(self, "tags", [(one.key, f"{one.name} ({one.framework})") for one in OUTCOME_TAGS])
