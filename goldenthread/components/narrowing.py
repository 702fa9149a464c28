"""Lists that are narrowed: the form beside one, and the list as narrowed, sorted and turned to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms

from goldenthread.components.forms import PageForm
from goldenthread.components.paging import Pages
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Table, address_with

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Listed:
    """A list, its pages, and what it is narrowed to with the address that undoes each."""

    table: Table
    pages: Pages
    chosen: tuple[Link, ...] = ()


def choose_from(form: forms.Form, name: str, choices: Choices) -> None:
    """What a field of the form offers."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class NarrowingForm(PageForm):
    """What a list is narrowed to. Whatever its address says that is no choice narrows nothing."""

    def offer(self, choices: Mapping[str, Choices]) -> None:
        """What each field offers beside "All"; and reads what was chosen."""
        for name, every in choices.items():
            choose_from(self, name, [("", "All"), *every])
        self.is_valid()

    @property
    def chosen(self) -> dict[str, tuple[str, str]]:
        """What it is narrowed to, by field: the code, and its words."""
        return {
            name: (str(value), str(dict(getattr(self.fields[name], "choices", ())).get(value, f"“{value}”")))
            for name, value in self.cleaned_data.items()
            if value
        }

    def undone_at(self, query: Mapping[str, str]) -> tuple[Link, ...]:
        """Each choice in words, with the address of the list without it."""
        return tuple(
            Link(words=words, address=address_with(query, **{name: None, "page": None}))
            for name, (_, words) in self.chosen.items()
        )
