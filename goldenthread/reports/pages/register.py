"""The register as a list: every measure with its newest rating, narrowed, sorted, in pages, and as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from goldenthread.components.forms import PageForm
from goldenthread.components.paging import Pages, pages_of
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Table, address_with, order_asked_for, row_of, sortable
from goldenthread.domain.periods import Quarter
from goldenthread.indicators.queries.listed import ListedMeasure
from goldenthread.reports.documents.sentences import starting
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP
from goldenthread.reports.pages.addresses import indicator_address
from goldenthread.reports.pages.brief import PLACE_WORDS, Brief, printed_of
from goldenthread.reports.pages.overview import WHOLE
from goldenthread.spreadsheets.csv_writing import write_csv

_EACH = 50
_NO_FIGURE = "none"
_PLACES = [place.value for place in PLACE_WORDS]
TYPE_WORDS = {
    "period": "The quarter alone",
    "cumulative": "Year to date",
    "snapshot": "One day",
    "rolling-year": "Rolling year",
    "annual": "Once a year",
}
Choices = list[tuple[str, str]]
Printed = Mapping[int, tuple[str, str]]
HEADINGS = (
    "Reference", "Indicator", "Council", "GSS code", "Service", "Directorate", "Class", "Type", "Unit", "Owner",
    "Sign-off", "On the list", "Quarter", "Figure", "Target", "Rating",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A measure of the register, and its figure of the newest quarter where the reader may see one."""

    measure: ListedMeasure
    brief: Brief | None

    @property
    def scope(self) -> str:
        return WHOLE_PARTNERSHIP if self.measure.council is None else self.measure.council.name

    @property
    def council_slug(self) -> str:
        return WHOLE if self.measure.council is None else self.measure.council.slug

    @property
    def rating(self) -> str:
        return _NO_FIGURE if self.brief is None else self.brief.place.value

    @property
    def list_words(self) -> str:
        measure = self.measure
        if measure.suspended:
            return "Suspended"
        return "Yes" if measure.on_list else "No"


def _place_of_council(one: Entry) -> tuple[int, str]:
    council = one.measure.council
    return (1 << 30, "") if council is None else (council.position, council.name)


_KEYS: Mapping[str, Callable[[Entry], Any]] = {
    "title": lambda one: (one.measure.title.casefold(), one.measure.ref),
    "council": _place_of_council,
    "service": lambda one: one.measure.service.name.casefold(),
    "rating": lambda one: _PLACES.index(one.rating) if one.rating in _PLACES else len(_PLACES),
}


class FilterOfRegister(PageForm):
    """What the register may be narrowed by; each offers what there is."""

    words = forms.CharField(label="Search titles, references and definitions", required=False)
    council = forms.ChoiceField(label="Council", required=False)
    service = forms.ChoiceField(label="Service", required=False)
    level = forms.ChoiceField(
        label="Class",
        choices=[("", "Both"), ("strategic", "Strategic"), ("operational", "Operational")],
        required=False,
    )
    owner = forms.ChoiceField(label="Owner", required=False)
    rating = forms.ChoiceField(label="Newest rating", required=False)
    type = forms.ChoiceField(
        label="What a figure covers", choices=[("", "Whatever it covers"), *TYPE_WORDS.items()], required=False
    )
    listed = forms.ChoiceField(
        label="On the year's list",
        choices=[("", "On it or not"), ("yes", "On it"), ("no", "Not on it")],
        required=False,
    )

    def __init__(self, asked: Mapping[str, str], *, every: Iterable[Entry]) -> None:
        super().__init__(asked)
        for name, choices in _choices(every).items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # of a choice field


@dataclass(frozen=True, kw_only=True)
class RegisterList:
    """The register as its page shows it."""

    form: FilterOfRegister
    chosen: tuple[Link, ...]
    table: Table
    pages: Pages
    total: int


def entries_of(measures: Iterable[ListedMeasure], *, briefs: Iterable[Brief]) -> tuple[Entry, ...]:
    """Each measure with its figure in brief, where there is one."""
    found = {one.figure.measure_id: one for one in briefs}
    return tuple(Entry(measure=measure, brief=found.get(measure.measure_id)) for measure in measures)


def register_list(every: tuple[Entry, ...], *, asked: Mapping[str, str], quarter: Quarter | None) -> RegisterList:
    """What the address asks for, in its order; ratings are those of the quarter."""
    found = entries_asked_for(every, asked=asked)
    form = FilterOfRegister(asked, every=every)
    pages = pages_of(len(found), query=asked, each=_EACH)
    return RegisterList(
        form=form,
        chosen=tuple(_chosen(form, asked=asked)),
        table=_table(found[pages.rows], asked=asked, quarter=quarter, is_empty=not every),
        pages=pages,
        total=len(every),
    )


def entries_asked_for(every: Iterable[Entry], *, asked: Mapping[str, str]) -> list[Entry]:
    """The measures that the address asks for, sorted as it asks: what the page shows, and what is saved as a file."""
    found = [one for one in every if _is_asked_for(one, asked=asked)]
    key, descending = order_asked_for(asked, keys=tuple(_KEYS), first="title")
    found.sort(key=_KEYS[key], reverse=descending)
    return found


def register_file(found: Iterable[Entry], *, quarter: Quarter | None) -> bytes:
    """The same as a CSV file that runs nothing when a spreadsheet opens it."""
    label = "" if quarter is None else quarter.label
    every = tuple(found)
    printed = _printed(every)
    return write_csv(HEADINGS, rows=(_line(one, label=label, printed=printed) for one in every))


def _line(one: Entry, *, label: str, printed: Printed) -> tuple[str, ...]:
    measure, brief = one.measure, one.brief
    figure, target = ("", "") if brief is None else printed[brief.figure.figure_id]
    return (
        measure.ref,
        measure.title,
        one.scope,
        "" if measure.council is None else measure.council.gss_code,
        measure.service.name,
        measure.service.directorate,
        starting(measure.level),
        TYPE_WORDS.get(measure.measure_type, measure.measure_type),
        measure.unit.replace("-", " "),
        measure.owner_post,
        measure.sign_off_post,
        one.list_words,
        label if brief is not None else "",
        figure,
        target,
        "" if brief is None else brief.mark.word,
    )


def _is_asked_for(one: Entry, *, asked: Mapping[str, str]) -> bool:
    measure = one.measure
    has = {
        "council": one.council_slug,
        "service": measure.service.slug,
        "level": measure.level,
        "owner": measure.owner_post or "Nobody yet",
        "rating": one.rating,
        "type": measure.measure_type,
        "listed": "yes" if measure.on_list else "no",
    }
    if any(asked.get(name, "") not in ("", value) for name, value in has.items()):
        return False
    searched = f"{measure.ref} {measure.title} {measure.definition}".casefold()
    return all(word in searched for word in asked.get("words", "").casefold().split())


def _choices(every: Iterable[Entry]) -> dict[str, Choices]:
    councils: dict[tuple[tuple[int, str], str], str] = {}
    services: dict[str, str] = {}
    owners: set[str] = set()
    for one in every:
        councils[_place_of_council(one), one.council_slug] = one.scope
        services[one.measure.service.slug] = one.measure.service.name
        owners.add(one.measure.owner_post or "Nobody yet")
    return {
        "council": [("", "All councils"), *((slug, name) for (_, slug), name in sorted(councils.items()))],
        "service": [("", "All services"), *sorted(services.items(), key=lambda entry: entry[1].casefold())],
        "owner": [("", "All owners"), *((post, post) for post in sorted(owners))],
        "rating": [
            ("", "All ratings"),
            *((place.value, word) for place, word in PLACE_WORDS.items()),
            (_NO_FIGURE, "No figure to see"),
        ],
    }


def _chosen(form: FilterOfRegister, *, asked: Mapping[str, str]) -> Iterator[Link]:
    for name, field in form.fields.items():
        value = asked.get(name, "")
        if value:
            known = dict(getattr(field, "choices", ()))
            yield Link(words=str(known.get(value, value)), address=address_with(asked, **{name: None, "page": None}))


def _printed(entries: Iterable[Entry]) -> Printed:
    return printed_of(one.brief for one in entries if one.brief is not None)


def _table(found: list[Entry], *, asked: Mapping[str, str], quarter: Quarter | None, is_empty: bool) -> Table:
    printed = _printed(found)
    newest = "Figure" if quarter is None else quarter.label
    return Table(
        key="register",
        caption="Measures of the register",
        caption_hidden=True,
        columns=sortable(
            ("Indicator", "title", False),
            ("Council", "council", False),
            (newest, "", True),
            ("Target", "", True),
            ("Rating", "rating", False),
            ("Service and owner", "service", False),
            query=asked,
            first="title",
        ),
        rows=tuple(row_of(*_cells(one, printed=printed)) for one in found),
        empty="The register holds no indicator yet."
        if is_empty
        else "No indicator is like this. Remove a part of the filter to see more.",
    )


def _cells(one: Entry, *, printed: Printed) -> tuple[str | Cell, ...]:
    measure, brief = one.measure, one.brief
    remark = (
        "" if measure.on_list and not measure.suspended else "suspended" if measure.suspended else "not on the list"
    )
    figure, target = ("–", "–") if brief is None else printed[brief.figure.figure_id]
    return (
        Cell(
            words=measure.title,
            small="; ".join(filter(None, (measure.ref, remark))),
            address=indicator_address(measure.ref),
        ),
        one.scope,
        figure,
        target,
        "–" if brief is None else Cell(rating=brief.mark),
        Cell(words=measure.service.name, small=measure.owner_post or "Nobody yet"),
    )
