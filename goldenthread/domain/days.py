"""Days as they are entered by hand and as they are printed: which years can be meant, and a day in words."""

from __future__ import annotations

from datetime import date

# The councils of England as they are now began in 1974; what is planned further ahead is a slip of the hand.
_FIRST_YEAR = 1974
_YEARS_AHEAD = 10

NO_SUCH_YEAR = "This year is none that is kept here. Correct the day."


def can_be_meant(day: date, *, today: date) -> bool:
    """Whether the day's year is one that a register or a committee's record may speak of."""
    return _FIRST_YEAR <= day.year <= today.year + _YEARS_AHEAD


def years_in_words(*, today: date) -> str:
    """What is expected in place of another year: "a day of the years 1974 to 2029"."""
    return f"a day of the years {_FIRST_YEAR} to {today.year + _YEARS_AHEAD}"


def is_late(due_on: date, *, on: date) -> bool:
    """Whether a day finds late what was due on another and has not come: the day itself is still in time."""
    return on > due_on


def day_words(day: date) -> str:
    """15 October 2019"""
    return f"{day.day} {day:%B} {day.year}"
