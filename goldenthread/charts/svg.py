"""The few shapes that charts are made of, as SVG text that comes out the same every time.

Presentation attributes only: no style, no script, no links, so that a page's strict content policy lets it stand and
the typesetting draws the same picture. Coordinates are exact decimals, rounded once to hundredths of a point.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from html import escape

# Each has a contrast of at least 3 to 1 on white (graphics), text at least 4.5 to 1: see tests/charts.
LINE_COLOUR = "#1d4f76"
TARGET_COLOUR = "#6a5200"
TEXT_COLOUR = "#1f2933"
QUIET_COLOUR = "#56616c"
GRID_COLOUR = "#d5dbe1"  # only helps the eye along; every value stands in words beside the chart
FONT = "'Source Sans 3', 'Source Sans Pro', Arial, sans-serif"

Place = tuple[Decimal, Decimal]
_HUNDREDTH = Decimal("0.01")


def number(value: Decimal | int) -> str:
    """A coordinate: at most two decimals, no trailing zeros, never "-0"."""
    if isinstance(value, int):
        return str(value)
    text = format(value.quantize(_HUNDREDTH, ROUND_HALF_UP), "f").rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def drawing(shapes: Iterable[str], *, alt: str, width: int, height: int, role: str = "img") -> str:
    """A whole picture, named for those who do not see it; of role "group" where its parts are met one by one."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="{role}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><title>{escape(alt)}</title>{"".join(shapes)}</svg>'
    )


def lines(runs: Iterable[Iterable[Place]], *, colour: str, thickness: str, dashes: str = "") -> str:
    """Lines through places, all in one shape; `dashes` as in SVG's stroke-dasharray. No runs, no shape."""
    steps = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in _bends(run)) for run in runs)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    drawn = (
        f'<path d="{steps}" fill="none" stroke="{colour}" stroke-width="{thickness}" stroke-linejoin="round"{dashed}/>'
    )
    return drawn if steps else ""


def _bends(run: Iterable[Place]) -> list[Place]:
    # A level stretch needs no points between its ends: most targets are level.
    places = list(run)
    inner = (
        place
        for before, place, after in zip(places, places[1:], places[2:], strict=False)
        if not before[1] == place[1] == after[1]
    )
    return [*places[:1], *inner, *places[1:][-1:]]


def dots(places: Iterable[Place], *, radius: Decimal, colour: str, hollow: bool = False) -> str:
    """Points of the series, all in one shape. No places, no shape."""
    fill = f'fill="#ffffff" stroke="{colour}" stroke-width="1.1"' if hollow else f'fill="{colour}"'
    r, across = number(radius), number(radius * 2)
    steps = "".join(
        f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z" for x, y in places
    )
    return f'<path d="{steps}" {fill}/>' if steps else ""


def crosses(places: Iterable[Place], *, size: Decimal, colour: str) -> str:
    """Where figures are missing."""
    runs = [run for x, y in places for run in _strokes(x, y, size)]
    return lines(runs, colour=colour, thickness="0.9")


def _strokes(x: Decimal, y: Decimal, size: Decimal) -> tuple[list[Place], list[Place]]:
    return [(x - size, y - size), (x + size, y + size)], [(x - size, y + size), (x + size, y - size)]


def words(
    text: str, *, at: Place, size: Decimal, colour: str = TEXT_COLOUR, anchor: str = "start", bold: bool = False
) -> str:
    """Text in our own font; `anchor` is start, middle or end."""
    weight = ' font-weight="600"' if bold else ""
    place = f'x="{number(at[0])}" y="{number(at[1])}"'
    return (
        f'<text {place} font-family="{FONT}" font-size="{number(size)}" fill="{colour}" '
        f'text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )


def speaking(said: str, *, at: Place, box: tuple[Decimal, Decimal, Decimal, Decimal], size: Decimal) -> str:
    """A place that says something when it is pointed at or has the focus, in a box (x, y, width, height).

    The words are hidden; the page's stylesheet shows them. Where there is none, those who hear them still do.
    """
    x, y, width, height = map(number, box)
    inside = words(
        said, at=(box[0] + box[2] / 2, box[1] + box[3] - size / 2), size=size, colour="#ffffff", anchor="middle"
    )
    return (
        f'<g class="gt-point" tabindex="0" role="img" aria-label="{escape(said)}">'
        f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="7" fill="#ffffff" fill-opacity="0"/>'
        f'<g class="gt-point__words" visibility="hidden">'
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="2" fill="{TEXT_COLOUR}"/>{inside}</g></g>'
    )
