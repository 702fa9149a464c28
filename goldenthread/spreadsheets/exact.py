"""Numbers and dates out of a spreadsheet's XML, exactly, with no float in between."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

# Excel and LibreOffice keep a binary double and show at most 15 significant digits of it. The file
# may carry 17 (1.1 is written 1.1000000000000001, and 0.1 + 0.2 is 0.30000000000000004): the last
# two are the noise of the double, which nobody typed and nobody can see.
SIGNIFICANT_DIGITS = 15
_AS_SHOWN = Context(prec=SIGNIFICANT_DIGITS, rounding=ROUND_HALF_UP)

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,13})(?:\.[0-9]{0,13}[1-9])?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}\.?[0-9]{0,400}|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
# A double ends at 1.8e308.
_FURTHEST_EXPONENT = 308

_LAST_SERIAL = 2_958_465  # 31 December 9999
_ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]{1,9})?)?Z?")
_ISO_TIME = re.compile(
    r"(-?)P(?:([0-9]{1,6})D)?T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:[.,][0-9]{1,9})?S)?"
)


class NotANumber(Exception):
    """The file says that a cell is a number, or a date, and what it holds is none."""


def exact_number(written: str) -> str:
    """The number as digits, without exponent or trailing noughts: "9.85E-2" is "0.0985".

    More than 15 significant digits with a fraction are rounded to 15, which is all that the
    spreadsheet programs show. A whole number is kept as it is written.
    """
    if len(written) <= SIGNIFICANT_DIGITS and _PLAIN.fullmatch(written):
        return "0" if written == "-0" else written
    stripped = written.strip()
    if not _NUMBER.fullmatch(stripped):
        raise NotANumber(written)
    number = Decimal(stripped)
    if number and abs(number.adjusted()) > _FURTHEST_EXPONENT:
        raise NotANumber(written)
    is_whole = stripped.lstrip("+-").isdigit()
    return plain(number if is_whole else _AS_SHOWN.plus(number))


def plain(number: Decimal) -> str:
    """The number without exponent, trailing noughts or minus nought."""
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def keeps_digits(number: Decimal) -> bool:
    """Whether a spreadsheet keeps every digit; it holds a double and shows 15 of them."""
    digits = plain(number).lstrip("-").replace(".", "").strip("0")
    return len(digits) <= SIGNIFICANT_DIGITS and -300 < number.adjusted() < 300


def as_percentage(number: str) -> str:
    """The exact number as it is typed in a percent format: "0.985" is "98.5%"."""
    return f"{plain(shifted(Decimal(number), places=2))}%"


def shifted(number: Decimal, *, places: int) -> Decimal:
    """The number times ten to that power. Python's own `scaleb` would round it to 28 digits."""
    sign, digits, exponent = number.as_tuple()
    return Decimal((sign, digits, int(exponent) + places))


def date_of_serial(number: str, *, counts_from_1904: bool) -> str:
    """The ISO date, date and time, or time of day of a spreadsheet's day count.

    Below 1 it is a time. Excel counts a 29 February 1900 that never was, as day 60; that day and
    what lies outside the calendar come back as the number itself.
    """
    serial = Decimal(number)
    if not 0 <= serial < _LAST_SERIAL + 1:
        return number
    days = int(serial)
    seconds = int(((serial - days) * 86_400).to_integral_value(ROUND_HALF_EVEN))
    if days == 0 and not counts_from_1904:
        return _clock(seconds)
    if counts_from_1904:
        days += 1_462
    elif days == 60:
        return number
    start = date(1899, 12, 31) if days < 60 else date(1899, 12, 30)
    try:
        day = start + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return number
    seconds %= 86_400
    return f"{day.isoformat()} {_clock(seconds)}" if seconds else day.isoformat()


def elapsed_time(number: str) -> str:
    """The length of time of a day count: "1.5" is 36:00:00."""
    seconds = int((abs(Decimal(number)) * 86_400).to_integral_value(ROUND_HALF_EVEN))
    return ("-" if number.startswith("-") else "") + _clock(seconds)


def date_as_written(written: str) -> str:
    """An ISO date from the file in the form that a cell keeps."""
    match = _ISO_DATE.fullmatch(written.strip())
    if match is None:
        raise NotANumber(written)
    day, clock = match.groups()
    if not clock or clock in {"00:00", "00:00:00"}:
        return day
    return f"{day} {clock if len(clock) == 8 else clock + ':00'}"


def time_as_written(written: str) -> str:
    """An ISO length of time, PT13H30M00S, as 13:30:00."""
    match = _ISO_TIME.fullmatch(written.strip())
    if match is None:
        raise NotANumber(written)
    sign, days, hours, minutes, seconds = match.groups(default="0")
    whole = int(days) * 86_400 + int(hours) * 3_600 + int(minutes) * 60 + int(seconds)
    return ("-" if sign == "-" else "") + _clock(whole)


def _clock(seconds: int) -> str:
    return f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
