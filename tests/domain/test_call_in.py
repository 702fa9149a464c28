"""How long a decision may be called in, when it takes effect, and when its notice is late."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.call_in import days_late, last_day_to_call_in, may_be_called_in_on, takes_effect_on
from goldenthread.domain.workdays import clear_days_between, is_working_day, working_days_after, working_days_before

PUBLISHED = st.dates(date(2000, 1, 1), date(2000, 3, 31))
HOLIDAYS = st.frozensets(st.dates(date(2000, 1, 1), date(2000, 6, 1)), max_size=12)
FRIDAY = date(2020, 2, 7)


def test_five_working_days_after_a_friday_end_on_the_friday_after_and_it_takes_effect_on_the_monday():
    last = last_day_to_call_in(published=FRIDAY, working_days=5, holidays=set())

    assert last == date(2020, 2, 14)
    assert takes_effect_on(decided=FRIDAY, last_day=last, holidays=set()) == date(2020, 2, 17)
    assert takes_effect_on(decided=FRIDAY, last_day=last, holidays={date(2020, 2, 17)}) == date(2020, 2, 18)


@given(PUBLISHED, st.integers(1, 20), HOLIDAYS)
def test_so_many_working_days_pass_from_publication_to_the_last_day(published, working_days, holidays):
    last = last_day_to_call_in(published=published, working_days=working_days, holidays=holidays)
    effect = takes_effect_on(decided=published, last_day=last, holidays=holidays)

    assert is_working_day(last, holidays=holidays)
    assert clear_days_between(published=published, meeting=last, holidays=holidays) == working_days - 1
    # No working day lies between the last day to call it in and the one on which it takes effect.
    assert is_working_day(effect, holidays=holidays)
    assert clear_days_between(published=last, meeting=effect, holidays=holidays) == 0


@given(PUBLISHED, st.integers(0, 20), HOLIDAYS, st.integers(-10, 60))
def test_it_may_be_called_in_exactly_from_publication_until_the_day_before_it_takes_effect(
    published, working_days, holidays, step
):
    last = last_day_to_call_in(published=published, working_days=working_days, holidays=holidays)
    day = published + timedelta(days=step)
    effect = takes_effect_on(decided=published, last_day=last, holidays=holidays)
    may = may_be_called_in_on(day, published=published, last_day=last)

    assert may == (working_days > 0 and published <= day <= last)
    assert not (may and day >= effect)


def test_without_call_in_a_decision_takes_effect_on_its_day():
    assert last_day_to_call_in(published=FRIDAY, working_days=0, holidays=set()) is None
    assert takes_effect_on(decided=FRIDAY, last_day=None, holidays=set()) == FRIDAY
    assert not may_be_called_in_on(FRIDAY, published=FRIDAY, last_day=None)


@given(PUBLISHED, st.integers(0, 10), HOLIDAYS, st.integers(0, 40))
def test_a_notice_is_late_by_the_working_days_after_the_last_one_in_time(decided, within, holidays, late):
    due = working_days_after(decided, days=within, holidays=holidays)

    on = working_days_after(due, days=late, holidays=holidays)

    assert days_late(decided=decided, published=on, within=within, holidays=holidays) == late
    assert days_late(decided=decided, published=decided, within=within, holidays=holidays) == 0


@given(PUBLISHED, st.integers(0, 20), HOLIDAYS)
def test_days_counted_on_and_back_lead_to_the_day_itself(day, days, holidays):
    on = working_days_after(day, days=days, holidays=holidays)

    back = working_days_before(on, days=days, holidays=holidays)

    # From a day that is none itself, back to the working day before it.
    assert back == day or (not is_working_day(day, holidays=holidays) and back < day)
