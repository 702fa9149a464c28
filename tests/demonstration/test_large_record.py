"""The made-up record of any number of meetings: the same every time, marked as made up, and searched as any other."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.test import Client

from goldenthread.committee.models import AgendaItem, Attendance, Decision, Meeting, Minute, Paper, SearchEntry
from goldenthread.demonstration.large.operations.meetings import load_meetings
from goldenthread.demonstration.large.record import days_of, items_of
from tests.world import make_council, make_person

AT = datetime(2020, 4, 20, 9, tzinfo=UTC)


@pytest.fixture
def loaded(db) -> None:
    make_council()
    load_meetings(6, by=make_person("Clerk"), at=AT)


def test_each_meeting_has_its_items_papers_minutes_and_resolutions(loaded) -> None:
    assert Meeting.objects.count() == 6
    assert AgendaItem.objects.count() == 120
    assert Paper.objects.filter(attachment__isnull=False).count() == 360
    assert Minute.objects.count() == 100  # the newest is still to come
    assert Decision.objects.count() == 200
    assert Attendance.objects.count() == 15


def test_its_meetings_stand_in_every_state_from_a_published_agenda_to_signed_minutes(loaded) -> None:
    states = list(Meeting.objects.order_by("date").values_list("state", flat=True))

    assert states == [*["minutes-signed"] * 3, "minutes-agreed", "minutes-drafted", "agenda-published"]


def test_everything_that_is_read_says_that_it_is_made_up(loaded) -> None:
    assert all("made up" in source for source in Meeting.objects.values_list("source", flat=True))
    assert not SearchEntry.objects.exclude(text__contains="llustrati").exists()


def test_it_is_searched_as_any_record(loaded) -> None:
    found = Client(headers={"host": "localhost"}).get("/meetings/search.json?q=apology").json()

    assert found["total"] == 24  # an item and three papers of each of six meetings
    assert found["found"][0]["meeting"]["date"] == "2020-04-30"


def test_four_hundred_meetings_take_thirty_years_and_are_the_same_every_time() -> None:
    days = days_of(400)

    assert {(later - earlier).days for earlier, later in pairwise(days)} == {28}
    assert (days[0].year, days[-1].year) == (1989, 2020)
    assert list(items_of(days[0])) == list(items_of(days[0]))
