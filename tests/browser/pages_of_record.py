"""The committee's record as everybody reads it, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client

from goldenthread.committee.models import AgendaItem, Meeting, Paper
from goldenthread.committee.operations import Corrected, agree_minutes, sign_minutes
from tests.browser.pages import State, at
from tests.web.record_of_meetings import AFTER, Record
from tests.world import make_appointment, make_partnership, make_person

MEETING = "/meetings/onesource-joint-committee/2020-01-17"


def recorded() -> Record:
    make_partnership()
    clerk = make_person("Committee Clerk", email="clerk@example.org")
    make_appointment(clerk, role="committee-clerk")
    return Record(by=clerk)


def with_a_record(address: str) -> Callable[[Client], str]:
    """Everybody at an address, once a meeting was held and minuted."""

    def reach(client: Client) -> str:
        recorded()
        return address

    return reach


def signed(client: Client) -> str:
    """Minutes that were corrected, agreed and signed; and a paper of which only the size is known."""
    record = recorded()
    later = Meeting.objects.create(committee=record.committee, date=date(2020, 1, 19), state="held")
    under = AgendaItem.objects.create(meeting=later, place=1, title="Minutes of the last meeting")
    Paper.objects.create(
        item=record.open, place=9, kind="tabled", title="Slides", type_name="PDF", size_words="294 KB", added_at=AFTER
    )
    agree_minutes(
        meeting_ids=[record.meeting.pk],
        versions=[record.version],
        under_item_id=under.pk,
        corrected=[Corrected(minute_id=record.open.minute.pk, before="posts", after="empty posts")],
        by=record.by,
        at=AFTER,
    )
    sign_minutes(
        meeting_id=record.meeting.pk,
        version=record.version,
        signed_by="Councillor A. Example, Chair",
        signed_on=date(2020, 1, 19),
        by=record.by,
        at=AFTER,
    )
    return MEETING


def only_scheduled(client: Client) -> str:
    record = recorded()
    Meeting.objects.create(committee=record.committee, date=date(2020, 3, 5), venue="Town Hall")
    return "/meetings/onesource-joint-committee/2020-03-05"


RECORD_STATES = (
    State("meetings, none", at("/meetings")),
    State("meetings", with_a_record("/meetings")),
    State("meeting", with_a_record(MEETING)),
    State("meeting, signed", signed),
    State("meeting without an agenda", only_scheduled),
    State("matter", with_a_record("/matters/onesource-joint-committee/improvement-plan")),
    State("decision notice, read", with_a_record("/decisions/onesource-joint-committee/2020-01-17/1")),
    State("decision notice, kept", with_a_record("/decisions/onesource-joint-committee/2020-01-17/2")),
    State("search", at("/meetings/search")),
    State("search, found", with_a_record("/meetings/search?q=improving")),
    State("search, nothing found", with_a_record("/meetings/search?q=nowhere")),
    State("search, refused", with_a_record("/meetings/search?q=the&since_day=31&since_month=2&since_year=2020")),
    State("decisions, none", at("/decisions")),
    State("decisions", with_a_record("/decisions")),
    State("decisions, nothing found", with_a_record("/decisions?search_words=nowhere")),
)
MAIN_OF_RECORD = ("meeting, signed",)
