"""The filter of the mail log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.components.forms import PageForm

# What the log is narrowed to, in the order of what somebody has to look at; and the states that each stands for.
SHOWN = {
    "failed": ("Given up", ("given-up",)),
    "uncertain": ("May have been sent", ("uncertain",)),
    "waiting": ("To be sent", ("queued", "sending")),
    "digest": ("For the daily digest", ("for-digest", "in-digest")),
    "sent": ("Sent", ("sent",)),
}


class MessagesFilter(PageForm):
    """What the mail log is narrowed to. Whatever its address says that is no choice narrows nothing."""

    search = forms.CharField(label="Name, address or subject", required=False, max_length=80)
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "All"), *((code, words) for code, (words, _) in SHOWN.items())]
    )
    kind = forms.ChoiceField(label="Kind", required=False)

    def __init__(self, typed: Any, *, kinds: Sequence[str]) -> None:
        super().__init__(typed)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "All"), *((kind, f"{kind[:1].upper()}{kind[1:]}") for kind in kinds)]
        self.is_valid()

    @property
    def states(self) -> tuple[str, ...]:
        """The states that the choice stands for; none where nothing was chosen."""
        chosen = self.cleaned_data.get("state")
        return SHOWN[chosen][1] if chosen else ()

    @property
    def chosen(self) -> dict[str, str]:
        """What it is narrowed to, by field, in words."""
        words = {"state": {code: said for code, (said, _) in SHOWN.items()}}
        return {
            name: words.get(name, {}).get(value, f"“{value}”" if name == "search" else value)
            for name, value in self.cleaned_data.items()
            if value
        }
