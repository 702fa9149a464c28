"""The front sheet of a meeting's pack: when and where, who sits, and each item with the page that it begins on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from goldenthread.domain.days import day_words
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Column,
    Fact,
    FactList,
    Heading,
    Notice,
    NoticeKind,
    Paragraph,
    ReportDocument,
    Section,
    Status,
    Table,
)
from goldenthread.publishing.tidy_rows import DataTable
from goldenthread.publishing.words import clean, unprintable
from goldenthread.reports.documents.age import in_whole_seconds
from goldenthread.reports.meeting_packs.contents import PackContents, PackItem

BY_ITSELF = (
    "This pack is bound of its papers, so it makes no claim to be accessible as a whole. Each report that was made "
    "here is to be had by itself, as a page and as an accessible PDF."
)


def agenda_document(
    pack: PackContents, *, pages: Mapping[int, int] | None, illustrative: str, as_at: datetime
) -> ReportDocument:
    """The agenda; `pages` gives by paper the page of the bound pack that it begins on, None where nothing is bound."""
    return ReportDocument(
        name=pack.name,
        title="Agenda" if pages is None else "Agenda and papers",
        subject=pack.committee,
        publisher=pack.committee,
        audience=f"{pack.committee}, {day_words(pack.day)}",
        period=day_words(pack.day),
        as_at=in_whole_seconds(as_at),
        status=Status.PUBLISHED,
        sections=(Section(title="Agenda", blocks=tuple(_blocks(pack, pages=pages))),),
        rows=DataTable(columns=(), rows=()),
        illustrative_note=illustrative,
    )


def _blocks(pack: PackContents, *, pages: Mapping[int, int] | None) -> Iterator[Block]:
    yield FactList(facts=tuple(_facts(pack)))
    if pack.short_notice_because:
        yield Notice(
            kind=NoticeKind.IMPORTANT,
            title="Published with less notice than usual",
            paragraphs=(_shown(pack.short_notice_because),),
        )
    if pages is not None:
        yield Paragraph(text=BY_ITSELF)
    if pack.members:
        yield Heading(text="Members")
        yield BulletList(items=tuple(_shown(member) for member in pack.members))
    yield Heading(text="Items")
    yield Table(
        caption="Items and their papers",
        columns=(
            Column(title="Item", share=2),
            Column(title="What", share=10),
            *((Column(title="Page", align="right", share=2),) if pages is not None else ()),
        ),
        rows=tuple(row for item in pack.items for row in _rows(item, pages=pages)),
    )


def _facts(pack: PackContents) -> Iterator[Fact]:
    yield Fact(label="When:", text=_shown(pack.when))
    yield Fact(label="Where:", text=_shown(pack.where))
    if pack.contact:
        yield Fact(label="Contact:", text=_shown(pack.contact))
    if pack.published_on is not None:
        yield Fact(label="Published on:", text=day_words(pack.published_on))


def _rows(item: PackItem, *, pages: Mapping[int, int] | None) -> Iterator[tuple[str, ...]]:
    said = [item.title, item.words]
    if item.urgent:
        said.append(f"Taken as urgent: {item.urgent}")
    if item.kept:
        said.append(f"Not public. {item.kept}")
    blank = ("",) if pages is not None else ()
    yield (str(item.place), _shown("\n".join(filter(None, said))), *blank)
    for number, paper in enumerate(item.papers, start=1):
        page = () if pages is None else (str(pages[paper.paper_id]) if paper.paper_id in pages else "–",)
        why = f" ({paper.why_not})" if paper.why_not else ""
        yield (f"{item.place}.{number}", _shown(f"{paper.title}: {paper.what}{why}"), *page)


def _shown(text: str) -> str:
    """The text as it can be printed: an agenda goes out with a question mark sooner than not at all."""
    text = clean(text)
    for one in unprintable(text):
        text = text.replace(one.character, "?")
    return text
