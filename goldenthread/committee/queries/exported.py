"""The record of one committee as its files have it: what everybody may read, but for drafts, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from goldenthread.attachments.queries import size_in_words
from goldenthread.committee.forms import (
    CommitteeRecord,
    DecisionRecord,
    ItemRecord,
    KeptRecord,
    MeetingRecord,
    PaperRecord,
)
from goldenthread.committee.models import AgendaItem, Committee, Decision, Meeting, MeetingChange, Minute, Paper
from goldenthread.committee.models.agenda import Access
from goldenthread.committee.queries.record import WITH_AGENDA, WITH_DECISIONS
from goldenthread.domain.problems import Refused
from goldenthread.publishing.words import clean

# The files have no word for a draft, and whoever reads them would take it for agreed.
_WITH_AGREED_MINUTES = (Meeting.State.MINUTES_AGREED, Meeting.State.MINUTES_SIGNED)


class CommitteeUnknown(Refused):
    """No committee has this slug."""

    def __init__(self, slug: str, *, known: Sequence[str]) -> None:
        there = f"There are: {', '.join(known)}." if known else "There is none yet."
        super().__init__(f"There is no committee {slug!r}. {there}")


def public_record(committee: str) -> CommitteeRecord:
    """Every meeting of a committee, oldest first, in a number of reads that does not grow; raises CommitteeUnknown.

    Of what is exempt or confidential it has the safe title and the reason; of draft minutes only what was resolved.
    """
    found = Committee.objects.filter(slug=committee).first()
    if found is None:
        raise CommitteeUnknown(committee, known=list(Committee.objects.order_by("slug").values_list("slug", flat=True)))
    items = _items(found)
    changes = MeetingChange.objects.filter(meeting__committee=found, what=MeetingChange.What.CANCELLED)
    reasons = dict(changes.order_by("pk").values_list("meeting_id", "because"))
    return CommitteeRecord(
        slug=found.slug,
        name=_line(found.name),
        meetings=tuple(
            MeetingRecord(
                date=meeting.date,
                venue=_line(meeting.venue),
                source=_line(meeting.source),
                items=items.get(meeting.pk, ()),
                begins_at=meeting.begins_at,
                cancelled=clean(reasons.get(meeting.pk, "")) if meeting.state == Meeting.State.CANCELLED else "",
                agenda_is_published=meeting.pk in items,
            )
            for meeting in Meeting.objects.filter(committee=found).order_by("date")
        ),
    )


def _items(committee: Committee) -> Mapping[int, tuple[ItemRecord, ...]]:
    shown = AgendaItem.objects.filter(meeting__committee=committee, meeting__state__in=WITH_AGENDA)
    minutes = dict(
        Minute.objects.filter(
            item__meeting__committee=committee, item__meeting__state__in=_WITH_AGREED_MINUTES, item__access=Access.OPEN
        ).values_list("item_id", "words")
    )
    decisions, papers = _decisions(committee), _papers(committee)
    by_meeting: dict[int, tuple[ItemRecord, ...]] = defaultdict(tuple)
    for row in shown.select_related("matter").order_by("meeting_id", "place"):
        is_open = row.access == Access.OPEN
        by_meeting[row.meeting_id] += (
            ItemRecord(
                number=row.number,
                title=_line(row.title if is_open else row.safe_title),
                decisions=decisions.get(row.pk, ()),
                matter=_line(row.matter.title) if is_open and row.matter else "",
                minute=clean(minutes.get(row.pk, "")),
                papers=papers.get(row.pk, ()),
                place=row.place,
                words=clean(row.words) if is_open else "",
                urgent_because=clean(row.urgent_because),
                kept=_kept(row),
            ),
        )
    return by_meeting


def _decisions(committee: Committee) -> Mapping[int, tuple[DecisionRecord, ...]]:
    """By item, each after the one that it stands under."""
    found = Decision.objects.filter(
        item__meeting__committee=committee, item__meeting__state__in=WITH_DECISIONS, item__access=Access.OPEN
    )
    below: dict[tuple[int, int | None], list[Decision]] = defaultdict(list)
    for row in found.order_by("pk"):
        below[row.item_id, row.parent_id].append(row)

    def told(item_id: int, parent: Decision | None) -> tuple[DecisionRecord, ...]:
        rows = below.get((item_id, None if parent is None else parent.pk), ())
        number = "" if parent is None else parent.number
        return tuple(
            one
            for row in rows
            for one in (
                DecisionRecord(number=row.number, parent=number, verb=row.verb, text=clean(row.text)),
                *told(item_id, row),
            )
        )

    return {item_id: told(item_id, None) for item_id, parent_id in below if parent_id is None}


def _papers(committee: Committee) -> Mapping[int, tuple[PaperRecord, ...]]:
    found = Paper.objects.filter(
        item__meeting__committee=committee, item__meeting__state__in=WITH_AGENDA, item__access=Access.OPEN
    )
    by_item: dict[int, tuple[PaperRecord, ...]] = defaultdict(tuple)
    for row in found.select_related("attachment").defer("attachment__content").order_by("item_id", "place"):
        is_open = row.access == Access.OPEN
        size = row.size_words if row.attachment is None else size_in_words(row.attachment.size)
        by_item[row.item_id] += (
            PaperRecord(
                title=_line(row.title if is_open else row.safe_title),
                kind=row.kind,
                type_name=_line(row.type_name) if is_open else "",
                size=_line(size) if is_open else "",
                kept=_kept(row),
            ),
        )
    return by_item


def _kept(row: AgendaItem | Paper) -> KeptRecord | None:
    if row.access == Access.OPEN:
        return None
    return KeptRecord(access=row.access, paragraphs=row.exempt_paragraphs, because=clean(row.public_interest))


def _line(text: str) -> str:
    """A title or a place: one line, one space between its words."""
    return " ".join(clean(text).split())
