"""Entries of the log as its reader may read them: finished words.

What an entry says of a figure is told to whoever sees that figure: as it stands, all of it; as it was frozen and issued
to them, what was done before that, without what its author and the officer wrote each other. Others read that something
was done, and not what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.utils import timezone

from goldenthread.audit.queries import LogEntry
from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.sight import Reader, Seen, Sight, sights
from goldenthread.partnership.queries import WHOLE, Scope
from goldenthread.terminal.order import moment_in_words
from goldenthread.web.log.kinds import starting
from goldenthread.web.log.things import OF_FIGURES, Thing, Things, quarter_called
from goldenthread.web.log.words import details_in_words

NOT_TOLD = "What it says is for those who see figures in progress."
# Words of a report that is not published yet, which speak of all its figures.
_OF_DRAFTS = ("report",)
# Told of a round or a publication, in words that speak of figures.
_SPEAKS_OF_FIGURES = frozenset(("figures cleared",))
# Told of a plan, before its quarter is closed and reported.
_OF_PROGRESS = ("progress reported", "completion confirmed", "action followed up")
_TOGETHER = 500


@dataclass(frozen=True, kw_only=True)
class _Sees:
    """What a reader may read of each quarter; and whether of all that is being written."""

    quarters: Mapping[Quarter, Sight]
    drafts: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """One entry in words."""

    number: int
    at: datetime
    when: str
    who: str
    what: str
    thing: str
    address: str
    details: str

    @property
    def moment(self) -> str:
        """For a file: 2019-10-14 09:30:00, in London."""
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M:%S}"


def told(entries: Iterable[LogEntry], *, reader: Reader) -> Iterator[Told]:
    """Each entry in words, in its order; names are read for some hundreds together."""
    things, waiting = Things(), iter(entries)
    sees = _Sees(quarters=sights(reader), drafts=any(held.reaches(WHOLE) for held in reader.in_progress))
    while some := list(islice(waiting, _TOGETHER)):
        things.read(some)
        for entry in some:
            yield _told(entry, things=things, sees=sees)


def _told(entry: LogEntry, *, things: Things, sees: _Sees) -> Told:
    thing = things.thing(entry)
    return Told(
        number=entry.number,
        at=entry.at,
        when=moment_in_words(entry.at),
        who=things.who(entry),
        what=starting(entry.kind),
        thing=thing.words,
        address="" if thing.is_of_a_plan and not sees.drafts else thing.address,
        details=_details(entry, thing=thing, things=things, sees=sees),
    )


def _details(entry: LogEntry, *, thing: Thing, things: Things, sees: _Sees) -> str:
    every = details_in_words(entry.details, people=things.people)
    if entry.subject in _OF_DRAFTS and every:
        return every if sees.drafts else NOT_TOLD
    if thing.is_of_a_plan and every:
        return NOT_TOLD if entry.kind in _OF_PROGRESS and not sees.drafts else every
    if not every or (entry.subject not in OF_FIGURES and entry.kind not in _SPEAKS_OF_FIGURES):
        return every
    sight = _sight(entry, thing=thing, things=things, seen=sees.quarters)
    if sight is None:
        return NOT_TOLD
    return every if sight is Seen.NOW else details_in_words(entry.details, people=things.people, with_notes=False)


def _sight(entry: LogEntry, *, thing: Thing, things: Things, seen: Mapping[Quarter, Sight]) -> Seen | None:
    """As what the reader sees the figures that an entry speaks of, where they may read what it says."""
    figure = thing.figure
    quarter = quarter_called(entry.subject_id) if figure is None else figure.quarter
    sight = None if quarter is None else seen.get(quarter)
    if sight is None:
        return None
    council = things.council_ids.get(str(entry.details.get("council", "")))
    found = sight.of(Scope(council_id=council) if figure is None else figure.scope)
    if found is None or found[0] is Seen.RELEASED:
        return None
    # What is cleared is frozen; of a figure, what was done before it was frozen as it is seen.
    frozen_at = None if figure is None else figure.frozen_at.get(found[1])
    if found[0] is Seen.ISSUED and figure is not None and (frozen_at is None or entry.at > frozen_at):
        return None
    return found[0]
