"""What the list of decisions is narrowed to, and what the record is searched for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from goldenthread.committee.queries import DecisionSearch
from goldenthread.committee.queries.minuting import verbs
from goldenthread.committee.queries.searching import RecordSearch, committees_searched, record_search
from goldenthread.components.forms import DayField, PageForm
from goldenthread.components.narrowing import NarrowingForm, choose_from
from goldenthread.domain.days import day_words


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


class SearchForm(PageForm):
    """Words to be found in the record; in one committee, from a day to a day."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    committee = forms.ChoiceField(label="Committee", required=False)
    since = DayField(label="First day", required=False, help_text="For example, 1 10 2019")
    until = DayField(label="Last day", required=False)

    def __init__(self, asked: Mapping[str, str]) -> None:
        super().__init__(asked, auto_id="search-%s")
        committees = committees_searched()
        choose_from(self, "committee", [("", "All"), *committees])
        if len(committees) < 2:
            del self.fields["committee"]
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        """Nothing is looked for by words that stand in every text."""
        typed = super().clean() or {}
        since, until = typed.get("since"), typed.get("until")
        if since is not None and until is not None and until < since:
            self.add_error("until", f"The last day must be {day_words(since)} or later")
        words = typed.get("q") or ""
        if words and not record_search(words).stems:
            self.add_error("q", "Type a word that says more: these stand in nearly every paper, or are no words")
        return typed

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields beside the words."""
        return [field for field in self.visible_fields() if field.name != "q"]

    @property
    def search(self) -> RecordSearch | None:
        """What is searched for; None where nothing is, or what was typed cannot be."""
        typed = self.cleaned_data
        if self.errors or not typed.get("q"):
            return None
        return record_search(
            typed["q"], committee=typed.get("committee") or "", since=typed.get("since"), until=typed.get("until")
        )
