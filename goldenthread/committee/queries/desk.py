"""A meeting as its clerk works on it: everything of it, also what is exempt. For its clerk, and its members."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch

from goldenthread.attachments.queries import KeptFile, kept_file, size_in_words
from goldenthread.committee.models import (
    AgendaItem,
    Committee,
    Decision,
    Matter,
    Meeting,
    Membership,
    Minute,
    Office,
    Paper,
    Question,
)
from goldenthread.committee.queries.timetable import timetable_of
from goldenthread.domain.meetings import MeetingStep, meeting_steps_from
from goldenthread.domain.round_calendar import Deadline
from goldenthread.partnership.models import Council

# What there is to choose from, as (key, words).
REGIMES = tuple((one.value, str(one.label)) for one in Committee.Regime)
OFFICES = tuple((one.value, str(one.label)) for one in Office.Kind)


@dataclass(frozen=True, kw_only=True)
class DeskPaper:
    """A paper; `held` says what there is of it: a file, a publication's public id, or "" for what only has a size."""

    id: int
    kind: str
    kind_words: str
    title: str
    type_name: str
    size: str
    attachment_id: int | None
    sha256: str  # of the file; "" where none is held
    publication: str
    access: str
    exempt_paragraphs: str
    public_interest: str
    safe_title: str
    corrects_id: int | None
    corrects_because: str
    is_report: bool  # made of a version of the item's report


@dataclass(frozen=True, kw_only=True)
class DeskResolution:
    """A resolution as it stands, with everything that was recorded of it."""

    id: int
    number: str
    verb: str
    text: str
    moved_by_id: int | None
    seconded_by_id: int | None
    votes: tuple[int, int, int] | None  # for, against, abstentions
    reasons: str
    alternatives: str
    delegation_id: int | None


@dataclass(frozen=True, kw_only=True)
class DeskQuestion:
    """What a member asked under an item, and whether there is an answer."""

    id: int
    kind: str
    words: str
    is_answered: bool


@dataclass(frozen=True, kw_only=True)
class DeskItem:
    """An item of the agenda, with its papers, its minute and its resolutions."""

    id: int
    place: int
    number: str
    title: str
    words: str
    matter_id: int | None
    matter_title: str
    urgent_because: str
    access: str
    exempt_paragraphs: str
    public_interest: str
    safe_title: str
    papers: tuple[DeskPaper, ...]
    minute_id: int | None
    minute: str
    exempt_minute: str
    resolutions: tuple[DeskResolution, ...]
    questions: tuple[DeskQuestion, ...]
    has_notice: bool  # of its decisions


@dataclass(frozen=True, kw_only=True)
class DeskMeeting:
    """A meeting, what may be done with it, and the last day to publish its agenda with the committee's clear days."""

    id: int
    version: int
    committee_id: int
    committee: str
    committee_name: str
    date: dt.date
    begins_at: dt.time | None
    venue: str
    state: str
    state_words: str
    steps: tuple[MeetingStep, ...]
    notice_days: int
    publish_by: dt.date
    stages: tuple[Deadline, ...]
    is_executive: bool  # its meetings follow the regulations of 2012
    agenda_published_on: dt.date | None
    short_notice_because: str
    items: tuple[DeskItem, ...]

    @property
    def reference(self) -> str:
        return f"{self.committee}/{self.date.isoformat()}"


@dataclass(frozen=True, kw_only=True)
class CommitteeFacts:
    """A committee with its settings."""

    id: int
    slug: str
    name: str
    terms_of_reference: str
    regime: str
    regime_words: str
    notice_days: int
    quorum: int | None
    contact: str
    standing_items: str  # one a line
    implication_sides: str  # one a line
    briefing_days: int | None
    notices_within: int


@dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """Somebody who sits on a committee, and the offices that they held: ("chair", 2019)."""

    id: int
    committee_id: int
    name: str
    council: str
    is_substitute: bool
    starts_on: dt.date
    ended_on: dt.date | None
    offices: tuple[tuple[str, int], ...]


def committees() -> tuple[CommitteeFacts, ...]:
    """Every committee, by name."""
    return tuple(
        CommitteeFacts(
            id=one.pk,
            slug=one.slug,
            name=one.name,
            terms_of_reference=one.terms_of_reference,
            regime=one.regime,
            regime_words=Committee.Regime(one.regime).label,
            notice_days=one.notice_days,
            quorum=one.quorum,
            contact=one.contact,
            standing_items=one.standing_items,
            implication_sides=one.implication_sides,
            briefing_days=one.briefing_days,
            notices_within=one.notices_within,
        )
        for one in Committee.objects.order_by("name")
    )


def members_of(committee_id: int, *, on: dt.date | None = None) -> tuple[MemberFacts, ...]:
    """Who sits on a committee on a day, or ever sat there; in the order of the councils, full members first."""
    found = Membership.objects.filter(committee_id=committee_id).select_related("council").prefetch_related("offices")
    if on is not None:
        found = found.filter(starts_on__lte=on).exclude(ended_on__lt=on)
    return tuple(
        MemberFacts(
            id=one.pk,
            committee_id=committee_id,
            name=one.name,
            council=one.council.name,
            is_substitute=one.is_substitute,
            starts_on=one.starts_on,
            ended_on=one.ended_on,
            offices=tuple(sorted((office.kind, office.year) for office in one.offices.all())),
        )
        for one in found.order_by("is_substitute", "council__position", "name", "pk")
    )


def councils_to_sit_for() -> tuple[tuple[int, str], ...]:
    """The councils of the partnership, in their order, each with its number."""
    return tuple(Council.objects.order_by("position", "name").values_list("pk", "name"))


def matters_of(committee_id: int) -> tuple[tuple[int, str], ...]:
    """The matters that a committee follows, by title, each with its number."""
    return tuple(Matter.objects.filter(committee_id=committee_id).order_by("title", "pk").values_list("pk", "title"))


def desk_meeting(meeting_id: int) -> DeskMeeting | None:
    """The meeting with everything of it; None where there is none. Its reads do not grow with its agenda."""
    meeting = Meeting.objects.select_related("committee").filter(pk=meeting_id).first()
    if meeting is None:
        return None
    timetable = timetable_of(meeting)
    return DeskMeeting(
        id=meeting.pk,
        version=meeting.version,
        committee_id=meeting.committee_id,
        committee=meeting.committee.slug,
        committee_name=meeting.committee.name,
        date=meeting.date,
        begins_at=meeting.begins_at,
        venue=meeting.venue,
        state=meeting.state,
        state_words=Meeting.State(meeting.state).label,
        steps=meeting_steps_from(meeting.state),
        notice_days=timetable.clear_days,
        publish_by=timetable.stages[-1].day,
        stages=timetable.stages,
        is_executive=meeting.committee.regime == Committee.Regime.EXECUTIVE_2012,
        agenda_published_on=meeting.agenda_published_on,
        short_notice_because=meeting.short_notice_because,
        items=_items(meeting),
    )


def desk_meeting_of_item(item_id: int) -> DeskMeeting | None:
    """The meeting whose agenda has this item; None where there is none."""
    item = AgendaItem.objects.filter(pk=item_id).first()
    return None if item is None else desk_meeting(item.meeting_id)


def paper_file(paper_id: int) -> KeptFile | None:
    """The file of a paper, whoever may read it; None where none is held."""
    paper = Paper.objects.filter(pk=paper_id, attachment__isnull=False).first()
    return None if paper is None or paper.attachment_id is None else kept_file(paper.attachment_id)


def _items(meeting: Meeting) -> tuple[DeskItem, ...]:
    papers = Paper.objects.select_related("attachment", "publication").order_by("place")
    # Neither a file's bytes nor a document's are read for a list of papers.
    papers = papers.defer("attachment__content", "publication__document", "publication__versions")
    found = AgendaItem.objects.filter(meeting=meeting).select_related("matter", "notice").order_by("place")
    items = list(found.prefetch_related(Prefetch("papers", queryset=papers)))
    minutes = {one.item_id: one for one in Minute.objects.filter(item__meeting=meeting)}
    resolutions: dict[int, list[DeskResolution]] = defaultdict(list)
    for row in Decision.objects.filter(item__meeting=meeting).select_related("delegation").order_by("pk"):
        resolutions[row.item_id].append(_resolution(row))
    questions: dict[int, list[DeskQuestion]] = defaultdict(list)
    for asked in Question.objects.filter(item__meeting=meeting).order_by("pk"):
        told = DeskQuestion(id=asked.pk, kind=asked.kind, words=asked.words, is_answered=bool(asked.answer))
        questions[asked.item_id].append(told)
    return tuple(
        _item(
            item,
            minute=minutes.get(item.pk),
            resolutions=resolutions[item.pk],
            questions=questions[item.pk],
        )
        for item in items
    )


def _item(
    item: AgendaItem,
    *,
    minute: Minute | None,
    resolutions: list[DeskResolution],
    questions: list[DeskQuestion],
) -> DeskItem:
    return DeskItem(
        id=item.pk,
        place=item.place,
        number=item.number,
        title=item.title,
        words=item.words,
        matter_id=item.matter_id,
        matter_title="" if item.matter is None else item.matter.title,
        urgent_because=item.urgent_because,
        access=item.access,
        exempt_paragraphs=item.exempt_paragraphs,
        public_interest=item.public_interest,
        safe_title=item.safe_title,
        papers=tuple(_paper(one) for one in item.papers.all()),
        minute_id=None if minute is None else minute.pk,
        minute="" if minute is None else minute.words,
        exempt_minute="" if minute is None else minute.exempt_words,
        resolutions=tuple(resolutions),
        questions=tuple(questions),
        has_notice=hasattr(item, "notice"),
    )


def _resolution(row: Decision) -> DeskResolution:
    counted = row.votes_for is not None and row.votes_against is not None and row.abstentions is not None
    delegation = getattr(row, "delegation", None)
    return DeskResolution(
        id=row.pk,
        number=row.number,
        verb=row.verb,
        text=row.text,
        moved_by_id=row.moved_by_id,
        seconded_by_id=row.seconded_by_id,
        votes=(row.votes_for or 0, row.votes_against or 0, row.abstentions or 0) if counted else None,
        reasons=row.reasons,
        alternatives=row.alternatives,
        delegation_id=None if delegation is None else delegation.pk,
    )


def _paper(paper: Paper) -> DeskPaper:
    return DeskPaper(
        id=paper.pk,
        kind=paper.kind,
        kind_words=Paper.Kind(paper.kind).label,
        title=paper.title,
        type_name=paper.type_name,
        size=paper.size_words if paper.attachment is None else size_in_words(paper.attachment.size),
        attachment_id=paper.attachment_id,
        sha256="" if paper.attachment is None else paper.attachment.sha256,
        publication="" if paper.publication is None else paper.publication.public_id,
        access=paper.access,
        exempt_paragraphs=paper.exempt_paragraphs,
        public_interest=paper.public_interest,
        safe_title=paper.safe_title,
        corrects_id=paper.corrects_id,
        corrects_because=paper.corrects_because,
        is_report=paper.report_id is not None,
    )
