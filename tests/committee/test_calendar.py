"""The days before a meeting, over the bank holidays of England and Wales."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.committee.calendar import bank_holidays
from goldenthread.domain.round_calendar import Stage, counted_back
from goldenthread.domain.workdays import clear_days_between, is_working_day


def days_before(meeting, *, closed=(), **fields):
    found = counted_back(meeting=meeting, holidays=bank_holidays(around=meeting).union(closed), **fields)
    return {one.stage: one.day for one in found}


@pytest.mark.parametrize(
    ("meeting", "despatch"),
    [
        (date(2020, 2, 7), date(2020, 1, 30)),
        (date(2019, 4, 26), date(2019, 4, 16)),  # Easter: 19 and 22 April
        (date(2020, 4, 17), date(2020, 4, 7)),  # Easter: 10 and 13 April
        (date(2020, 1, 6), date(2019, 12, 24)),  # Christmas, Boxing Day, New Year
        (date(2023, 1, 5), date(2022, 12, 23)),  # two days taken later: 27 December and 2 January
        (date(2020, 5, 15), date(2020, 5, 6)),  # early May, moved to Friday the 8th
        (date(2023, 5, 12), date(2023, 5, 3)),  # the coronation: Monday 8 May
        (date(2022, 9, 23), date(2022, 9, 14)),  # the late Queen's funeral: Monday 19 September
    ],
)
def test_the_agenda_goes_out_five_clear_days_before(meeting, despatch):
    assert days_before(meeting)[Stage.DESPATCH] == despatch


def test_every_day_of_a_meeting_is_counted_back_from_the_agenda():
    assert days_before(date(2020, 2, 7), briefing_days=2) == {
        Stage.COLLECT: date(2020, 1, 20),
        Stage.SIGN_OFF: date(2020, 1, 21),
        Stage.FREEZE: date(2020, 1, 22),
        Stage.CLEAR: date(2020, 1, 27),
        Stage.BRIEFING: date(2020, 1, 28),
        Stage.DESPATCH: date(2020, 1, 30),
    }


def test_days_on_which_the_councils_are_closed_count_for_nothing():
    closed = {date(2019, 12, 27), date(2019, 12, 30), date(2019, 12, 31)}

    assert days_before(date(2020, 1, 6), closed=closed)[Stage.DESPATCH] == date(2019, 12, 19)
    assert days_before(date(2020, 1, 6), closed=closed, clear_days=2)[Stage.DESPATCH] == date(2019, 12, 24)


@given(
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
    st.frozensets(st.integers(1, 60), max_size=8),
    st.integers(0, 10),
    st.none() | st.integers(1, 5),
)
def test_every_stage_has_a_working_day_before_that_of_the_next(meeting, closed, clear_days, briefing_days):
    holidays = bank_holidays(around=meeting) | {date.fromordinal(meeting.toordinal() - one) for one in closed}

    found = counted_back(meeting=meeting, holidays=holidays, clear_days=clear_days, briefing_days=briefing_days)

    days = [one.day for one in found]
    assert days == sorted(set(days))
    assert all(is_working_day(day, holidays=holidays) for day in days)
    assert clear_days_between(published=days[-1], meeting=meeting, holidays=holidays) == clear_days
    assert (Stage.BRIEFING in {one.stage for one in found}) == (briefing_days is not None)
