"""The filter of the mail log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.components.narrowing import NarrowingForm

# What the log is narrowed to, in the order of what somebody has to look at; and the states that each stands for.
SHOWN = {
    "failed": ("Given up", ("given-up",)),
    "uncertain": ("May have been sent", ("uncertain",)),
    "waiting": ("To be sent", ("queued", "sending")),
    "digest": ("For the daily digest", ("for-digest", "in-digest")),
    "sent": ("Sent", ("sent",)),
}


class MessagesFilter(NarrowingForm):
    """What the mail log is narrowed to. Whatever its address says that is no choice narrows nothing."""

    search = forms.CharField(label="Name, address or subject", required=False, max_length=80)
    state = forms.ChoiceField(label="State", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)

    def __init__(self, typed: Any, *, kinds: Sequence[str]) -> None:
        super().__init__(typed)
        self.offer(
            {
                "state": [(code, words) for code, (words, _) in SHOWN.items()],
                "kind": [(kind, f"{kind[:1].upper()}{kind[1:]}") for kind in kinds],
            }
        )

    @property
    def states(self) -> tuple[str, ...]:
        """The states that the choice stands for; none where nothing was chosen."""
        chosen = self.cleaned_data.get("state")
        return SHOWN[chosen][1] if chosen else ()
