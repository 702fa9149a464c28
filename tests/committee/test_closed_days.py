"""Days on which the councils are closed, and what counts over them; and the standing items of an agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.models import AgendaItem, ClosedDay, Committee, Meeting
from goldenthread.committee.operations import (
    CommitteeSettings,
    change_committee,
    close_day,
    reopen_day,
    schedule_meeting,
)
from goldenthread.committee.queries.desk import desk_meeting
from goldenthread.committee.queries.timetable import deadlines_to_come, timetable_on
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.reasons import NoReason
from goldenthread.domain.round_calendar import Stage
from tests.committee.meetings import AT_STRATFORD, LAST_DAY, item_on, published
from tests.terminal_runs import run_command
from tests.world import make_committee

pytestmark = pytest.mark.django_db
TUESDAY = date(2020, 2, 4)
WHY = "The town halls move their telephones."
SETTINGS = CommitteeSettings(
    terms_of_reference="",
    regime="act-1972",
    notice_days=5,
    quorum=None,
    contact="",
    standing_items="Apologies\n\n  Interests \nMinutes of the last meeting\n",
    implication_sides="Legal\nHR",
    briefing_days=2,
    notices_within=2,
)


@pytest.fixture
def closed(scheduled: Meeting, clerk: User) -> ClosedDay:
    return close_day(committee_id=scheduled.committee_id, day=TUESDAY, because=WHY, by=clerk, at=LAST_DAY)


def test_a_closed_day_is_no_clear_day_wherever_one_is_counted(closed: ClosedDay, scheduled: Meeting) -> None:
    desk = desk_meeting(scheduled.pk)

    answer = run_command("clear-days", "--meeting", "2020-02-07", "--committee", "onesource-joint-committee")

    assert desk is not None
    assert desk.publish_by == date(2020, 1, 29)
    assert timetable_on(scheduled.date).stages == desk.stages
    assert [timetable.stages for _, timetable in deadlines_to_come(today=LAST_DAY.date())] == [desk.stages]
    assert (answer.status, answer.out.splitlines()[0]) == (0, "2020-01-29")
    assert answer.out.endswith("Saturdays, Sundays nor days on which its councils are closed.\n")


def test_an_agenda_is_late_by_a_day_that_is_closed(closed: ClosedDay, scheduled: Meeting, clerk: User) -> None:
    item_on(scheduled, by=clerk)

    with pytest.raises(InputRefused, match="4 clear days, and 5 are asked for: the last day was 29 January 2020"):
        published(scheduled, by=clerk)


def test_clear_days_of_a_committee_are_its_own_number_and_an_unknown_one_is_refused(scheduled: Meeting) -> None:
    Committee.objects.update(notice_days=2)

    own = run_command("clear-days", "--meeting", "2020-02-07", "--committee", "onesource-joint-committee")
    unknown = run_command("clear-days", "--meeting", "2020-02-07", "--committee", "nowhere")

    assert own.out.splitlines()[0] == "2020-02-04"
    assert unknown.status == 1
    assert "There are: onesource-joint-committee." in unknown.err


@pytest.mark.parametrize(
    ("day", "because", "column"),
    [
        (date(2020, 2, 8), WHY, "day"),  # a Saturday
        (date(2020, 4, 10), WHY, "day"),  # Good Friday
        (TUESDAY, WHY, "day"),  # closed already
        (date(2202, 2, 4), WHY, "day"),
        (date(2020, 2, 5), "…", "because"),
    ],
)
def test_a_day_is_closed_once_for_a_reason_and_only_where_it_counts(
    day: date, because: str, column: str, closed: ClosedDay, clerk: User
) -> None:
    with pytest.raises(InputRefused) as refused:
        close_day(committee_id=closed.committee_id, day=day, because=because, by=clerk, at=LAST_DAY)

    assert [one.column for one in refused.value.problems] == [column]
    assert ClosedDay.objects.count() == 1


def test_a_day_is_taken_away_with_a_reason_that_the_log_keeps(closed: ClosedDay, clerk: User) -> None:
    with pytest.raises(NoReason):
        reopen_day(closed_day_id=closed.pk, because=" ", by=clerk, at=LAST_DAY)

    reopen_day(closed_day_id=closed.pk, because="The move is put off.", by=clerk, at=LAST_DAY)

    assert not ClosedDay.objects.exists()
    kept = history_of(subject="committee", subject_id="onesource-joint-committee")
    assert [(one.kind, one.details["because"]) for one in kept] == [
        ("day closed", WHY),
        ("day opened again", "The move is put off."),
    ]


def test_a_new_agenda_begins_with_the_standing_items_in_their_order(clerk: User) -> None:
    committee = make_committee()
    change_committee(committee_id=committee.pk, said=SETTINGS, by=clerk, at=LAST_DAY)

    meeting = schedule_meeting(committee_id=committee.pk, said=AT_STRATFORD, by=clerk, at=LAST_DAY)

    items = AgendaItem.objects.filter(meeting=meeting).order_by("place")
    assert [(one.place, one.title) for one in items] == [
        (1, "Apologies"),
        (2, "Interests"),
        (3, "Minutes of the last meeting"),
    ]
    assert Stage.BRIEFING in {one.stage for one in timetable_on(meeting.date).stages}


def test_settings_that_no_agenda_could_follow_are_refused_together(clerk: User) -> None:
    wrong = replace(
        SETTINGS, standing_items="x" * 301, implication_sides="Legal\nlegal", briefing_days=99, notices_within=99
    )

    with pytest.raises(InputRefused) as refused:
        change_committee(committee_id=make_committee().pk, said=wrong, by=clerk, at=LAST_DAY)

    assert {one.column for one in refused.value.problems} == {
        "standing_items",
        "implication_sides",
        "briefing_days",
        "notices_within",
    }
