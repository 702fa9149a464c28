"""A matter across meetings as a document, from which its page is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from goldenthread.committee.queries import ItemFacts, MatterPage, MeetingEntry
from goldenthread.demonstration.seeds.printed import RESOLVED, item_lines, paper_lines
from goldenthread.domain.days import day_words
from goldenthread.publishing.document import (
    Block,
    BulletList,
    NumberedList,
    Paragraph,
    Point,
    ReportDocument,
    Section,
    Status,
)
from goldenthread.publishing.tidy_rows import DataTable
from goldenthread.publishing.words import clean


def matter_document(page: MatterPage, *, at: datetime) -> ReportDocument:
    """Every meeting that the matter was before, newest first."""
    return ReportDocument(
        name=page.slug,
        title=clean(page.title),
        subject="Issue - meetings",
        publisher=page.committee_name,
        audience="everybody",
        period=f"to {day_words(page.items[0][0].date)}",
        as_at=at.replace(microsecond=0),
        status=Status.PUBLISHED,
        sections=tuple(
            Section(title=clean(next(iter(item_lines(entry, item)))), blocks=tuple(_blocks(entry, item)))
            for entry, item in page.items
        ),
        rows=DataTable(columns=(), rows=()),
    )


def _blocks(entry: MeetingEntry, item: ItemFacts) -> Iterator[Block]:
    _, head, *_ = item_lines(entry, item)
    yield Paragraph(text=clean(head))
    papers = tuple(clean(line) for line in paper_lines(item))
    if papers:
        yield Paragraph(lead="Additional documents:", text="")
        yield BulletList(items=papers)
    yield from (Paragraph(text=clean(part)) for part in item.minute.split("\n\n") if part)
    if len(item.resolutions) == 1 and not item.resolutions[0].below:
        yield Paragraph(text=clean(item.resolutions[0].text))
    elif item.resolutions:
        yield Paragraph(text=RESOLVED)
        yield NumberedList(
            points=tuple(
                Point(text=clean(one.text), lettered=tuple(clean(each.text) for each in one.below))
                for one in item.resolutions
            )
        )
