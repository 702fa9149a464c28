"""What goes into a meeting's pack: the agenda, and each paper by what there is of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.attachments.queries import kept_file
from goldenthread.committee.queries import ItemFacts, MeetingPage, PaperFacts
from goldenthread.committee.queries.desk import MemberFacts, members_of
from goldenthread.domain.days import day_words
from goldenthread.publishing.queries import released_file, released_ids


@dataclass(frozen=True, kw_only=True)
class PackPaper:
    """A paper. `content` is its PDF, or None where there is none to bind, which `why_not` says."""

    paper_id: int
    title: str
    what: str  # "Report", "Supplementary paper: corrects “…”: the total"
    content: bytes | None
    why_not: str
    publication: str  # public id of a released pack of this product
    is_report: bool  # written here, and read as a page too


@dataclass(frozen=True, kw_only=True)
class PackItem:
    """An item of the agenda with its papers. `kept` says why something of it is not told."""

    place: int
    title: str
    words: str
    urgent: str
    kept: str
    papers: tuple[PackPaper, ...]


@dataclass(frozen=True, kw_only=True)
class PackContents:
    """The agenda of a meeting, with everything that is open of it."""

    name: str  # by which its files are called
    committee: str
    day: dt.date
    when: str
    where: str
    contact: str
    members: tuple[str, ...]
    items: tuple[PackItem, ...]
    published_on: dt.date | None
    short_notice_because: str


def contents_of(page: MeetingPage, *, with_files: bool = True) -> PackContents:
    """The public pack of a meeting: nothing that is exempt or confidential is in it, nor what is not released."""
    entry = page.entry
    time = "" if entry.begins_at is None else f", {entry.begins_at:%H:%M}"
    named = {paper.publication for item in page.items for paper in item.papers if paper.publication}
    released = released_ids(named) if named else frozenset()
    return PackContents(
        name=f"{entry.committee}-{entry.date.isoformat()}-pack",
        committee=entry.committee_name,
        day=entry.date,
        when=f"{entry.date:%A} {day_words(entry.date)}{time}",
        where=entry.venue or "Not known yet",
        contact=page.contact,
        members=tuple(_member(one) for one in members_of(page.committee_id, on=entry.date) if not one.is_substitute),
        items=tuple(_item(one, released=released, with_files=with_files) for one in page.items),
        published_on=page.agenda_published_on,
        short_notice_because=page.short_notice_because,
    )


def _member(one: MemberFacts) -> str:
    return f"{one.name} ({one.council})"


def _item(item: ItemFacts, *, released: frozenset[str], with_files: bool) -> PackItem:
    return PackItem(
        place=item.place,
        title=item.title,
        words=item.words,
        urgent=item.urgent_because,
        kept=item.kept,
        papers=tuple(_papers(item, released=released, with_files=with_files)),
    )


def _papers(item: ItemFacts, *, released: frozenset[str], with_files: bool) -> Iterator[PackPaper]:
    for paper in item.papers:
        content, why_not = _content(paper, released=released) if with_files else (None, "")
        corrects = f": corrects “{paper.corrects}”: {paper.corrects_because}" if paper.corrects else ""
        yield PackPaper(
            paper_id=paper.id,
            title=paper.title,
            what=f"{paper.kind[:1].upper()}{paper.kind[1:]}{corrects}",
            content=content,
            why_not=why_not,
            publication=paper.publication if paper.publication in released else "",
            is_report=paper.is_report,
        )


def _content(paper: PaperFacts, *, released: frozenset[str]) -> tuple[bytes | None, str]:
    """The paper's PDF, or why there is none."""
    if not paper.type_name:
        return None, paper.size  # what is kept says why in its place
    if paper.publication:
        if paper.publication not in released:
            return None, "not released yet"
        # A published document's PDF is called by the document's name: the public id without its number.
        name = f"{paper.publication.rpartition('-')[0]}.pdf"
        file = released_file(public_id=paper.publication, name=name)
        return (None, "not held as a PDF") if file is None else (file.content, "")
    if paper.attachment_id is None:
        return None, f"file not held here ({paper.type_name} {paper.size})".replace(" )", ")")
    held = kept_file(paper.attachment_id)
    if held is None or held.media_type != "application/pdf":
        return None, f"held as {paper.type_name} alone"
    return held.content, ""
