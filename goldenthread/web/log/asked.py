"""What of the log is asked for: as the filter of its page and the options of its command say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from goldenthread.audit.queries import Asked, Place
from goldenthread.components.forms import DayField, DayInput, PageForm
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import address_with
from goldenthread.domain.days import day_words
from goldenthread.figures.queries.in_the_log import about_council, about_indicator
from goldenthread.partnership.queries import councils
from goldenthread.partnership.queries.names import people_names
from goldenthread.web.log.kinds import Group, choices_of, kinds_asked_for

OLDER, NEWER = "older", "newer"
_PRODUCT = "product"
_DAYS = ("since", "until")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_PLACE = 40


class FilterOfLog(PageForm):
    """What the log is narrowed to. What its address says that is no choice finds what it says, and so nothing."""

    kind = forms.ChoiceField(label="What was done", required=False)
    person = forms.ChoiceField(label="Who did it", required=False)
    council = forms.ChoiceField(label="Council", required=False)
    ref = forms.CharField(label="Indicator’s reference", required=False, max_length=40)
    since = DayField(label="First day", required=False, help_text="For example, 1 10 2019")
    until = DayField(label="Last day", required=False)

    def __init__(self, asked: Mapping[str, str], *, groups: Sequence[Group]) -> None:
        super().__init__(asked, auto_id="filter-%s")
        self._groups = groups
        self._set("kind", choices_of(groups))
        everybody = [(str(number), name) for number, name in people_names().items()]
        self._set("person", [("", "Anybody"), *everybody, (_PRODUCT, "The product itself")])
        self._set("council", [("", "Any or none"), *((one.slug, one.name) for one in councils())])
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        since, until = typed.get("since"), typed.get("until")
        if since is not None and until is not None and until < since:
            self.add_error("until", f"The last day must be {day_words(since)} or later")
        return typed

    @property
    def asked(self) -> Asked:
        """What it narrows the log to; a part that cannot be read narrows nothing, and its error is said."""
        typed = self.cleaned_data
        person = typed.get("person", "")
        return Asked(
            since=morning_of(typed.get("since")),
            until=morning_of(typed.get("until"), later=1),
            kinds=kinds_asked_for(typed.get("kind", ""), groups=self._groups),
            by=int(person) if person.isdecimal() else None,
            by_the_product=person == _PRODUCT,
            about=asked_about(typed.get("council", ""), typed.get("ref", "")),
        )

    def chosen(self, query: Mapping[str, str]) -> Iterator[Link]:
        """Each part that is narrowed, in words, with the address without it."""
        for name, words in self.in_words():
            parts = [f"{name}_{part}" for part, _, _ in DayInput.parts] if name in _DAYS else [name]
            away = dict.fromkeys((*parts, OLDER, NEWER))
            yield Link(words=words, address=address_with(query, **away))

    def in_words(self) -> Iterator[tuple[str, str]]:
        """Each part that is narrowed, by its name: "kind", "Figure returned"."""
        for name, value in self.cleaned_data.items():
            if not value:
                continue
            label = str(self.fields[name].label)
            if isinstance(value, date):
                yield name, f"{label}: {day_words(value)}"
            elif name == "ref":
                yield name, f"{label}: {value}"
            else:
                yield name, _words_of(value, choices=self.fields[name].choices)  # type: ignore[attr-defined]

    def _set(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # of a choice field


def asked_about(council: str, ref: str) -> Q | None:
    """What is about a council, by its slug, and about an indicator: both where both are asked for."""
    about = [about_council(council)] if council else []
    if ref:
        about.append(about_indicator(ref.strip()))
    return _both(about)


def morning_of(day: date | None, *, later: int = 0) -> datetime | None:
    """When a day begins in London, or one so many days later."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=later), time()))


def place_in_words(place: Place) -> str:
    """A place of the log as an address holds it: its microsecond and its number."""
    at, number = place
    return f"{(at - _EPOCH) // timedelta(microseconds=1)}.{number}"


def place_of_words(words: str) -> Place | None:
    """The place that an address holds; None where it holds none."""
    moment, _, number = words.partition(".")
    if len(words) > _LONGEST_PLACE or not (moment.isdecimal() and number.isdecimal()):
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(moment)), min(int(number), (1 << 63) - 1)
    except OverflowError:
        return None


def _both(conditions: Sequence[Q]) -> Q | None:
    found = None
    for one in conditions:
        found = one if found is None else found & one
    return found


def _words_of(value: str, *, choices: Any) -> str:
    for key, words in choices:
        if isinstance(words, list | tuple):
            for inner, said in words:
                if inner == value:
                    return str(said)
        elif key == value:
            return str(words)
    return f"“{value}”"
