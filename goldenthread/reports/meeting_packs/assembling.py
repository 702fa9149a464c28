"""Binding a meeting's pack: the front sheet tells the pages that its papers begin on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from threading import Lock

from goldenthread.domain.days import day_words
from goldenthread.publishing.binding import Part, PartUnreadable, bind, page_count
from goldenthread.publishing.rules import fit_pdf
from goldenthread.reports.documents.agenda import agenda_document
from goldenthread.reports.meeting_packs.contents import PackContents, PackItem, PackPaper, pdf_from
from goldenthread.terminal.clock import now

UNREADABLE = "its PDF cannot be bound; it is held by itself"
# Of all packs together that a process keeps; one of many scanned papers is as large by itself.
MOST_KEPT_BYTES = 100_000_000
_one_at_a_time = Lock()
_kept: OrderedDict[tuple[PackContents, str], bytes] = OrderedDict()  # the one that was asked for last comes last


def bound_pack(contents: PackContents, *, illustrative: str) -> bytes:
    """The whole pack as one PDF with bookmarks, and page numbers that agree with the page shown.

    Anybody may ask for one, so a process binds one at a time, and the same contents once while it has room for them.
    """
    asked = (contents, illustrative)
    with _one_at_a_time:
        found = _kept.pop(asked, None)
        _kept[asked] = bound = _bound(contents, illustrative=illustrative) if found is None else found
        while len(_kept) > 1 and sum(map(len, _kept.values())) > MOST_KEPT_BYTES:
            _kept.popitem(last=False)
        return bound


def _bound(contents: PackContents, *, illustrative: str) -> bytes:
    papers = (paper for item in contents.items for paper in item.papers if paper.source is not None)
    files = {paper.paper_id: pdf_from(paper.source) for paper in papers if paper.source is not None}
    return bind_pack(contents, files=files, illustrative=illustrative, at=now())


def bind_pack(contents: PackContents, *, files: Mapping[int, bytes], illustrative: str, at: datetime) -> bytes:
    """The pack bound of these PDFs, by the numbers of their papers.

    A paper that is no PDF, or a damaged one, stands on the front sheet and is not bound.
    """
    counts = dict(_counted(files))
    pack = replace(contents, items=tuple(_with_remarks(item, bound=counts) for item in contents.items))
    foot = f"{pack.committee}, {day_words(pack.day)}"
    sheet_pages = 1
    while True:
        pages = _begins(counts, after=sheet_pages)
        front = fit_pdf(agenda_document(pack, pages=pages, illustrative=illustrative, as_at=at))
        # A longer sheet moves every paper on.
        if page_count(front) <= sheet_pages:
            parts = tuple(_parts(pack, front=front, files=files, bound=counts))
            return bind(parts, title=f"Agenda and papers: {foot}", foot=foot)
        sheet_pages = page_count(front)


def _counted(files: Mapping[int, bytes]) -> Iterator[tuple[int, int]]:
    for paper_id, content in files.items():
        try:
            yield paper_id, page_count(content)
        except PartUnreadable:
            continue


def _begins(counts: Mapping[int, int], *, after: int) -> dict[int, int]:
    """By paper, the page of the whole that it begins on."""
    pages, begins = {}, after + 1
    for paper_id, count in counts.items():
        pages[paper_id] = begins
        begins += count
    return pages


def _with_remarks(item: PackItem, *, bound: Mapping[int, int]) -> PackItem:
    return replace(item, papers=tuple(_with_remark(paper, bound=bound) for paper in item.papers))


def _with_remark(paper: PackPaper, *, bound: Mapping[int, int]) -> PackPaper:
    return paper if paper.source is None or paper.paper_id in bound else replace(paper, why_not=UNREADABLE)


def _parts(pack: PackContents, *, front: bytes, files: Mapping[int, bytes], bound: Mapping[int, int]) -> Iterator[Part]:
    yield Part(title="Agenda", level=0, content=front)
    for item in pack.items:
        papers = [paper for paper in item.papers if paper.paper_id in bound]
        if papers:
            yield Part(title=f"{item.place}. {item.title}", level=0, content=None)
        for paper in papers:
            yield Part(title=paper.title, level=1, content=files[paper.paper_id])
