"""What the clerk's pages show of meetings, in finished words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.committee.queries.desk import CommitteeFacts, DeskItem, DeskMeeting, DeskPaper, committees
from goldenthread.committee.queries.facts import MeetingEntry
from goldenthread.committee.queries.record import meeting_entries
from goldenthread.committee.queries.timetable import days_off
from goldenthread.committee.views.stages import STAGES, inspection_facts
from goldenthread.components.lists import Fact, Tag
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.meetings import MeetingState, MeetingStep
from goldenthread.domain.workdays import is_working_day

_TONES = {
    MeetingState.SCHEDULED: "due",
    MeetingState.AGENDA_PUBLISHED: "due",
    MeetingState.HELD: "late",
    MeetingState.MINUTES_DRAFTED: "late",
    MeetingState.MINUTES_AGREED: "due",
    MeetingState.MINUTES_SIGNED: "done",
    MeetingState.CANCELLED: "quiet",
}
_HELD = (
    MeetingState.HELD,
    MeetingState.MINUTES_DRAFTED,
    MeetingState.MINUTES_AGREED,
    MeetingState.MINUTES_SIGNED,
)
# The steps that have a page of their own beside the agenda, in the order of a meeting's life.
# Of a meeting whose agenda has an item.
_ALWAYS = (("What the checks find in its papers", "reports:papers"),)
# Until it is held.
_BEFORE = (("What is due on its agenda", "reports:due"),)
_LINKS = (
    (MeetingStep.PUBLISH_AGENDA, "Publish the agenda", "reports:send-out"),
    (MeetingStep.HOLD, "Record that it was held, and who came", "committee:hold"),
    (MeetingStep.CORRECT_ATTENDANCE, "Put right who came, and what was declared", "committee:hold"),
    (MeetingStep.AGREE_MINUTES, "Record that its minutes were agreed", "committee:agree"),
    (MeetingStep.SIGN_MINUTES, "Record that its minutes were signed", "committee:sign"),
    (MeetingStep.MOVE, "Change the day, time or venue", "committee:move"),
    (MeetingStep.CANCEL, "Cancel the meeting", "committee:cancel"),
)


@dataclass(frozen=True, kw_only=True)
class ShownCommittee:
    """A committee with a table of the meetings to come, and one of those that were."""

    facts: CommitteeFacts
    to_come: Table
    held: Table
    address: str  # of its settings and members


@dataclass(frozen=True, kw_only=True)
class ShownPaper:
    """A paper in a line, and where its own page is."""

    words: str
    remark: str
    address: str
    taken_out: str = ""  # where it can be taken off the agenda, or ""


@dataclass(frozen=True, kw_only=True)
class ShownItem:
    """An item of the agenda with its papers, and what can be done with it."""

    item: DeskItem
    heading: str
    remarks: tuple[str, ...]
    papers: tuple[ShownPaper, ...]
    followed: tuple[Link, ...]  # what follows from it: delegations to record, questions to answer
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class ShownMeeting:
    """A meeting on its clerk's page."""

    meeting: DeskMeeting
    heading: str
    state: Tag
    facts: tuple[Fact, ...]
    late: str  # what should be done by now, or ""
    timetable: Table | None  # until its agenda is published
    items: tuple[ShownItem, ...]
    links: tuple[Link, ...]
    add_item: str
    order: str


def listed(*, today: dt.date) -> tuple[ShownCommittee, ...]:
    """Every committee with its meetings; in two reads."""
    entries = meeting_entries()
    return tuple(_committee(one, entries=entries, today=today) for one in committees())


def _committee(facts: CommitteeFacts, *, entries: tuple[MeetingEntry, ...], today: dt.date) -> ShownCommittee:
    own = [one for one in entries if one.committee == facts.slug]
    to_come = sorted((one for one in own if one.date >= today), key=lambda one: one.date)
    held = [one for one in own if one.date < today]
    return ShownCommittee(
        facts=facts,
        to_come=_table(
            f"Meetings to come of {facts.name}", to_come, key=f"to-come-{facts.id}", empty="No meeting is to come."
        ),
        held=_table(
            f"Earlier meetings of {facts.name}", held, key=f"held-{facts.id}", empty="No earlier meeting is recorded."
        ),
        address=reverse("committee:committee", args=[facts.id]),
    )


def _table(caption: str, entries: list[MeetingEntry], *, key: str, empty: str) -> Table:
    columns = (Column(title="Day"), Column(title="Venue"), Column(title="State"))
    rows = (
        row_of(
            Cell(words=day_words(one.date), address=reverse("committee:meeting", args=[one.id])),
            one.venue or "Not known yet",
            one.state[:1].upper() + one.state[1:],
        )
        for one in entries
    )
    return Table(caption=caption, columns=columns, rows=tuple(rows), key=key, empty=empty)


def meeting_shown(meeting: DeskMeeting, *, today: dt.date) -> ShownMeeting:
    """The meeting as its page has it."""
    may_change = MeetingStep.CHANGE_AGENDA in meeting.steps
    may_add = may_change or MeetingStep.ADD_LATE in meeting.steps
    return ShownMeeting(
        meeting=meeting,
        heading=f"{meeting.committee_name}, {day_words(meeting.date)}",
        state=Tag(
            words=meeting.state_words[:1].upper() + meeting.state_words[1:], tone=_TONES[MeetingState(meeting.state)]
        ),
        facts=tuple(_facts(meeting)),
        late=_late(meeting, today=today),
        timetable=_timetable(meeting, today=today) if meeting.state == MeetingState.SCHEDULED else None,
        items=tuple(_item(one, meeting=meeting) for one in meeting.items),
        links=(
            *(
                Link(words=words, address=reverse(name, args=[meeting.id]))
                for step, words, name in _LINKS
                if step in meeting.steps
            ),
            *(
                Link(words=words, address=reverse(name, args=[meeting.id]))
                for words, name in (*(_BEFORE if may_change else ()), *(_ALWAYS if meeting.items else ()))
            ),
            Link(
                words="As everybody reads it",
                address=reverse("web:meeting", args=[meeting.committee, meeting.date.isoformat()]),
            ),
        ),
        add_item=reverse("committee:add-item", args=[meeting.id]) if may_add else "",
        order=reverse("committee:order", args=[meeting.id]) if may_change and len(meeting.items) > 1 else "",
    )


def _facts(meeting: DeskMeeting) -> Iterator[Fact]:
    time = "" if meeting.begins_at is None else f", {meeting.begins_at:%H:%M}"
    yield Fact(name="When", words=f"{meeting.date:%A} {day_words(meeting.date)}{time}")
    yield Fact(name="Where", words=meeting.venue or "Not known yet")
    days = f"{meeting.notice_days} clear {'day' if meeting.notice_days == 1 else 'days'}"
    if meeting.agenda_published_on is None:
        yield Fact(name="Agenda", words=f"Not published yet. For {days}, by {day_words(meeting.publish_by)}.")
    else:
        late = f" With less notice: {meeting.short_notice_because}" if meeting.short_notice_because else ""
        yield Fact(name="Agenda", words=f"Published on {day_words(meeting.agenda_published_on)}.{late}")
        if meeting.state != MeetingState.CANCELLED:
            yield from inspection_facts(meeting.date, is_executive=meeting.is_executive)


def _timetable(meeting: DeskMeeting, *, today: dt.date) -> Table:
    """The days before it, in order; those that are past say so."""
    rows = (
        row_of(
            f"{one.day:%A} {day_words(one.day)}",
            Cell(words=STAGES[one.stage], small="past already" if one.day < today else ""),
        )
        for one in meeting.stages
    )
    return Table(
        caption="Days, counted back from the meeting",
        columns=(Column(title="Day"), Column(title="What")),
        rows=tuple(rows),
        key="timetable",
        scrolls=False,
    )


def _late(meeting: DeskMeeting, *, today: dt.date) -> str:
    if meeting.state == MeetingState.SCHEDULED and meeting.publish_by < today:
        return (
            f"The last day to publish its agenda with {meeting.notice_days} clear days was "
            f"{day_words(meeting.publish_by)}. It can still be published, with the reason."
        )
    if meeting.state == MeetingState.AGENDA_PUBLISHED and meeting.date < today:
        return "The day of this meeting is past. Record that it was held and who came, so that it can be minuted."
    if meeting.date < today or MeetingStep.MOVE not in meeting.steps:
        return ""
    if not is_working_day(meeting.date, holidays=days_off(meeting.committee_id, around=meeting.date)):
        return (
            f"{meeting.date:%A} {day_words(meeting.date)} is no working day of the councils. Change the day, if "
            "another was meant."
        )
    return ""


def _item(item: DeskItem, *, meeting: DeskMeeting) -> ShownItem:
    links = []
    if MeetingStep.CHANGE_AGENDA in meeting.steps:
        links.append(Link(words="Change", address=reverse("committee:change-item", args=[item.id])))
        if not item.papers:
            links.append(Link(words="Take out", address=reverse("committee:take-out", args=[item.id])))
    if MeetingStep.CHANGE_AGENDA in meeting.steps or MeetingStep.ADD_LATE in meeting.steps:
        links.append(Link(words="Add a paper", address=reverse("committee:add-paper", args=[item.id])))
        links.append(Link(words="Report", address=reverse("committee:report", args=[item.id])))
    if MeetingStep.MINUTE in meeting.steps:
        words = "Minute this item" if item.minute_id is None else "Change the minute"
        links.append(Link(words=words, address=reverse("committee:minute", args=[item.id])))
    if meeting.state in _HELD:
        if item.resolutions and item.number and not item.has_notice:
            address = reverse("committee:issue-notice", args=[item.id])
            links.append(Link(words="Issue the decision notice", address=address))
        links.append(Link(words="Record a question", address=reverse("committee:question", args=[item.id])))
    return ShownItem(
        item=item,
        heading=f"{item.number or item.place}. {item.title}",
        remarks=tuple(_remarks(item)),
        papers=tuple(_paper(one, item=item, meeting=meeting) for one in item.papers),
        followed=tuple(_followed(item)),
        links=tuple(links),
    )


def _followed(item: DeskItem) -> Iterator[Link]:
    for one in item.resolutions:
        if one.delegation_id is not None:
            address = reverse("committee:delegation", args=[one.delegation_id])
            yield Link(words=f"Resolution {one.number}: the delegation", address=address)
        elif one.verb == "delegated":
            address = reverse("committee:delegate", args=[one.id])
            yield Link(words=f"Resolution {one.number}: record to whom it delegates, and for what", address=address)
    if item.has_notice:
        yield Link(words="The decision notice", address=reverse("committee:notice", args=[item.id]))
    for asked in item.questions:
        kind = asked.kind[:1].upper() + asked.kind[1:]
        if asked.is_answered:
            address = reverse("committee:arise", args=[asked.id])
            yield Link(words=f"{kind} answered: “{asked.words}” Record what is to be done", address=address)
        else:
            address = reverse("committee:answer", args=[asked.id])
            yield Link(words=f"{kind} without an answer: “{asked.words}”", address=address)


def _remarks(item: DeskItem) -> Iterator[str]:
    if item.access != "open":
        yield f"{item.access[:1].upper()}{item.access[1:]}. The public reads: “{item.safe_title}”"
    if item.matter_title:
        yield f"Matter: {item.matter_title}"
    if item.urgent_because:
        yield f"Taken as urgent: {item.urgent_because}"
    if item.minute_id is not None:
        count = len(item.resolutions)
        yield f"Minuted, with {count or 'no'} resolution{'' if count == 1 else 's'}."


def paper_words(paper: DeskPaper) -> str:
    """ "The offers (Report, PDF, 209 KB)"."""
    kind = paper.kind_words[:1].upper() + paper.kind_words[1:]
    size = f", {paper.size}" if paper.size else ""
    held = "" if paper.attachment_id is not None or paper.publication else ", file not held"
    return f"{paper.title} ({kind}, {paper.type_name}{size}{held})"


def _paper(paper: DeskPaper, *, item: DeskItem, meeting: DeskMeeting) -> ShownPaper:
    remarks = []
    if paper.access != "open":
        remarks.append(f"{paper.access[:1].upper()}{paper.access[1:]}; the public reads “{paper.safe_title}”.")
    if paper.corrects_because:
        remarks.append(f"Corrects an earlier paper: {paper.corrects_because}")
    may_go = MeetingStep.CHANGE_AGENDA in meeting.steps
    return ShownPaper(
        words=paper_words(paper),
        remark=" ".join(remarks),
        address="" if paper.attachment_id is None else reverse("committee:paper", args=[paper.id]),
        taken_out=reverse("committee:take-paper-out", args=[item.id, paper.id]) if may_go else "",
    )
