"""Runs of bad periods: three reds in a row, or three periods each worse than the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from goldenthread.domain.measures import MeasureType, Polarity
from goldenthread.domain.periods import read_period

# Fewer are chance; some councils call what reaches three "intensive care".
PERIODS_IN_A_ROW = 3


class StreakKind(StrEnum):
    """What has happened so many times running."""

    REDS = "reds"
    WORSENING = "worsening"


@dataclass(frozen=True, kw_only=True)
class StreakPoint:
    """One period of a measure, as it is now known. No value or rating: there was none, which ends every run.

    `starts_anew` says that values before this period count something else.
    """

    period: str
    value: Decimal | None
    rating: str = ""
    starts_anew: bool = False


@dataclass(frozen=True, kw_only=True)
class Streak:
    """A run that goes on in the newest period. `periods` are those that were red, or worse than the one before."""

    kind: StreakKind
    periods: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.periods)

    def __str__(self) -> str:
        first, last = (read_period(period).label for period in (self.periods[0], self.periods[-1]))
        if self.kind is StreakKind.REDS:
            return f"red {self.length} periods in a row, {first} to {last}"
        return f"worse than the period before {self.length} times in a row, {first} to {last}"


def streaks_of(
    points: Sequence[StreakPoint],
    *,
    polarity: Polarity,
    measure_type: MeasureType,
    band: tuple[Decimal | None, Decimal | None] = (None, None),
) -> tuple[Streak, ...]:
    """The runs of three or more that reach the last point, reds first.

    The points are every period in turn, oldest first, gaps as points without value. A year to date is not compared
    with the quarter before, as it is not in the direction of travel; neither is what has no better and worse.
    """
    found = []
    reds = _run([point.rating == "red" for point in points])
    if reds >= PERIODS_IN_A_ROW:
        found.append(_streak(StreakKind.REDS, points, reds))
    if polarity is not Polarity.NONE and measure_type is not MeasureType.CUMULATIVE:
        falls = [False] + [
            not point.starts_anew and _is_worse(point.value, before.value, polarity=polarity, band=band)
            for before, point in pairwise(points)
        ]
        worse = _run(falls[: len(points)])
        if worse >= PERIODS_IN_A_ROW:
            found.append(_streak(StreakKind.WORSENING, points, worse))
    return tuple(found)


def _streak(kind: StreakKind, points: Sequence[StreakPoint], length: int) -> Streak:
    return Streak(kind=kind, periods=tuple(point.period for point in points[-length:]))


def _run(holds: Sequence[bool]) -> int:
    """How many at the end hold, without one between that does not."""
    count = 0
    for one in reversed(holds):
        if not one:
            break
        count += 1
    return count


def _is_worse(
    value: Decimal | None,
    before: Decimal | None,
    *,
    polarity: Polarity,
    band: tuple[Decimal | None, Decimal | None],
) -> bool:
    if value is None or before is None:
        return False
    if polarity is Polarity.BAND:
        return _outside(value, band) > _outside(before, band)
    return value < before if polarity is Polarity.HIGHER else value > before


def _outside(value: Decimal, band: tuple[Decimal | None, Decimal | None]) -> Decimal:
    """How far a value lies outside the band; 0 anywhere within."""
    lower, upper = band
    if lower is not None and value < lower:
        return lower - value
    if upper is not None and value > upper:
        return value - upper
    return Decimal(0)
