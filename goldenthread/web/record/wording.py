"""The record of meetings in finished words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from goldenthread.committee.queries import (
    AskedFacts,
    ItemFacts,
    MatterPage,
    MeetingEntry,
    MeetingPage,
    PaperFacts,
    ResolutionFacts,
)
from goldenthread.committee.views.stages import inspection_facts
from goldenthread.components.lists import Fact
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.numbering import taken_apart
from goldenthread.domain.periods import MunicipalYear

_DRAFTED, _AGREED, _SIGNED = "draft minutes", "minutes agreed", "minutes signed"


@dataclass(frozen=True, kw_only=True)
class ShownPaper:
    """A paper: its words, where it is read, and what is said of it."""

    title: str
    what: str  # "Report, PDF, 209 KB"
    address: str
    remarks: tuple[str, ...]
    page: str  # where it is read as a page; "" where it is not


@dataclass(frozen=True, kw_only=True)
class ShownResolution:
    """A resolution with its number as minutes have it, and those below it."""

    number: str
    text: str
    delegation: str
    anchor: str
    below: tuple[ShownResolution, ...]


@dataclass(frozen=True, kw_only=True)
class ShownCorrection:
    """Words of a minute and what they should be."""

    before: str
    after: str
    when: str


@dataclass(frozen=True, kw_only=True)
class ShownItem:
    """An item of an agenda."""

    anchor: str
    heading: str
    words: str
    kept: str
    urgent: str
    matter: str
    matter_title: str
    papers: tuple[ShownPaper, ...]
    minute: str
    minute_heading: str
    corrections: tuple[ShownCorrection, ...]
    resolutions: tuple[ShownResolution, ...]
    notice: str  # where its decision notice is; "" where there is none
    asked: tuple[tuple[str, str], ...]  # what was asked and by whom; the answer, or that there is none yet


@dataclass(frozen=True, kw_only=True)
class ShownMeeting:
    """The page of a meeting."""

    title: str
    committee: str
    committee_slug: str
    day: str
    state: str
    facts: tuple[Fact, ...]
    changes: tuple[str, ...]
    came: Table | None
    interests: tuple[str, ...]
    items: tuple[ShownItem, ...]
    closing: str
    json: str
    packs: tuple[Link, ...]  # the agenda with all of its papers; none where it has none


@dataclass(frozen=True, kw_only=True)
class ShownMatter:
    """The page of a matter: each meeting that it was before, newest first."""

    title: str
    committee: str
    entries: tuple[tuple[str, str, ShownItem], ...]  # heading, address of the meeting, item
    json: str


def meeting_address(entry: MeetingEntry) -> str:
    return reverse("web:meeting", args=[entry.committee, entry.date.isoformat()])


def notice_address(item: ItemFacts) -> str:
    """Where the decision notice of an item is; "" where there is none."""
    if item.notice is None:
        return ""
    committee, day = item.notice
    return reverse("web:notice", args=[committee, day.isoformat(), item.number])


def tables_of(entries: Iterable[MeetingEntry], *, today: dt.date) -> tuple[Table, ...]:
    """The meetings to come, the soonest first; then those that were, by municipal year, the newest first."""
    every = list(entries)
    to_come = sorted((one for one in every if one.date >= today), key=lambda one: (one.date, one.committee_name))
    tables = [_table("Meetings to come", to_come, key="to-come")] if to_come else []
    earlier = [one for one in every if one.date < today]
    for year, of_year in groupby(earlier, key=lambda one: MunicipalYear.containing(one.date).start):
        tables.append(_table(f"Meetings of {year}/{(year + 1) % 100:02}", list(of_year), key=f"year-{year}"))
    return tuple(tables)


def _table(caption: str, entries: list[MeetingEntry], *, key: str) -> Table:
    columns = (Column(title="Day"), Column(title="Committee"), Column(title="Venue"), Column(title="What there is"))
    rows = (
        row_of(
            Cell(words=day_words(one.date), address=meeting_address(one), small=_time(one)),
            one.committee_name,
            one.venue or "Not known yet",
            _what_there_is(one),
        )
        for one in entries
    )
    return Table(caption=caption, columns=columns, rows=tuple(rows), key=key)


def _time(entry: MeetingEntry) -> str:
    return "" if entry.begins_at is None else f"{entry.begins_at:%H:%M}"


def _what_there_is(entry: MeetingEntry) -> str:
    if entry.state == "cancelled":
        return "Cancelled"
    if not entry.has_agenda:
        return "No agenda yet"
    return _title(entry)


def _title(entry: MeetingEntry) -> str:
    """The kind of page that a meeting has: it changes with what there is of it."""
    if entry.state == _DRAFTED:
        return "Agenda and draft minutes"
    if entry.state in (_AGREED, _SIGNED):
        return "Agenda and minutes"
    if entry.state == "held":
        return "Agenda and decisions"
    return "Agenda" if entry.has_agenda else "Meeting"


def meeting_shown(page: MeetingPage, *, released: frozenset[str]) -> ShownMeeting:
    """The meeting in words; `released` are the publications that everybody may read."""
    entry = page.entry
    return ShownMeeting(
        title=_title(entry),
        committee=entry.committee_name,
        committee_slug=entry.committee,
        day=day_words(entry.date),
        state=entry.state,
        facts=tuple(_facts(page)),
        changes=tuple(_changes(page)),
        came=_came(page),
        interests=tuple(_interests(page)),
        items=tuple(_item(one, state=entry.state, released=released) for one in page.items),
        closing=_closing(page),
        json=reverse("web:meeting-json", args=[entry.committee, entry.date.isoformat()]),
        packs=tuple(_packs(page)),
    )


def _packs(page: MeetingPage) -> Iterator[Link]:
    """The agenda with all of its papers, where it has any."""
    where = [page.entry.committee, page.entry.date.isoformat()]
    if any(item.papers for item in page.items):
        yield Link(words="Agenda and papers as one PDF", address=reverse("web:pack-pdf", args=where))
        yield Link(words="Agenda and papers as one page", address=reverse("web:pack", args=where))


def matter_shown(page: MatterPage, *, released: frozenset[str]) -> ShownMatter:
    """The matter in words."""
    return ShownMatter(
        title=page.title,
        committee=page.committee_name,
        entries=tuple(
            (
                f"{day_words(entry.date)}, {entry.committee_name}, item {item.number or item.place}",
                f"{meeting_address(entry)}#{_anchor(item)}",
                _item(item, state=entry.state, released=released),
            )
            for entry, item in page.items
        ),
        json=reverse("web:matter-json", args=[page.committee, page.slug]),
    )


def _facts(page: MeetingPage) -> Iterator[Fact]:
    entry = page.entry
    time = "" if entry.begins_at is None else f", {entry.begins_at:%H:%M}"
    yield Fact(name="When", words=f"{entry.date:%A} {day_words(entry.date)}{time}")
    yield Fact(name="Where", words=entry.venue or "Not known yet")
    if page.contact:
        yield Fact(name="Contact", words=page.contact)
    if page.agenda_published_on is not None:
        late = page.short_notice_because
        less = f" With less than the usual notice, because: {late}" if late else ""
        yield Fact(name="Agenda published", words=f"{day_words(page.agenda_published_on)}.{less}")
    if entry.has_agenda:
        yield from inspection_facts(entry.date, is_executive=page.is_executive)
    if page.source:
        yield Fact(name="Source of this record", words=page.source)


def _changes(page: MeetingPage) -> Iterator[str]:
    for one in page.changes:
        if one.what == "cancelled":
            yield f"Cancelled, because: {one.because}"
        else:
            yield f"The {one.what} was {one.before}, and is {one.after or 'not known yet'}, because: {one.because}"


def _came(page: MeetingPage) -> Table | None:
    if not page.came:
        return None
    rows = (
        row_of(
            one.name,
            one.council,
            f"Present, in the place of {one.in_place_of}" if one.in_place_of else one.how[:1].upper() + one.how[1:],
        )
        for one in page.came
    )
    columns = (Column(title="Member"), Column(title="Council"), Column(title="Attendance"))
    return Table(caption="Who came", columns=columns, rows=tuple(rows), key="came")


def _interests(page: MeetingPage) -> Iterator[str]:
    if page.no_interests:
        yield "No interests were declared."
    for one in page.interests:
        about = f" in “{one.item}”" if one.item else ""
        left = " They left the room." if one.left_the_room else ""
        said = f": {one.words}" if one.words else ""
        yield f"{one.name} declared an interest{about}{said}{'' if said.endswith('.') else '.'}{left}"


def _closing(page: MeetingPage) -> str:
    agreed = (
        "" if page.minutes_agreed_on is None else f"Agreed as a correct record on {day_words(page.minutes_agreed_on)}"
    )
    if page.signed_on is not None:
        signed = f"signed by {page.signed_by} on {day_words(page.signed_on)}"
        return f"{agreed}; {signed}." if agreed else f"{signed[:1].upper()}{signed[1:]}."
    if agreed:
        return f"{agreed}."
    if page.entry.state == _DRAFTED:
        return "These minutes are a draft until a later meeting has agreed them."
    return ""


def _anchor(item: ItemFacts) -> str:
    return f"item-{item.number or item.place}"


def _item(item: ItemFacts, *, state: str, released: frozenset[str]) -> ShownItem:
    return ShownItem(
        anchor=_anchor(item),
        heading=f"{item.number or item.place}. {item.title}",
        words=item.words,
        kept=item.kept,
        urgent=item.urgent_because,
        matter=item.matter,
        matter_title=item.matter_title,
        papers=tuple(_paper(one, released=released) for one in item.papers),
        minute=item.minute,
        minute_heading="Draft minute" if state == _DRAFTED else "Minute",
        corrections=tuple(
            ShownCorrection(before=one.before, after=one.after, when=day_words(one.at)) for one in item.corrections
        ),
        resolutions=tuple(_resolution(one) for one in item.resolutions),
        notice=notice_address(item),
        asked=tuple(_asked(one) for one in item.asked),
    )


def _asked(one: AskedFacts) -> tuple[str, str]:
    verb = "asked" if one.kind == "question" else "asked for this"
    if one.answered_on is None:
        return f"{one.asked_by} {verb}: {one.words}", f"Not answered yet; the {one.owner_post} is to answer."
    return f"{one.asked_by} {verb}: {one.words}", f"Answered on {day_words(one.answered_on)}: {one.answer}"


def _paper(paper: PaperFacts, *, released: frozenset[str]) -> ShownPaper:
    address, held = "", ""
    if paper.attachment_id is not None:
        address = reverse("web:paper", args=[paper.id])
    elif paper.publication in released:
        address = reverse("web:publication", args=[paper.publication])
    elif paper.publication:
        held = "not released yet"
    else:
        held = "file not held here" if paper.type_name else ""
    kind = paper.kind[:1].upper() + paper.kind[1:]
    remarks = []
    if paper.corrects:
        remarks.append(f"Corrects “{paper.corrects}”: {paper.corrects_because}")
    if paper.corrected_by:
        remarks.append(f"Corrected by “{paper.corrected_by}”.")
    return ShownPaper(
        title=paper.title,
        what=", ".join(filter(None, (kind, paper.type_name, paper.size, held))),
        address=address,
        remarks=tuple(remarks),
        page=reverse("web:report", args=[paper.id]) if paper.is_report else "",
    )


def _resolution(one: ResolutionFacts) -> ShownResolution:
    _, letter = taken_apart(one.number)
    return ShownResolution(
        number=f"{letter})" if letter else f"{one.number}.",
        text=one.text,
        delegation=one.delegation,
        anchor=one.reference.rsplit("/", 2)[-2] + "-" + one.number,
        below=tuple(_resolution(each) for each in one.below),
    )
