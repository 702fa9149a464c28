"""The document as one accessible page: HTML with one style block, no script, nothing fetched.

Built from strings with everything escaped: the page has a dozen kinds of block and no logic, which a template language
would hide more than help. The style block's hash is given out, since a strict Content-Security-Policy allows an inline
style by its hash alone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import count
from pathlib import Path

from goldenthread.charts.palette import PALETTE, SHAPES
from goldenthread.publishing.cells import Cell, Detail, Number, Picture, RatingMark, TravelMark
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Chart,
    Column,
    Contents,
    FactList,
    Heading,
    Notice,
    NoticeKind,
    NumberedList,
    PageBreak,
    Panel,
    Paragraph,
    ReportDocument,
    Section,
    Table,
)
from goldenthread.publishing.typeset import moment_in_words

NOTICE_WORDS = {
    NoticeKind.IMPORTANT: "Important",
    NoticeKind.CORRECTION: "Correction",
    NoticeKind.PROPOSED: "Not yet agreed",
    NoticeKind.ILLUSTRATIVE: "Illustrative figures",
}
_SIDES = {"left": "", "right": ' class="r"', "centre": ' class="c"'}


@dataclass(frozen=True, kw_only=True)
class Page:
    """The finished page, and its style block's hash as a Content-Security-Policy names it ("sha256-...")."""

    content: bytes
    style_sha256: str


def page_of(document: ReportDocument) -> Page:
    """The whole document as one page that needs no other file."""
    style = _style()
    html = "".join(_page_parts(document, style=style))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Page(content=html.encode(), style_sha256=f"sha256-{digest}")


@cache
def _style() -> str:
    colours = "".join(f"--{name}:{colour};" for name, colour in PALETTE.items())
    return f":root{{{colours}}}\n{(Path(__file__).parent / 'screen.css').read_text(encoding='utf-8')}"


def _page_parts(document: ReportDocument, *, style: str) -> Iterator[str]:
    title = f"{document.title}, {document.period}"
    standing = f"{document.status.badge.capitalize()}: " if document.status.badge else ""
    yield (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{standing}{escape(title)} – {escape(document.publisher)}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to main content</a>\n{_symbols()}'
        f'<header class="top"><div class="wrap"><p>{_text(document.publisher)}</p></div></header>\n'
        f'<main id="main" class="wrap" tabindex="-1">\n<h1>{_text(document.title)}</h1>\n'
        f'<p class="lead">{_text(document.subject)}</p>\n'
        f'<p class="quiet">{_text(document.period)}. {_text(_for_whom(document))}'
        f"As at {moment_in_words(document.as_at)}.</p>\n"
    )
    yield from _markings(document)
    yield _contents(document)
    tables = count(1)
    for number, section in enumerate(document.sections, start=1):
        yield f'<section>\n<h2 id="section-{number}">{_text(section.title)}</h2>\n'
        anchors = _anchors(number)
        for block in section.blocks:
            yield _block(block, anchors=anchors, tables=tables)
        yield "</section>\n"
    yield '</main>\n<footer class="foot"><div class="wrap">'
    yield f"<p>{_text(document.publisher)}. {escape(title)}. As at {moment_in_words(document.as_at)}.</p>"
    yield from _markings(document)
    yield "</div></footer>\n</body>\n</html>\n"


def _markings(document: ReportDocument) -> Iterator[str]:
    status = document.status
    if status.badge:
        yield f'<p><span class="draft">{status.badge}</span> <strong>{status.meaning}</strong></p>\n'
    if document.illustrative_note:
        yield f"<p><strong>{_text(document.illustrative_note)}</strong></p>\n"


# --- contents -------------------------------------------------------------------------------------------------------


def _anchors(section_number: int) -> Iterator[str]:
    """Names for the headings of a section that can be linked to, in order."""
    return (f"section-{section_number}-{index}" for index in count(1))


def _for_whom(document: ReportDocument) -> str:
    return f"For {document.audience}. " if document.audience else ""


def _contents(document: ReportDocument) -> str:
    entries = "".join(_contents_entry(section, number=n) for n, section in enumerate(document.sections, start=1))
    # Closed: on a small screen dozens of links would stand before the first words of the summary.
    return (
        f'<nav aria-label="Contents">\n<details>\n<summary>Contents</summary>\n<ul>\n{entries}</ul>\n</details>\n'
        "</nav>\n"
    )


def _contents_entry(section: Section, *, number: int) -> str:
    headings = [block for block in section.blocks if isinstance(block, Heading | Panel)]
    below = "".join(
        f'<li><a href="#{anchor}">{escape(block.text if isinstance(block, Heading) else block.title)}</a></li>'
        for anchor, block in zip(_anchors(number), headings, strict=False)
        if block.level == 3
    )
    nested = f"<ul>{below}</ul>" if below else ""
    return f'<li><a href="#section-{number}">{escape(section.title)}</a>{nested}</li>\n'


# --- blocks ---------------------------------------------------------------------------------------------------------


def _block(block: Block, *, anchors: Iterator[str], tables: Iterator[int]) -> str:
    match block:
        case Heading():
            return f'<h{block.level} id="{next(anchors)}">{_text(block.text)}</h{block.level}>\n'
        case Paragraph():
            lead = f"<strong>{_text(block.lead)}</strong> " if block.lead else ""
            if block.number:
                number = f"<span>{_text(block.number)}</span>"
                return f'<p class="numbered">{number} <span>{lead}{_text(block.text)}</span></p>\n'
            return f"<p>{lead}{_text(block.text)}</p>\n"
        case FactList():
            facts = (f"<div><dt>{_text(f.label)}</dt><dd>{_text(f.text)}</dd></div>" for f in block.facts)
            return f"<dl>{''.join(facts)}</dl>\n"
        case BulletList():
            return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in block.items)}</ul>\n"
        case NumberedList():
            return _numbered(block)
        case Table():
            return _table(block, number=next(tables))
        case Chart():
            return _chart(block) + _table(block.table, number=next(tables))
        case Notice():
            words = "".join(f"<p>{_text(text)}</p>" for text in block.paragraphs)
            head = f"{NOTICE_WORDS[block.kind]}: {_text(block.title)}"
            return f'<div class="notice" role="note"><p><strong>{head}</strong></p>{words}</div>\n'
        case Panel():
            return _panel(block, anchors=anchors, tables=tables)
        case Contents() | PageBreak():
            return ""


def _numbered(block: NumberedList) -> str:
    start = f' start="{block.start}"' if block.start != 1 else ""
    points = []
    for point in block.points:
        lettered = "".join(f"<li>{_text(text)}</li>" for text in point.lettered)
        below = f'<ol class="lettered">{lettered}</ol>' if lettered else ""
        points.append(f"<li>{_text(point.text)}{below}</li>")
    return f"<ol{start}>{''.join(points)}</ol>\n"


def _chart(block: Chart) -> str:
    caption = f"<figcaption>{_text(block.caption)}</figcaption>" if block.caption else ""
    return f"<figure>{block.svg}{caption}</figure>\n"


def _panel(block: Panel, *, anchors: Iterator[str], tables: Iterator[int]) -> str:
    anchor = next(anchors)
    mark = f'<p class="mark tag rating {block.mark.code}">{_mark(block.mark)}</p>\n' if block.mark else ""
    small = f'<p class="quiet">{_text(block.small)}</p>\n' if block.small else ""
    inside = "".join(_block(inner, anchors=anchors, tables=tables) for inner in block.blocks)
    kind = f"panel is-{block.mark.code}" if block.mark else "panel"
    heading = f'<h{block.level} id="{anchor}">{_text(block.title)}</h{block.level}>\n'
    return f'<article class="{kind}" aria-labelledby="{anchor}">\n{heading}{mark}{small}{inside}</article>\n'


# --- tables ---------------------------------------------------------------------------------------------------------


def _table(table: Table, *, number: int) -> str:
    heads = "".join(f'<th scope="col"{_SIDES[c.align]}>{_text(c.title)}</th>' for c in table.columns)
    rows = "".join(f"<tr>{''.join(_row_cells(row, columns=table.columns))}</tr>\n" for row in table.rows)
    caption = f'<caption id="table-{number}"><span>{_text(table.caption)}</span></caption>'
    html = f"<table>{caption}\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n"
    if len(table.columns) > 2:
        # Too wide for a small screen: the table scrolls, not the page, and a keyboard can reach it to do so.
        width = {3: "", 4: " middling", 5: " middling"}.get(len(table.columns), " wide")
        labelled = f'role="group" aria-labelledby="table-{number}"'
        html = f'<div class="scroll{width}" {labelled} tabindex="0">{html}</div>\n'
    notes = "".join(f'<p class="note">{_text(note)}</p>\n' for note in table.notes)
    return html + notes


def _row_cells(row: tuple[Cell, ...], *, columns: tuple[Column, ...]) -> Iterator[str]:
    for index, (cell, column) in enumerate(zip(row, columns, strict=True)):
        opening = f'th scope="row"{_SIDES[column.align]}' if index == 0 else f"td{_SIDES[column.align]}"
        if isinstance(cell, RatingMark):
            kind = f' class="rating {cell.code}" data-rating="{cell.code}"'
            opening = f'th scope="row"{kind}' if index == 0 else f"td{kind}"
        yield f"<{opening}>{_cell(cell)}</{opening[:2]}>"


def _cell(cell: Cell) -> str:
    match cell:
        case str():
            return _text(cell)
        case Detail():
            return f'{_text(cell.text)} <span class="small">{_text(cell.small)}</span>'
        case Number():
            return _text(cell.text)
        case RatingMark() | TravelMark():
            return f'<span class="mark">{_mark(cell)}</span>'
        case Picture():
            return cell.svg


def _mark(mark: RatingMark | TravelMark) -> str:
    colour = PALETTE[mark.code] if isinstance(mark, RatingMark) else PALETTE["ink"]
    return (
        f'<svg viewBox="0 0 8 8" width="10" height="10" fill="{colour}" aria-hidden="true" focusable="false">'
        f'<use href="#shape-{mark.code}"/></svg><span>{_text(mark.word)}</span>'
    )


def _symbols() -> str:
    symbols = "".join(
        f'<symbol id="shape-{code}" viewBox="0 0 8 8"><path fill-rule="evenodd" d="{path}"/></symbol>'
        for code, path in SHAPES.items()
    )
    return f'<svg width="0" height="0" aria-hidden="true" focusable="false">{symbols}</svg>\n'


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
