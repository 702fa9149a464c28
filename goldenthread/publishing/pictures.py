"""Drawings as pictures of dots, for programs that cannot show SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import typst

from goldenthread.publishing.cells import Picture
from goldenthread.publishing.document import Block, Chart, Panel, Table
from goldenthread.publishing.typeset import TypesettingRefused, shipped_fonts

# Twice what a screen shows, so that print is sharp enough.
_DOTS_AN_INCH = 144


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A drawing with its words: `title` names it, `alt` says what it shows. In points."""

    svg: str
    title: str
    alt: str
    width: int
    height: int

    @cached_property
    def name(self) -> str:
        """A file's name for it, the same wherever the same drawing stands."""
        return f"drawing-{sha256(self.svg.encode()).hexdigest()[:16]}"


def drawing_of(part: Chart | Picture) -> Drawing:
    """A chart, or a small drawing in a cell, as a picture with its words."""
    title = part.title if isinstance(part, Chart) else ""
    return Drawing(svg=part.svg, title=title, alt=part.alt, width=part.width, height=part.height)


def drawings_in(blocks: tuple[Block, ...]) -> Iterator[Drawing]:
    """Every drawing of the blocks, in reading order."""
    for block in blocks:
        match block:
            case Chart():
                yield drawing_of(block)
                yield from drawings_in((block.table,))
            case Panel():
                yield from drawings_in(block.blocks)
            case Table():
                cells = (cell for row in block.rows for cell in row)
                yield from (drawing_of(cell) for cell in cells if isinstance(cell, Picture))
            case _:
                pass


def pictures_of(drawings: Iterable[Drawing]) -> Mapping[str, bytes]:
    """Each different drawing once, as PNG by its name, all set in one go."""
    different = {drawing.name: drawing for drawing in drawings}
    if not different:
        return {}
    pages = "".join(
        f"#page(width: {d.width}pt, height: {d.height}pt, margin: 0pt, fill: white, "
        f'image(bytes(sys.inputs.at("{name}")), format: "svg", width: {d.width}pt, height: {d.height}pt))\n'
        for name, d in different.items()
    )
    try:
        made = typst.compile(
            pages.encode(),
            format="png",
            ppi=_DOTS_AN_INCH,
            font_paths=shipped_fonts(),
            sys_inputs={name: drawing.svg for name, drawing in different.items()},
        )
    except typst.TypstError as error:
        raise TypesettingRefused("\n".join([error.message, *error.hints])) from error
    # One page comes back alone, several as a list.
    images = made if isinstance(made, list) else [made]
    return dict(zip(different, images, strict=True))
