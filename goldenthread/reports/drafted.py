"""The places of a document for which the officer writes words of their own, and the words that stand there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from goldenthread.domain.problems import Refused
from goldenthread.partnership.queries import CouncilFacts, councils
from goldenthread.publishing.canonical import read_document
from goldenthread.publishing.queries import stored_document
from goldenthread.reports.documents.in_words import OwnWords, own_words_in, own_words_section
from goldenthread.reports.models import DraftedSection
from goldenthread.reports.wanted import DocumentKind, Wanted
from goldenthread.terminal.order import why_too_early

INTRODUCTION, COMMENTARY, NEXT_STEPS = "introduction", "commentary", "next-steps"
# About half a page, as for the reasons of an exception: what is longer is not read.
MOST_WORDS = 250


class PlaceUnknown(Refused):
    """The document has no such place for words."""


class WordsChanged(Refused):
    """The officer's words were changed while something was made with those before."""

    def __init__(self) -> None:
        super().__init__("The words written for this document were changed while it was being made; try again.")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Somewhere in a document for the officer's words. `council` is set where the words are about one."""

    key: str
    title: str
    hint: str
    council: CouncilFacts | None = None


@dataclass(frozen=True, kw_only=True)
class DraftedWords:
    """The newest words of a place; "" where they were taken out. `number` counts its versions from 1."""

    place: Place
    number: int
    words: str
    post: str
    written_by: str
    written_at: datetime


def places_of(wanted: Wanted) -> tuple[Place, ...]:
    """Every place of the document, in the order in which it is read."""
    introduction = Place(
        key=INTRODUCTION, title="Introduction", hint="What readers should know before they read the figures."
    )
    steps = Place(key=NEXT_STEPS, title="Next steps", hint="What happens next, and when.")
    if wanted.kind is DocumentKind.PROPOSED_LIST:
        return (introduction, steps)
    commentary = Place(key=COMMENTARY, title="Commentary", hint="What lies behind the results, across the whole.")
    about = councils() if wanted.audience.council is None else ()
    return (
        introduction,
        commentary,
        *(
            Place(
                key=f"{COMMENTARY}:{one.slug}",
                title=f"Commentary on {one.name}",
                hint=f"What lies behind the results of {one.name}.",
                council=one,
            )
            for one in about
        ),
        steps,
    )


def place_called(wanted: Wanted, key: str) -> Place:
    """The place of this key; raises PlaceUnknown."""
    every = places_of(wanted)
    found = next((one for one in every if one.key == key), None)
    if found is None:
        known = ", ".join(one.key for one in every)
        raise PlaceUnknown(f"{wanted.name} has no place {key!r} for words. It has: {known}.")
    return found


def versions_of(wanted: Wanted, place: Place) -> tuple[DraftedWords, ...]:
    """Every version of the words of a place, oldest first."""
    rows = DraftedSection.objects.filter(document=wanted.name, place=place.key).select_related("written_by")
    return tuple(_drafted(row, place=place) for row in rows.order_by("number"))


def drafted_of(wanted: Wanted, *, at: datetime | None = None) -> tuple[DraftedWords, ...]:
    """The words that stand in the document, in its order: of each place the newest, or the newest by the moment."""
    places = {place.key: place for place in places_of(wanted)}
    newest: dict[str, DraftedSection] = {}
    rows = DraftedSection.objects.filter(document=wanted.name).select_related("written_by").order_by("number")
    for row in rows:
        # A fixed day is one moment, whatever the time of day.
        if at is None or not why_too_early(at, after=row.written_at, what="It was written"):
            newest[row.place] = row
    return tuple(
        _drafted(newest[key], place=place) for key, place in places.items() if key in newest and newest[key].words
    )


def own_words(drafted: Iterable[DraftedWords]) -> tuple[OwnWords, ...]:
    """The words as documents hold them."""
    return tuple(
        OwnWords(heading=one.place.title, words=one.words, post=one.post, on=timezone.localtime(one.written_at).date())
        for one in drafted
    )


def check_words_stand(wanted: Wanted, used: Iterable[DraftedWords], *, at: datetime) -> None:
    """Raises WordsChanged where other words stand in the document now than those that were used."""
    if _told(drafted_of(wanted, at=at)) != _told(used):
        raise WordsChanged


def has_other_words(public_id: str, drafted: Iterable[DraftedWords]) -> bool:
    """Whether these are other words than those in the publication. Raises PublicationUnknown."""
    return own_words_in(read_document(stored_document(public_id))) != own_words_section(own_words(drafted))


def _told(drafted: Iterable[DraftedWords]) -> list[tuple[str, int]]:
    return [(one.place.key, one.number) for one in drafted]


def _drafted(row: DraftedSection, *, place: Place) -> DraftedWords:
    return DraftedWords(
        place=place,
        number=row.number,
        words=row.words,
        post=row.post,
        written_by=row.written_by.name,
        written_at=row.written_at,
    )
