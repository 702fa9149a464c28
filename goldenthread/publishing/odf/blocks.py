"""Each block of a document as OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

from goldenthread.charts.palette import PALETTE
from goldenthread.publishing.archive import xml_text
from goldenthread.publishing.cells import Cell, Detail, Number, Picture, RatingMark, TravelMark
from goldenthread.publishing.document import (
    Align,
    Block,
    BulletList,
    Chart,
    Contents,
    FactList,
    Heading,
    Notice,
    NumberedList,
    PageBreak,
    Panel,
    Paragraph,
    Table,
)
from goldenthread.publishing.editable import (
    SHAPES,
    chart_scale,
    colour_of,
    heading_anchor,
    is_beside,
    is_kept_together,
    widths_in_points,
)
from goldenthread.publishing.pictures import Drawing, drawing_of
from goldenthread.publishing.screen import NOTICE_WORDS

_SIDES: dict[Align, str] = {"left": "Table_20_Contents", "right": "Table_20_right", "centre": "Table_20_centre"}
_HEADS: dict[Align, str] = {
    "left": "Table_20_Heading",
    "right": "Table_20_Heading_20_right",
    "centre": "Table_20_Heading_20_centre",
}


@dataclass(kw_only=True)
class Writing:
    """What is counted and gathered while the blocks are written: names, and the styles that only this text has."""

    contents: tuple[tuple[int, str, str], ...]
    styles: list[str] = field(default_factory=list)
    within: int = 0
    _named: set[str] = field(default_factory=set)
    _anchors: Iterator[str] = field(default_factory=lambda: iter(()))
    _tables: Iterator[int] = field(default_factory=lambda: count(1))
    _drawings: Iterator[int] = field(default_factory=lambda: count(1))

    def begin_section(self, number: int, *, within: int) -> None:
        """Section `number`, on pages with so many points between the margins."""
        self.within = within
        self._anchors = (heading_anchor(number, index) for index in count(1))

    def style(self, name: str, attributes: str, properties: str = "") -> None:
        """Keeps a style, once."""
        if name not in self._named:
            self._named.add(name)
            self.styles.append(f'<style:style style:name="{name}" {attributes}>{properties}</style:style>')

    def next_anchor(self) -> str:
        return next(self._anchors)

    def next_table(self) -> str:
        return f"Table{next(self._tables)}"

    def next_drawing(self) -> str:
        return f"Drawing {next(self._drawings)}"


def block_xml(block: Block, *, writing: Writing) -> str:
    """A block with all that it holds."""
    match block:
        case Heading():
            return heading_xml(block.text, level=block.level, anchor=writing.next_anchor())
        case Paragraph():
            lead = f"{_strong(block.lead)} " if block.lead else ""
            if block.number:
                return _p(f"{_text(block.number)}<text:tab/>{lead}{_text(block.text)}", style="Numbered")
            return _p(f"{lead}{_text(block.text)}", style="Text_20_body")
        case FactList():
            return "".join(
                _p(f"{_strong(fact.label)}{_after(fact.label)}{_text(fact.text)}", style="Fact") for fact in block.facts
            )
        case BulletList():
            items = "".join(f"<text:list-item>{_item(item)}</text:list-item>" for item in block.items)
            return f'<text:list text:style-name="Bullets">{items}</text:list>' if items else ""
        case NumberedList():
            return _numbered(block)
        case Table():
            return _table(block, writing=writing)
        case Chart():
            return _chart(block, writing=writing)
        case Notice():
            head = f"{NOTICE_WORDS[block.kind]}: {block.title}"
            return paragraph(head, style="Notice_20_heading") + "".join(
                paragraph(text, style="Notice") for text in block.paragraphs
            )
        case Panel():
            return _panel(block, writing=writing)
        case Contents():
            return paragraph("Contents", style="Contents_20_Heading") + _contents(writing.contents)
        case PageBreak():
            return _p("", style="Page_20_break")


def heading_xml(text: str, *, level: int, anchor: str, style: str = "") -> str:
    """A heading that can be linked to."""
    return (
        f'<text:h text:style-name="{style or f"Heading_20_{level}"}" text:outline-level="{level}">'
        f'<text:bookmark text:name="{anchor}"/>{_text(text)}</text:h>'
    )


def paragraph(text: str, *, style: str) -> str:
    """A paragraph of plain words."""
    return _p(_text(text), style=style)


def _p(xml: str, *, style: str) -> str:
    return f'<text:p text:style-name="{style}">{xml}</text:p>'


def _text(text: str) -> str:
    return xml_text(text).replace("\n", "<text:line-break/>")


def _strong(text: str) -> str:
    return f'<text:span text:style-name="Strong">{_text(text)}</text:span>'


def _after(label: str) -> str:
    """What parts a fact's label from its text."""
    return "<text:tab/>" if is_beside(label) else "<text:line-break/>"


def _item(text: str) -> str:
    return paragraph(text, style="List_20_item")


def _numbered(block: NumberedList) -> str:
    items = []
    for index, point in enumerate(block.points):
        lettered = "".join(f"<text:list-item>{_item(text)}</text:list-item>" for text in point.lettered)
        below = f"<text:list>{lettered}</text:list>" if lettered else ""
        start = f' text:start-value="{block.start}"' if index == 0 else ""
        items.append(f"<text:list-item{start}>{_item(point.text)}{below}</text:list-item>")
    return f'<text:list text:style-name="Numbers">{"".join(items)}</text:list>' if items else ""


def _contents(entries: tuple[tuple[int, str, str], ...]) -> str:
    """Links to the headings: no page numbers, which only an office program could count."""
    items = [
        (level, f'<text:a xlink:type="simple" xlink:href="#{anchor}" text:style-name="Internet_20_link">{_text(words)}'
        "</text:a>")
        for level, anchor, words in entries
    ]  # fmt: skip
    written, below = "", ""
    for level, link in reversed(items):
        entry = f"<text:list-item>{_p(link, style='List_20_item')}"
        if level == 2:
            nested = f"<text:list>{below}</text:list>" if below else ""
            written, below = f"{entry}{nested}</text:list-item>{written}", ""
        else:
            below = f"{entry}</text:list-item>{below}"
    return f'<text:list text:style-name="Bullets">{written}</text:list>' if written else ""


def _panel(block: Panel, *, writing: Writing) -> str:
    mark = _p(_mark(block.mark), style="Mark") if block.mark else ""
    small = paragraph(block.small, style="Quiet") if block.small else ""
    heading = heading_xml(block.title, level=block.level, anchor=writing.next_anchor())
    return heading + mark + small + "".join(block_xml(inner, writing=writing) for inner in block.blocks)


def _chart(block: Chart, *, writing: Writing) -> str:
    scale = chart_scale(block.width, within=writing.within)
    caption = paragraph(block.caption, style="Note") if block.caption else ""
    drawn = _p(_frame(drawing_of(block), name=writing.next_drawing(), scale=scale), style="Drawing")
    return drawn + caption + _table(block.table, writing=writing)


def _frame(drawing: Drawing, *, name: str, scale: Decimal = Decimal(1)) -> str:
    """A drawing as SVG, with the same as PNG beside it for programs that show no SVG."""
    images = "".join(
        f'<draw:image xlink:href="Pictures/{drawing.name}.{kind}" xlink:type="simple" xlink:show="embed" '
        f'xlink:actuate="onLoad" draw:mime-type="{media_type}"/>'
        for kind, media_type in (("svg", "image/svg+xml"), ("png", "image/png"))
    )
    title = f"<svg:title>{xml_text(drawing.title or drawing.alt)}</svg:title>"
    return (
        f'<draw:frame draw:style-name="Frame" draw:name="{name}" text:anchor-type="as-char" '
        f'svg:width="{scale * drawing.width:.2f}pt" svg:height="{scale * drawing.height:.2f}pt">'
        f"{images}{title}<svg:desc>{xml_text(drawing.alt)}</svg:desc></draw:frame>"
    )


# --- tables ---------------------------------------------------------------------------------------------------------


def _table(table: Table, *, writing: Writing) -> str:
    name = writing.next_table()
    widths = widths_in_points(table, within=writing.within)
    style = "Short" if is_kept_together(table) else "Whole"
    breaks = "false" if is_kept_together(table) else "true"
    writing.style(
        style,
        'style:family="table"',
        '<style:table-properties table:align="margins" fo:margin-bottom="0.1cm" '
        f'style:may-break-between-rows="{breaks}"/>',
    )
    columns = [_column_style(width, writing=writing) for width in widths]
    column_xml = [f'<table:table-column table:style-name="{style}"/>' for style in columns]
    heads = "".join(
        _cell_xml(_p(_text(column.title), style=_HEADS[column.align]), style=_cell_style("head", writing=writing))
        for column in table.columns
    )
    rows = "".join(f"<table:table-row>{''.join(_row(row, table, writing))}</table:table-row>" for row in table.rows)
    notes = "".join(paragraph(note, style="Note") for note in table.notes)
    return (
        f"{paragraph(table.caption, style='Caption')}"
        f'<table:table table:name="{name}" table:style-name="{style}">'
        f"<table:title>{xml_text(table.caption)}</table:title>"
        f"<table:table-header-columns>{column_xml[0]}</table:table-header-columns>{''.join(column_xml[1:])}"
        f"<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>{rows}"
        f"</table:table>{notes or _p('', style='After_20_table')}"
    )


def _column_style(width: Decimal, *, writing: Writing) -> str:
    tenths = int(width * 10)
    name = f"Column{tenths}"
    properties = f'<style:table-column-properties style:column-width="{tenths / 10}pt"/>'
    writing.style(name, 'style:family="table-column"', properties)
    return name


def _cell_style(kind: str, *, writing: Writing) -> str:
    """ "head", "plain", or a rating's code, which is tinted."""
    tint = f' fo:background-color="{PALETTE[f"{kind}-tint"]}"' if f"{kind}-tint" in PALETTE else ""
    line = f"1pt solid {PALETTE['accent']}" if kind == "head" else f"0.5pt solid {PALETTE['hairline']}"
    properties = f'<style:table-cell-properties fo:padding="0.08cm" fo:border="none" fo:border-bottom="{line}"{tint}/>'
    writing.style(f"Cell-{kind}", 'style:family="table-cell"', properties)
    return f"Cell-{kind}"


def _row(row: tuple[Cell, ...], table: Table, writing: Writing) -> Iterator[str]:
    for index, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
        kind = cell.code if isinstance(cell, RatingMark) else "plain"
        words = _cell(cell, heads=index == 0, writing=writing)
        yield _cell_xml(_p(words, style=_SIDES[column.align]), style=_cell_style(kind, writing=writing))


def _cell_xml(xml: str, *, style: str) -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{xml}</table:table-cell>'


def _cell(cell: Cell, *, heads: bool, writing: Writing) -> str:
    match cell:
        case str():
            return _strong(cell) if heads else _text(cell)
        case Detail():
            main = _strong(cell.text) if heads else _text(cell.text)
            return f'{main}<text:line-break/><text:span text:style-name="Small">{_text(cell.small)}</text:span>'
        case Number():
            return _strong(cell.text) if heads else _text(cell.text)
        case RatingMark() | TravelMark():
            return _mark(cell)
        case Picture():
            return _frame(drawing_of(cell), name=writing.next_drawing())


def _mark(mark: RatingMark | TravelMark) -> str:
    return f'<text:span text:style-name="{colour_of(mark)}">{SHAPES[mark.code]}</text:span> {_text(mark.word)}'
