"""Figures of Q1 that were frozen in August and are restated in October, each in one line."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.domain.measures import Polarity, YearEndRule
from goldenthread.domain.restated import RestatedFigure, RestatementKind
from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.domain.units import ReadingKind, Unit
from goldenthread.figures.operations import Restating, freeze_round, restate_figure
from goldenthread.figures.queries import facts_of, latest_freeze, snapshots_of
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, Q1, Q2, figure_of, give, make_due_measure, opened

JULY = OCTOBER.replace(month=7, day=22)
AUGUST = OCTOBER.replace(month=8, day=19)
REASON = "Seven complaints were counted twice."


def make_complaints(**measure: Any) -> Measure:
    """Complaints, of which no more than 35 are wanted and 5 more tolerated."""
    return make_due_measure(
        "COM01",
        annual="35",
        tolerance="5",
        title="Complaints upheld",
        unit=Unit.COUNT,
        decimals=0,
        polarity=Polarity.LOWER,
        year_end_rule=YearEndRule.SUM,
        maximum=None,
        measure=measure,
    )


def frozen_q1(measure: Measure, value: str | None = "38", *, lead: User, officer: User, **reading: Any) -> None:
    """The value returned for Q1 and frozen in August."""
    opened(Q1, by=officer, at=JULY)
    if value is not None:
        give(measure, value, by=lead, quarter=Q1, at=JULY, **reading)
    freeze_round(quarter=Q1, by=officer, at=AUGUST)


def restate(measure: Measure, value: str | None, *, by: User, at: datetime = OCTOBER, **given: Any) -> RestatedFigure:
    """The measure's Q1 figure, restated; value None keeps the one known."""
    figure = figure_of(measure, given.pop("quarter", Q1))
    reading = None
    if value is not None:
        reading = ReturnedReading(kind=ReadingKind.VALUE, value=Decimal(value), text=value)
    defaults: dict[str, Any] = {
        "figure_id": figure.pk,
        "version": figure.version,
        "kind": RestatementKind.CORRECTION,
        "reason": REASON,
        "reading": reading,
        "provisional": False,
    }
    dry_run = given.pop("dry_run", False)
    return restate_figure(Restating(**{**defaults, **given}), by=by, at=at, dry_run=dry_run)


def snapshot_of(measure: Measure, quarter: Any = Q2) -> FigureSnapshot:
    """The measure's figure in the quarter's latest freeze."""
    freeze = latest_freeze(quarter)
    assert freeze is not None
    return next(one for one in snapshots_of(freeze) if one.measure_id == measure.pk)


def facts(quarter: Any = Q2) -> RoundFacts:
    freeze = latest_freeze(quarter)
    assert freeze is not None
    return facts_of(freeze)
