"""How old and how honest: every count adds up, and days are counted from the quarter's end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.health import Days, FigureFacts, QuarterFacts, days_after, quarter_health

ENDED = date(2019, 9, 30)
ON = date(2020, 1, 20)
FIGURE = FigureFacts(
    service="Procurement",
    due_on=date(2019, 10, 21),
    returned_on=date(2019, 10, 14),
    signed_off_on=date(2019, 11, 1),
    has_parts=True,
    has_value=True,
)
DAYS = st.dates(min_value=date(2019, 7, 1), max_value=date(2020, 6, 30))
FIGURES = st.lists(
    st.builds(
        FigureFacts,
        service=st.sampled_from(["Procurement", "Print and Post", "Legal Services"]),
        due_on=st.none() | DAYS,
        returned_on=st.none() | DAYS,
        signed_off_on=st.none() | DAYS,
        has_parts=st.booleans(),
        has_value=st.booleans(),
    ),
    max_size=12,
).map(tuple)


def make_quarter(*figures: FigureFacts, **days: date) -> QuarterFacts:
    defaults = {"frozen_on": None, "released_on": None, "meeting_on": None, **days}
    return QuarterFacts(period="2019-20 Q2", label="Q2 2019/20", ended_on=ENDED, figures=figures, **defaults)


@given(figures=FIGURES)
def test_the_counts_of_services_add_up_to_those_of_the_whole(figures: tuple[FigureFacts, ...]) -> None:
    health = quarter_health(make_quarter(*figures), on=ON)

    for name in ("wanted", "expected", "returned", "in_time", "signed_off", "with_value", "with_parts"):
        assert sum(getattr(one, name) for one in health.services) == getattr(health.whole, name)
    assert health.whole.wanted == len(figures)


@given(figures=FIGURES)
def test_no_part_is_larger_than_what_it_is_a_part_of(figures: tuple[FigureFacts, ...]) -> None:
    whole = quarter_health(make_quarter(*figures), on=ON).whole

    assert 0 <= whole.in_time <= whole.returned <= whole.expected <= whole.wanted
    assert 0 <= whole.with_parts <= whole.with_value <= whole.wanted
    assert whole.signed_off <= whole.wanted


@given(days=st.lists(DAYS, min_size=1))
def test_by_the_half_day_at_least_half_was_done_and_before_it_less(days: list[date]) -> None:
    found = days_after(days, ended_on=ENDED)

    assert found is not None
    assert found.first <= found.half <= found.last
    done = [(day - ENDED).days for day in days]
    assert sum(day <= found.half for day in done) * 2 >= len(done)
    assert sum(day < found.half for day in done) * 2 < len(done)


@given(figures=FIGURES, later=st.integers(min_value=0, max_value=400))
def test_a_quarter_s_age_moves_with_its_end(figures: tuple[FigureFacts, ...], later: int) -> None:
    quarter = make_quarter(*figures, frozen_on=date(2020, 1, 15))

    moved = quarter_health(replace(quarter, ended_on=ENDED + timedelta(days=later)), on=ON)

    assert moved.frozen_after == 107 - later
    now, then = quarter_health(quarter, on=ON).whole.return_days, moved.whole.return_days
    assert (now is None) == (then is None)
    assert now is None or then is None or now.last - then.last == later


def test_a_figure_is_in_time_on_its_last_day_and_late_the_day_after() -> None:
    in_time, late = (replace(FIGURE, returned_on=date(2019, 10, day)) for day in (21, 22))

    whole = quarter_health(make_quarter(in_time, late), on=ON).whole

    assert (whole.returned, whole.in_time) == (2, 1)


def test_what_was_never_returned_is_wanted_all_the_same() -> None:
    missing = replace(FIGURE, returned_on=None, signed_off_on=None, has_value=False)

    whole = quarter_health(make_quarter(FIGURE, missing), on=ON).whole

    assert (whole.wanted, whole.returned) == (2, 1)
    assert whole.return_days == Days(first=14, half=14, last=14)


def test_what_did_not_happen_has_no_days() -> None:
    health = quarter_health(make_quarter(meeting_on=date(2020, 2, 7)), on=ON)

    assert (health.meeting_after, health.frozen_after, health.released_after) == (130, None, None)
    assert health.whole.return_days is None


def test_a_figure_whose_day_has_not_passed_is_in_no_share_of_what_came_in_time() -> None:
    awaited = replace(FIGURE, returned_on=None, signed_off_on=None)

    on_the_day = quarter_health(make_quarter(FIGURE, awaited), on=date(2019, 10, 21)).whole
    after_it = quarter_health(make_quarter(FIGURE, awaited), on=date(2019, 10, 22)).whole

    assert (on_the_day.in_time, on_the_day.expected, on_the_day.wanted) == (1, 1, 2)
    assert (after_it.in_time, after_it.expected) == (1, 2)
