"""A tree of up to three layers as a picture, from left to right: what hangs on what, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from goldenthread.charts import svg
from goldenthread.charts.palette import PALETTE, SHAPES
from goldenthread.charts.series import Drawing

LAYERS = 3
_WIDE, _GAP, _HIGH, _SPACE, _EDGE = 292, 44, 58, 10, 4
_SIZE, _SMALL = Decimal(13), Decimal(12)
# As many letters as fit in a box in a wide font of the reader's own, such as DejaVu Sans, bold.
_LETTERS, _SMALL_LETTERS = 31, 37


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A box of the picture. `mark` is a rating's code, or "" where the state is words alone."""

    words: str
    state: str = ""
    mark: str = ""
    branches: tuple[Branch, ...] = ()


def tree_drawing(root: Branch, *, alt: str, more: str) -> Drawing:
    """The picture; `alt` is its name and `more` its description, which says where the same stands whole in words.

    What lies deeper than the third layer is left out, and words that do not fit are cut: the list has them.
    """
    rows = _rows_of(root)
    layers = _layers_of(root)
    width = layers * _WIDE + (layers - 1) * _GAP + 2 * _EDGE
    height = rows * (_HIGH + _SPACE) - _SPACE + 2 * _EDGE
    shapes = [f"<desc>{escape(more)}</desc>", *_shapes(root, layer=0, top=0)]
    return Drawing(svg=svg.drawing(shapes, alt=alt, width=width, height=height), alt=alt, width=width, height=height)


def _rows_of(branch: Branch, *, layer: int = 0) -> int:
    if layer == LAYERS - 1 or not branch.branches:
        return 1
    return sum(_rows_of(one, layer=layer + 1) for one in branch.branches)


def _layers_of(branch: Branch, *, layer: int = 1) -> int:
    if layer == LAYERS or not branch.branches:
        return layer
    return max(_layers_of(one, layer=layer + 1) for one in branch.branches)


def _shapes(branch: Branch, *, layer: int, top: int) -> Iterator[str]:
    """The branch with everything to its right, in rows from `top` on."""
    x, y = _place(branch, layer=layer, top=top)
    if layer < LAYERS - 1:
        row = top
        for one in branch.branches:
            yield _joined((x + _WIDE, y + _HIGH // 2), _left_of(one, layer=layer + 1, top=row))
            yield from _shapes(one, layer=layer + 1, top=row)
            row += _rows_of(one, layer=layer + 1)
    yield from _box(branch, x=x, y=y)


def _place(branch: Branch, *, layer: int, top: int) -> tuple[int, int]:
    """Beside the middle of what hangs on it."""
    rows = _rows_of(branch, layer=layer)
    middle = (top * 2 + rows - 1) * (_HIGH + _SPACE) // 2
    return _EDGE + layer * (_WIDE + _GAP), _EDGE + middle


def _left_of(branch: Branch, *, layer: int, top: int) -> tuple[int, int]:
    x, y = _place(branch, layer=layer, top=top)
    return x, y + _HIGH // 2


def _joined(left: tuple[int, int], right: tuple[int, int]) -> str:
    bend = (left[0] + right[0]) // 2
    steps = f"M{left[0]} {left[1]}C{bend} {left[1]} {bend} {right[1]} {right[0]} {right[1]}"
    return f'<path d="{steps}" fill="none" stroke="{PALETTE["thread"]}" stroke-width="1.5"/>'


def _box(branch: Branch, *, x: int, y: int) -> Iterator[str]:
    tint = PALETTE.get(f"{branch.mark}-tint", "#ffffff")
    edge = PALETTE.get(branch.mark, PALETTE["accent"])
    yield (
        f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="4" fill="{tint}" stroke="{edge}" '
        'stroke-width="1.2"/>'
    )
    first, second = _in_two(branch.words, letters=_LETTERS)
    left = Decimal(x + 10)
    lines = [line for line in (first, second) if line]
    # Two lines of name and one of state, or fewer, in the middle of the box.
    count = len(lines) + bool(branch.state)
    line_high = 16
    base = y + (_HIGH - count * line_high) // 2 + 12
    for number, line in enumerate(lines):
        yield svg.words(line, at=(left, Decimal(base + number * line_high)), size=_SIZE, bold=number == 0)
    if branch.state:
        state_at = base + len(lines) * line_high
        shift = 0
        if branch.mark:
            shift = 16
            yield (
                f'<path transform="translate({x + 10} {state_at - 10}) scale(1.4)" fill="{edge}" '
                f'fill-rule="evenodd" d="{SHAPES[branch.mark]}"/>'
            )
        letters = _SMALL_LETTERS - shift // 6
        yield svg.words(_cut(branch.state, letters=letters), at=(left + shift, Decimal(state_at)), size=_SMALL)


def _in_two(words: str, *, letters: int) -> tuple[str, str]:
    """The words in two lines at most, broken between words; the second is cut where they do not fit."""
    if len(words) <= letters:
        return words, ""
    line = words[: letters + 1].rpartition(" ")[0]
    if len(line) < letters // 2:  # a word as long as a line
        line = words[:letters]
    return line, _cut(words[len(line) :].strip(), letters=letters)


def _cut(words: str, *, letters: int) -> str:
    if len(words) <= letters:
        return words
    return words[: letters - 1].rstrip(" ,;:.") + "…"
