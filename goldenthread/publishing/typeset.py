"""The document as a PDF: typeset by Typst as PDF/UA-1 and PDF/A-2a in one file.

The template stands beside this file and takes everything as JSON, so what people typed is never markup. Nothing is
read but the template and our fonts; the only moment in the file is the document's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import typst

from goldenthread.charts.palette import PALETTE
from goldenthread.publishing.canonical import plain_form
from goldenthread.publishing.cells import words_of
from goldenthread.publishing.document import (
    Chart,
    FactList,
    Panel,
    PanelBlock,
    Paragraph,
    ReportDocument,
    Section,
    Table,
    tables_in,
    words_in,
)
from goldenthread.publishing.widths import column_widths, tall_rows, width_of
from goldenthread.publishing.words import FONT_FOLDER

TEMPLATE_FOLDER = Path(__file__).parent / "typesetting"
# A panel taller than three quarters of a page may break: kept whole, it would leave the page before it half empty.
_WHOLE_PANEL = 540
# In points, between the margins: upright and wide.
_PAGE_WIDTHS = {False: 498, True: 745}
_PANEL_EDGE = 10
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SVG = "http://www.w3.org/2000/svg"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


class TypesettingRefused(Exception):
    """Typst would not set the document: a fault of ours, since what it refuses is refused earlier."""


def typeset(document: ReportDocument) -> bytes:
    """The PDF as Typst makes it: tagged, both standards, but without row headers yet (`row_headers`)."""
    try:
        content, warnings = typst.compile_with_warnings(
            input=str(TEMPLATE_FOLDER / "report.typ"),
            root=str(TEMPLATE_FOLDER),
            font_paths=shipped_fonts(),
            sys_inputs={"report": json.dumps(_report(document)), "palette": json.dumps(PALETTE)},
            pdf_standards=STANDARDS,
            timestamp=document.as_at,
        )
    except typst.TypstError as error:
        raise TypesettingRefused("\n".join([error.message, *error.hints])) from error
    # A font that is not found is only a warning to Typst, and the page comes out without words.
    if warnings:
        raise TypesettingRefused("\n".join(warning.message for warning in warnings))
    return content


@cache
def shipped_fonts() -> typst.Fonts:
    """Our fonts and no others."""
    # Neither the machine's fonts nor Typst's own: a pack looks and hashes the same everywhere.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])


def _report(document: ReportDocument) -> dict[str, object]:
    return {
        "title": document.title,
        "subject": document.subject,
        "publisher": document.publisher,
        "audience": document.audience,
        "period": document.period,
        "as_at": moment_in_words(document.as_at),
        "badge": document.status.badge,
        "badge_meaning": document.status.meaning,
        "illustrative_note": document.illustrative_note,
        "keywords": [f"{identifier.scheme}: {identifier.value}" for identifier in document.identifiers],
        "runs": [
            {"about": run[0].about, "wide": run[0].wide, "sections": [_section(section) for section in run]}
            for run in page_runs(document.sections)
        ],
    }


def _section(section: Section) -> object:
    # What only print needs is added to the blocks' plain form: known column widths, and which panels to keep whole.
    plain = cast(dict[str, Any], plain_form(section))
    for block, plain_block in zip(section.blocks, plain["blocks"], strict=True):
        for table, plain_table in zip(tables_in(block), _plain_of_type(plain_block, "table"), strict=True):
            within = _PAGE_WIDTHS[section.wide] - (_PANEL_EDGE if isinstance(block, Panel) else 0)
            widths = column_widths(table, within=within)
            plain_table["widths"] = [None if width is None else float(width) for width in widths]
            plain_table["tall"] = tall_rows(table, widths=widths, within=within)
        for plain_chart in _plain_of_type(plain_block, "chart"):
            plain_chart["shapes"], plain_chart["labels"] = _shapes_and_labels(plain_chart.pop("svg"))
        if isinstance(block, Panel):
            plain_block["whole"] = _panel_height(block) <= _WHOLE_PANEL
    return plain


def _plain_of_type(plain: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """A block itself, or what it holds, in the order of `tables_in`."""
    if plain["type"] == kind:
        yield plain
    for inner in (plain.get("table"), *plain.get("blocks", ())):
        if inner:
            yield from _plain_of_type(inner, kind)


def _shapes_and_labels(svg: str) -> tuple[str, list[dict[str, object]]]:
    """A chart without its words, and the words with their places, as the template sets them itself."""
    root = ElementTree.fromstring(svg)
    texts = root.findall(f"{{{_SVG}}}text")
    for text in texts:
        root.remove(text)
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode"), [_label(text) for text in texts]


def _label(text: ElementTree.Element) -> dict[str, object]:
    words, size = text.text or "", Decimal(text.get("font-size", "0"))
    weight = int(text.get("font-weight", "400"))
    share = {"start": Decimal(0), "middle": Decimal("0.5"), "end": Decimal(1)}[text.get("text-anchor", "start")]
    x = Decimal(text.get("x", "0")) - share * width_of(words, size=size, bold=weight > 400)
    return {
        "text": words,
        "x": float(x),
        "y": float(text.get("y", "0")),
        "size": float(size),
        "fill": text.get("fill", PALETTE["ink"]),
        "weight": weight,
    }


def _panel_height(panel: Panel) -> int:
    """A guess at the points that a panel takes, rather too high than too low: one kept whole must not outgrow its
    page."""
    beside = [block for block in panel.blocks if not isinstance(block, Table | Chart)]
    letters_a_line = 50 if any(isinstance(block, Chart) for block in panel.blocks) else 88
    said = sum(_said_height(block, letters_a_line=letters_a_line) for block in beside)
    return 50 + max(said, 150) + sum(_table_height(table) for table in tables_in(panel))


def _said_height(block: PanelBlock, *, letters_a_line: int) -> int:
    match block:
        case FactList():
            return sum(17 + 13 * (len(fact.text) // (letters_a_line * 3 // 5)) for fact in block.facts)
        case Paragraph():
            return 13 * ((len(block.lead) + len(block.text)) // letters_a_line + 1) + 9
        case _:
            return sum(13 * (len(text) // letters_a_line + 1) + 9 for text in words_in(block))


def _table_height(table: Table) -> int:
    # About 118 letters across a panel at a table's size, shared out as the columns are.
    shares = sum(column.share for column in table.columns)
    letters = [max(8, 118 * column.share // shares) for column in table.columns]
    lines = (
        max(
            sum(len(line) // room + 1 for line in words_of(cell).split("\n"))
            for cell, room in zip(row, letters, strict=True)
        )
        for row in table.rows
    )
    return 46 + sum(10 * count + 7 for count in lines)


def page_runs(sections: tuple[Section, ...]) -> list[list[Section]]:
    """Sections that share pages: each run starts on a new page and has one running header and one orientation."""
    runs: list[list[Section]] = []
    for section in sections:
        alike = bool(runs) and (runs[-1][0].about, runs[-1][0].wide) == (section.about, section.wide)
        if alike and not (section.new_page or section.about or section.wide):
            runs[-1].append(section)
        else:
            runs.append([section])
    return runs


def moment_in_words(moment: datetime) -> str:
    """ "20 January 2020, 09:00": day and minute in the moment's own time zone."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M}"
