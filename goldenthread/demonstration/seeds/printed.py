"""A matter across meetings as lines of plain text, in the form that was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.committee.queries import ItemFacts, MatterPage, MeetingEntry, PaperFacts, ResolutionFacts
from goldenthread.domain.numbering import taken_apart

RESOLVED = "The Committee resolved:"


def matter_lines(page: MatterPage) -> Iterator[str]:
    """ "Issue - meetings": the matter, and each meeting with its item's papers, minute and resolutions."""
    yield "Issue - meetings"
    yield page.title
    for entry, item in page.items:
        yield from item_lines(entry, item)


def item_lines(entry: MeetingEntry, item: ItemFacts) -> Iterator[str]:
    """One meeting: its day, its item, papers, minute and resolutions."""
    number = item.number or str(item.place)
    yield f"Meeting: {entry.date:%d/%m/%Y} - {entry.committee_name} (Item {number})"
    yield " ".join(filter(None, (number, item.title, _size(_report_of(item)))))
    yield "Additional documents:"
    yield from (f"- {line}" for line in paper_lines(item))
    yield from (part for part in item.minute.split("\n\n") if part)
    yield from resolution_lines(item.resolutions)


def paper_lines(item: ItemFacts) -> Iterator[str]:
    """The papers of an item beside its report, each with its type and size."""
    first = _report_of(item)
    yield from (f"{paper.title} {_size(paper)}".rstrip() for paper in item.papers if paper is not first)


def _report_of(item: ItemFacts) -> PaperFacts | None:
    return next((paper for paper in item.papers if paper.kind == "report"), None)


def resolution_lines(resolutions: tuple[ResolutionFacts, ...]) -> Iterator[str]:
    """One resolution alone is a sentence of the minutes; several are numbered under a line that leads to them."""
    if len(resolutions) == 1 and not resolutions[0].below:
        yield resolutions[0].text
        return
    if resolutions:
        yield RESOLVED
        yield from _numbered(resolutions)


def _numbered(resolutions: Iterable[ResolutionFacts]) -> Iterator[str]:
    for one in resolutions:
        letters = taken_apart(one.number)[1]
        yield f"{letters}) {one.text}" if letters else f"{one.number}. {one.text}"
        yield from _numbered(one.below)


def _size(paper: PaperFacts | None) -> str:
    """ "PDF 209 KB", "" of a paper that there is not."""
    return "" if paper is None else f"{paper.type_name} {paper.size}".strip()
