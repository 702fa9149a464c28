"""The figures of a quarter as a list: narrowed, sorted and in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import slugify

from goldenthread.components.forms import PageForm
from goldenthread.components.paging import Pages, pages_of
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Table, address_with, order_asked_for, row_of, sortable
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP, Place
from goldenthread.reports.pages.addresses import behind_figure, indicator_address
from goldenthread.reports.pages.brief import CHANGE_WORDS, JOINT, OWN, PLACE_WORDS, Brief, printed_of
from goldenthread.reports.pages.overview import COUNCILS, WHOLE, within

POLICIES = ((JOINT, "The joint committee's"), (OWN, "Each council's own"))
_EACH = 50
Choices = list[tuple[str, str]]


def _place_of_council(one: Brief) -> tuple[int, str]:
    council = one.figure.council
    return (1 << 30, "") if council is None else (council.position, council.name)


__all__ = ["POLICIES", "FilterOfFigures", "ListOfFigures", "Place", "list_of_figures"]


# Worst first, then what has no rating.
_ORDER = list(PLACE_WORDS)
_KEYS: Mapping[str, Callable[[Brief], Any]] = {
    "indicator": lambda one: (one.figure.title.casefold(), one.figure.ref),
    "council": _place_of_council,
    "service": lambda one: one.figure.service.name.casefold(),
    "rating": lambda one: _ORDER.index(one.place),
}


class FilterOfFigures(PageForm):
    """What the list may be narrowed by; each offers what there is."""

    words = forms.CharField(label="Words in the title or reference", required=False)
    council = forms.ChoiceField(label="Council", required=False)
    directorate = forms.ChoiceField(label="Directorate", required=False)
    service = forms.ChoiceField(label="Service", required=False)
    rating = forms.ChoiceField(label="Rating", required=False)
    owner = forms.ChoiceField(label="Owner", required=False)
    change = forms.ChoiceField(label="What became of the rating", required=False)
    policy = forms.ChoiceField(label="By whose policy", choices=POLICIES, required=False)

    def __init__(self, asked: Mapping[str, str], *, every: tuple[Brief, ...]) -> None:
        super().__init__(asked)
        for name, choices in _choices(every).items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # of a choice field


@dataclass(frozen=True, kw_only=True)
class ListOfFigures:
    """The list as its page shows it."""

    form: FilterOfFigures
    chosen: tuple[Link, ...]
    without: str
    table: Table
    pages: Pages


def list_of_figures(every: tuple[Brief, ...], *, asked: Mapping[str, str]) -> ListOfFigures:
    """The figures that the address asks for, in its order; what it asks for and there is not finds nothing."""
    form = FilterOfFigures(asked, every=every)
    found = sorted(_found(every, asked=asked), key=_KEYS["indicator"])
    key, descending = order_asked_for(asked, keys=tuple(_KEYS), first="rating")
    found.sort(key=_KEYS[key], reverse=descending)
    pages = pages_of(len(found), query=asked, each=_EACH)
    return ListOfFigures(
        form=form,
        chosen=tuple(_chosen(form, asked=asked)),
        without="?",
        table=_table(found[pages.rows], asked=asked),
        pages=pages,
    )


def _found(every: tuple[Brief, ...], *, asked: Mapping[str, str]) -> Iterator[Brief]:
    wanted = {name: asked.get(name, "") for name in ("directorate", "service", "rating", "owner", "change")}
    words = asked.get("words", "").casefold().split()
    for one in within(every, council=asked.get("council", "")):
        has = {
            "directorate": slugify(one.figure.service.directorate),
            "service": one.figure.service.slug,
            "rating": one.place.value,
            "owner": one.figure.owner_post or "Nobody yet",
            "change": "" if one.change is None else one.change.value,
        }
        searched = f"{one.figure.title} {one.figure.ref}".casefold()
        if all(not value or has[name] == value for name, value in wanted.items()) and all(
            word in searched for word in words
        ):
            yield one


def _choices(every: Iterable[Brief]) -> dict[str, Choices]:
    councils: dict[tuple[int, str], str] = {}
    directorates: dict[str, str] = {}
    services: dict[str, str] = {}
    owners: set[str] = set()
    for one in every:
        council, service = one.figure.council, one.figure.service
        if council is not None:
            councils[council.position, council.slug] = council.name
        directorates[slugify(service.directorate)] = service.directorate
        services[service.slug] = service.name
        owners.add(one.figure.owner_post or "Nobody yet")
    return {
        "council": [
            ("", "Everything"),
            (COUNCILS, "All councils"),
            *((slug, name) for (_, slug), name in sorted(councils.items())),
            (WHOLE, WHOLE_PARTNERSHIP),
        ],
        "directorate": [("", "All directorates"), *_by_name(directorates)],
        "service": [("", "All services"), *_by_name(services)],
        "owner": [("", "All owners"), *((post, post) for post in sorted(owners))],
        "rating": [("", "All ratings"), *((place.value, word) for place, word in PLACE_WORDS.items())],
        "change": [("", "Whatever became of it"), *((one.value, word) for one, word in CHANGE_WORDS.items())],
    }


def _by_name(names: Mapping[str, str]) -> Choices:
    return sorted(names.items(), key=lambda entry: entry[1].casefold())


def _chosen(form: FilterOfFigures, *, asked: Mapping[str, str]) -> Iterator[Link]:
    for name, field in form.fields.items():
        value = asked.get(name, "")
        if value:
            known = dict(getattr(field, "choices", ()))
            yield Link(words=str(known.get(value, value)), address=address_with(asked, **{name: None, "page": None}))


def _behind(one: Brief) -> str:
    return behind_figure(one.figure.figure_id, seen=one.figure.seen, is_frozen=one.figure.is_frozen)


def _table(found: list[Brief], *, asked: Mapping[str, str]) -> Table:
    printed = printed_of(found)
    return Table(
        key="figures",
        caption="Figures",
        caption_hidden=True,
        columns=sortable(
            ("Indicator", "indicator", False),
            ("Council", "council", False),
            ("Figure", "", True),
            ("Target", "", True),
            ("Rating", "rating", False),
            ("Service and owner", "service", False),
            query=asked,
            first="rating",
        ),
        rows=tuple(
            row_of(
                Cell(words=one.figure.title, small=one.figure.ref, address=indicator_address(one.figure.ref)),
                one.scope,
                Cell(words=printed[one.figure.figure_id][0], address=_behind(one)),
                *printed[one.figure.figure_id][1:],
                Cell(rating=one.mark, small=f"was {one.was_words}" if one.change is not None else ""),
                Cell(words=one.figure.service.name, small=one.figure.owner_post or "Nobody yet"),
            )
            for one in found
        ),
        empty="No figure is like this. Remove a part of the filter to see more.",
    )
