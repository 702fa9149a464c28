"""Importing agendas of meetings to come, and what becomes of them: items get numbers, meetings are cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.forms import read_committee
from goldenthread.committee.models import AgendaItem, Meeting
from goldenthread.committee.operations import CommitteeChanges, import_committee
from goldenthread.domain.problems import InputRefused

pytestmark = pytest.mark.django_db

AGENDA = """
[committee]
slug = "a"
name = "A"

[[meeting]]
date = 2019-04-05
time = 18:30:00
venue = "Town Hall"

[[meeting.item]]
title = "Apologies"

[[meeting.item]]
title = "Rents"
"""


def bring_in(text: str, *, by: User, at: datetime) -> CommitteeChanges:
    return import_committee(read_committee(text.encode(), file="record.toml"), by=by, at=at)


def test_an_item_without_a_minute_number_is_known_by_its_title_until_it_has_one(clerk: User, at: datetime) -> None:
    bring_in(AGENDA, by=clerk, at=at)
    before = AgendaItem.objects.get(title="Rents").pk

    again = bring_in(AGENDA, by=clerk, at=at)
    bring_in(f'{AGENDA}number = "15"\nminute = "Members asked."\n', by=clerk, at=at)

    assert (again.added, again.changed) == ((), ())
    rents = AgendaItem.objects.get(number="15")
    assert (rents.pk, rents.place, rents.title) == (before, 2, "Rents")
    assert Meeting.objects.get().state == Meeting.State.MINUTES_AGREED


def test_a_venue_that_a_file_leaves_out_is_left_as_it_is(clerk: User, at: datetime) -> None:
    bring_in(AGENDA, by=clerk, at=at)

    bring_in(AGENDA.replace('venue = "Town Hall"', "").replace("18:30", "19:00"), by=clerk, at=at)

    meeting = Meeting.objects.get()
    assert (meeting.venue, meeting.begins_at) == ("Town Hall", time(19))
    assert history_of(subject="meeting", subject_id="a/2019-04-05")[-1].details == {
        "old": {"begins_at": "18:30"},
        "new": {"begins_at": "19:00"},
    }


def test_a_meeting_that_is_cancelled_says_why_and_decides_nothing_afterwards(clerk: User, at: datetime) -> None:
    cancelled = AGENDA.replace("venue =", 'cancelled = "No trains run."\nvenue =')
    bring_in(cancelled, by=clerk, at=at)
    again = bring_in(cancelled, by=clerk, at=at)

    with pytest.raises(InputRefused, match="was cancelled here, so it decided nothing"):
        bring_in(f'{AGENDA}number = "15"\nminute = "Members asked."\n', by=clerk, at=at)

    meeting = Meeting.objects.get()
    assert (again.changed, meeting.state) == ((), Meeting.State.CANCELLED)
    assert [one.because for one in meeting.changes.all()] == ["No trains run."]


@pytest.mark.parametrize(
    ("titles", "numbers"), [(("Apologies", "Rents"), (46, 47)), (("Apologies", "A late item", "Rents"), (1, 2, 3))]
)
def test_an_item_that_was_minuted_is_not_brought_in_again_under_another_number(
    titles: tuple[str, ...], numbers: tuple[int, ...], clerk: User, at: datetime
) -> None:
    def minuted(items: Iterable[tuple[str, int]]) -> str:
        head = AGENDA.partition("[[meeting.item]]")[0]
        return head + "".join(
            f'[[meeting.item]]\ntitle = "{title}"\nnumber = "{number}"\nminute = "{title} were noted."\n'
            for title, number in items
        )

    bring_in(minuted((("Apologies", 1), ("Rents", 2))), by=clerk, at=at)

    with pytest.raises(InputRefused, match="“Rents” has the minute number 2 here"):
        bring_in(minuted(zip(titles, numbers, strict=True)), by=clerk, at=at)

    assert list(AgendaItem.objects.values_list("number", "title")) == [("1", "Apologies"), ("2", "Rents")]
