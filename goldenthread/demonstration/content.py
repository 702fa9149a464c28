"""The demonstration's content, read from its files into plain values."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from goldenthread.domain.cards import Card, Family, Frequency, Level
from goldenthread.domain.measures import MeasureType, Polarity, YearEndRule
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP

USUAL_POLICY = "own-tolerance"
MADE_UP = "Illustrative: usual for such a service. The list of oneSource's own indicators is not public."


@dataclass(frozen=True, kw_only=True)
class MeasureContent:
    """One indicator for one council ("" for the whole partnership). Numbers are as typed in the file."""

    ref: str
    council: str
    policy: str
    target: str
    quarters: tuple[str, ...]
    profile: str
    tolerance: str
    tolerance_unit: str
    floor: str
    lower: str
    upper: str
    words: str
    begins: str
    course: tuple[str, ...]
    volume: int
    spread: Decimal | None

    @property
    def is_counted(self) -> bool:
        return bool(self.council)


@dataclass(frozen=True, kw_only=True)
class LaterCard:
    """A later version of a card, from a day on."""

    starts_on: date
    card: Card


@dataclass(frozen=True, kw_only=True)
class IndicatorContent:
    """A definition card with its measures."""

    ref: str
    service: str  # slug
    card: Card
    later: tuple[LaterCard, ...]  # from the earliest on
    owner_post: str
    sign_off_post: str
    measures: tuple[MeasureContent, ...]


@cache
def indicators() -> tuple[IndicatorContent, ...]:
    """Every indicator, in the order of the services and then of the files."""
    by_service = {name: tuple(_indicators(table)) for name, table in tables("indicators").items()}
    return tuple(indicator for service in services() for indicator in by_service[service.slug])


@dataclass(frozen=True, kw_only=True)
class ServiceContent:
    """A service: its directorate and lead, and the councils that get it, wholly, in part or from a later day."""

    slug: str
    name: str
    directorate: str  # slug
    director: str
    lead: str
    councils: tuple[str, ...]
    parts: dict[str, str]
    later: dict[str, date]


@cache
def services() -> tuple[ServiceContent, ...]:
    """Every service, in the order of reports."""
    return tuple(
        ServiceContent(
            slug=slug_of(service["name"]),
            name=service["name"],
            directorate=directorate["slug"],
            director=directorate["director"],
            lead=service["lead"],
            councils=tuple(service["councils"]),
            parts=service.get("parts", {}),
            later=service.get("later", {}),
        )
        for directorate in table("partnership.toml")["directorate"]
        for service in directorate["service"]
    )


def council_name(slug: str) -> str:
    """ "newham" is Newham; "" is the whole partnership, in the words of the register."""
    names = {council["slug"]: str(council["name"]) for council in table("partnership.toml")["council"]}
    return names[slug] if slug else WHOLE_PARTNERSHIP


def slug_of(name: str) -> str:
    """ "ICT Services" is ict-services."""
    return "-".join(name.casefold().split())


@cache
def addresses() -> dict[str, str]:
    """Each post's e-mail address: those typed in the file, then directors and leads."""
    typed = {person["post"]: person["email"] for person in table("partnership.toml")["person"]}
    of_services = [post for service in services() for post in (service.director, service.lead)]
    return {**typed, **{post: f"{'.'.join(post.casefold().split())}@onesource.example.org" for post in of_services}}


@cache
def table(path: str) -> dict[str, Any]:
    """One file of the content, as TOML has it; numbers with a point are exact."""
    return tomllib.loads(text(path), parse_float=Decimal)


@cache
def tables(folder: str) -> dict[str, dict[str, Any]]:
    """Every TOML file of a folder, by name without ending, in alphabetical order."""
    names = sorted(entry.name for entry in _root().joinpath(folder).iterdir() if entry.name.endswith(".toml"))
    return {name.removesuffix(".toml"): table(f"{folder}/{name}") for name in names}


def text(path: str) -> str:
    """The text of one file of the content."""
    return _root().joinpath(path).read_text(encoding="utf-8")


def _root() -> Traversable:
    return resources.files("goldenthread.demonstration") / "content"


def _indicators(service: dict[str, Any]) -> Iterator[IndicatorContent]:
    for entry in service["indicator"]:
        card = _card({"priority": service["priority"], **entry})
        yield IndicatorContent(
            ref=entry["ref"],
            service=service["service"],
            card=card,
            later=tuple(_later(card, entry.get("later_card", ()))),
            owner_post=service["owner_post"],
            sign_off_post=service["sign_off_post"],
            measures=tuple(_measure({**entry, **measure}) for measure in entry["measures"]),
        )


_CHOICES = {
    "unit": Unit,
    "polarity": Polarity,
    "measure_type": MeasureType,
    "year_end_rule": YearEndRule,
    "frequency": Frequency,
    "level": Level,
    "family": Family,
}


def _card(entry: dict[str, Any]) -> Card:
    known = {field.name for field in fields(Card)}
    given: dict[str, Any] = {name: value for name, value in entry.items() if name in known}
    for name, choice in _CHOICES.items():
        if name in given:
            given[name] = choice(given[name])
    for name in ("minimum", "maximum", "small_number"):
        if name in given:
            given[name] = Decimal(given[name])
    if given.get("numerator_in_denominator"):
        given = {"minimum": Decimal(0), "maximum": Decimal(100), **given}
    # A card says that it is made up, but for one with a note of its own: "" where its every figure is published.
    return Card(**{"lag_days": 21, "illustrative_note": MADE_UP, **given})


def _later(card: Card, entries: Iterable[dict[str, Any]]) -> Iterator[LaterCard]:
    """Each version is the one before with what it changes; a break in the series is its own alone."""
    for entry in entries:
        changed = {name: value for name, value in entry.items() if name != "starts_on"}
        card = replace(card, **{"break_in_series": False, "break_note": "", **changed})
        yield LaterCard(starts_on=entry["starts_on"], card=card)


def _measure(entry: dict[str, Any]) -> MeasureContent:
    quarters = tuple(entry.get("quarters", "").split())
    spread = entry.get("spread")
    return MeasureContent(
        ref=entry["ref"],
        council=entry["council"],
        policy=entry.get("policy", USUAL_POLICY),
        target=entry.get("target", ""),
        quarters=quarters,
        profile=entry.get("profile", "typed" if quarters else "constant"),
        tolerance=entry.get("tolerance", ""),
        tolerance_unit=entry.get("tolerance_unit", "points"),
        floor=entry.get("floor", ""),
        lower=entry.get("lower", ""),
        upper=entry.get("upper", ""),
        words=entry.get("words", ""),
        begins=entry["begins"],
        course=tuple(entry["course"].split()),
        volume=entry.get("volume", 0),
        spread=None if spread is None else Decimal(spread),
    )
