"""The record as data: JSON of meetings, matters and decisions, an Atom feed, and a calendar of meetings.

Each says what its page says, in the same words of the same queries: what is exempt is in none of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from goldenthread.audit.queries import latest_of
from goldenthread.committee.queries import (
    ItemFacts,
    MeetingEntry,
    MeetingPage,
    PaperFacts,
    ResolutionFacts,
    count_decisions,
    listed_decisions,
    matter_page,
    meeting_entries,
)
from goldenthread.committee.queries.timetable import deadlines_to_come
from goldenthread.committee.views.stages import STAGES
from goldenthread.components.paging import pages_of
from goldenthread.domain.days import day_words
from goldenthread.terminal.clock import today
from goldenthread.web.record.asked import DecisionFilter
from goldenthread.web.record.views import MATTER_ROWS, meeting_or_none, released_in, sent_on
from goldenthread.web.record.wording import meeting_address, notice_address

_EACH = 200
_NEWEST = 50
_LASTS = dt.timedelta(hours=2)  # how long a meeting takes up in a calendar: none says when it will end
# What is recorded of a meeting and changes what everybody reads of it.
_SHOWN = (
    *("agenda published", "agenda item added", "paper added", "meeting held", "meeting cancelled"),
    *("item minuted", "minutes agreed", "minutes signed"),
)
_BRIEFLY = "public, max-age=300"


@require_safe
def meetings_json(request: HttpRequest) -> HttpResponse:
    """Every meeting, newest first."""
    entries = meeting_entries()
    committees = sorted({(one.committee, one.committee_name) for one in entries})
    return json_of(
        {
            "committees": [{"id": slug, "name": name} for slug, name in committees],
            "meetings": [entry_as_data(one, request) for one in entries],
        }
    )


@require_safe
def meeting_json(request: HttpRequest, committee: str, day: str) -> HttpResponse:
    """One meeting with its agenda, papers, minutes and resolutions."""
    found = meeting_or_none(committee, day)
    if found is None:
        return sent_on("web:meeting-json", committee, day)
    return json_of(_meeting(found, request))


@require_safe
def matter_json(request: HttpRequest, committee: str, slug: str) -> HttpResponse:
    """One matter with the meetings that it was before, newest first, twenty at a time; "next" is the address of the
    rest, or null."""
    query = request.GET.dict()
    found = matter_page(
        committee=committee, slug=slug, rows_of=lambda total: pages_of(total, query=query, each=MATTER_ROWS).rows
    )
    if found is None:
        raise Http404
    pages = pages_of(found.total, query=query, each=MATTER_ROWS)
    released = released_in(found)
    return json_of(
        {
            "id": f"{found.committee}/{found.slug}",
            "title": found.title,
            "committee": found.committee_name,
            "total": found.total,
            "next": request.build_absolute_uri(pages.next) if pages.next else None,
            "meetings": [
                {**entry_as_data(entry, request), "item": _item(item, request, released=released)}
                for entry, item in found.items
            ],
        }
    )


@require_safe
def decisions_json(request: HttpRequest) -> HttpResponse:
    """Resolutions, narrowed as the page is, two hundred at a time; "next" is the address of the rest, or null."""
    search = DecisionFilter(request.GET).search
    query = {name: value for name, value in request.GET.dict().items() if value}
    pages = pages_of(count_decisions(search), query=query, each=_EACH)
    found = listed_decisions(search, rows=pages.rows)
    return json_of(
        {
            "total": pages.total,
            "next": request.build_absolute_uri(pages.next) if pages.next else None,
            "decisions": [
                {
                    "id": one.reference,
                    "number": one.number,
                    "verb": one.verb,
                    "text": one.text,
                    "item": {"number": one.item_number, "title": one.item_title, "matter": one.matter or None},
                    "meeting": entry_as_data(one.meeting, request),
                }
                for one in found
            ],
        }
    )


@require_safe
def meetings_atom(request: HttpRequest) -> HttpResponse:
    """The newest meetings whose agenda is public: each with what there is of it; its id never changes."""
    home = request.build_absolute_uri(reverse("web:meetings"))
    feed = Atom1Feed(
        title="Committee meetings",
        link=home,
        description="Agendas, minutes and decisions, newest first.",
        language="en-GB",
        feed_url=request.build_absolute_uri(),
    )
    entries = [entry for entry in meeting_entries() if entry.has_agenda][:_NEWEST]
    changed = latest_of(subject="meeting", subject_ids=[one.reference for one in entries], kinds=_SHOWN)
    for one in entries:
        feed.add_item(
            title=f"{one.committee_name}, {day_words(one.date)}: {one.state}",
            link=request.build_absolute_uri(meeting_address(one)),
            description=f"{one.venue}." if one.venue else "",
            unique_id=f"{home}/{one.reference}",
            pubdate=_begins(one),
            # By this a reader knows that there is something new of it. What was imported has its day alone.
            updateddate=changed.get(one.reference, _begins(one)),
        )
    return _said(feed.writeString("utf-8").encode(), "application/atom+xml; charset=utf-8")


@require_safe
def meetings_calendar(request: HttpRequest) -> HttpResponse:
    """Every meeting as an event of a calendar (RFC 5545); one that was cancelled says so."""
    calendar = _calendar("meetings")
    stamp = timezone.now()
    for one in meeting_entries():
        event = Event()
        event.add("uid", f"{one.reference}@{request.get_host()}")
        event.add("dtstamp", stamp)
        event.add("summary", one.committee_name)
        if one.begins_at is None:
            event.add("dtstart", one.date)
        else:
            event.add("dtstart", _begins(one).astimezone(dt.UTC))
            event.add("dtend", (_begins(one) + _LASTS).astimezone(dt.UTC))
        if one.venue:
            event.add("location", one.venue)
        event.add("url", request.build_absolute_uri(meeting_address(one)))
        event.add("status", "CANCELLED" if one.state == "cancelled" else "CONFIRMED")
        calendar.add_component(event)
    return _said(calendar.to_ical(), "text/calendar; charset=utf-8")


@require_safe
def deadlines_calendar(request: HttpRequest) -> HttpResponse:
    """The days before each meeting whose agenda is still to be published, as events of whole days (RFC 5545)."""
    calendar = _calendar("deadlines")
    stamp = timezone.now()
    for meeting, timetable in deadlines_to_come(today=today()):
        for one in timetable.stages:
            event = Event()
            event.add("uid", f"{meeting.reference}/{one.stage}@{request.get_host()}")
            event.add("dtstamp", stamp)
            event.add("summary", f"{STAGES[one.stage]} ({meeting.committee_name}, {day_words(meeting.date)})")
            event.add("dtstart", one.day)
            event.add("transp", "TRANSPARENT")
            event.add("url", request.build_absolute_uri(meeting_address(meeting)))
            calendar.add_component(event)
    return _said(calendar.to_ical(), "text/calendar; charset=utf-8")


def _calendar(of: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//goldenthread//{of}//EN")
    calendar.add("version", "2.0")
    return calendar


def _begins(entry: MeetingEntry) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(entry.date, entry.begins_at or dt.time()))


def entry_as_data(one: MeetingEntry, request: HttpRequest) -> dict[str, Any]:
    """A meeting as every answer has it."""
    return {
        "id": one.reference,
        "committee": one.committee_name,
        "date": one.date.isoformat(),
        "time": None if one.begins_at is None else f"{one.begins_at:%H:%M}",
        "venue": one.venue or None,
        "state": one.state,
        "url": request.build_absolute_uri(meeting_address(one)),
    }


def _meeting(page: MeetingPage, request: HttpRequest) -> dict[str, Any]:
    released = released_in(page)
    return {
        **entry_as_data(page.entry, request),
        "agenda_published": _day(page.agenda_published_on),
        "short_notice_because": page.short_notice_because or None,
        "changes": [
            {"what": one.what, "before": one.before, "after": one.after, "because": one.because} for one in page.changes
        ],
        "attendance": [
            {"name": one.name, "council": one.council, "how": one.how, "in_place_of": one.in_place_of or None}
            for one in page.came
        ],
        "interests": [
            {"name": one.name, "words": one.words, "item": one.item or None, "left_the_room": one.left_the_room}
            for one in page.interests
        ],
        "no_interests_declared": page.no_interests,
        "items": [_item(one, request, released=released) for one in page.items],
        "minutes_agreed": _day(page.minutes_agreed_on),
        "minutes_signed": _day(page.signed_on),
        "minutes_signed_by": page.signed_by or None,
    }


def _item(item: ItemFacts, request: HttpRequest, *, released: frozenset[str]) -> dict[str, Any]:
    return {
        "place": item.place,
        "number": item.number or None,
        "title": item.title,
        "words": item.words or None,
        "matter": item.matter or None,
        "urgent_because": item.urgent_because or None,
        "not_public_because": item.kept or None,
        "papers": [_paper(one, request, released=released) for one in item.papers],
        "minute": item.minute or None,
        "notice": request.build_absolute_uri(notice) if (notice := notice_address(item)) else None,
        "corrections": [
            {"before": one.before, "after": one.after, "at": one.at.isoformat()} for one in item.corrections
        ],
        "resolutions": list(_resolutions(item.resolutions)),
        "asked": [
            {
                "kind": one.kind,
                "asked_by": one.asked_by,
                "words": one.words,
                "to": one.owner_post,
                "answer": one.answer or None,
                "answered": _day(one.answered_on),
            }
            for one in item.asked
        ],
    }


def _resolutions(every: tuple[ResolutionFacts, ...]) -> Iterator[dict[str, Any]]:
    for one in every:
        yield {
            "id": one.reference,
            "number": one.number,
            "verb": one.verb,
            "text": one.text,
            "delegation": one.delegation or None,
            "below": list(_resolutions(one.below)),
        }


def _paper(paper: PaperFacts, request: HttpRequest, *, released: frozenset[str]) -> dict[str, Any]:
    address = None
    if paper.attachment_id is not None:
        address = request.build_absolute_uri(reverse("web:paper", args=[paper.id]))
    elif paper.publication in released:
        address = request.build_absolute_uri(reverse("web:publication", args=[paper.publication]))
    return {
        "kind": paper.kind,
        "title": paper.title,
        "type": paper.type_name or None,
        "size": paper.size or None,
        "sha256": paper.sha256 or None,
        "url": address,
        "corrects": paper.corrects or None,
        "corrects_because": paper.corrects_because or None,
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def json_of(content: dict[str, Any]) -> HttpResponse:
    """Public data, kept for five minutes by whoever reads it."""
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=_HEADERS)


def _said(content: bytes, media_type: str) -> HttpResponse:
    return HttpResponse(content, content_type=media_type, headers=_HEADERS)


_HEADERS = {"Cache-Control": _BRIEFLY}
