"""Filling in the record of a made-up committee, many meetings at once: rows written in bulk, and searched as any."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db import transaction
from django.utils.text import slugify

from goldenthread.accounts.models import User
from goldenthread.attachments.kinds import KINDS
from goldenthread.attachments.models import Attachment
from goldenthread.committee.models import (
    AgendaItem,
    Attendance,
    Committee,
    Decision,
    Matter,
    Meeting,
    Membership,
    Minute,
    Paper,
)
from goldenthread.committee.operations.searching import refresh_search
from goldenthread.demonstration.large.record import NAME, SLUG, SampleItem, SamplePaper, days_of, items_of
from goldenthread.demonstration.large.register import NOTE
from goldenthread.partnership.models import Council

_AT_ONCE = 20
_BATCH = 100
_SEATS = 3  # of each council
# Of the newest meetings: how each stands. All before them are signed.
_NEWEST = (
    Meeting.State.MINUTES_AGREED,
    Meeting.State.MINUTES_DRAFTED,
    Meeting.State.AGENDA_PUBLISHED,
)


def load_meetings(count: int, *, by: User, at: datetime) -> None:
    """So many meetings with their agendas, papers, minutes and resolutions; one transaction for each twenty."""
    days = days_of(count)
    with transaction.atomic():
        committee = _committee(since=days[0])
        meetings = _meetings(committee, days=days)
    seats = list(Membership.objects.filter(committee=committee))
    matters: dict[str, Matter] = {}
    number = 0
    for start in range(0, count, _AT_ONCE):
        with transaction.atomic():
            some = meetings[start : start + _AT_ONCE]
            said = [(meeting, item) for meeting in some for item in items_of(meeting.date)]
            _enter_matters(matters, (item.matter for _, item in said), committee=committee)
            number = _enter(said, matters=matters, after=number, by=by, at=at)
            _enter_attendance(some, seats=seats)
            refresh_search([meeting.pk for meeting in some])


def _committee(*, since: date) -> Committee:
    committee = Committee.objects.create(slug=SLUG, name=NAME, terms_of_reference=NOTE)
    Membership.objects.bulk_create(
        Membership(
            committee=committee,
            council=council,
            name=f"Councillor {council.name} {place} (illustrative)",
            starts_on=since,
        )
        for council in Council.objects.order_by("position")
        for place in range(1, _SEATS + 1)
    )
    return committee


def _meetings(committee: Committee, *, days: Sequence[date]) -> list[Meeting]:
    made = [_meeting(committee, day, state=state) for day, state in _states(days)]
    Meeting.objects.bulk_create(made, batch_size=_BATCH)
    for meeting, following in pairwise(made):
        if meeting.state in (Meeting.State.MINUTES_AGREED, Meeting.State.MINUTES_SIGNED):
            meeting.minutes_agreed_at = following
    Meeting.objects.bulk_update(made, ["minutes_agreed_at"], batch_size=_BATCH)
    return made


def _states(days: Sequence[date]) -> Iterator[tuple[date, str]]:
    for back, day in zip(reversed(range(len(days))), days, strict=True):
        yield day, _NEWEST[-1 - back] if back < len(_NEWEST) else Meeting.State.MINUTES_SIGNED


def _meeting(committee: Committee, day: date, *, state: str) -> Meeting:
    is_signed = state == Meeting.State.MINUTES_SIGNED
    return Meeting(
        committee=committee,
        date=day,
        begins_at=time(18, 30),
        venue="Sample Town Hall",
        source=NOTE,
        state=state,
        agenda_published_on=day - timedelta(days=8),
        no_interests=None if state == Meeting.State.AGENDA_PUBLISHED else True,
        signed_by="The Chair (illustrative)" if is_signed else "",
        signed_on=day + timedelta(days=28) if is_signed else None,
    )


def _enter_matters(held: dict[str, Matter], titles: Iterator[str], *, committee: Committee) -> None:
    for title in sorted({*titles} - {*held, ""}):
        held[title] = Matter.objects.create(committee=committee, slug=slugify(title), title=title)


def _enter(
    said: Sequence[tuple[Meeting, SampleItem]],
    *,
    matters: Mapping[str, Matter],
    after: int,
    by: User,
    at: datetime,
) -> int:
    """The items with all that is under them; returns the last running minute number."""
    items = []
    place, last = 0, None
    for meeting, item in said:
        place = 1 if meeting.pk != last else place + 1
        last = meeting.pk
        is_minuted = meeting.state != Meeting.State.AGENDA_PUBLISHED
        after += is_minuted
        items.append(
            AgendaItem(
                meeting=meeting,
                place=place,
                number=str(after) if is_minuted else "",
                title=item.title,
                matter=matters.get(item.matter),
                words=item.words,
            )
        )
    AgendaItem.objects.bulk_create(items, batch_size=_BATCH)
    rows = list(zip(items, (item for _, item in said), strict=True))
    _enter_papers(rows, by=by, at=at)
    minuted = [(row, item) for row, item in rows if row.number]
    Minute.objects.bulk_create(
        (Minute(item=row, words=item.minute, state=_minuted(row.meeting)) for row, item in minuted), batch_size=_BATCH
    )
    Decision.objects.bulk_create(
        (
            Decision(
                item=row,
                number=str(number),
                verb=verb,
                text=text,
                reference=f"{SLUG}/{row.meeting.date.isoformat()}/{row.number}/{number}",
                state=_minuted(row.meeting),
            )
            for row, item in minuted
            for number, (verb, text) in enumerate(item.resolutions, start=1)
        ),
        batch_size=_BATCH,
    )
    return after


def _minuted(meeting: Meeting) -> Minute.State:
    states = {
        Meeting.State.MINUTES_DRAFTED: Minute.State.DRAFT,
        Meeting.State.MINUTES_AGREED: Minute.State.AGREED,
        Meeting.State.MINUTES_SIGNED: Minute.State.SIGNED,
    }
    return states[Meeting.State(meeting.state)]


def _enter_papers(rows: Sequence[tuple[AgendaItem, SampleItem]], *, by: User, at: datetime) -> None:
    papers = [(row, place, paper) for row, item in rows for place, paper in enumerate(item.papers, start=1)]
    files = [
        _file(paper, name=f"{row.meeting.date.isoformat()}-item-{row.place}-paper-{place}.txt", by=by, at=at)
        for row, place, paper in papers
    ]
    Attachment.objects.bulk_create(files, batch_size=_BATCH)
    Paper.objects.bulk_create(
        (
            Paper(
                item=row,
                place=place,
                kind=paper.kind,
                title=paper.title,
                type_name="TXT",
                attachment=file,
                added_at=at,
            )
            for (row, place, paper), file in zip(papers, files, strict=True)
        ),
        batch_size=_BATCH,
    )


def _file(paper: SamplePaper, *, name: str, by: User, at: datetime) -> Attachment:
    content = paper.words.encode()
    return Attachment(
        name=name,
        ending="txt",
        media_type=KINDS["txt"].media_type,
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        kept_by=by.pk,
        kept_at=at,
    )


def _enter_attendance(meetings: Sequence[Meeting], *, seats: Sequence[Membership]) -> None:
    Attendance.objects.bulk_create(
        (
            Attendance(
                meeting=meeting,
                membership=seat,
                how=Attendance.How.APOLOGIES if (meeting.pk + place) % 7 == 0 else Attendance.How.PRESENT,
            )
            for meeting in meetings
            if meeting.state != Meeting.State.AGENDA_PUBLISHED
            for place, seat in enumerate(seats)
        ),
        batch_size=_BATCH,
    )
