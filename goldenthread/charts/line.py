"""A measure over time with its target: the chart of an exception report."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from goldenthread.charts import svg
from goldenthread.charts.series import Drawing, Point, breaks_in, target_lines, targets_of, unbroken_runs, values_of

WIDTH, HEIGHT = 236, 116
_TOP, _BOTTOM = Decimal(9), Decimal(25)  # room below for periods and years
_SIZE, _SMALL = Decimal("7.5"), Decimal(7)
# Cautious widths as shares of the size, so that labels fit in the fallback fonts of a screen too.
_WIDE, _NARROW, _OTHER = Decimal("0.9"), Decimal("0.3"), Decimal("0.57")
_LEAST = 40
_APART = Decimal("8.5")  # two labels nearer than this would touch


def line_chart(
    points: tuple[Point, ...], *, alt: str, print_value: Callable[[Decimal], str], points_speak: bool = False
) -> Drawing:
    """The figures as a line with points, the target or its band dashed, both named at their right end.

    Gaps stay gaps, with a cross on the axis; where a series begins anew the lines are not joined, and a thin upright
    stands between. The scale does not start at zero unless the figures do: a line shows
    change. `print_value` prints the scale's own values as the measure's are printed; `alt` is the finding in words.
    With `points_speak`, which is for pages alone, each point says its figure when it is pointed at or has the focus.
    """
    if not points:
        raise ValueError("A chart needs at least one period.")
    shapes = _shapes(points, print_value=print_value, points_speak=points_speak)
    role = "group" if points_speak else "img"
    picture = svg.drawing(shapes, alt=alt, width=WIDTH, height=HEIGHT, role=role)
    return Drawing(svg=picture, alt=alt, width=WIDTH, height=HEIGHT)


def scale_ticks(low: Decimal, high: Decimal, *, least_step: Decimal = Decimal(0)) -> list[Decimal]:
    """Round values (1, 2 or 5 times a power of ten apart, about four of them) that span low to high."""
    if low == high:
        reach = abs(low) / 10 or Decimal(1)
        low, high = low - reach, high + reach
    rough = max((high - low) / 4, least_step)
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [step * count for count in range(int(first), int(last) + 1)]


def _shapes(points: tuple[Point, ...], *, print_value: Callable[[Decimal], str], points_speak: bool) -> list[str]:
    values = values_of(points) or [Decimal(0)]
    ticks, tick_labels = _distinct_ticks(min(values), max(values), print_value=print_value)
    left = max(_label_width(label, size=_SMALL) for label in tick_labels) + 4
    figure, target = _latest_label(points), _target_label(points)
    # However long the labels are, something is left to draw in.
    right = max(left + _LEAST, WIDTH - max(_label_width(label, size=_SIZE) for label in (figure, target)) - 5)
    bottom = HEIGHT - _BOTTOM
    step = (right - left - 10) / max(len(points) - 1, 1)

    def across(index: int) -> Decimal:
        return left + 5 + step * index if len(points) > 1 else (left + right) / 2

    def up(value: Decimal) -> Decimal:
        return bottom - (value - ticks[0]) / (ticks[-1] - ticks[0]) * (bottom - _TOP)

    figures = [None if p.value is None else (across(i), up(p.value)) for i, p in enumerate(points)]
    targets = [
        [None if value is None else (across(i), up(value)) for i, value in enumerate(line)]
        for line in target_lines(points)
    ]
    breaks = breaks_in(points)
    there = [spot for spot in figures if spot is not None]
    missing = [(across(i), bottom) for i, spot in enumerate(figures) if spot is None]
    return [
        *_scale(zip(ticks, tick_labels, strict=True), up=up, left=left, right=right),
        *_periods(points, across=across, step=step, bottom=bottom),
        svg.lines(
            _uprights(sorted(breaks), across=across, step=step, bottom=bottom), colour=svg.QUIET_COLOUR, thickness="0.7"
        ),
        svg.crosses(missing, size=Decimal("1.8"), colour=svg.QUIET_COLOUR),
        svg.lines(
            (_reaching(run) for line in targets for run in unbroken_runs(line, breaks=breaks)),
            colour=svg.TARGET_COLOUR,
            thickness="1",
            dashes="4 2.5",
        ),
        svg.lines(_longer(unbroken_runs(figures, breaks=breaks)), colour=svg.LINE_COLOUR, thickness="1.5"),
        svg.dots(there[:-1], radius=Decimal("1.8"), colour=svg.LINE_COLOUR, hollow=True),
        svg.dots(there[-1:], radius=Decimal(3), colour=svg.LINE_COLOUR),
        *_end_labels(points, up=up, at=right + 3),
        *(_spoken(points, figures) if points_speak else ()),
    ]


def _spoken(points: tuple[Point, ...], places: list[svg.Place | None]) -> list[str]:
    return [_speaking_point(point, at=place) for point, place in zip(points, places, strict=True) if place is not None]


def _speaking_point(point: Point, *, at: svg.Place) -> str:
    target = f", target {point.target_printed}" if point.target_printed else ""
    said = f"{point.label}: {point.printed}{target}"
    # Whole, so that rounding its place never moves it beyond the edge.
    width = min((_label_width(said, size=_SIZE) + 8).to_integral_value(ROUND_CEILING), Decimal(WIDTH))
    left = min(max(at[0] - width / 2, Decimal(0)), WIDTH - width)
    # Above the point, or below where there is no room.
    top = at[1] - 20 if at[1] >= 20 else at[1] + 8
    return svg.speaking(said, at=at, box=(left, top, width, Decimal(13)), size=_SIZE)


def _label_width(label: str, *, size: Decimal) -> Decimal:
    return size * sum(_WIDE if c in "%WM£" else _NARROW if c in ".,: -()'" else _OTHER for c in label)


def _latest_label(points: tuple[Point, ...]) -> str:
    """The latest figure there is; one that is not the last period's says which it is."""
    latest = next((point for point in reversed(points) if point.value is not None), None)
    if latest is None:
        return ""
    return latest.printed if latest is points[-1] else f"{latest.printed} ({latest.tick or latest.label})"


def _target_label(points: tuple[Point, ...]) -> str:
    printed = next((point.target_printed for point in reversed(points) if point.target_printed), "")
    return f"Target {printed}" if printed else ""


def _distinct_ticks(
    low: Decimal, high: Decimal, *, print_value: Callable[[Decimal], str]
) -> tuple[list[Decimal], list[str]]:
    # Where the printed decimals are too few for the scale, two values would print alike: a coarser scale is true.
    ticks = scale_ticks(low, high)
    while len(ticks) > 2 and len({print_value(tick) for tick in ticks}) < len(ticks):
        ticks = scale_ticks(low, high, least_step=(ticks[1] - ticks[0]) * 2)
    return ticks, [print_value(tick) for tick in ticks]


def _uprights(
    breaks: list[int], *, across: Callable[[int], Decimal], step: Decimal, bottom: Decimal
) -> list[list[svg.Place]]:
    return [[(across(index) - step / 2, _TOP), (across(index) - step / 2, bottom)] for index in breaks]


def _longer(runs: list[list[svg.Place]]) -> list[list[svg.Place]]:
    return [run for run in runs if len(run) > 1]


def _reaching(run: list[svg.Place]) -> list[svg.Place]:
    # The target reaches a little past its first and last period, so that one period alone still shows.
    return [(run[0][0] - 4, run[0][1]), *run, (run[-1][0] + 4, run[-1][1])]


def _scale(
    ticks: zip[tuple[Decimal, str]], *, up: Callable[[Decimal], Decimal], left: Decimal, right: Decimal
) -> list[str]:
    placed = [(up(tick), label) for tick, label in ticks]
    grid = svg.lines(([(left, y), (right, y)] for y, _ in placed), colour=svg.GRID_COLOUR, thickness="0.5")
    return [grid] + [
        svg.words(label, at=(left - 3, y + Decimal("2.3")), size=_SMALL, colour=svg.QUIET_COLOUR, anchor="end")
        for y, label in placed
    ]


def _periods(
    points: tuple[Point, ...], *, across: Callable[[int], Decimal], step: Decimal, bottom: Decimal
) -> list[str]:
    # Where periods stand too close for their names, every second or third is named, counted back from the latest.
    widest = max(_label_width(point.tick, size=_SMALL) for point in points) + 3
    every = max(1, int((widest / step).to_integral_value(ROUND_CEILING))) if step else 1
    shapes = []
    for index, point in enumerate(points):
        if point.tick and (len(points) - 1 - index) % every == 0:
            place = (across(index), bottom + Decimal("9.5"))
            shapes.append(svg.words(point.tick, at=place, size=_SMALL, colour=svg.QUIET_COLOUR, anchor="middle"))
    group, free_from = "", Decimal(-1000)
    for index, point in enumerate(points):
        if point.tick_group and point.tick_group != group and across(index) >= free_from:
            group, free_from = point.tick_group, across(index) + _label_width(point.tick_group, size=_SMALL) + 3
            place = (across(index) - 4, bottom + Decimal("18.5"))
            shapes.append(svg.words(group, at=place, size=_SMALL, colour=svg.QUIET_COLOUR))
    return shapes


def _end_labels(points: tuple[Point, ...], *, up: Callable[[Decimal], Decimal], at: Decimal) -> list[str]:
    """The latest figure and target by name, at their heights, moved apart where they would touch."""
    figure = next((up(point.value) for point in reversed(points) if point.value is not None), None)
    wanted = next(
        (edges for point in reversed(points) if (edges := [one for one in targets_of(point) if one is not None])), None
    )
    # The middle of a band: its label stands between the edges.
    target = None if wanted is None else sum(map(up, wanted), Decimal(0)) / len(wanted)
    if figure is not None and target is not None and abs(figure - target) < _APART:
        middle, half = (figure + target) / 2, _APART / 2
        figure, target = (middle - half, middle + half) if figure <= target else (middle + half, middle - half)
    labels = (
        (target, _target_label(points), svg.TARGET_COLOUR, False),
        (figure, _latest_label(points), svg.LINE_COLOUR, True),
    )
    return [
        svg.words(label, at=(at, y + Decimal("2.4")), size=_SIZE, colour=colour, bold=bold)
        for y, label, colour, bold in labels
        if y is not None and label
    ]
