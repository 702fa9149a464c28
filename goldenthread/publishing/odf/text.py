"""The report as an OpenDocument text: headings, tables with header rows, drawings with their words.

Built from strings with everything escaped, as the page is; a test holds it against the schema of the standard.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template

from goldenthread.charts.palette import PALETTE
from goldenthread.publishing.archive import xml_text
from goldenthread.publishing.document import ReportDocument, Section
from goldenthread.publishing.editable import (
    FACT_INDENT,
    FONT,
    MARGIN,
    PAGE,
    TABLE_TEXT_SIZE,
    TEXT_SIZE,
    headings_in,
    opening,
    running_foot,
    running_head,
    section_anchor,
    text_runs,
    width_between_margins,
)
from goldenthread.publishing.odf.blocks import Writing, block_xml, heading_xml, paragraph
from goldenthread.publishing.odf.package import language_of, opendocument
from goldenthread.publishing.pictures import drawings_in

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_KINDS = {"lead": "Lead", "quiet": "Quiet", "warning": "Warning"}


def odt_of(document: ReportDocument, *, pictures: Mapping[str, bytes]) -> bytes:
    """The file. `pictures` holds each drawing of the text as PNG by its name (`pictures_of`)."""
    runs = text_runs(document)
    pages = _pages(runs)
    writing = Writing(contents=tuple(headings_in(runs)))
    body = "".join(_body(document, runs=runs, pages=pages, writing=writing))
    automatic = "".join(writing.styles)
    drawings = {drawing.name: drawing for run in runs for section in run for drawing in drawings_in(section.blocks)}
    return opendocument(
        document,
        media_type=MEDIA_TYPE,
        content=f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>",
        styles=_styles(document, pages=pages),
        pictures={
            f"Pictures/{name}.{kind}": content
            for name, drawing in drawings.items()
            for kind, content in (("svg", drawing.svg.encode()), ("png", pictures[name]))
        },
    )


Pages = dict[tuple[str, bool], str]


def _pages(runs: list[list[Section]]) -> Pages:
    """A name for each kind of page that the text needs: about whom, and whether wide."""
    kinds = dict.fromkeys((run[0].about, run[0].wide) for run in runs) or {("", False): None}
    return {kind: f"Page{number}" for number, kind in enumerate(kinds, start=1)}


def _body(document: ReportDocument, *, runs: list[list[Section]], pages: Pages, writing: Writing) -> list[str]:
    first = next(iter(pages.values()))
    # The first page of all is known by the title's style, as every later kind of page is by its first heading's.
    parts = [heading_xml(document.title, level=1, anchor="top", style=_heading_style(1, page=first, writing=writing))]
    parts += [paragraph(line.text, style=_KINDS[line.kind]) for line in opening(document)]
    number = 0
    for index, run in enumerate(runs):
        for place, section in enumerate(run):
            number += 1
            turns = index > 0 and place == 0
            page = pages[section.about, section.wide]
            style = _heading_style(2, page=page, writing=writing) if turns else ""
            parts.append(heading_xml(section.title, level=2, anchor=section_anchor(number), style=style))
            writing.begin_section(number, within=width_between_margins(wide=section.wide))
            parts += [block_xml(block, writing=writing) for block in section.blocks]
    return parts


def _heading_style(level: int, *, page: str, writing: Writing) -> str:
    name = f"H{level}{page}"
    writing.style(
        name,
        f'style:family="paragraph" style:parent-style-name="Heading_20_{level}" style:master-page-name="{page}"',
    )
    return name


# --- styles ---------------------------------------------------------------------------------------------------------


@cache
def _template() -> Template:
    return Template((Path(__file__).parent / "text_styles.xml").read_text(encoding="utf-8"))


def _styles(document: ReportDocument, *, pages: Pages) -> str:
    fixed = _template().substitute(
        {name.replace("-", "_"): colour for name, colour in PALETTE.items()},
        font=FONT,
        size=TEXT_SIZE,
        table_size=TABLE_TEXT_SIZE,
        fact=FACT_INDENT,
        language=language_of(document),
    )
    layouts = "".join(_layout(wide=wide) for wide in (False, True))
    masters = "".join(_master(document, name=name, about=about, wide=wide) for (about, wide), name in pages.items())
    return (
        f"{fixed}<office:automatic-styles>{layouts}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
    )


def _layout(*, wide: bool) -> str:
    width, height = reversed(PAGE) if wide else PAGE
    orientation = "landscape" if wide else "portrait"
    return (
        f'<style:page-layout style:name="{_layout_name(wide=wide)}"><style:page-layout-properties '
        f'fo:page-width="{width}pt" fo:page-height="{height}pt" style:print-orientation="{orientation}" '
        f'fo:margin="{MARGIN}pt"/>'
        '<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/>'
        '</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" '
        'fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>'
    )


def _layout_name(*, wide: bool) -> str:
    return "Wide" if wide else "Upright"


def _master(document: ReportDocument, *, name: str, about: str, wide: bool) -> str:
    head = xml_text(running_head(document, about=about))
    foot = xml_text(running_foot(document))
    number = (
        'Page <text:page-number text:select-page="current">1</text:page-number> of <text:page-count>1</text:page-count>'
    )
    return (
        f'<style:master-page style:name="{name}" style:page-layout-name="{_layout_name(wide=wide)}">'
        f'<style:header><text:p text:style-name="Header">{head}</text:p></style:header>'
        f'<style:footer><text:p text:style-name="Footer">{foot} | {number}</text:p></style:footer></style:master-page>'
    )
