"""A measure's figures over time, as charts and their words take them: exact, and already printed."""

from __future__ import annotations

from collections.abc import Collection
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
    # The edges of a band that is wanted, in place of one target; `target_printed` then prints both.
    lower: Decimal | None = None
    upper: Decimal | None = None
    begins_anew: bool = False  # it counts something else than the period before it: no line joins the two


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A finished SVG with its text alternative; `width` and `height` in points are those of its viewBox."""

    svg: str
    alt: str
    width: int
    height: int


def values_of(points: tuple[Point, ...]) -> list[Decimal]:
    """Every value and target there is, for the extent of a scale."""
    return [value for point in points for value in (point.value, *targets_of(point)) if value is not None]


def targets_of(point: Point) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """What is drawn dashed at a period: its target, or the edges of its band."""
    return (point.target, point.lower, point.upper)


def target_lines(points: tuple[Point, ...]) -> tuple[list[Decimal | None], ...]:
    """The dashed lines of a chart, each with its value at every period: of targets, of lower and of upper edges."""
    return tuple(list(line) for line in zip(*map(targets_of, points), strict=True))


def breaks_in(points: tuple[Point, ...]) -> frozenset[int]:
    """Where a series begins anew, by index; what comes before the first point is nothing to be joined to."""
    return frozenset(index for index, point in enumerate(points) if index and point.begins_anew)


def unbroken_runs(
    places: list[tuple[Decimal, Decimal] | None], *, breaks: Collection[int] = ()
) -> list[list[tuple[Decimal, Decimal]]]:
    """Stretches without a gap: a line is drawn along each, never across a missing period nor to one of the `breaks`."""
    runs: list[list[tuple[Decimal, Decimal]]] = [[]]
    for index, place in enumerate(places):
        if index in breaks:
            runs.append([])
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]
