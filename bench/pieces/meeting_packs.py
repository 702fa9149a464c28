"""An agenda pack: a front sheet and papers of 400 pages bound as one PDF, with bookmarks and page numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2

from bench.measuring import Peer, Piece, Work
from goldenthread.publishing.binding import page_count
from goldenthread.publishing.rendering import accessible_pdf
from goldenthread.reports.meeting_packs.assembling import bind_pack
from goldenthread.reports.meeting_packs.contents import PackContents, PackItem, PackPaper, PdfSource
from tests.publishing.sample import sample_document

PAGES = 400


@cache
def _paper() -> bytes:
    return accessible_pdf(sample_document(measures=120))


def _papers() -> list[bytes]:
    return [_paper()] * -(-PAGES // page_count(_paper()))


def _binding(_: Path) -> Work:
    files = dict(enumerate(_papers(), start=1))
    items = tuple(
        PackItem(
            place=place,
            title=f"Item {place}",
            words="",
            urgent="",
            kept="",
            papers=(
                PackPaper(
                    paper_id=place,
                    title=f"Report {place}",
                    what="Report",
                    source=PdfSource(attachment_id=place, publication="", name="", sha256=""),
                    why_not="",
                    publication="",
                    is_report=False,
                ),
            ),
        )
        for place in files
    )
    contents = PackContents(
        name="bench-pack",
        committee="Joint Committee",
        day=date(2020, 2, 7),
        when="Friday 7 February 2020",
        where="Town Hall",
        contact="",
        members=(),
        items=items,
        published_on=None,
        short_notice_because="",
    )
    return lambda: bind_pack(contents, files=files, illustrative="", at=datetime(2020, 1, 30, tzinfo=UTC))


def _appending(_: Path) -> Work:
    papers = _papers()

    def append() -> None:
        whole = pypdfium2.PdfDocument.new()
        for content in papers:
            whole.import_pages(pypdfium2.PdfDocument(content))
        whole.save(BytesIO())

    return append


PIECES = (
    Piece(
        f"agenda pack of {PAGES} pages, front sheet, bookmarks and page numbers",
        _binding,
        seconds=5.0,
        runs=5,
        cold=True,
        peer=Peer("PDFium putting the same papers one after the other", _appending),
    ),
)
