"""Several PDFs bound into one, with bookmarks, and page numbers that agree with the page that a viewer shows.

What is bound keeps its looks and loses its tags, so the whole claims no conformance: each part has that by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, Rectangle

from goldenthread.publishing.typeset import TEMPLATE_FOLDER, shipped_fonts

# What a page is shown by. Everything else of it leads out of it, or tells who made it and with what.
_OF_A_PAGE = frozenset(
    (
        "/Type",
        "/Parent",
        "/Resources",
        "/Contents",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/UserUnit",
        "/Group",
        "/Annots",
    )
)
_OF_A_LINK = ("/Rect", "/QuadPoints", "/Border", "/BS", "/C", "/H", "/F", "/Contents")
_ON_THE_WEB = ("https://", "http://", "mailto:")
# Notes whose words stand in a window of their own, or that play something: what was written to the author.
_NOT_DRAWN = frozenset(("/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"))
_TELLS_OF_ITS_MAKER = ("/Metadata", "/PieceInfo", "/AF")
_DAMAGED = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, RecursionError)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A PDF to be bound under its bookmark; `level` 0 is the outermost. Without content it is a bookmark alone, to the
    page that comes next."""

    title: str
    level: int
    content: bytes | None


class PartUnreadable(ValueError):
    """A part is no PDF that can be bound."""

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” is no PDF that can be bound.")
        self.title = title


def page_count(content: bytes, *, title: str = "") -> int:
    """How many pages a PDF has; raises PartUnreadable for one that cannot be bound."""
    with _made_plain(content, title=title) as pdf:
        return len(pdf.pages)


def bind(parts: Sequence[Part], *, title: str, foot: str) -> bytes:
    """The parts in their order as one PDF. `foot` stands on every page before "page 3 of 40".

    Raises PartUnreadable.
    """
    with Pdf.new() as bound:
        marks: list[tuple[str, int, int]] = []
        for part in parts:
            marks.append((part.title, part.level, len(bound.pages)))
            if part.content is None:
                continue
            with _made_plain(part.content, title=part.title) as pdf:
                bound.pages.extend(pdf.pages)
        total = len(bound.pages)
        _number(bound, words=[f"{foot}, page {number} of {total}" for number in range(1, total + 1)])
        _bookmark(bound, marks=[(name, level, min(page, total - 1)) for name, level, page in marks])
        bound.Root.Lang = pikepdf.String("en-GB")
        bound.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        bound.Root.PageMode = Name.UseOutlines
        bound.docinfo["/Title"] = title
        out = BytesIO()
        bound.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


@contextmanager
def _made_plain(content: bytes, *, title: str) -> Iterator[Pdf]:
    """The PDF with what its pages show, and links to the web. Raises PartUnreadable."""
    try:
        pdf = Pdf.open(BytesIO(content))
    except (*_DAMAGED, pikepdf.PasswordError) as error:
        raise PartUnreadable(title) from error
    with pdf:
        try:
            if not len(pdf.pages) or _hides_layers(pdf):
                raise PartUnreadable(title)
            _draw_notes(pdf)
            for page in pdf.pages:
                _keep_what_is_shown(page)
            for one in pdf.objects:
                if isinstance(one, Dictionary | pikepdf.Stream):
                    _take_off(one, _TELLS_OF_ITS_MAKER)
        except _DAMAGED as error:
            raise PartUnreadable(title) from error
        yield pdf


def _hides_layers(pdf: Pdf) -> bool:
    """Which layers are not to be seen is said of a document, not of its pages: bound, they would be seen."""
    layers = pdf.Root.get("/OCProperties", Dictionary()).get("/D", Dictionary())
    return len(layers.get("/OFF", Array())) > 0 or layers.get("/BaseState") == Name.OFF


def _draw_notes(pdf: Pdf) -> None:
    """What was filled into a form, stamped or marked becomes part of its page."""
    has_notes = False
    for page in pdf.pages:
        notes = page.get("/Annots", Array())
        drawn = [one for one in notes if isinstance(one, Dictionary) and str(one.get("/Subtype")) not in _NOT_DRAWN]
        page.Annots = Array(drawn)
        has_notes = has_notes or any(one.get("/Subtype") != Name.Link for one in drawn)
    if has_notes:
        if pdf.Root.get("/AcroForm", Dictionary()).get("/NeedAppearances"):
            pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")


def _keep_what_is_shown(page: Page) -> None:
    links = [link for note in page.get("/Annots", Array()) if (link := _link_of(note)) is not None]
    _take_off(page.obj, [key for key in map(str, page.obj) if key not in _OF_A_PAGE or key == "/Annots"])
    if links:
        page.Annots = Array(links)
    if min(_size(page)) < 1:
        raise ValueError("a page without a size")


def _link_of(note: pikepdf.Object) -> Dictionary | None:
    """A link to an address on the web, and nothing else of it; None for every other note."""
    action = note.get("/A")
    if note.get("/Subtype") != Name.Link or not isinstance(action, Dictionary) or action.get("/S") != Name.URI:
        return None
    address = str(action.get("/URI", ""))
    if not address.casefold().startswith(_ON_THE_WEB):
        return None
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=address))
    for key in _OF_A_LINK:
        if key in note:
            link[key] = note[key]
    return link


def _take_off(one: pikepdf.Object, keys: Sequence[str]) -> None:
    for key in keys:
        if key in one:
            del one[key]


def _number(bound: Pdf, *, words: Sequence[str]) -> None:
    sizes = [_size(page) for page in bound.pages]
    pages = [
        {"width": width, "height": height, "words": said} for (width, height), said in zip(sizes, words, strict=True)
    ]
    content = typst.compile(
        input=str(TEMPLATE_FOLDER / "numbers.typ"),
        root=str(TEMPLATE_FOLDER),
        font_paths=shipped_fonts(),
        sys_inputs={"pages": json.dumps(pages)},
        format="pdf",
    )
    with Pdf.open(BytesIO(content)) as numbers:
        for page, number in zip(bound.pages, numbers.pages, strict=True):
            page.add_overlay(number, Rectangle(*_shown(page)))


def _shown(page: Page) -> tuple[float, float, float, float]:
    """The edges of what is shown of a page: left, bottom, right and top."""
    whole, cut = ([float(edge) for edge in box] for box in (page.mediabox, page.cropbox))
    edges = zip(sorted(whole[::2]), sorted(whole[1::2]), sorted(cut[::2]), sorted(cut[1::2]), strict=True)
    (left, bottom, cut_left, cut_bottom), (right, top, cut_right, cut_top) = edges
    return max(left, cut_left), max(bottom, cut_bottom), min(right, cut_right), min(top, cut_top)


def _size(page: Page) -> tuple[float, float]:
    """Width and height as a viewer shows it, which may turn it."""
    left, bottom, right, top = _shown(page)
    is_turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (top - bottom, right - left) if is_turned else (right - left, top - bottom)


def _bookmark(bound: Pdf, *, marks: Sequence[tuple[str, int, int]]) -> None:
    with bound.open_outline() as outline:
        above: list[OutlineItem] = []
        for title, level, page in marks:
            item = OutlineItem(title, page)
            above = above[:level]
            (above[-1].children if above else outline.root).append(item)
            above.append(item)
