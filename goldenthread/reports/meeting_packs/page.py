"""A meeting's pack as one page: the agenda, and whole what was made here; what others wrote stands as its title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from goldenthread.committee.queries import MeetingPage
from goldenthread.committee.queries.reports import public_report
from goldenthread.publishing.canonical import read_document
from goldenthread.publishing.document import Contents, ReportDocument, Section
from goldenthread.publishing.queries import stored_document
from goldenthread.reports.documents.agenda import agenda_document
from goldenthread.reports.documents.to_committee import report_document
from goldenthread.reports.meeting_packs.contents import PackPaper, contents_of


def pack_page(page: MeetingPage, *, illustrative: str, at: datetime) -> ReportDocument:
    """The document that the page is made from."""
    pack = contents_of(page)
    agenda = agenda_document(pack, pages=None, illustrative=illustrative, as_at=at)
    sections = [*agenda.sections]
    for item in pack.items:
        for paper in item.papers:
            sections += _sections(paper, place=item.place)
    return replace(agenda, title="Agenda and papers", sections=tuple(sections))


def _sections(paper: PackPaper, *, place: int) -> Iterator[Section]:
    document = _document(paper)
    if document is None:
        return
    for section in document.sections:
        blocks = tuple(block for block in section.blocks if not isinstance(block, Contents))
        title = f"{place}. {document.title}: {section.title}"[:240]
        yield replace(section, title=title, blocks=blocks)


def _document(paper: PackPaper) -> ReportDocument | None:
    if paper.publication:
        return read_document(stored_document(paper.publication))
    written = public_report(paper.paper_id) if paper.is_report else None
    return None if written is None else report_document(written, is_draft=False)
