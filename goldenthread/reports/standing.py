"""How each document stands: whether it can be made, what was published or issued of it, and what is to be done next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.domain.periods import FinancialYear
from goldenthread.figures.queries import latest_freeze
from goldenthread.figures.queries.board import open_quarters
from goldenthread.figures.queries.versions import version_label
from goldenthread.figures.queries.years import latest_close
from goldenthread.indicators.queries.lists import agreed_list
from goldenthread.publishing.given import GivenCopy, copies_of, publications_named
from goldenthread.publishing.queries import PublicationEntry
from goldenthread.reports.audiences import Audience
from goldenthread.reports.documents.year_end import year_label
from goldenthread.reports.queries import THE_COMMITTEE
from goldenthread.reports.wanted import DocumentKind, Wanted, every_audience, of_quarter


class State(StrEnum):
    """How a document stands."""

    NOT_YET = "not yet"  # nothing is frozen or closed that it could be made from
    TO_MAKE = "to make"  # it could be published or issued, and was not
    BEHIND = "behind"  # frozen or closed again since it was published or issued
    TO_RELEASE = "to release"  # published, and not public yet
    RELEASED = "released"
    ISSUED = "issued"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A document with everything that was published or issued of it, newest first. `made_from` is what it would be made
    from now, as publications say it; "" where nothing is frozen or closed."""

    wanted: Wanted
    made_from: str
    entries: tuple[PublicationEntry, ...] = ()
    copies: Mapping[str, tuple[GivenCopy, ...]]

    @property
    def current(self) -> PublicationEntry | None:
        """What stands: published or issued, and not replaced."""
        return next((one for one in self.entries if not one.replaced_by), None)

    @property
    def current_copies(self) -> tuple[GivenCopy, ...]:
        """Who has what stands."""
        return () if self.current is None else self.copies.get(self.current.public_id, ())

    @property
    def is_behind(self) -> bool:
        """Whether what stands was made from older figures than there are."""
        current = self.current
        is_of_the_register = self.wanted.kind is DocumentKind.PROPOSED_LIST
        return (
            current is not None
            and not is_of_the_register
            and bool(self.made_from)
            and current.made_from != self.made_from
        )

    @property
    def state(self) -> State:
        current = self.current
        if current is None:
            return State.TO_MAKE if self.made_from else State.NOT_YET
        if self.is_behind:
            return State.BEHIND
        if self.wanted.audience.is_restricted:
            return State.ISSUED
        return State.TO_RELEASE if current.released_at is None else State.RELEASED


def years_with_reports() -> tuple[FinancialYear, ...]:
    """Every year of which a quarter was opened, newest first; one read."""
    return tuple(dict.fromkeys(quarter.year for quarter in open_quarters()))


def standings_of(year: FinancialYear) -> tuple[Standing, ...]:
    """Every document of a year, newest period first: its quarters that are open, the year, and the list proposed for
    the next. As many reads however many publications there are."""
    audiences = every_audience()
    proposed = Wanted(kind=DocumentKind.PROPOSED_LIST, audience=THE_COMMITTEE, year=year.next)
    wanted = [
        proposed,
        *(Wanted(kind=DocumentKind.YEAR_END, audience=one, year=year) for one in audiences),
        *(
            of_quarter(quarter, audience=one)
            for quarter in open_quarters()
            if quarter.year == year
            for one in audiences
        ),
    ]
    every = _standings(wanted)
    return tuple(one for one in every if one.wanted.kind is DocumentKind.QUARTER or one.made_from or one.entries)


def standing_of(wanted: Wanted) -> Standing:
    """One document."""
    (found,) = _standings([wanted])
    return found


def _standings(wanted: Iterable[Wanted]) -> tuple[Standing, ...]:
    every = tuple(wanted)
    entries: dict[str, list[PublicationEntry]] = {}
    for entry in publications_named([one.name for one in every]):
        entries.setdefault(entry.name, []).append(entry)
    copies = copies_of([entry.public_id for found in entries.values() for entry in found if entry.restricted])
    made_from: dict[str, str] = {}
    for one in every:
        if one.period_slug not in made_from:
            made_from[one.period_slug] = _made_from(one)
    return tuple(
        Standing(
            wanted=one,
            made_from=made_from[one.period_slug],
            entries=tuple(entries.get(one.name, ())),
            copies=copies,
        )
        for one in every
    )


def _made_from(wanted: Wanted) -> str:
    if wanted.quarter is not None:
        freeze = latest_freeze(wanted.quarter)
        return "" if freeze is None else version_label(wanted.quarter, number=freeze.number)
    if wanted.kind is DocumentKind.YEAR_END:
        close = latest_close(wanted.year)
        return "" if close is None else year_label(wanted.year, number=close.number)
    listed = agreed_list(wanted.year)
    return "the register as it stands" if listed is not None and listed.is_proposed else ""


def can_be_issued_unfrozen(audience: Audience) -> bool:
    """Whether it is given the round as it stands, too."""
    return audience.kind.is_given_unfrozen
