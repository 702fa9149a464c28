"""Saying what a frozen figure is now known to be. What was reported stays, and nothing published changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.rating import RatingCode, RatingInputs, Status
from goldenthread.domain.reasons import says_why
from goldenthread.domain.restated import RestatedFigure, RestatementKind
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.terms import rating_inputs
from goldenthread.domain.units import ReadingKind, print_value
from goldenthread.domain.warnings import agrees_with_parts
from goldenthread.figures.models import Figure, Freeze, Restatement, YearClose
from goldenthread.figures.operations.locking import lock_figures, save_figures, take_turns_across_rounds
from goldenthread.figures.queries.rated import Rater
from goldenthread.figures.queries.restatements import KnownFigure, known_figure
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.figures.rules import reach_of
from goldenthread.partnership.permissions import Permission
from goldenthread.publishing.queries import last_published
from goldenthread.terminal.order import moment_in_words, why_too_early


class RestatementRefused(InputRefused):
    """The figure cannot be restated so; nothing was written. Carries every reason."""


@dataclass(frozen=True, kw_only=True)
class Restating:
    """What is said of a figure. `version` is the figure's when it was looked at; no reading keeps the value known."""

    figure_id: int
    version: int
    kind: RestatementKind
    reason: str
    reading: ReturnedReading | None
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class _Rated:
    rating: str
    status: str
    reason: str
    own_rating: str


@transaction.atomic
def restate_figure(said: Restating, *, by: User, at: datetime, dry_run: bool = False) -> RestatedFigure:
    """Keeps what is now known of a frozen figure beside what was reported, and rates it as it would have been rated.

    Raises RestatementRefused with everything that stands against it. With `dry_run` nothing stays.
    """
    take_turns_across_rounds()
    (figure,) = lock_figures([said.figure_id])
    # As it stands, whatever moment is given: one before the newest is refused.
    known = known_figure(figure)
    found = [Problem(f"{figure.name}: {why}") for why in _why_not(said, figure, known=known, by=by, at=at)]
    if found or known is None:
        raise RestatementRefused(found)
    row = Restatement.objects.create(
        figure=figure,
        kind=said.kind.value,
        returned_value=figure.value,
        before=known.value,
        provisional=said.provisional,
        reason=said.reason,
        said_by=by,
        said_at=max(at, *(moment for _, moment in _built_on(known))),
        **_value_kept(said, known),
        **_rating_kept(said, figure, known=known),
    )
    save_figures([figure], done="restated", at=at)
    told = known_figure(figure)
    restated = None if told is None else told.newest
    if restated is None or restated.restatement_id != row.pk:
        raise AssertionError(f"The restatement of {figure.name} is not what is known of it now.")
    _record(figure, restated, by=by, at=at)
    if dry_run:
        transaction.set_rollback(True)
    return restated


def _why_not(said: Restating, figure: Figure, *, known: KnownFigure | None, by: User, at: datetime) -> Iterator[str]:
    missing = reach_of(by, at=at).why_not(figure, Permission.RESTATE_FIGURES)
    if missing:
        yield missing
    if not says_why(said.reason):
        yield "A restatement says why. Give the reason in words for readers of the next pack."
    if known is None:
        yield "It is not frozen, so nothing was reported of it yet. Have it returned."
        return
    if figure.state != Figure.State.FROZEN:
        yield (
            "It was opened again. Return the value as it is now known, and freeze the round: the next version then "
            "reports it."
        )
        return
    if said.version != figure.version:
        yield _changed_meanwhile(known)
        return
    what, last = max(_built_on(known), key=lambda one: one[1])
    too_early = why_too_early(at, after=last, what=what)
    if too_early:
        yield too_early
    yield from _why_not_value(said, known)


def _built_on(known: KnownFigure) -> Iterator[tuple[str, datetime]]:
    """Everything that a restatement follows, and when it was done: its own freeze and whatever told its value since.

    Later quarters and years are compared with the value as it was known when they were frozen, closed and published, so
    that what was known then is not said anew. Clocks may be some seconds apart, and what is known goes by the order:
    none is kept before the last of these.
    """
    yield "It was frozen", known.frozen_at
    if known.newest is not None:
        yield "It was restated", known.newest.at
    quarter, year = known.quarter, known.quarter.year
    later = Freeze.objects.filter(round__period__gt=str(quarter)).order_by("-frozen_at", "-pk")
    for period, at in later.values_list("round__period", "frozen_at")[:1]:
        yield f"{Quarter.parse(period).label} was frozen", at
    from_a_close = last_published(str(year), made_from=f"{year.label}, version ")
    for published in (last_published(str(quarter), and_later=True), from_a_close):
        if published is not None:
            public_id, at = published
            yield f"{public_id}, which tells it, was published", at
    closes = YearClose.objects.filter(year__gte=str(year)).order_by("-closed_at", "-pk")
    for closed, at in closes.values_list("year", "closed_at")[:1]:
        yield f"{FinancialYear.parse(closed).label} was closed", at


def _changed_meanwhile(known: KnownFigure) -> str:
    newest = known.newest
    if newest is None:
        return "It was changed since you looked at it. Look at it again before you go on."
    return (
        f"{newest.by} restated it on {moment_in_words(newest.at)} to {shown_value(known, newest.value)}, since you "
        "looked at it. Look at it again before you go on."
    )


def _why_not_value(said: Restating, known: KnownFigure) -> Iterator[str]:
    reading = said.reading
    snapshot = known.snapshot
    if known.newest is None and snapshot.kind in ("", ReadingKind.BLANK):
        yield (
            "Nobody returned it, so nothing was reported that could be restated. Open it again, have it returned and "
            "signed off, and freeze again: the next version reports it."
        )
    elif reading is None and known.value is None:
        yield "No value of it is known that could be final. Give one."
    elif reading is not None and reading.value is None:
        yield "A restatement says a number. For words or a mark in place of one, open the figure again."
    elif _is_same(reading, known) and said.provisional == known.is_provisional:
        state = "provisional" if known.is_provisional else "final"
        yield f"It is known to be {shown_value(known, known.value)}, {state}, already. There is nothing to restate."
    else:
        yield from _why_not_alone(reading, known)
        yield from _why_not_both(reading, known)


def _why_not_alone(reading: ReturnedReading | None, known: KnownFigure) -> Iterator[str]:
    """A sentence where a value comes without parts, and those of the value known are kept: years are made from them."""
    numerator, denominator = known.numerator, known.denominator
    if reading is None or numerator is None or denominator is None or _is_same(reading, known):
        return
    if (reading.numerator, reading.denominator) == (None, None):
        yield (
            f"It is known from its parts, {numerator:f} of {denominator:f}, and a value alone would lose them. Give "
            "numerator and denominator."
        )


def _why_not_both(reading: ReturnedReading | None, known: KnownFigure) -> Iterator[str]:
    """A sentence where a value was typed that its parts do not make: nobody signs a restatement off."""
    if reading is None or reading.typed is None or reading.value is None:
        return
    if not agrees_with_parts(reading.typed, computed=reading.value):
        yield (
            f"{shown_value(known, reading.typed)} was typed as its value, and its numerator and denominator make "
            f"{shown_value(known, reading.value)}. Correct the one that is wrong, or leave the value out."
        )


def _is_same(reading: ReturnedReading | None, known: KnownFigure) -> bool:
    """The same value, and no other parts of it; parts that are not spoken of are no change."""
    if reading is None:
        return True
    parts = (reading.numerator, reading.denominator)
    return reading.value == known.value and parts in ((None, None), (known.numerator, known.denominator))


def shown_value(known: KnownFigure, value: Decimal | None) -> str:
    """A value of the figure as a person reads it."""
    terms = known.snapshot.terms
    return "nothing" if value is None else print_value(value, unit=terms.unit, decimals=terms.decimals)


def _value_kept(said: Restating, known: KnownFigure) -> dict[str, Decimal | None]:
    reading = said.reading
    if reading is None or _is_same(reading, known):
        return {"value": known.value, "numerator": known.numerator, "denominator": known.denominator}
    return {"value": reading.value, "numerator": reading.numerator, "denominator": reading.denominator}


def _rating_kept(said: Restating, figure: Figure, *, known: KnownFigure) -> dict[str, str]:
    """The rating that it would have had; the one that it has where the value is the same."""
    value = known.value if said.reading is None else said.reading.value
    rated = _rated_already(known) if value == known.value else _rated_anew(figure, known.snapshot, value=value)
    return {
        "rating": rated.rating,
        "status": rated.status,
        "rating_reason": rated.reason,
        "own_rating": rated.own_rating,
    }


def _rated_already(known: KnownFigure) -> _Rated:
    newest, snapshot = known.newest, known.snapshot
    if newest is not None:
        return _Rated(
            rating=newest.rating, status=newest.status, reason=newest.rating_reason, own_rating=newest.own_rating
        )
    own = "" if snapshot.own is None else snapshot.own.rating
    return _Rated(rating=snapshot.rating, status=snapshot.status, reason=snapshot.reason, own_rating=own)


def _rated_anew(figure: Figure, snapshot: FigureSnapshot, *, value: Decimal | None) -> _Rated:
    inputs, rater = inputs_as_frozen(snapshot, value=value), Rater()
    joint = rater.rate(figure.policy_id, inputs)
    own = None if figure.own_policy_id is None else rater.rate(figure.own_policy_id, inputs)
    return _Rated(
        rating=joint.code.value,
        status=joint.status.value,
        reason=joint.reason,
        own_rating="" if own is None else own.code.value,
    )


def inputs_as_frozen(snapshot: FigureSnapshot, *, value: Decimal | None) -> RatingInputs:
    """Another value under the terms, comparators, forecast and judgement that the figure was frozen with.

    A figure that was to come out later has come out.
    """
    terms = snapshot.terms
    if terms.absence is Status.DATA_LAG:
        terms = replace(terms, absence=None)
    return rating_inputs(
        terms,
        value=value,
        previous=None if snapshot.previous is None else snapshot.previous.value,
        last_year=None if snapshot.last_year is None else snapshot.last_year.value,
        forecast=snapshot.forecast,
        stated=RatingCode(snapshot.stated) if snapshot.stated else None,
    )


def _record(figure: Figure, restated: RestatedFigure, *, by: User, at: datetime) -> None:
    record(
        "figure restated",
        subject="figure",
        subject_id=figure.pk,
        by=by.pk,
        at=at,
        details={
            "version": figure.version,
            "kind": restated.kind.value,
            "reason": restated.reason,
            "old": _text(restated.known_before),
            "new": _text(restated.value),
            "numerator": _text(restated.numerator),
            "denominator": _text(restated.denominator),
            "provisional": restated.provisional,
            "rating": restated.rating,
            "rating_before": restated.rating_before,
        },
    )


def _text(value: Decimal | None) -> str:
    return "" if value is None else str(value)
