"""A measure's figures over time, as charts and their words take them: exact, and already printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Point:
    """One period of a series. `value` None is a gap, and `printed` then says why ("[x]", "not returned").

    `label` names the period in full ("Q2 2019/20"); an axis prints `tick` ("Q2") and, once for each run of periods
    that share it, `tick_group` ("2019/20").
    """

    label: str
    value: Decimal | None
    printed: str
    target: Decimal | None = None
    target_printed: str = ""
    tick: str = ""
    tick_group: str = ""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A finished SVG with its text alternative; `width` and `height` in points are those of its viewBox."""

    svg: str
    alt: str
    width: int
    height: int


def values_of(points: tuple[Point, ...]) -> list[Decimal]:
    """Every value and target there is, for the extent of a scale."""
    return [value for point in points for value in (point.value, point.target) if value is not None]


def unbroken_runs(places: list[tuple[Decimal, Decimal] | None]) -> list[list[tuple[Decimal, Decimal]]]:
    """Stretches without a gap: a line is drawn along each, never across a missing period."""
    runs: list[list[tuple[Decimal, Decimal]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]
