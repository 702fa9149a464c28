"""Closing a year: each measure's outturn against its annual target, kept as a numbered version that nothing changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.plain import to_plain
from goldenthread.domain.problems import Refused
from goldenthread.domain.reasons import says_why
from goldenthread.domain.year import YearState, target_is_of_a_quarter
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.figures.models import Freeze, Restatement, Round, Withholding, YearClose, YearFigure
from goldenthread.figures.operations.locking import lock_round, take_turns_across_rounds
from goldenthread.figures.queries.years import (
    ClosedYear,
    latest_close,
    year_as_known,
    year_facts,
    year_facts_of,
    year_snapshots_of,
)
from goldenthread.figures.rules import today_in_london
from goldenthread.indicators.queries.years import CLOSED, YEAR
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.rules import check_may
from goldenthread.storage.turns import take_turns
from goldenthread.terminal.order import OutOfOrder, check_in_order, moment_in_words


class YearAlreadyClosed(Refused):
    """The year was closed before, and nobody said why it is closed again."""

    def __init__(self, close: ClosedYear) -> None:
        super().__init__(
            f"{close.year.label} was closed on {moment_in_words(close.closed_at)}, as version {close.number}. To close "
            "it again, say why. What was published from it stays as it is."
        )


class NothingToClose(Refused):
    """Nothing has changed since the year was closed."""

    def __init__(self, close: ClosedYear) -> None:
        super().__init__(
            f"Nothing has changed since {close.year.label} was closed as version {close.number}, so there is nothing "
            "to close again. Restate or reopen what is wrong first."
        )


@dataclass(frozen=True, kw_only=True)
class YearClosed:
    """A close, and how its measures came out."""

    number: int
    figures: int
    ratings: tuple[tuple[str, int], ...]  # of counted measures
    incomplete: tuple[str, ...]  # names, each with why
    part_year: tuple[str, ...]
    targets_of_a_quarter: tuple[str, ...]  # names of those not rated because no target of the year is set
    ended: int
    seen: str  # stands for every measure's value and rating in it


@transaction.atomic
def close_year(*, year: FinancialYear, by: User, at: datetime, because: str = "", dry_run: bool = False) -> YearClosed:
    """Gives each measure its value of the year, as the next version; all of it or nothing.

    Raises RoleMissing, YearNotFrozen with every quarter that is not frozen whole, YearAlreadyClosed, OutOfOrder before
    the year's end or what it is closed from, or NothingToClose. With `dry_run` nothing stays.
    """
    check_may(by, Permission.CLOSE_YEARS, today=today_in_london(at))
    # No register is imported, and no figure opened again, between one quarter's read and the next.
    take_turns("register")
    take_turns_across_rounds()
    rounds = Round.objects.select_for_update().filter(period__in=[str(quarter) for quarter in year.quarters])
    for round_ in rounds.order_by("pk"):
        lock_round(round_.pk)
    made = _made(year, at=at, because=because)
    _keep(year, facts=made.facts, snapshots=made.snapshots, by=by, at=made.facts.closed_at)
    closed = _told(made)
    record(
        CLOSED,
        subject=YEAR,
        subject_id=str(year),
        by=by.pk,
        at=made.facts.closed_at,
        details={
            "number": closed.number,
            "figures": closed.figures,
            "incomplete": len(closed.incomplete),
            "because": made.facts.because,
            "freezes": {one.period: one.version for one in made.facts.freezes},
        },
    )
    if dry_run:
        transaction.set_rollback(True)
    return closed


def would_close(*, year: FinancialYear, by: User, at: datetime, because: str = "") -> YearClosed:
    """What closing the year would keep: read alone, so that whoever looks holds nobody up.

    Raises whatever `close_year` raises.
    """
    check_may(by, Permission.CLOSE_YEARS, today=today_in_london(at))
    return _told(_made(year, at=at, because=because))


@dataclass(frozen=True, kw_only=True)
class _Made:
    """A close that is not kept yet."""

    facts: YearFacts
    snapshots: tuple[YearSnapshot, ...]


def _made(year: FinancialYear, *, at: datetime, because: str) -> _Made:
    before = latest_close(year)
    snapshots = year_as_known(year)
    if before is not None and not says_why(because):
        raise YearAlreadyClosed(before)
    at = _in_order(at, year=year, before=before)
    number = 1 if before is None else before.number + 1
    facts = year_facts(year, snapshots, version=number, closed_at=at, because="" if before is None else because.strip())
    if before is not None and _is_unchanged(snapshots, facts, before=before):
        raise NothingToClose(before)
    return _Made(facts=facts, snapshots=snapshots)


def _in_order(at: datetime, *, year: FinancialYear, before: ClosedYear | None) -> datetime:
    """The moment of the close; that of the last thing which it builds on, where clocks differ by some seconds."""
    if today_in_london(at) <= year.last_day:
        raise OutOfOrder(
            f"{year.label} ends on {day_words(year.last_day)}, and {moment_in_words(at)} is not after that. Close it "
            "after that day."
        )
    what, last = max(_built_on(year, before=before), key=lambda one: one[1])
    check_in_order(at, after=last, what=what)
    return max(at, last)


def _built_on(year: FinancialYear, *, before: ClosedYear | None) -> Iterator[tuple[str, datetime]]:
    """What a close tells, and when it was said: freezes, restatements, what is withheld, and the close before."""
    periods = [str(quarter) for quarter in year.quarters]
    for period, at in Freeze.objects.filter(round__period__in=periods).values_list("round__period", "frozen_at"):
        yield f"{Quarter.parse(period).label} was frozen", at
    of_the_year = {"figure__round__period__in": periods}
    restated = Restatement.objects.filter(**of_the_year).select_related("figure__round").order_by("said_at").last()
    if restated is not None:
        yield f"{restated.figure.name}, {restated.figure.round.period} was restated", restated.said_at
    withheld = Withholding.objects.filter(**of_the_year).select_related("figure__round").order_by("said_at").last()
    if withheld is not None:
        name = f"{withheld.figure.name}, {withheld.figure.round.period}"
        yield f"something of {name} was {'withheld' if withheld.withheld else 'shown again'}", withheld.said_at
    if before is not None:
        yield f"{year.label} was closed", before.closed_at


def _keep(year: FinancialYear, *, facts: YearFacts, snapshots: Sequence[YearSnapshot], by: User, at: datetime) -> None:
    close = YearClose.objects.create(
        year=str(year),
        number=facts.version,
        closed_at=at,
        closed_by=by,
        because=facts.because,
        facts=to_plain(facts),
    )
    YearFigure.objects.bulk_create(
        [
            YearFigure(
                close=close,
                measure_id=snapshot.measure_id,
                position=position,
                value=snapshot.result.value,
                rating=snapshot.rating,
                snapshot=to_plain(snapshot),
            )
            for position, snapshot in enumerate(snapshots, start=1)
        ],
        batch_size=100,
    )


def _is_unchanged(snapshots: Sequence[YearSnapshot], facts: YearFacts, *, before: ClosedYear) -> bool:
    kept = year_facts_of(before)
    same = replace(facts, version=kept.version, closed_at=kept.closed_at, because=kept.because)
    return same == kept and tuple(snapshots) == year_snapshots_of(before)


def _told(made: _Made) -> YearClosed:
    number, snapshots = made.facts.version, made.snapshots
    kept = [(one.measure_id, str(one.result.value), one.rating) for one in snapshots]
    ratings = Counter(one.rating for one in snapshots if one.counted)
    return YearClosed(
        number=number,
        figures=len(snapshots),
        ratings=tuple((code, ratings[code]) for code in ("red", "amber", "green", "not-rated")),
        incomplete=tuple(
            f"{_name(one)}: {one.result.reason}" for one in snapshots if one.result.state is YearState.INCOMPLETE
        ),
        part_year=tuple(
            f"{_name(one)}: {one.result.notes[0]}"
            for one in snapshots
            if one.result.is_part_year and one.ended_on is None
        ),
        targets_of_a_quarter=tuple(_name(one) for one in snapshots if target_is_of_a_quarter(one.terms)),
        ended=sum(one.ended_on is not None for one in snapshots),
        seen=sha256(repr((number, kept)).encode()).hexdigest()[:32],
    )


def _name(snapshot: YearSnapshot) -> str:
    return f"{snapshot.terms.indicator_ref}, {snapshot.terms.council or 'whole partnership'}"
