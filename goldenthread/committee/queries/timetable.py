"""The days before a meeting, counted back over bank holidays and the days on which its committee's councils are
closed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.committee.calendar import bank_holidays
from goldenthread.committee.models import ClosedDay, Committee, Meeting
from goldenthread.committee.queries.exported import CommitteeUnknown
from goldenthread.committee.queries.facts import MeetingEntry
from goldenthread.committee.queries.record import entry_of
from goldenthread.domain.round_calendar import CLEAR_DAYS, Deadline, counted_back
from goldenthread.domain.workdays import clear_days_before


@dataclass(frozen=True, kw_only=True)
class ClosedDayFacts:
    """A day on which a committee's councils are closed, and why."""

    id: int
    day: dt.date
    because: str


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """The days of a meeting: every stage before it, and the clear days themselves."""

    meeting: dt.date
    clear_days: int
    stages: tuple[Deadline, ...]
    clear: tuple[dt.date, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeOf:
    """What notice a committee gives, and the days that count for nothing around a day."""

    clear_days: int
    days_off: frozenset[dt.date]


def days_off(committee_id: int, *, around: dt.date, until: dt.date | None = None) -> frozenset[dt.date]:
    """Bank holidays around a day, or on to another one, and every day on which the committee's councils are closed."""
    closed = ClosedDay.objects.filter(committee_id=committee_id).values_list("day", flat=True)
    return bank_holidays(around=around, until=until).union(closed)


def closed_days_of(committee_id: int) -> tuple[ClosedDayFacts, ...]:
    """The days on which a committee's councils are closed, the newest first."""
    found = ClosedDay.objects.filter(committee_id=committee_id).order_by("-day")
    return tuple(ClosedDayFacts(id=one.pk, day=one.day, because=one.because) for one in found)


def notice_of(slug: str, *, around: dt.date) -> NoticeOf:
    """Of the committee of this slug; raises CommitteeUnknown."""
    committee = Committee.objects.filter(slug=slug).first()
    if committee is None:
        raise CommitteeUnknown(slug, known=list(Committee.objects.order_by("slug").values_list("slug", flat=True)))
    return NoticeOf(clear_days=committee.notice_days, days_off=days_off(committee.pk, around=around))


def notice_on(day: dt.date) -> NoticeOf:
    """Of the meeting on this day, of whichever committee is first by name; where none meets on it, five clear days over
    bank holidays alone."""
    found = Meeting.objects.filter(date=day).select_related("committee").order_by("committee__name").first()
    if found is None:
        return NoticeOf(clear_days=CLEAR_DAYS, days_off=bank_holidays(around=day))
    return NoticeOf(clear_days=found.committee.notice_days, days_off=days_off(found.committee_id, around=day))


def timetable_of(meeting: Meeting) -> Timetable:
    """The days of a meeting; its committee should have been read with it."""
    return _timetable(
        meeting.date, committee=meeting.committee, off=days_off(meeting.committee_id, around=meeting.date)
    )


def timetable_on(day: dt.date) -> Timetable:
    """The days of the meeting on this day, of whichever committee is first by name. Where none meets on it: five clear
    days, over bank holidays alone."""
    found = Meeting.objects.filter(date=day).select_related("committee").order_by("committee__name").first()
    return _timetable(day, committee=None, off=bank_holidays(around=day)) if found is None else timetable_of(found)


def deadlines_to_come(*, today: dt.date) -> tuple[tuple[MeetingEntry, Timetable], ...]:
    """Every meeting whose agenda is still to be published, with its days, the soonest first; in two reads."""
    found = Meeting.objects.filter(state=Meeting.State.SCHEDULED, date__gte=today).select_related("committee")
    meetings = list(found.order_by("date", "committee__name"))
    closed = _closed_days({one.committee_id for one in meetings})
    return tuple(
        (
            entry_of(one),
            _timetable(
                one.date,
                committee=one.committee,
                off=bank_holidays(around=one.date).union(closed[one.committee_id]),
            ),
        )
        for one in meetings
    )


def next_meeting_of(committee: str, *, after: dt.date) -> dt.date | None:
    """The day of the next meeting of the committee of this name that is not cancelled; None where none is planned."""
    found = Meeting.objects.filter(committee__name=committee, date__gt=after).exclude(state=Meeting.State.CANCELLED)
    return found.order_by("date").values_list("date", flat=True).first()


def _closed_days(committee_ids: Iterable[int]) -> dict[int, set[dt.date]]:
    closed: dict[int, set[dt.date]] = defaultdict(set)
    found = ClosedDay.objects.filter(committee_id__in=committee_ids)
    for committee_id, day in found.values_list("committee_id", "day"):
        closed[committee_id].add(day)
    return closed


def _timetable(day: dt.date, *, committee: Committee | None, off: frozenset[dt.date]) -> Timetable:
    days = CLEAR_DAYS if committee is None else committee.notice_days
    briefing = None if committee is None else committee.briefing_days
    return Timetable(
        meeting=day,
        clear_days=days,
        stages=counted_back(meeting=day, holidays=off, clear_days=days, briefing_days=briefing),
        clear=clear_days_before(meeting=day, days=days, holidays=off),
    )
