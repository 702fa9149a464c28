"""Each block of a document as WordprocessingML."""

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
    rows_kept_with_next,
    widths_in_points,
)
from goldenthread.publishing.pictures import Drawing, drawing_of
from goldenthread.publishing.screen import NOTICE_WORDS

_SIDES: dict[Align, str] = {"left": "", "right": '<w:jc w:val="right"/>', "centre": '<w:jc w:val="center"/>'}
# Word measures tables in twentieths of a point, and drawings in parts of which a point has 12,700.
_TWIPS, _DRAWING_UNITS = 20, 12_700
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_BULLETS = 1


@dataclass(kw_only=True)
class Writing:
    """What is counted while the blocks are written. `starts` gathers where each numbered list begins."""

    contents: tuple[tuple[int, str, str], ...]
    starts: list[int] = field(default_factory=list)
    within: int = 0
    _anchors: Iterator[str] = field(default_factory=lambda: iter(()))
    _bookmarks: Iterator[int] = field(default_factory=lambda: count(1))
    _drawings: Iterator[int] = field(default_factory=lambda: count(1))

    def begin_section(self, number: int, *, within: int) -> None:
        """Section `number`, on pages with so many points between the margins."""
        self.within = within
        self._anchors = (heading_anchor(number, index) for index in count(1))

    def begin_list(self, start: int) -> int:
        """The number by which a numbered list is known; the first of all is the list of bullets."""
        self.starts.append(start)
        return _BULLETS + len(self.starts)

    def next_anchor(self) -> str:
        return next(self._anchors)

    def next_bookmark(self) -> int:
        return next(self._bookmarks)

    def next_drawing(self) -> int:
        return next(self._drawings)


def block_xml(block: Block, *, writing: Writing) -> str:
    """A block with all that it holds."""
    match block:
        case Heading():
            return heading_xml(block.text, level=block.level, anchor=writing.next_anchor(), writing=writing)
        case Paragraph():
            number = f"{_run(block.number)}<w:r><w:tab/></w:r>" if block.number else ""
            lead = _run(f"{block.lead} ", style="Strong") if block.lead else ""
            return _p(number + lead + _run(block.text), style="Numbered" if block.number else "BodyText")
        case FactList():
            return "".join(
                _p(f"{_run(fact.label, style='Strong')}{_after(fact.label)}{_run(fact.text)}", style="Fact")
                for fact in block.facts
            )
        case BulletList():
            return "".join(_item(_run(item), of=_BULLETS) for item in block.items)
        case NumberedList():
            return _numbered(block, writing=writing)
        case Table():
            return _table(block, writing=writing)
        case Chart():
            return _chart(block, writing=writing)
        case Notice():
            head = f"{NOTICE_WORDS[block.kind]}: {block.title}"
            words = "".join(paragraph(text, style="Notice") for text in block.paragraphs)
            return f"{paragraph(head, style='NoticeHeading')}{words}{_p('', style='AfterTable')}"
        case Panel():
            return _panel(block, writing=writing)
        case Contents():
            links = ((level, _link(words, anchor=anchor)) for level, anchor, words in writing.contents)
            items = "".join(_item(link, of=_BULLETS, level=level - 2) for level, link in links)
            return f"{paragraph('Contents', style='TOCHeading')}{items}"
        case PageBreak():
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def heading_xml(text: str, *, level: int, anchor: str, writing: Writing) -> str:
    """A heading that can be linked to."""
    number = writing.next_bookmark()
    words = f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/>{_run(text)}<w:bookmarkEnd w:id="{number}"/>'
    return _p(words, style=f"Heading{level}")


def paragraph(text: str, *, style: str) -> str:
    """A paragraph of plain words."""
    return _p(_run(text), style=style)


def _p(xml: str, *, style: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{xml}</w:p>'


def _run(text: str, *, style: str = "", colour: str = "") -> str:
    if not text:
        return ""
    looks = f'<w:rStyle w:val="{style}"/>' if style else ""
    looks += f'<w:color w:val="{_plain(PALETTE[colour])}"/>' if colour else ""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{xml_text(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{lines}</w:r>"


def _after(label: str) -> str:
    """What parts a fact's label from its text."""
    return "<w:r><w:tab/></w:r>" if is_beside(label) else "<w:r><w:br/></w:r>"


def _plain(colour: str) -> str:
    return colour.lstrip("#")


def _item(xml: str, *, of: int, level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{of}"/></w:numPr>'
    return _p(xml, style="ListParagraph", properties=place)


def _link(text: str, *, anchor: str) -> str:
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{_run(text, style="Hyperlink")}</w:hyperlink>'


def _numbered(block: NumberedList, *, writing: Writing) -> str:
    number = writing.begin_list(block.start)
    items = []
    for point in block.points:
        items.append(_item(_run(point.text), of=number))
        items += [_item(_run(text), of=number, level=1) for text in point.lettered]
    return "".join(items)


def _panel(block: Panel, *, writing: Writing) -> str:
    heading = heading_xml(block.title, level=block.level, anchor=writing.next_anchor(), writing=writing)
    mark = _p(_mark(block.mark), style="Mark") if block.mark else ""
    small = paragraph(block.small, style="Quiet") if block.small else ""
    return heading + mark + small + "".join(block_xml(inner, writing=writing) for inner in block.blocks)


def _chart(block: Chart, *, writing: Writing) -> str:
    scale = chart_scale(block.width, within=writing.within)
    caption = paragraph(block.caption, style="TableNote") if block.caption else ""
    drawn = _p(_drawing(drawing_of(block), number=writing.next_drawing(), scale=scale), style="Drawing")
    return drawn + caption + _table(block.table, writing=writing)


def _drawing(drawing: Drawing, *, number: int, scale: Decimal = Decimal(1)) -> str:
    """A drawing as PNG with the same as SVG for a Word that can show it, and its words."""
    width, height = (int(scale * side * _DRAWING_UNITS) for side in (drawing.width, drawing.height))
    title = f' title="{xml_text(drawing.title)}"' if drawing.title else ""
    known = f'id="{number}" name="Drawing {number}" descr="{xml_text(drawing.alt)}"{title}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr {known}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {known}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{drawing.name}-png"><a:extLst><a:ext uri="{_SVG_EXTENSION}">'
        f'<asvg:svgBlip r:embed="{drawing.name}-svg"/></a:ext></a:extLst></a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


# --- tables ---------------------------------------------------------------------------------------------------------


def _table(table: Table, *, writing: Writing) -> str:
    widths = [int(width * _TWIPS) for width in widths_in_points(table, within=writing.within)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = "".join(
        _cell_xml(_run(column.title), width=width, side=column.align, style="TableHeading")
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(_row(row, table, widths, writing, is_kept=is_kept))}</w:tr>"
        for row, is_kept in zip(table.rows, rows_kept_with_next(table), strict=True)
    )
    notes = "".join(paragraph(note, style="TableNote") for note in table.notes)
    return (
        f"{paragraph(table.caption, style='Caption')}"
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="0"/><w:tblCaption w:val="{xml_text(table.caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>{rows}"
        # Word joins two tables that follow one another, so words always come between them.
        f"</w:tbl>{notes or _p('', style='AfterTable')}"
    )


def _row(row: tuple[Cell, ...], table: Table, widths: list[int], writing: Writing, *, is_kept: bool) -> Iterator[str]:
    """The cells; `is_kept` where the next row stands on the same page."""
    for index, (cell, column, width) in enumerate(zip(row, table.columns, widths, strict=True)):
        tint = PALETTE[f"{cell.code}-tint"] if isinstance(cell, RatingMark) else ""
        words = _cell(cell, heads=index == 0, writing=writing)
        yield _cell_xml(words, width=width, side=column.align, tint=tint, is_kept=is_kept)


def _cell_xml(
    xml: str, *, width: int, side: Align, style: str = "TableContents", tint: str = "", is_kept: bool = False
) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_plain(tint)}"/>' if tint else ""
    kept = "<w:keepNext/>" if is_kept else ""
    words = _p(xml, style=style, properties=kept + _SIDES[side])
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{words}</w:tc>'


def _cell(cell: Cell, *, heads: bool, writing: Writing) -> str:
    strong = "Strong" if heads else ""
    match cell:
        case str():
            return _run(cell, style=strong)
        case Detail():
            return f"{_run(cell.text, style=strong)}<w:r><w:br/></w:r>{_run(cell.small, style='Small')}"
        case Number():
            return _run(cell.text, style=strong)
        case RatingMark() | TravelMark():
            return _mark(cell)
        case Picture():
            return _drawing(drawing_of(cell), number=writing.next_drawing())


def _mark(mark: RatingMark | TravelMark) -> str:
    return f"{_run(f'{SHAPES[mark.code]} ', colour=colour_of(mark))}{_run(mark.word)}"
