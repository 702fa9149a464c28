"""What a cell's number format says about the number in it: a percentage, a date, a length of time, or none."""

from __future__ import annotations

import re
from enum import StrEnum


class FormatMeaning(StrEnum):
    """What a number becomes by being shown in a format."""

    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    ELAPSED = "elapsed"


# ECMA-376 part 1, 18.8.30: the formats that a workbook names by number alone, with the East Asian dates.
_BUILT_IN_PERCENT = frozenset({9, 10})
_BUILT_IN_DATE = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_BUILT_IN_ELAPSED = 46

_ELAPSED_TIME = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
# Text in quotes, a colour or currency or condition in brackets, an escaped, padded or repeated character.
_NOT_DIGITS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', re.DOTALL)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)


def meaning_of_built_in(number: int) -> FormatMeaning:
    """What the format with this number in the standard means."""
    if number in _BUILT_IN_PERCENT:
        return FormatMeaning.PERCENT
    if number == _BUILT_IN_ELAPSED:
        return FormatMeaning.ELAPSED
    return FormatMeaning.DATE if number in _BUILT_IN_DATE else FormatMeaning.NUMBER


def meaning_of_format(code: str) -> FormatMeaning:
    """What a format code means, by its first section: `0.0%;[Red]-0.0%` is a percentage."""
    if code.strip().casefold() in {"", "general", "standard", "@"}:
        return FormatMeaning.NUMBER
    shown = _NOT_DIGITS.sub("", code).partition(";")[0]
    if "%" in shown:
        return FormatMeaning.PERCENT
    if _ELAPSED_TIME.search(code.partition(";")[0]):
        return FormatMeaning.ELAPSED
    if _DATE_LETTERS.search(shown):
        return FormatMeaning.DATE
    return FormatMeaning.NUMBER
