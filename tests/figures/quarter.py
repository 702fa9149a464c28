"""A quarter as the tests of this room need it: measures with targets, an open round, returns in one line."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from goldenthread.accounts.models import User
from goldenthread.domain.periods import Quarter
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import Figure
from goldenthread.figures.operations import open_round, sign_off_figures, submit_figures, take_returns
from goldenthread.figures.queries.returned import (
    FigureReturn,
    Place,
    ReturnedAction,
    ReturnedReading,
    ReturnedWords,
    TakenReturns,
)
from goldenthread.indicators.models import Measure
from tests.world import make_agreed_list, make_decision, make_indicator, make_measure, make_target

LONDON = ZoneInfo("Europe/London")
Q1, Q2, Q3 = (Quarter.parse(f"2019-20 Q{number}") for number in (1, 2, 3))
OCTOBER = datetime(2019, 10, 14, 10, 30, tzinfo=LONDON)
JANUARY = datetime(2020, 1, 20, 10, 30, tzinfo=LONDON)


def make_due_measure(
    ref: str = "EXC01",
    *,
    annual: str | None = "95.0",
    tolerance: str | None = "5",
    listed: bool = True,
    target: dict[str, Any] | None = None,
    measure: dict[str, Any] | None = None,
    **card: Any,
) -> Measure:
    """A measure of Havering's on the agreed list, with a target of 95% and a tolerance of 5 points."""
    made = make_measure(indicator=make_indicator(ref, **card), **(measure or {}))
    if annual is not None:
        make_target(made, annual, tolerance=tolerance, **(target or {}))
    if listed:
        make_agreed_list(made, decision=make_decision_once())
    return made


def make_decision_once() -> Any:
    """The decision of July 2019 that agreed the list."""
    from goldenthread.committee.models import Decision  # noqa: PLC0415 - beside its one use

    return Decision.objects.filter(number="1").first() or make_decision()


def opened(quarter: Quarter = Q2, *, by: User, at: datetime = OCTOBER) -> None:
    """The quarter's round, open."""
    open_round(quarter=quarter, meeting=None, by=by, at=at)


def figure_of(measure: Measure, quarter: Quarter = Q2) -> Figure:
    """The measure's figure of the quarter, as the database has it now."""
    return Figure.objects.select_related(
        "round", "value", "words", "measure__council", "service", "submitted_by", "signed_off_by"
    ).get(measure=measure, round__period=str(quarter))


def give(
    measure: Measure,
    value: str | None = None,
    *,
    by: User,
    at: datetime = OCTOBER,
    quarter: Quarter = Q2,
    reasons: str = "",
    actions: tuple[ReturnedAction, ...] = (),
    dry_run: bool = False,
    **reading: Any,
) -> TakenReturns:
    """Returns a value, and reasons where they are given, as a form would."""
    figure = figure_of(measure, quarter)
    decimals = {
        name: Decimal(text) if type(text) is str and name in _NUMBERS else text for name, text in reading.items()
    }
    read = None
    if value is not None or reading:
        kind = ReadingKind.BLANK if value is None else ReadingKind.VALUE
        number = None if value is None else Decimal(value)
        fields: dict[str, Any] = {"kind": kind, "value": number, "text": value or "", **decimals}
        read = ReturnedReading(**fields)
    words = ReturnedWords(reasons=reasons, back_on_track="31 March 2020", place=Place()) if reasons else None
    returned = FigureReturn(figure_id=figure.pk, version=figure.version, reading=read, words=words, actions=actions)
    return take_returns(returns=[returned], file=None, by=by, at=at, dry_run=dry_run)


_NUMBERS = ("value", "typed", "numerator", "denominator", "forecast")


def submit(*measures: Measure, by: User, at: datetime = OCTOBER, quarter: Quarter = Q2) -> None:
    """Submits the measures' figures."""
    submit_figures(figure_ids=[figure_of(measure, quarter).pk for measure in measures], by=by, at=at)


def sign_off(*measures: Measure, by: User, at: datetime = OCTOBER, quarter: Quarter = Q2) -> None:
    """Signs the measures' figures off."""
    sign_off_figures(figure_ids=[figure_of(measure, quarter).pk for measure in measures], by=by, at=at)


def action(words: str = "Recruit two officers", *, due_on: str = "2019-12-31") -> ReturnedAction:
    """A remedial action, promised by the Head of Exchequer."""
    return ReturnedAction(words=words, owner_post="Head of Exchequer", due_on=date.fromisoformat(due_on))
