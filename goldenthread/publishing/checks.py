"""What a document must be before it is rendered: text that can be printed, drawings that can stand in a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree

from goldenthread.publishing.cells import Picture
from goldenthread.publishing.document import (
    Block,
    Chart,
    Heading,
    Panel,
    ReportDocument,
    Section,
    Table,
    tables_in,
    words_in,
)
from goldenthread.publishing.tidy_rows import DataTable
from goldenthread.publishing.words import clean, unprintable

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = {f"{_SVG}{name}" for name in ("svg", "title", "g", "path", "circle", "line", "rect", "text")}
_ATTRIBUTES = {
    "role", "width", "height", "viewBox", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "fill", "stroke",
    "stroke-width", "stroke-linejoin", "stroke-linecap", "stroke-dasharray", "font-family", "font-size", "font-weight",
    "text-anchor",
}  # fmt: skip


class DocumentRefused(Exception):
    """The document cannot be rendered; `problems` says why and where, all at once."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("The document cannot be rendered:\n" + "\n".join(problems))
        self.problems = problems


def check_document(document: ReportDocument) -> None:
    """Raises DocumentRefused with every text that is not clean or cannot be printed, and every drawing that may not
    stand in a page."""
    problems = (*_head_problems(document), *(p for section in document.sections for p in _section_problems(section)))
    problems += tuple(_data_problems(document.rows))
    if problems:
        raise DocumentRefused(problems)


def figure_count(document: ReportDocument) -> int:
    """How many drawings the document holds."""
    return sum(len(_drawings(block)) for section in document.sections for block in section.blocks)


def _head_problems(document: ReportDocument) -> Iterator[str]:
    names = ("title", "subject", "publisher", "audience", "period", "illustrative_note")
    yield from (p for name in names for p in _text_problems(getattr(document, name), place=f"The document's {name}"))
    for identifier in document.identifiers:
        yield from _text_problems(f"{identifier.scheme} {identifier.value}", place="An identifier")


def _section_problems(section: Section) -> Iterator[str]:
    place = f"Section “{section.title}”"
    yield from _text_problems(section.title, place=place)
    yield from _text_problems(section.about, place=place)
    for block in section.blocks:
        texts = [text for text in words_in(block) if _text_faults(text)]
        yield from (p for text in texts for p in _text_problems(text, place=f"{place}, {_name_of(block)}"))
        for svg in _drawings(block):
            yield from (f"{place}, {_name_of(block)}: {problem}" for problem in drawing_problems(svg))


def _data_problems(rows: DataTable) -> Iterator[str]:
    for number, row in enumerate(rows.rows, start=1):
        for column, value in zip(rows.columns, row, strict=True):
            if isinstance(value, str) and clean(value) != value:
                yield f"Data row {number}, {column.name}: the text was not cleaned: {value!r}."


def _text_problems(text: str, *, place: str) -> Iterator[str]:
    return (f"{place}: {fault}" for fault in _text_faults(text))


@lru_cache(maxsize=8192)  # the same measure stands in several tables
def _text_faults(text: str) -> tuple[str, ...]:
    unclean = (f"the text was not cleaned: {text!r}.",) if clean(text) != text else ()
    return (*unclean, *map(str, unprintable(clean(text))))


def _name_of(block: Block) -> str:
    match block:
        case Table():
            return f"table “{block.caption}”"
        case Chart() | Panel():
            return f"“{block.title}”"
        case Heading():
            return f"heading “{block.text}”"
        case _:
            return f"“{' '.join(filter(None, words_in(block)))[:50]}”"


def _drawings(block: Block) -> tuple[str, ...]:
    charts = {Chart: (block,), Panel: getattr(block, "blocks", ())}.get(type(block), ())
    cells = (cell for table in tables_in(block) for row in table.rows for cell in row)
    return (
        *(chart.svg for chart in charts if isinstance(chart, Chart)),
        *(cell.svg for cell in cells if isinstance(cell, Picture)),
    )


@lru_cache(maxsize=8192)
def drawing_problems(svg: str) -> tuple[str, ...]:
    """Why an SVG may not stand in a page or be typeset: shapes and words alone may, no style, script or link."""
    if "<!" in svg or "<?" in svg:
        return ("a drawing holds a declaration or a comment.",)
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        return (f"a drawing is not well-formed: {error}.",)
    elements = list(root.iter())
    return (
        *(f"a drawing holds <{e.tag}>, which is not a plain shape." for e in elements if e.tag not in _ELEMENTS),
        *(f"a drawing holds the attribute {a}." for e in elements for a in e.attrib if a not in _ATTRIBUTES),
        *(("a drawing has no title.",) if not (root.findtext(f"{_SVG}title") or "").strip() else ()),
        *(p for e in elements for text in (e.text, e.tail) for p in map(str, unprintable(text or ""))),
    )
