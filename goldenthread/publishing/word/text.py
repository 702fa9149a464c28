"""The report as a Word file: headings, tables with header rows, drawings with their words.

Built from strings with everything escaped, as the page is. Word is particular about the order of elements: each is
written in the order of the standard (ECMA-376, transitional).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
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
from goldenthread.publishing.pictures import drawings_in
from goldenthread.publishing.word.blocks import Writing, block_xml, heading_xml, paragraph
from goldenthread.publishing.word.package import Part, word_file, word_xml

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {"lead": "Lead", "quiet": "Quiet", "warning": "Warning"}
# Twentieths of a point, in which Word measures a page.
_TWIPS = 20
_BULLETS, _NUMBERS = 1, 2


def docx_of(document: ReportDocument, *, pictures: Mapping[str, bytes]) -> bytes:
    """The file. `pictures` holds each drawing of the text as PNG by its name (`pictures_of`)."""
    runs = text_runs(document)
    writing = Writing(contents=tuple(headings_in(runs)))
    heads = _heads(document, runs=runs)
    body = "".join(_body(document, runs=runs, heads=heads, writing=writing))
    drawings = {drawing.name: drawing for run in runs for section in run for drawing in drawings_in(section.blocks)}
    images = (
        Part(id=f"{name}-{kind}", kind="image", name=f"media/{name}.{kind}", content=content)
        for name, drawing in drawings.items()
        for kind, content in (("png", pictures[name]), ("svg", drawing.svg.encode()))
    )
    parts = (
        Part(id="styles", kind="styles", name="styles.xml", content=word_xml("styles", _styles(document))),
        Part(id="numbering", kind="numbering", name="numbering.xml", content=_numbering(writing.starts)),
        Part(id="settings", kind="settings", name="settings.xml", content=_settings(document)),
        *heads.values(),
        Part(id="footer", kind="footer", name="footer.xml", content=_footer(document)),
        *images,
    )
    return word_file(document, text=word_xml("document", f"<w:body>{body}</w:body>"), parts=parts)


def _body(
    document: ReportDocument, *, runs: list[list[Section]], heads: Mapping[str, Part], writing: Writing
) -> Iterator[str]:
    yield heading_xml(document.title, level=1, anchor="top", writing=writing)
    yield from (paragraph(line.text, style=_KINDS[line.kind]) for line in opening(document))
    numbers = count(1)
    for index, run in enumerate(runs):
        for section in run:
            number = next(numbers)
            writing.begin_section(number, within=width_between_margins(wide=section.wide))
            yield heading_xml(section.title, level=2, anchor=section_anchor(number), writing=writing)
            yield from (block_xml(block, writing=writing) for block in section.blocks)
        page = _page(heads[run[0].about], wide=run[0].wide)
        # A run's pages are described after it: in a paragraph of its own, and the last at the end of the text.
        yield page if index == len(runs) - 1 else f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{page}</w:pPr></w:p>'
    if not runs:
        yield _page(heads[""], wide=False)


def _page(head: Part, *, wide: bool) -> str:
    width, height = (side * _TWIPS for side in (reversed(PAGE) if wide else PAGE))
    orientation = ' w:orient="landscape"' if wide else ""
    edge = MARGIN * _TWIPS
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{head.id}"/>'
        '<w:footerReference w:type="default" r:id="footer"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
        f'<w:pgMar w:top="{edge}" w:right="{edge}" w:bottom="{edge}" w:left="{edge}" '
        f'w:header="{edge // 2}" w:footer="{edge // 2}" w:gutter="0"/></w:sectPr>'
    )


# --- the parts beside the text --------------------------------------------------------------------------------------


def _heads(document: ReportDocument, *, runs: list[list[Section]]) -> dict[str, Part]:
    """A running header for each body that pages are about."""
    abouts = dict.fromkeys(run[0].about for run in runs) or {"": None}
    return {
        about: Part(
            id=f"header{number}",
            kind="header",
            name=f"header{number}.xml",
            content=word_xml("hdr", paragraph(running_head(document, about=about), style="Header")),
        )
        for number, about in enumerate(abouts, start=1)
    }


def _footer(document: ReportDocument) -> str:
    words = f'<w:r><w:t xml:space="preserve">{xml_text(running_foot(document))} | Page </w:t></w:r>'
    of = '<w:r><w:t xml:space="preserve"> of </w:t></w:r>'
    fields = words + _field("PAGE") + of + _field("NUMPAGES")
    return word_xml("ftr", f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{fields}</w:p>')


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


@cache
def _template() -> Template:
    return Template((Path(__file__).parent / "styles.xml").read_text(encoding="utf-8"))


def _styles(document: ReportDocument) -> str:
    return _template().substitute(
        {name.replace("-", "_"): colour.lstrip("#") for name, colour in PALETTE.items()},
        font=FONT,
        # Word counts in half points.
        size=TEXT_SIZE * 2,
        table_size=TABLE_TEXT_SIZE * 2,
        fact=FACT_INDENT * _TWIPS,
        language=xml_text(document.language),
    )


def _settings(document: ReportDocument) -> str:
    return word_xml(
        "settings",
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat><w:themeFontLang w:val="{xml_text(document.language)}"/>',
    )


def _numbering(starts: list[int]) -> str:
    """The two kinds of list, and each numbered list with its own beginning."""
    bullets = _level(0, kind="bullet", text="•") + _level(1, kind="bullet", text="–")
    numbers = _level(0, kind="decimal", text="%1.") + _level(1, kind="lowerLetter", text="%2)")
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
        for kind, levels in ((_BULLETS, bullets), (_NUMBERS, numbers))
    )
    lists = f'<w:num w:numId="1"><w:abstractNumId w:val="{_BULLETS}"/></w:num>' + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{_NUMBERS}"/>'
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, start in enumerate(starts, start=2)
    )
    return word_xml("numbering", kinds + lists)


def _level(level: int, *, kind: str, text: str) -> str:
    left = 680 + 567 * level
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="397"/></w:pPr></w:lvl>'
    )
