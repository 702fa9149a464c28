"""What the list of decisions is narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.committee.queries import DecisionSearch
from goldenthread.committee.queries.minuting import verbs
from goldenthread.components.narrowing import NarrowingForm


class DecisionFilter(NarrowingForm):
    """Words of a resolution or its item, and what the committee did. What is no choice narrows nothing."""

    search_words = forms.CharField(label="Words", required=False, max_length=80)
    verb = forms.ChoiceField(label="What was done", required=False)

    def __init__(self, typed: Any) -> None:
        super().__init__(typed)
        self.offer({"verb": [(key, words[:1].upper() + words[1:]) for key, words in verbs()]})

    @property
    def search(self) -> DecisionSearch:
        """What is asked for."""
        typed = self.cleaned_data
        return DecisionSearch(words=typed.get("search_words") or "", verb=typed.get("verb") or "")
