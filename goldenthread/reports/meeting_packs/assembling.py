"""Binding a meeting's pack: the front sheet tells the pages that its papers begin on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from goldenthread.domain.days import day_words
from goldenthread.publishing.binding import Part, PartUnreadable, bind, page_count
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.rules import fit_pdf
from goldenthread.reports.documents.agenda import agenda_document
from goldenthread.reports.meeting_packs.contents import PackContents, PackItem, PackPaper
from goldenthread.terminal.clock import now

UNREADABLE = "its PDF cannot be bound; it is held by itself"


@lru_cache(maxsize=4)
def bound_pack(contents: PackContents, *, illustrative: str) -> bytes:
    """The whole pack as one PDF with bookmarks, and page numbers that agree with the page shown.

    A paper that is no PDF, or a damaged one, stands on the front sheet and is not bound. The same contents are bound
    once: the next reader has the same bytes. Raises NotFit where the agenda has a word that cannot be printed.
    """
    at = now()
    pack = _readable(contents)
    counts = {
        paper.paper_id: page_count(paper.content)
        for item in pack.items
        for paper in item.papers
        if paper.content is not None
    }
    # How long the front sheet is does not hang on the numbers in it: they are counted from its first making.
    front = fit_pdf(_sheet(pack, pages=dict.fromkeys(counts, 999), illustrative=illustrative, at=at))
    begins = page_count(front) + 1
    pages = {}
    for paper_id, count in counts.items():
        pages[paper_id] = begins
        begins += count
    front = fit_pdf(_sheet(pack, pages=pages, illustrative=illustrative, at=at))
    foot = f"{pack.committee}, {day_words(pack.day)}"
    return bind(tuple(_parts(pack, front=front)), title=f"Agenda and papers: {foot}", foot=foot)


def _sheet(pack: PackContents, *, pages: dict[int, int], illustrative: str, at: datetime) -> ReportDocument:
    return agenda_document(pack, pages=pages, illustrative=illustrative, as_at=at)


def _readable(pack: PackContents) -> PackContents:
    return replace(pack, items=tuple(replace(item, papers=tuple(_checked(item))) for item in pack.items))


def _checked(item: PackItem) -> Iterator[PackPaper]:
    for paper in item.papers:
        try:
            if paper.content is not None:
                page_count(paper.content)
        except PartUnreadable:
            yield replace(paper, content=None, why_not=UNREADABLE)
        else:
            yield paper


def _parts(pack: PackContents, *, front: bytes) -> Iterator[Part]:
    yield Part(title="Agenda", level=0, content=front)
    for item in pack.items:
        bound = [paper for paper in item.papers if paper.content is not None]
        if bound:
            yield Part(title=f"{item.place}. {item.title}", level=0, content=None)
        for paper in bound:
            yield Part(title=paper.title, level=1, content=paper.content)
