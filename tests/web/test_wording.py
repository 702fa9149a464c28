"""How the public page says what it lists."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.publishing.listed import size_words
from goldenthread.web.wording import today_in_words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 KB"),
        (999, "1 KB"),
        (1500, "2 KB"),
        (413_000, "413 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (1_250_000, "1.2 MB"),
    ],
)
def test_sizes_are_printed_as_committee_pages_print_them(size, words):
    assert size_words(size) == words


def test_a_day_is_printed_with_its_weekday():
    assert today_in_words(date(2020, 1, 20)) == "Monday 20 January 2020"
