"""An agenda pack: a front sheet and papers of 400 pages bound as one PDF, with bookmarks and page numbers."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2

from bench.measuring import Peer, Piece, Work
from goldenthread.publishing.binding import page_count
from goldenthread.publishing.rendering import accessible_pdf
from goldenthread.reports.meeting_packs.assembling import bound_pack
from goldenthread.reports.meeting_packs.contents import PackContents, PackItem, PackPaper
from tests.publishing.sample import sample_document

PAGES = 400


@cache
def _paper() -> bytes:
    return accessible_pdf(sample_document(measures=120))


def _papers() -> list[bytes]:
    return [_paper()] * -(-PAGES // page_count(_paper()))


def _binding(_: Path) -> Work:
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
                    content=content,
                    why_not="",
                    publication="",
                    is_report=False,
                ),
            ),
        )
        for place, content in enumerate(_papers(), start=1)
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
    return lambda: bound_pack(contents, illustrative="")


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
