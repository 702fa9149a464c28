"""Several PDFs bound into one, with bookmarks, and page numbers that agree with the page that a viewer shows.

What is bound keeps its looks and loses its tags, so the whole claims no conformance: each part has that by itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, Rectangle

from goldenthread.publishing.typeset import TEMPLATE_FOLDER, shipped_fonts


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
    """How many pages a PDF has; raises PartUnreadable."""
    with _opened(content, title=title) as pdf:
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
            with _opened(part.content, title=part.title) as pdf:
                _made_plain(pdf)
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


def _opened(content: bytes, *, title: str) -> Pdf:
    try:
        return Pdf.open(BytesIO(content))
    except pikepdf.PdfError as error:
        raise PartUnreadable(title) from error


def _made_plain(pdf: Pdf) -> None:
    """Takes off what points out of a page: its tags' numbers, its actions, and links into the rest of its document."""
    for page in pdf.pages:
        for key in ("/StructParents", "/AA", "/Tabs"):
            if key in page:
                del page[key]
        notes = page.get("/Annots")
        if notes is None:
            continue
        kept = [note for note in notes if _leads_out(note)]
        if kept:
            page.Annots = Array(kept)
        else:
            del page["/Annots"]


def _leads_out(note: pikepdf.Object) -> bool:
    """A link to an address on the web is kept; every other note belongs to the document that it came from."""
    action = note.get("/A")
    is_kept = note.get("/Subtype") == Name.Link and action is not None and action.get("/S") == Name.URI
    if is_kept and "/StructParent" in note:
        del note["/StructParent"]
    return bool(is_kept)


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
            page.add_overlay(number, Rectangle(*(float(edge) for edge in page.mediabox)))


def _size(page: Page) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return right - left, top - bottom


def _bookmark(bound: Pdf, *, marks: Sequence[tuple[str, int, int]]) -> None:
    with bound.open_outline() as outline:
        above: list[OutlineItem] = []
        for title, level, page in marks:
            item = OutlineItem(title, page)
            above = above[:level]
            (above[-1].children if above else outline.root).append(item)
            above.append(item)
