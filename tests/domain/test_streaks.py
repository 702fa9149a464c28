"""Runs of three: found where they are, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.measures import MeasureType, Polarity
from goldenthread.domain.streaks import Streak, StreakKind, StreakPoint, streaks_of

QUARTERS = tuple(f"{year}-{year - 1999} Q{number}" for year in (2017, 2018, 2019) for number in (1, 2, 3, 4))
values = st.none() | st.decimals(min_value=-50, max_value=50, places=1)
points = st.lists(
    st.builds(
        StreakPoint,
        period=st.just(""),
        value=values,
        rating=st.sampled_from(("green", "amber", "red", "")),
        starts_anew=st.booleans(),
    ),
    max_size=12,
).map(lambda made: [replace(one, period=period) for one, period in zip(made, QUARTERS, strict=False)])


def series(*numbers: str | None, ratings: str = "") -> list[StreakPoint]:
    """Numbers of quarters up to Q4 2019/20; ratings as letters, "rrg"."""
    words = {"r": "red", "a": "amber", "g": "green", " ": ""}
    letters = ratings.rjust(len(numbers))
    return [
        StreakPoint(period=period, value=None if number is None else Decimal(number), rating=words[letter])
        for period, number, letter in zip(QUARTERS[-len(numbers) :], numbers, letters, strict=True)
    ]


def found(
    made: list[StreakPoint], *, polarity: Polarity = Polarity.HIGHER, measure_type: MeasureType = MeasureType.PERIOD
) -> list[tuple[StreakKind, int]]:
    return [(one.kind, one.length) for one in streaks_of(made, polarity=polarity, measure_type=measure_type)]


def test_three_worsening_periods_need_four_values() -> None:
    assert found(series("95", "94", "93", "92")) == [(StreakKind.WORSENING, 3)]
    assert found(series("94", "93", "92")) == []


def test_three_reds_need_three_ratings() -> None:
    assert found(series("90", "91", "92", ratings="rrr")) == [(StreakKind.REDS, 3)]
    assert found(series("90", "91", "92", ratings="rra")) == []


def test_a_run_is_told_whole() -> None:
    made = series("97", "96", "95", "94", "93", ratings="grrrr")

    assert [str(one) for one in streaks_of(made, polarity=Polarity.HIGHER, measure_type=MeasureType.PERIOD)] == [
        "red 4 periods in a row, Q1 2019/20 to Q4 2019/20",
        "worse than the period before 4 times in a row, Q1 2019/20 to Q4 2019/20",
    ]


def test_where_lower_is_better_rising_is_worse() -> None:
    rising = series("5", "6", "7", "8")

    assert found(rising, polarity=Polarity.LOWER) == [(StreakKind.WORSENING, 3)]
    assert found(rising, polarity=Polarity.HIGHER) == []
    assert found(rising, polarity=Polarity.NONE) == []


def test_within_a_band_nothing_is_worse() -> None:
    band = (Decimal(10), Decimal(20))

    within = streaks_of(
        series("18", "16", "14", "12"), polarity=Polarity.BAND, measure_type=MeasureType.PERIOD, band=band
    )
    leaving = streaks_of(
        series("20", "21", "22", "23"), polarity=Polarity.BAND, measure_type=MeasureType.PERIOD, band=band
    )

    assert (within, [one.length for one in leaving]) == ((), [3])


def test_a_gap_and_a_break_end_a_run() -> None:
    whole = series("95", "94", "93", "92", ratings="rrrr")
    gap = [*whole[:2], replace(whole[2], value=None, rating=""), whole[3]]
    broken = [*whole[:2], replace(whole[2], starts_anew=True), whole[3]]

    assert found(gap) == []
    assert found(broken) == [(StreakKind.REDS, 4)]


def test_a_year_to_date_is_not_compared_with_the_quarter_before() -> None:
    assert found(series("80", "60", "40", "20"), measure_type=MeasureType.CUMULATIVE) == []


@given(made=points, polarity=st.sampled_from((Polarity.HIGHER, Polarity.LOWER)))
def test_every_period_of_a_run_is_what_the_run_says(made: list[StreakPoint], polarity: Polarity) -> None:
    for streak in streaks_of(made, polarity=polarity, measure_type=MeasureType.PERIOD):
        tail = made[-streak.length :]
        assert streak.length >= 3
        assert streak.periods == tuple(point.period for point in tail)
        if streak.kind is StreakKind.REDS:
            assert {point.rating for point in tail} == {"red"}
        else:
            _check_worsening(made, streak, polarity)


def _check_worsening(made: list[StreakPoint], streak: Streak, polarity: Polarity) -> None:
    tail = made[-streak.length - 1 :]
    pairs = list(pairwise(tail))
    sign = 1 if polarity is Polarity.HIGHER else -1
    assert all(
        old.value is not None and new.value is not None and sign * (old.value - new.value) > 0 for old, new in pairs
    )
    assert not any(new.starts_anew for _, new in pairs)


@given(made=points)
def test_turning_values_and_polarity_round_together_changes_nothing(made: list[StreakPoint]) -> None:
    turned = [replace(one, value=None if one.value is None else -one.value) for one in made]

    assert found(made, polarity=Polarity.HIGHER) == found(turned, polarity=Polarity.LOWER)


@given(made=points)
def test_what_came_before_the_run_does_not_matter(made: list[StreakPoint]) -> None:
    older = [replace(made[0], period="2016-17 Q4", value=None, rating="green"), *made] if made else made

    assert found(older) == found(made)


@given(made=points.filter(len))
def test_a_better_period_ends_every_run(made: list[StreakPoint]) -> None:
    best = StreakPoint(period="2020-21 Q1", value=Decimal(1000), rating="green")

    assert found([*made, best]) == []


@pytest.mark.parametrize("last", [None, "96"])
def test_a_run_that_has_ended_is_not_told(last: str | None) -> None:
    assert found(series("95", "94", "93", "92", last, ratings="rrrr ")) == []
