"""Dates are read as people in England type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.spreadsheets.dates import read_date


@pytest.mark.parametrize(
    "text",
    [
        "2019-09-05",
        "2019-9-5",
        "2019-09-05 00:00:00",
        "05/09/2019",
        "5/9/2019",
        "5.9.2019",
        "05-09-2019",
        "5 September 2019",
        " 5th  Sept. 2019 ",
        "5 sep, 2019",
    ],
)
def test_a_date_is_read_with_the_day_before_the_month(text: str) -> None:
    assert read_date(text) == date(2019, 9, 5)


@pytest.mark.parametrize(
    "text", ["", "soon", "9/2019", "05/09/19", "31/02/2019", "13/13/2019", "5 Foo 2019", "5 Septembre 2019", "٥/٩/2019"]
)
def test_what_is_no_day_is_not_guessed_at(text: str) -> None:
    assert read_date(text) is None


@given(
    st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"])
)
def test_every_day_is_read_in_every_way_of_writing_it(day: date, way: str) -> None:
    written = day.strftime(way)

    assert read_date(written) == day
