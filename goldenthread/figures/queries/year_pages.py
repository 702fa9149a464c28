"""Years as their pages show them: which are there, how far each has come, and what its measures came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.year_close import YearSnapshot
from goldenthread.figures.models import Figure, Freeze, Round, YearClose
from goldenthread.figures.queries.closes import restated_since
from goldenthread.figures.queries.years import (
    YearNeverOpened,
    YearNotFrozen,
    latest_close,
    year_as_known,
    year_snapshots_of,
)
from goldenthread.indicators.models import AgreedList
from goldenthread.indicators.queries.authority import authority_of
from goldenthread.partnership.queries import WHOLE, HeldRole, Scope, councils, services


@dataclass(frozen=True, kw_only=True)
class QuarterOfYear:
    """One quarter: `version` is its newest freeze, 0 before any; `opened_again` are figures opened since."""

    quarter: Quarter
    is_open: bool
    version: int
    opened_again: int

    @property
    def is_whole(self) -> bool:
        """Whether it is frozen, and nothing of it was opened again."""
        return bool(self.version) and not self.opened_again


@dataclass(frozen=True, kw_only=True)
class ClosedAs:
    """The newest close of a year."""

    number: int
    at: datetime
    by: str
    because: str


@dataclass(frozen=True, kw_only=True)
class ListOfYear:
    """A year's list: whether a decision agreed it, and which, in words."""

    title: str
    is_agreed: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class YearStanding:
    """How far a year has come: its quarters, its newest close, its list, and the list of the year after it."""

    year: FinancialYear
    quarters: tuple[QuarterOfYear, ...]
    close: ClosedAs | None
    listed: ListOfYear | None
    next_listed: ListOfYear | None

    @property
    def is_known(self) -> bool:
        """Whether there is anything of the year: a round, a close or a list."""
        return any(one.is_open for one in self.quarters) or self.close is not None or self.listed is not None

    @property
    def is_frozen(self) -> bool:
        """Whether every quarter is frozen whole, as a close asks."""
        return all(one.is_whole for one in self.quarters)


def years_known() -> tuple[FinancialYear, ...]:
    """Every year with a round, a close or a list, newest first; three reads."""
    periods = Round.objects.order_by("period").values_list("period", flat=True)
    found = {str(Quarter.parse(period).year) for period in periods}
    found.update(YearClose.objects.order_by("year").values_list("year", flat=True))
    found.update(AgreedList.objects.order_by("year").values_list("year", flat=True))
    return tuple(FinancialYear.parse(one) for one in sorted(found, reverse=True))


def standing_of(year: FinancialYear) -> YearStanding:
    """How far the year has come."""
    (found,) = standings([year])
    return found


def standings(years: Iterable[FinancialYear]) -> tuple[YearStanding, ...]:
    """Each of the years as far as it has come; five reads, however many there are."""
    every = tuple(years)
    periods = [str(quarter) for year in every for quarter in year.quarters]
    rounds = set(Round.objects.filter(period__in=periods).values_list("period", flat=True))
    freezes = Freeze.objects.filter(round__period__in=periods).order_by("number")
    versions = dict(freezes.values_list("round__period", "number"))
    opened = Figure.objects.filter(round__period__in=list(versions)).exclude(state=Figure.State.FROZEN).order_by("pk")
    again = Counter(opened.values_list("round__period", flat=True))
    closes = YearClose.objects.filter(year__in=[str(year) for year in every]).order_by("number")
    newest = {row.year: row for row in closes.select_related("closed_by").defer("facts")}
    lists = _lists([*every, *(year.next for year in every)])
    return tuple(
        YearStanding(
            year=year,
            quarters=tuple(
                QuarterOfYear(
                    quarter=quarter,
                    is_open=str(quarter) in rounds,
                    version=versions.get(str(quarter), 0),
                    opened_again=again[str(quarter)],
                )
                for quarter in year.quarters
            ),
            close=_closed(newest.get(str(year))),
            listed=lists.get(str(year)),
            next_listed=lists.get(str(year.next)),
        )
        for year in every
    )


def _lists(years: Iterable[FinancialYear]) -> dict[str, ListOfYear]:
    rows = AgreedList.objects.filter(year__in=[str(year) for year in years]).order_by("year")
    return {
        row.year: ListOfYear(
            title=row.title, is_agreed=row.decision is not None, words=authority_of(row.decision).words
        )
        for row in rows.select_related("decision__item__meeting__committee")
    }


def _closed(row: YearClose | None) -> ClosedAs | None:
    if row is None:
        return None
    return ClosedAs(number=row.number, at=row.closed_at, by=row.closed_by.name, because=row.because)


@dataclass(frozen=True, kw_only=True)
class YearSeen:
    """What the measures of a year came to, as far as a reader sees them: as they were closed, or as they would be.

    `version` is 0 for what is not closed yet; `why_not` says why there is nothing yet. `restated` names what was
    restated since the close.
    """

    version: int
    measures: tuple[YearSnapshot, ...]
    why_not: str
    restated: tuple[str, ...]


def year_seen(year: FinancialYear, *, held: Iterable[HeldRole]) -> YearSeen:
    """The year's measures that the roles reach, in the order of reports; as many reads however many there are."""
    close = latest_close(year)
    reaching, places = tuple(held), _places()

    def reaches(scope: Scope) -> bool:
        return any(role.reaches(scope) for role in reaching)

    try:
        snapshots = year_as_known(year) if close is None else year_snapshots_of(close)
    except (YearNotFrozen, YearNeverOpened) as refused:
        # Which figures were opened again is for whoever sees every council's.
        why_not = str(refused) if reaches(WHOLE) else f"There is nothing of {year.label} yet: it is not frozen."
        return YearSeen(version=0, measures=(), why_not=why_not, restated=())
    return YearSeen(
        version=0 if close is None else close.number,
        measures=tuple(one for one in snapshots if reaches(_scope(one, places=places))),
        why_not="",
        restated=() if close is None else restated_since(close, reaches=reaches),
    )


def _places() -> tuple[Mapping[str, int], Mapping[str, Scope]]:
    return (
        {council.gss_code: council.id for council in councils()},
        {service.name: Scope(None, service.directorate_id, service.id) for service in services()},
    )


def _scope(one: YearSnapshot, *, places: tuple[Mapping[str, int], Mapping[str, Scope]]) -> Scope:
    by_gss, by_service = places
    of = by_service.get(one.terms.service, Scope(None, None, None))
    return Scope(by_gss.get(one.terms.council_gss), of.directorate_id, of.service_id)
