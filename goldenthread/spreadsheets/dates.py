"""Dates as people in England type them."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?: 00:00(?::00)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})", re.ASCII)
_IN_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? ([0-9]{4})", re.ASCII)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def read_date(text: str) -> date | None:
    """30/09/2019, 30.9.2019, 30 September 2019, 30 Sep 2019, 2019-09-30; None for all else.

    The day comes before the month; a year of two digits is not read.
    """
    words = " ".join(text.split())
    if match := _ISO.fullmatch(words):
        year, month, day = match.groups()
        return _date(year, int(month), day)
    if match := _DAY_FIRST.fullmatch(words):
        day, month, year = match.groups()
        return _date(year, int(month), day)
    if match := _IN_WORDS.fullmatch(words):
        day, name, year = match.groups()
        named = [number for number, full in enumerate(_MONTHS, start=1) if _names_month(name.lower(), full)]
        return _date(year, named[0], day) if named else None
    return None


def _names_month(name: str, full: str) -> bool:
    return full.startswith(name) or (full == "september" and name == "sept")


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
