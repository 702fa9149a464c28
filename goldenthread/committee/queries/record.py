"""The record as the public reads it: meetings, their agendas, papers and minutes, and one matter across meetings.

Nothing exempt or confidential leaves this module for a public page: its title is the safe one, and its words, minutes,
resolutions and papers are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from django.db.models import Prefetch, QuerySet

from goldenthread.attachments.queries import KeptFile, kept_file, size_in_words
from goldenthread.committee.models import (
    AgendaItem,
    Attendance,
    Committee,
    Correction,
    Decision,
    Delegation,
    Interest,
    Matter,
    Meeting,
    MeetingChange,
    Minute,
    Paper,
    Question,
)
from goldenthread.committee.models.agenda import Access
from goldenthread.committee.queries.facts import (
    AskedFacts,
    CameFacts,
    ChangeFacts,
    CorrectionFacts,
    InterestFacts,
    ItemFacts,
    MatterPage,
    MeetingEntry,
    MeetingPage,
    PaperFacts,
    ResolutionFacts,
)
from goldenthread.domain.days import day_words

State = Meeting.State
# From here on the agenda is public; a meeting that was cancelled before says only that.
WITH_AGENDA = (State.AGENDA_PUBLISHED, State.HELD, State.MINUTES_DRAFTED, State.MINUTES_AGREED, State.MINUTES_SIGNED)
WITH_MINUTES = (State.MINUTES_DRAFTED, State.MINUTES_AGREED, State.MINUTES_SIGNED)
# What was imported with its decisions was published as such.
WITH_DECISIONS = (State.HELD, *WITH_MINUTES)


def meeting_entries() -> tuple[MeetingEntry, ...]:
    """Every meeting, newest first; in one read."""
    found = Meeting.objects.select_related("committee").order_by("-date", "committee__name")
    return tuple(entry_of(meeting) for meeting in found)


def meeting_page(*, committee: str, day: date) -> MeetingPage | None:
    """The public record of one meeting; None where there is none. Its reads do not grow with its agenda."""
    found = Meeting.objects.select_related("committee", "minutes_agreed_at")
    meeting = found.filter(committee__slug=committee, date=day).first()
    if meeting is None:
        return None
    has_agenda = meeting.state in WITH_AGENDA
    items = _items(AgendaItem.objects.filter(meeting=meeting).order_by("place")) if has_agenda else ()
    agreed = meeting.minutes_agreed_at
    return MeetingPage(
        committee_id=meeting.committee_id,
        entry=entry_of(meeting),
        contact=meeting.committee.contact,
        is_executive=meeting.committee.regime == Committee.Regime.EXECUTIVE_2012,
        source=meeting.source,
        agenda_published_on=meeting.agenda_published_on,
        short_notice_because=meeting.short_notice_because,
        changes=_changes(meeting),
        came=_came(meeting),
        no_interests=bool(meeting.no_interests),
        interests=_interests(meeting),
        items=tuple(item for _, item in items),
        minutes_agreed_on=None if agreed is None else agreed.date,
        signed_by=meeting.signed_by,
        signed_on=meeting.signed_on,
    )


def meeting_moved_from(*, committee: str, day: date) -> date | None:
    """The day to which a meeting of that day was moved: its old address leads there. None where none was."""
    changes = MeetingChange.objects.filter(
        meeting__committee__slug=committee, what=MeetingChange.What.DATE, before=day.isoformat()
    )
    last = changes.select_related("meeting").order_by("-pk").first()
    return None if last is None else last.meeting.date


def every_row(total: int) -> slice:
    """All rows of a list of so many."""
    return slice(0, total)


def matter_page(*, committee: str, slug: str, rows_of: Callable[[int], slice] = every_row) -> MatterPage | None:
    """One subject across meetings, newest first: the rows that `rows_of` says of how many there are.

    None where there is none, or no open item with it is public yet. An item that is kept is not among them: of what
    matter it is would tell what it is about.
    """
    matter = Matter.objects.select_related("committee").filter(committee__slug=committee, slug=slug).first()
    if matter is None:
        return None
    found = AgendaItem.objects.filter(matter=matter, access=Access.OPEN, meeting__state__in=WITH_AGENDA)
    total = found.count()
    if not total:
        return None
    return MatterPage(
        committee=committee,
        committee_name=matter.committee.name,
        slug=slug,
        title=matter.title,
        total=total,
        items=_items(found.order_by("-meeting__date", "place")[rows_of(total)]),
    )


def public_items(meeting_ids: Collection[int]) -> tuple[tuple[MeetingEntry, ItemFacts], ...]:
    """What the public may read of these meetings, item by item. Its reads do not grow with them."""
    found = AgendaItem.objects.filter(meeting_id__in=meeting_ids, meeting__state__in=WITH_AGENDA)
    return _items(found.order_by("meeting_id", "place"))


def public_paper(paper_id: int) -> KeptFile | None:
    """The file of a paper that everybody may read; None where there is none, or it is not public."""
    paper = Paper.objects.filter(
        pk=paper_id,
        access=Access.OPEN,
        item__access=Access.OPEN,
        item__meeting__state__in=WITH_AGENDA,
        attachment__isnull=False,
    ).first()
    return None if paper is None or paper.attachment_id is None else kept_file(paper.attachment_id)


def entry_of(meeting: Meeting) -> MeetingEntry:
    """The meeting as lists have it; its committee should have been read with it."""
    return MeetingEntry(
        id=meeting.pk,
        committee=meeting.committee.slug,
        committee_name=meeting.committee.name,
        date=meeting.date,
        begins_at=meeting.begins_at,
        venue=meeting.venue,
        state=State(meeting.state).label,
        has_agenda=meeting.state in WITH_AGENDA,
    )


def _changes(meeting: Meeting) -> tuple[ChangeFacts, ...]:
    what = MeetingChange.What
    return tuple(
        ChangeFacts(
            what=what(one.what).label,
            before=_as_day(one.before) if one.what == what.DATE else one.before,
            after=_as_day(one.after) if one.what == what.DATE else one.after,
            because=one.because,
        )
        for one in MeetingChange.objects.filter(meeting=meeting).order_by("pk")
    )


def _as_day(kept: str) -> str:
    return day_words(date.fromisoformat(kept))


def _came(meeting: Meeting) -> tuple[CameFacts, ...]:
    found = Attendance.objects.filter(meeting=meeting).select_related("membership__council", "in_place_of")
    return tuple(
        CameFacts(
            name=one.membership.name,
            council=one.membership.council.name,
            how=Attendance.How(one.how).label,
            in_place_of="" if one.in_place_of is None else one.in_place_of.name,
        )
        for one in found.order_by("membership__council__position", "membership__name", "pk")
    )


def _interests(meeting: Meeting) -> tuple[InterestFacts, ...]:
    found = Interest.objects.filter(meeting=meeting).select_related("membership", "item").order_by("pk")
    return tuple(
        InterestFacts(
            name=one.membership.name,
            # What somebody owns tells what an item is about that is kept.
            words=one.words if one.item is None or one.item.access == Access.OPEN else "",
            item="" if one.item is None else _title(one.item),
            left_the_room=one.left_the_room,
        )
        for one in found
    )


def _items(found: QuerySet[AgendaItem]) -> tuple[tuple[MeetingEntry, ItemFacts], ...]:
    """Items with everything under them, in their order: each kind of row in one read."""
    papers = Paper.objects.select_related("attachment", "publication", "corrects", "corrected_by").order_by("place")
    # Neither a file's bytes nor a document's are read for a list of papers.
    papers = papers.defer("attachment__content", "publication__document", "publication__versions")
    items = list(
        found.select_related("meeting__committee", "matter", "notice").prefetch_related(
            Prefetch("papers", queryset=papers)
        )
    )
    ids = [item.pk for item in items]
    minutes = {one.item_id: one for one in Minute.objects.filter(item_id__in=ids)}
    corrections = _corrections(minutes.values())
    resolutions, asked = _resolutions(ids), _asked(ids)
    return tuple(
        (
            entry_of(item.meeting),
            _item(
                item,
                minute=minutes.get(item.pk),
                corrections=corrections.get(item.pk, ()),
                resolutions=resolutions.get(item.pk, ()),
                asked=asked.get(item.pk, ()),
            ),
        )
        for item in items
    )


def _corrections(minutes: Collection[Minute]) -> Mapping[int, tuple[CorrectionFacts, ...]]:
    found = Correction.objects.filter(minute__in=minutes).select_related("minute", "minuted_under__meeting")
    by_item: dict[int, tuple[CorrectionFacts, ...]] = defaultdict(tuple)
    for one in found.order_by("pk"):
        told = CorrectionFacts(before=one.before, after=one.after, at=one.minuted_under.meeting.date)
        by_item[one.minute.item_id] += (told,)
    return by_item


def _resolutions(item_ids: Iterable[int]) -> Mapping[int, tuple[ResolutionFacts, ...]]:
    found = Decision.objects.filter(item_id__in=item_ids).select_related("delegation__reported_under__meeting")
    rows = list(found.order_by("pk"))
    below: dict[int | None, list[Decision]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)

    def told(row: Decision) -> ResolutionFacts:
        return ResolutionFacts(
            number=row.number,
            verb=Decision.Verb(row.verb).label,
            text=row.text,
            reference=row.reference,
            delegation=_delegation(getattr(row, "delegation", None)),
            below=tuple(told(one) for one in below[row.pk]),
        )

    by_item: dict[int, tuple[ResolutionFacts, ...]] = defaultdict(tuple)
    for row in below[None]:
        by_item[row.item_id] += (told(row),)
    return by_item


def _delegation(one: Delegation | None) -> str:
    """To whom, until when, and what became of it."""
    if one is None:
        return ""
    until = "" if one.due_on is None else f", until {day_words(one.due_on)}"
    to = f"Delegated to the {one.to_post}{until}."
    if one.state == Delegation.State.REVOKED:
        return f"{to} Revoked {'since' if one.revoked_on is None else f'on {day_words(one.revoked_on)}'}."
    if one.discharged_on is None:
        return f"{to} Not discharged yet."
    under = one.reported_under
    told = "" if under is None else f" Reported back on {day_words(under.meeting.date)}."
    late = ", when the power had ended" if one.due_on is not None and one.due_on < one.discharged_on else ""
    return f"{to} Decided on {day_words(one.discharged_on)}{late}: {one.decided}{told}"


def _asked(item_ids: Collection[int]) -> Mapping[int, tuple[AskedFacts, ...]]:
    found = Question.objects.filter(item_id__in=item_ids).select_related("asked_by").order_by("pk")
    by_item: dict[int, tuple[AskedFacts, ...]] = defaultdict(tuple)
    for one in found:
        told = AskedFacts(
            kind=Question.Kind(one.kind).label,
            asked_by=one.who_asked,
            words=one.words,
            owner_post=one.owner_post,
            answer=one.answer,
            answered_on=one.answered_on,
        )
        by_item[one.item_id] += (told,)
    return by_item


def _item(
    item: AgendaItem,
    *,
    minute: Minute | None,
    corrections: tuple[CorrectionFacts, ...],
    resolutions: tuple[ResolutionFacts, ...],
    asked: tuple[AskedFacts, ...],
) -> ItemFacts:
    is_open = item.access == Access.OPEN
    has_minutes, has_decisions = item.meeting.state in WITH_MINUTES, item.meeting.state in WITH_DECISIONS
    matter = item.matter if is_open else None
    return ItemFacts(
        place=item.place,
        number=item.number,
        title=_title(item),
        words=item.words if is_open else "",
        matter="" if matter is None else matter.slug,
        matter_title="" if matter is None else matter.title,
        urgent_because=item.urgent_because,
        kept=_kept(item),
        papers=tuple(_paper(one, is_open=is_open) for one in item.papers.all()) if is_open else (),
        minute=minute.words if minute is not None and has_minutes and is_open else "",
        corrections=corrections if has_minutes and is_open else (),
        resolutions=resolutions if has_decisions and is_open else (),
        asked=asked if has_decisions and is_open else (),
        notice=(item.meeting.committee.slug, item.meeting.date) if has_decisions and hasattr(item, "notice") else None,
    )


def _title(item: AgendaItem | Paper) -> str:
    return item.title if item.access == Access.OPEN else item.safe_title


def _kept(one: AgendaItem | Paper) -> str:
    """Why something is not public, as the law has it said."""
    if one.access == Access.OPEN:
        return ""
    if one.access == Access.CONFIDENTIAL:
        return "Confidential, within the meaning of section 100A(3) of the Local Government Act 1972."
    if not one.exempt_paragraphs:
        # Brought in from a system that does not hand on by which paragraph.
        return f"Exempt where it was published; by which paragraph is not known. {one.public_interest}".strip()
    numbers = one.exempt_paragraphs.split(",")
    which = f"paragraph {numbers[0]}" if len(numbers) == 1 else f"paragraphs {' and '.join(numbers)}"
    return (
        f"Exempt by {which} of Part 1 of Schedule 12A to the Local Government Act 1972. {one.public_interest}".strip()
    )


def _paper(paper: Paper, *, is_open: bool) -> PaperFacts:
    shown = is_open and paper.access == Access.OPEN
    attachment = paper.attachment if shown else None
    publication = paper.publication if shown else None
    corrected_by = getattr(paper, "corrected_by", None)
    return PaperFacts(
        id=paper.pk,
        kind=Paper.Kind(paper.kind).label,
        title=_title(paper),
        type_name=paper.type_name if shown else "",
        size=_size(paper) if shown else _kept(paper),
        sha256="" if attachment is None else attachment.sha256,
        attachment_id=None if attachment is None else attachment.pk,
        publication="" if publication is None else publication.public_id,
        corrects="" if paper.corrects is None else _title(paper.corrects),
        corrects_because=paper.corrects_because if shown else "",
        corrected_by="" if corrected_by is None else _title(corrected_by),
        is_report=shown and paper.report_id is not None,
    )


def _size(paper: Paper) -> str:
    return paper.size_words if paper.attachment is None else size_in_words(paper.attachment.size)
