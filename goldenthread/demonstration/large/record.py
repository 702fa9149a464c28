"""What a made-up committee met about through thirty years: the same every time it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SLUG, NAME = "sample-record-committee", "Sample Record Committee"
ITEMS, PAPERS = 20, 3  # of each meeting, and of each item
# Thursdays, four weeks apart: four hundred of them take thirty years. The newest is still to come.
NEWEST = date(2020, 4, 30)
_APART = timedelta(days=28)
_STANDING = ("Apologies for absence", "Minutes of the last meeting", "Improvement programme")
_SUBJECTS = (
    "Housing repairs", "Refuse collection", "Street lighting", "School admissions", "Adult social care",
    "Library hours", "Parking permits", "Planning enforcement", "Council tax collection", "Business rates",
    "Flood defences", "Road resurfacing", "Food hygiene", "Homelessness prevention", "Foster care", "Youth services",
    "Leisure centres",
    "Trading standards", "Electoral registration", "Allotments", "Cemeteries", "Noise complaints", "Tree maintenance",
    "Public toilets", "Market stalls", "Air quality", "Cycle lanes", "Bridge inspections", "Asset disposals",
    "Insurance claims", "Pension fund", "Procurement of energy", "Fleet replacement", "Data protection",
    "Staff sickness", "Apprenticeships", "Emergency planning", "Grants to charities", "Licensing of premises",
)  # fmt: skip
_WAYS = ("Progress on", "Review of", "Options for", "Costs of", "Consultation on", "Annual report on")
_KINDS = ("report", "appendix", "appendix")
_FIRST = (
    "Alder", "Birch", "Cherry", "Elm", "Fern", "Hazel", "Heath", "Ivy", "Larch", "Maple", "Oak", "Poplar", "Rowan",
    "Sorrel", "Thorn", "Willow", "Yew", "Ash", "Beech", "Briar",
)  # fmt: skip
_SECOND = (
    "bourne", "bridge", "brook", "bury", "combe", "cote", "dale", "den", "field", "ford", "gate", "ham", "hurst",
    "land", "leigh", "mead", "mere", "ridge", "shaw", "stead", "stoke", "thorpe", "ton", "well", "wick", "wood",
)  # fmt: skip
_WAY = ("Road", "Street", "Lane", "Close", "Avenue", "Terrace", "Gardens")
_WHO = ("Officers", "Residents", "Contractors", "Partner councils", "Tenants", "Inspectors", "Auditors", "Ward members")
_DID = (
    "reported delays to", "asked for a review of", "agreed the timetable for", "questioned the cost of",
    "welcomed improvements in", "recommended further savings on", "organised a consultation about",
    "monitored the performance of", "objected to changes of", "finished the second phase of",
)  # fmt: skip
_WHAT = (
    "the maintenance contract", "emergency repairs", "the capital programme", "customer complaints", "staff training",
    "the equality assessment", "agency spending", "the grant conditions", "enforcement visits", "the risk register",
    "waiting times", "the procurement strategy", "energy efficiency", "safeguarding referrals", "the waiting list",
    "debt recovery", "the new telephone system", "opening hours", "inspection findings", "recruitment of drivers",
)  # fmt: skip
_WHEN = ("in spring", "since the summer", "by the autumn", "over winter", "within the quarter", "before the audit")


@dataclass(frozen=True, kw_only=True)
class SamplePaper:
    """A paper with its words."""

    kind: str
    title: str
    words: str


@dataclass(frozen=True, kw_only=True)
class SampleItem:
    """An item with what was minuted and resolved; `matter` is the title of what it is about."""

    title: str
    matter: str
    words: str
    minute: str
    resolutions: tuple[tuple[str, str], ...]  # verb, and words
    papers: tuple[SamplePaper, ...]


def days_of(meetings: int) -> tuple[date, ...]:
    """The day of each meeting, the oldest first."""
    return tuple(NEWEST - _APART * back for back in reversed(range(meetings)))


def items_of(day: date) -> Iterator[SampleItem]:
    """The agenda of a meeting."""
    chance = Random(day.toordinal())
    subjects = [*_STANDING, *chance.sample(_SUBJECTS, ITEMS - len(_STANDING))]
    for place, subject in enumerate(subjects):
        is_standing = place < len(_STANDING)
        title = subject if is_standing else f"{chance.choice(_WAYS)} {subject[:1].lower()}{subject[1:]}"
        yield SampleItem(
            title=title,
            matter="" if place < 2 else subject,
            words=f"Illustrative: members are asked to consider {title[:1].lower()}{title[1:]}.",
            minute=f"Illustrative: {_sentences(chance, count=3)}",
            resolutions=(
                ("noted", f"To note, as an illustration, that {_clause(chance)}."),
                ("agreed", f"To agree, as an illustration, that {_clause(chance)}."),
            ),
            papers=tuple(
                SamplePaper(
                    kind=kind,
                    title=f"{title}: {_place(chance)}" if number else title,
                    words=f"Illustrative: a sample, with made-up words. {_sentences(chance, count=14)}",
                )
                for number, kind in enumerate(_KINDS)
            ),
        )


def _sentences(chance: Random, *, count: int) -> str:
    clauses = (_clause(chance) for _ in range(count))
    return " ".join(f"{clause[:1].upper()}{clause[1:]}." for clause in clauses)


def _clause(chance: Random) -> str:
    who, did, what = chance.choice(_WHO), chance.choice(_DID), chance.choice(_WHAT)
    return f"{who.lower()} {did} {what} at {_place(chance)} {chance.choice(_WHEN)}"


def _place(chance: Random) -> str:
    return f"{chance.choice(_FIRST)}{chance.choice(_SECOND)} {chance.choice(_WAY)}"
