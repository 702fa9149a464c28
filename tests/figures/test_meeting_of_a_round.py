"""The meeting that a quarter is reported to: after its last day, and put right while the round is open."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.queries import MeetingUnknown
from goldenthread.figures.models import Round
from goldenthread.figures.operations import (
    MeetingBeforeQuarterEnded,
    RoundAlreadyOpen,
    freeze_round,
    move_meeting,
    open_round,
)
from goldenthread.figures.queries import facts_of, latest_freeze
from goldenthread.partnership.rules import RoleMissing
from goldenthread.terminal.order import OutOfOrder
from tests.figures.quarter import OCTOBER, Q2, make_due_measure
from tests.terminal_runs import Command
from tests.world import make_meeting

NOVEMBER, FEBRUARY = date(2019, 11, 1), date(2020, 2, 7)
TYPED = ("open-round", "--year", "2019-20", "--quarter", "Q2", "--by", "officer@example.org", "--at", "2019-10-15")


@pytest.fixture
def opened_for_november(officer: User) -> None:
    make_due_measure()
    make_meeting(on=NOVEMBER.isoformat())
    make_meeting(on=FEBRUARY.isoformat())
    open_round(quarter=Q2, meeting=NOVEMBER, by=officer, at=OCTOBER)


def test_a_quarter_is_not_reported_before_it_ended(officer: User) -> None:
    make_due_measure()
    make_meeting(on="2019-09-30")

    with pytest.raises(MeetingBeforeQuarterEnded) as refused:
        open_round(quarter=Q2, meeting=date(2019, 9, 30), by=officer, at=OCTOBER)

    assert str(refused.value) == (
        "The meeting of 30 September 2019 is not after Q2 2019/20, which ends on 30 September 2019. Give the meeting "
        "that the quarter is reported to, or none for now."
    )
    assert not Round.objects.exists()


def test_a_wrong_meeting_is_put_right_with_old_and_new_in_the_log(
    opened_for_november: None, officer: User, command: Command
) -> None:
    done = command(*TYPED, "--meeting", "2020-02-07")

    assert (done.status, done.out) == (
        0,
        "Q2 2019/20 is open already. It was for the meeting of 1 November 2019; it is for that of 7 February 2020 "
        "now.\n",
    )
    last = history_of(subject="round", subject_id="2019-20 Q2")[-1]
    assert (last.kind, last.by, last.details) == (
        "meeting moved",
        officer.pk,
        {"old": "2019-11-01", "new": "2020-02-07"},
    )


def test_a_round_of_no_meeting_is_given_one(officer: User, command: Command) -> None:
    make_due_measure()
    make_meeting(on=FEBRUARY.isoformat())
    open_round(quarter=Q2, meeting=None, by=officer, at=OCTOBER)

    done = command(*TYPED, "--meeting", "2020-02-07", "--json")

    assert json.loads(done.out)["meeting"] == {"old": None, "new": "2020-02-07", "frozen_as": None}


def test_the_next_freeze_is_for_the_new_meeting(opened_for_november: None, officer: User, command: Command) -> None:
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    done = command(*TYPED, "--meeting", "2020-02-07")
    again = freeze_round(quarter=Q2, by=officer, at=OCTOBER + timedelta(days=2))

    assert "Version 1 was frozen for the meeting of 1 November 2019: freeze again before you publish." in done.out
    freeze = latest_freeze(Q2)
    assert freeze is not None
    assert (again.number, facts_of(freeze).meeting_on) == (2, FEBRUARY)


def test_the_same_meeting_again_opens_nothing(opened_for_november: None, officer: User) -> None:
    with pytest.raises(RoundAlreadyOpen):
        move_meeting(quarter=Q2, meeting=NOVEMBER, by=officer, at=OCTOBER)


def test_a_meeting_is_not_moved_to_one_that_is_not_known_or_too_early(opened_for_november: None, officer: User) -> None:
    with pytest.raises(MeetingUnknown):
        move_meeting(quarter=Q2, meeting=date(2020, 2, 8), by=officer, at=OCTOBER)
    with pytest.raises(MeetingBeforeQuarterEnded):
        move_meeting(quarter=Q2, meeting=date(2019, 9, 1), by=officer, at=OCTOBER)


def test_a_meeting_is_not_moved_before_the_round_was_opened(opened_for_november: None, officer: User) -> None:
    with pytest.raises(OutOfOrder, match="The round was opened on 14 October 2019"):
        move_meeting(quarter=Q2, meeting=FEBRUARY, by=officer, at=OCTOBER - timedelta(days=1))


def test_only_the_performance_officer_moves_a_meeting(opened_for_november: None, lead: User) -> None:
    with pytest.raises(RoleMissing):
        move_meeting(quarter=Q2, meeting=FEBRUARY, by=lead, at=OCTOBER)
