"""What a reader of released figures is told of the quarters before: what was known when those were frozen."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.figures.operations import freeze_round, move_meeting, reopen_figures
from goldenthread.figures.queries.sight import Reader, sights
from goldenthread.figures.queries.standing import standing_round
from goldenthread.partnership.queries import held_roles
from tests.at_browser import sign_in
from tests.figures.quarter import Q2, Q3, figure_of, give, opened
from tests.figures.restated import restate
from tests.reports.audiences import FROZEN, MEETING, freeze_again, release

DAY = timedelta(days=1)
OVERVIEW = "/quarters/2019-20-q3"
Q3_FREEZE = FROZEN + 2 * DAY
LATER = FROZEN + 12 * DAY  # after it was published
TODAY = date(2020, 1, 31)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def released(frozen, officer, lead, command):
    """Q2 is frozen, green; Q3 is frozen two days later, red, and released. Q2 is not."""
    opened(Q3, by=officer, at=FROZEN + DAY)
    move_meeting(quarter=Q3, meeting=MEETING, by=officer, at=FROZEN + DAY)
    give(frozen[0], "80.0", by=lead, at=FROZEN + DAY, quarter=Q3)
    freeze_round(quarter=Q3, by=officer, at=Q3_FREEZE)
    made = ("--year", "2019-20", "--quarter", "Q3", "--audience", "joint-committee")
    done = command("publish", *made, "--by", "officer@example.org", "--at", "2020-01-20")
    assert done.status == 0, done
    assert release(command, "2019-20-q3-joint-committee-1").status == 0
    return frozen


def change_q2(measure, value, *, officer, lead, at, frozen_again=True):
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="Wrong", by=officer, at=at)
    give(measure, value, by=lead, at=at)
    assert not frozen_again or freeze_round(quarter=Q2, by=officer, at=at)


def told(person):
    answer = sign_in(Client(), person).get(OVERVIEW)
    assert answer.status_code == 200
    html = re.sub(r"\s+", " ", answer.content.decode())
    return [words for words in ("Green in Q2 2019/20", "Amber in Q2 2019/20", "Red in Q2 2019/20") if words in html]


def test_what_the_released_pack_told_of_the_quarter_before_is_told(released, stranger):
    assert told(stranger) == ["Green in Q2 2019/20"]


def test_a_version_frozen_later_is_not_told_before_it_is_released(released, stranger, officer, lead):
    change_q2(released[0], "92.0", officer=officer, lead=lead, at=LATER)

    assert told(stranger) == ["Green in Q2 2019/20"]
    assert told(officer) == ["Amber in Q2 2019/20"]


def test_a_figure_that_is_opened_again_stays_as_it_was_told(released, stranger, officer, lead):
    change_q2(released[0], "92.0", officer=officer, lead=lead, at=LATER, frozen_again=False)

    assert told(stranger) == ["Green in Q2 2019/20"]


def test_a_restatement_of_later_is_not_told_and_one_of_before_is(released, stranger, officer):
    restate(released[0], "92.0", by=officer, at=LATER, quarter=Q2)

    assert told(stranger) == ["Green in Q2 2019/20"]
    assert told(officer) == ["Amber in Q2 2019/20"]


def test_a_quarter_frozen_later_is_not_told_at_all(measures, officer, lead, stranger, command):
    opened(Q3, by=officer, at=FROZEN - DAY)
    move_meeting(quarter=Q3, meeting=MEETING, by=officer, at=FROZEN - DAY)
    give(measures[0], "80.0", by=lead, at=FROZEN - DAY, quarter=Q3)
    freeze_round(quarter=Q3, by=officer, at=FROZEN)
    made = ("--year", "2019-20", "--quarter", "Q3", "--audience", "joint-committee")
    command("publish", *made, "--by", "officer@example.org", "--at", "2020-01-20")
    assert release(command, "2019-20-q3-joint-committee-1").status == 0
    freeze_round(quarter=Q2, by=officer, at=FROZEN + DAY)

    assert told(stranger) == []
    assert told(officer) == ["Green in Q2 2019/20"]


def test_older_versions_are_read_at_once_however_many_there_are(released, officer, lead, stranger):
    sight = sights(Reader(person_id=stranger.pk))[Q3]
    freeze_again(released[0], officer=officer, lead=lead, at=LATER)
    with CaptureQueriesContext(connection) as few:
        standing_round(sight, on=TODAY)
    for number in range(2, 5):
        change_q2(released[1], f"9{number}.0", officer=officer, lead=lead, at=LATER + number * DAY)

    with CaptureQueriesContext(connection) as many:
        standing_round(sight, on=TODAY)

    assert len(many) == len(few)
    assert not held_roles(on=TODAY, person=stranger)
