"""A trend in the space of a table cell."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.charts import svg
from goldenthread.charts.series import Drawing, Point, breaks_in, target_lines, unbroken_runs, values_of
from goldenthread.charts.words import trend_in_words

WIDTH, HEIGHT = 64, 16
_MARGIN = Decimal("2.5")


def sparkline(points: tuple[Point, ...], *, note: str = "") -> Drawing:
    """A line with its gaps, the target dashed, the latest figure a point; in words as `trend_in_words` says it.

    `note` is a remark on the figures that the words end with: "Illustrative figures".
    """
    alt = f"{trend_in_words(points)} {note}." if note else trend_in_words(points)
    shapes = _shapes(points) if points else []
    return Drawing(svg=svg.drawing(shapes, alt=alt, width=WIDTH, height=HEIGHT), alt=alt, width=WIDTH, height=HEIGHT)


def _shapes(points: tuple[Point, ...]) -> list[str]:
    values = values_of(points)
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    step = (WIDTH - 2 * _MARGIN) / max(len(points) - 1, 1)

    def place(index: int, value: Decimal | None) -> svg.Place | None:
        if value is None:
            return None
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        return (_MARGIN + step * index, HEIGHT - _MARGIN - share * (HEIGHT - 2 * _MARGIN))

    targets = [[place(index, value) for index, value in enumerate(line)] for line in target_lines(points)]
    figures = [place(index, point.value) for index, point in enumerate(points)]
    breaks = breaks_in(points)
    there = [spot for spot in figures if spot is not None]
    runs = unbroken_runs(figures, breaks=breaks)
    alone = [run[0] for run in runs if len(run) == 1]
    return [
        svg.lines(
            (_widened(run) for line in targets for run in unbroken_runs(line, breaks=breaks)),
            colour=svg.TARGET_COLOUR,
            thickness="0.7",
            dashes="2 1.4",
        ),
        svg.lines((run for run in runs if len(run) > 1), colour=svg.LINE_COLOUR, thickness="1"),
        svg.dots(alone, radius=Decimal("0.9"), colour=svg.LINE_COLOUR),
        svg.dots(there[-1:], radius=Decimal("1.9"), colour=svg.LINE_COLOUR),
    ]


def _widened(run: list[svg.Place]) -> list[svg.Place]:
    # A target for one period alone would be a line without length.
    if len(run) > 1:
        return run
    (x, y), reach = run[0], Decimal(2)
    return [(x - reach, y), (x + reach, y)]
