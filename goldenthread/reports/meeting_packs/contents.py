"""What goes into a meeting's pack: the agenda, and each paper by what there is of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.attachments.queries import kept_file
from goldenthread.committee.queries import ItemFacts, MeetingPage, PaperFacts
from goldenthread.committee.queries.desk import MemberFacts, members_of
from goldenthread.domain.days import day_words
from goldenthread.publishing.queries import released_file, released_fingerprint, released_ids
from goldenthread.reports.documents.sentences import starting


@dataclass(frozen=True, kw_only=True)
class PdfSource:
    """Where a paper's PDF is kept, and its SHA-256: of a file by its number, of a publication by its public id."""

    attachment_id: int | None
    publication: str
    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PackPaper:
    """A paper. `source` is its PDF, or None where there is none to bind, which `why_not` says."""

    paper_id: int
    title: str
    what: str  # "Report", "Supplementary paper: corrects “…”: the total"
    source: PdfSource | None
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


def contents_of(page: MeetingPage) -> PackContents:
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
        items=tuple(_item(one, released=released) for one in page.items),
        published_on=page.agenda_published_on,
        short_notice_because=page.short_notice_because,
    )


def _member(one: MemberFacts) -> str:
    return f"{one.name} ({one.council})"


def _item(item: ItemFacts, *, released: frozenset[str]) -> PackItem:
    return PackItem(
        place=item.place,
        title=item.title,
        words=item.words,
        urgent=item.urgent_because,
        kept=item.kept,
        papers=tuple(_papers(item, released=released)),
    )


def _papers(item: ItemFacts, *, released: frozenset[str]) -> Iterator[PackPaper]:
    for paper in item.papers:
        source, why_not = _source(paper, released=released)
        corrects = f": corrects “{paper.corrects}”: {paper.corrects_because}" if paper.corrects else ""
        yield PackPaper(
            paper_id=paper.id,
            title=paper.title,
            what=f"{starting(paper.kind)}{corrects}",
            source=source,
            why_not=why_not,
            publication=paper.publication if paper.publication in released else "",
            is_report=paper.is_report,
        )


def _source(paper: PaperFacts, *, released: frozenset[str]) -> tuple[PdfSource | None, str]:
    """Where the paper's PDF is, or why there is none. No byte of it is read."""
    if not paper.type_name:
        return None, paper.size  # what is kept says why in its place
    if paper.publication:
        if paper.publication not in released:
            return None, "not released yet"
        # A published document's PDF is called by the document's name: the public id without its number.
        name = f"{paper.publication.rpartition('-')[0]}.pdf"
        sha256 = released_fingerprint(public_id=paper.publication, name=name)
        found = PdfSource(attachment_id=None, publication=paper.publication, name=name, sha256=sha256)
        return (found, "") if sha256 else (None, "not held as a PDF")
    if paper.attachment_id is None:
        return None, f"file not held here ({paper.type_name} {paper.size})".replace(" )", ")")
    if paper.type_name.upper() != "PDF":
        return None, f"held as {paper.type_name} alone"
    return PdfSource(attachment_id=paper.attachment_id, publication="", name="", sha256=paper.sha256), ""


def pdf_from(source: PdfSource) -> bytes:
    """The PDF itself; empty where it is not there any more."""
    if source.attachment_id is not None:
        held = kept_file(source.attachment_id)
        return b"" if held is None else held.content
    file = released_file(public_id=source.publication, name=source.name)
    return b"" if file is None else file.content
