"""Figures as they were frozen, to try another policy on: with everything that a rating is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from goldenthread.domain.periods import Quarter
from goldenthread.domain.rating import RatingCode, RatingInputs
from goldenthread.domain.terms import Terms, rating_inputs
from goldenthread.domain.units import Reading, ReadingKind
from goldenthread.figures.models import Figure, Freeze, FrozenFigure
from goldenthread.figures.queries.sight import Seen, Sight
from goldenthread.partnership.queries import Scope, services

_MOST_QUARTERS = 4  # a year back: who sees nothing of a year has nothing to try


@dataclass(frozen=True, kw_only=True)
class FigureToTry:
    """One frozen figure: its terms, what it shows, and the inputs of its rating."""

    measure_id: int
    terms: Terms
    value: Decimal | None
    text: str
    inputs: RatingInputs


@dataclass(frozen=True, kw_only=True)
class QuarterToTry:
    """The newest frozen quarter of which the reader sees figures of the council whole."""

    quarter: Quarter
    figures: tuple[FigureToTry, ...]


def quarter_to_try(sights: Mapping[Quarter, Sight], *, council_id: int | None) -> QuarterToTry | None:
    """The figures of one council, or of the whole partnership (None), that the reader sees whole; None where none.

    What a reader sees only as it was released is left out: parts of it are withheld, and a rating could tell of them.
    """
    newest = {}
    for period, number in Freeze.objects.order_by("number").values_list("round__period", "number"):
        newest[period] = number
    frozen = [quarter for quarter in sights if str(quarter) in newest][:_MOST_QUARTERS]
    for quarter in frozen:
        seen = _seen(sights[quarter], council_id=council_id, newest=newest[str(quarter)])
        figures = tuple(_figures(quarter, seen=seen, council_id=council_id))
        if figures:
            return QuarterToTry(quarter=quarter, figures=figures)
    return None


def _seen(sight: Sight, *, council_id: int | None, newest: int) -> dict[int, int]:
    """The version in which each measure's figure is seen whole, by the measure's id."""
    provided = {service.id: service.directorate_id for service in services()}
    of: dict[str, Any] = {"measure__council_id": council_id}
    rows = Figure.objects.filter(round__period=str(sight.quarter), **of).order_by("pk")
    found = {}
    for measure, service in rows.values_list("measure_id", "service_id"):
        as_what = sight.of(Scope(council_id, provided[service], service))
        if as_what is not None and as_what[0] is not Seen.RELEASED:
            found[measure] = as_what[1] or newest
    return found


def _figures(quarter: Quarter, *, seen: Mapping[int, int], council_id: int | None) -> Iterator[FigureToTry]:
    if not seen:
        return
    of: dict[str, Any] = {"measure__council_id": council_id, "freeze__round__period": str(quarter)}
    rows = FrozenFigure.objects.filter(freeze__number__in=set(seen.values()), **of).order_by(
        "freeze__number", "position"
    )
    for measure, number, plain in rows.values_list("measure_id", "freeze__number", "snapshot"):
        if seen.get(measure) == number:
            yield _figure(measure, plain)


def _figure(measure: int, plain: Mapping[str, Any]) -> FigureToTry:
    terms = Terms.from_dict(plain["terms"])
    value, kind = _number(plain["value"]), plain["kind"] or ReadingKind.BLANK
    return FigureToTry(
        measure_id=measure,
        terms=terms,
        value=value,
        text=plain["text"],
        inputs=rating_inputs(
            terms,
            value=value,
            reading=Reading(ReadingKind(kind), value, plain["text"]),
            previous=_compared(plain["previous"]),
            last_year=_compared(plain["last_year"]),
            forecast=_number(plain["forecast"]),
            stated=RatingCode(plain["stated"]) if plain["stated"] else None,
        ),
    )


def _compared(plain: Mapping[str, Any] | None) -> Decimal | None:
    return None if plain is None else _number(plain["value"])


def _number(plain: str | None) -> Decimal | None:
    return None if plain is None else Decimal(plain)
