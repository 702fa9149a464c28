"""What there is to choose from when minutes are agreed: drafts, and the items under which they can be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goldenthread.committee.models import AgendaItem, Attendance, Decision, Interest, Meeting, Minute, Office
from goldenthread.committee.queries.record import WITH_DECISIONS
from goldenthread.domain.periods import MunicipalYear


@dataclass(frozen=True, kw_only=True)
class AgreedUnder:
    """An item of a later meeting that was held."""

    item_id: int
    day: dt.date
    title: str


@dataclass(frozen=True, kw_only=True)
class DraftMinutes:
    """A meeting with draft minutes."""

    meeting_id: int
    version: int
    day: dt.date


@dataclass(frozen=True, kw_only=True)
class DraftMinute:
    """The minute of one item."""

    minute_id: int
    number: str
    title: str


@dataclass(frozen=True, kw_only=True)
class HeldFacts:
    """Who came to a meeting, and what was declared there, as it is recorded."""

    came: tuple[tuple[int, str, int | None], ...]  # member, how, and in whose place
    declared: tuple[tuple[int, int | None, str, bool], ...]  # member, item, words, and whether they left
    no_interests: bool


def held_as(meeting_id: int) -> HeldFacts:
    """What is recorded of who came to the meeting."""
    came = Attendance.objects.filter(meeting_id=meeting_id).order_by("pk")
    declared = Interest.objects.filter(meeting_id=meeting_id).order_by("pk")
    return HeldFacts(
        came=tuple(came.values_list("membership_id", "how", "in_place_of_id")),
        declared=tuple(declared.values_list("membership_id", "item_id", "words", "left_the_room")),
        no_interests=bool(Meeting.objects.get(pk=meeting_id).no_interests),
    )


def agreed_under(*, committee_id: int, after: dt.date) -> tuple[AgreedUnder, ...]:
    """The items of meetings that were held after that day, the soonest first; those that name minutes before others."""
    found = AgendaItem.objects.filter(
        meeting__committee_id=committee_id, meeting__date__gt=after, meeting__state__in=WITH_DECISIONS
    ).select_related("meeting")
    items = sorted(found, key=lambda one: (one.meeting.date, "minute" not in one.title.lower(), one.place))
    return tuple(AgreedUnder(item_id=one.pk, day=one.meeting.date, title=one.title) for one in items)


def draft_minutes(*, committee_id: int, but: int) -> tuple[DraftMinutes, ...]:
    """The other meetings of the committee that have draft minutes, oldest first."""
    found = Meeting.objects.filter(committee_id=committee_id, state=Meeting.State.MINUTES_DRAFTED).exclude(pk=but)
    return tuple(
        DraftMinutes(meeting_id=one.pk, version=one.version, day=one.date) for one in found.order_by("date", "pk")
    )


def minutes_of(meeting_ids: list[int]) -> tuple[DraftMinute, ...]:
    """Each minute of these meetings that says anything."""
    found = Minute.objects.filter(item__meeting_id__in=meeting_ids).exclude(words="").select_related("item__meeting")
    return tuple(
        DraftMinute(minute_id=one.pk, number=one.item.number, title=one.item.title)
        for one in found.order_by("item__meeting__date", "item__place")
    )


def verbs() -> tuple[tuple[str, str], ...]:
    """What a committee does, as (key, word)."""
    return tuple((one.value, str(one.label)) for one in Decision.Verb)


def chair_on(*, committee_id: int, day: dt.date) -> str:
    """Who is chair in that day's municipal year; "" where nobody is recorded."""
    year = MunicipalYear.containing(day).start
    held = Office.objects.filter(committee_id=committee_id, kind=Office.Kind.CHAIR, year=year)
    office = held.select_related("held_by").first()
    return "" if office is None else office.held_by.name
