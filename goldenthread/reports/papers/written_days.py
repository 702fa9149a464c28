"""Days and months as a paper writes them."""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.periods import MONTH_NUMBERS

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH})"
YEAR = r"(?P<year>(?:19|20)\d\d)"
_WRITTEN = re.compile(rf"(?:\b(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?)?(?<![\d£.,/-]){DAY},?\s+{YEAR}(?![\d/-])")
_AS_NUMBERS = re.compile(r"\s*(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})\s*")


@dataclass(frozen=True, kw_only=True)
class WrittenDay:
    """A day with its year in a text. `day` is None where there is no such day."""

    text: str
    weekday: str  # "" where none is named
    day: date | None


def days_in(text: str) -> Iterator[WrittenDay]:
    """Every day that is named with its month in letters and its year."""
    for found in _WRITTEN.finditer(text):
        yield WrittenDay(
            text=found[0],
            weekday=found["weekday"] or "",
            day=day_of(found["year"], month_number(found["month"]), found["day"]),
        )


def whole_day(text: str) -> date | None:
    """The day, where the text is a day and nothing else: "Friday 7 February 2020", "07/02/2020"."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is not None:
        return day_of(found["year"], month_number(found["month"]), found["day"])
    numbers = _AS_NUMBERS.fullmatch(text)
    return None if numbers is None else day_of(numbers["year"], int(numbers["month"]), numbers["day"])


def month_number(written: str) -> int:
    """9 for September, Sept. or Sep."""
    return MONTH_NUMBERS[written.rstrip(".").casefold()]


def day_of(year: str, month: int, day: str) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def weekday_of(day: date) -> str:
    """ "Friday"."""
    return day_name[day.weekday()]
