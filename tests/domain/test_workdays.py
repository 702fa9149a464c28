from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.workdays import (
    clear_days_before,
    clear_days_between,
    clear_days_in_words,
    is_working_day,
    last_day_to_publish,
    working_day_before,
)

EASTER_2020 = {date(2020, 4, 10), date(2020, 4, 13)}
CHRISTMAS_2020 = {date(2020, 12, 25), date(2020, 12, 28), date(2021, 1, 1)}
DAYS = st.dates(date(1980, 1, 1), date(2080, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(1999, 12, 1), date(2000, 3, 1)), max_size=12)


@pytest.mark.parametrize(
    ("meeting", "holidays", "last_day"),
    [
        (date(2020, 2, 7), set(), date(2020, 1, 30)),
        (date(2020, 4, 17), EASTER_2020, date(2020, 4, 7)),
        (date(2021, 1, 6), CHRISTMAS_2020, date(2020, 12, 24)),
        (date(2021, 1, 5), CHRISTMAS_2020, date(2020, 12, 23)),
        (date(2020, 2, 10), set(), date(2020, 1, 31)),
    ],
)
def test_the_last_day_to_publish_leaves_five_clear_working_days(meeting, holidays, last_day):
    assert last_day_to_publish(meeting=meeting, holidays=holidays) == last_day


def test_a_days_more_moves_the_last_day_to_the_working_day_before():
    assert last_day_to_publish(meeting=date(2020, 2, 7), days=4, holidays=set()) == date(2020, 1, 31)
    assert last_day_to_publish(meeting=date(2020, 2, 7), days=0, holidays=set()) == date(2020, 2, 6)


def test_a_number_of_clear_days_below_nought_is_refused():
    with pytest.raises(ValueError, match="-1"):
        clear_days_before(meeting=date(2020, 2, 7), days=-1, holidays=set())


def test_the_words_name_every_clear_day_counted():
    words = clear_days_in_words(meeting=date(2020, 2, 7), holidays=set())

    assert words == (
        "Thursday 30 January 2020 is the last day to publish for a meeting on Friday 7 February 2020: 5 clear days "
        "(Fri 31 January, Mon 3 February, Tue 4 February, Wed 5 February, Thu 6 February), counting neither the day of "
        "publication, the day of the meeting, Saturdays, Sundays nor bank holidays."
    )


@given(st.dates(date(2000, 1, 1), date(2000, 3, 31)), st.integers(0, 30), HOLIDAYS)
def test_publishing_on_the_last_day_gives_the_clear_days_and_no_later_working_day_does(meeting, days, holidays):
    last = last_day_to_publish(meeting=meeting, days=days, holidays=holidays)

    assert is_working_day(last, holidays=holidays)
    assert clear_days_between(published=last, meeting=meeting, holidays=holidays) == days
    later = [last + timedelta(days=step) for step in range(1, (meeting - last).days)]
    assert all(
        clear_days_between(published=day, meeting=meeting, holidays=holidays) < days
        for day in later
        if is_working_day(day, holidays=holidays)
    )


@given(DAYS)
def test_the_working_day_before_is_a_weekday_with_only_closed_days_after_it(day):
    before = working_day_before(day, holidays=set())

    assert before.weekday() < 5
    assert 1 <= (day - before).days <= 3
