"""What people type on a command line, read: days, moments, quarters. What cannot be read is wrong usage."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from goldenthread.domain.periods import FinancialYear, PeriodUnreadable, Quarter
from goldenthread.terminal.clock import now


def day(typed: str) -> date:
    """A day, as 2020-02-07."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(f"{typed!r} is not a day; write it as 2020-02-07") from None


def moment(typed: str) -> datetime:
    """A day (noon is meant, or now where it is today) or a day and time, in London unless an offset is typed."""
    wanted = "write it as 2019-10-15 or 2019-10-15T14:30"
    try:
        return _noon_of(date.fromisoformat(typed))
    except ValueError:
        try:
            read = datetime.fromisoformat(typed)
        except ValueError:
            raise ArgumentTypeError(f"{typed!r} is not a day or a time; {wanted}") from None
    try:
        return timezone.localtime(read if timezone.is_aware(read) else timezone.make_aware(read))
    except OverflowError:  # the first and last hours that there are, elsewhere
        raise ArgumentTypeError(f"{typed!r} is not a time in London; {wanted}") from None


def _noon_of(read: date) -> datetime:
    current = now()
    if read == current.date():
        return current
    return timezone.make_aware(datetime.combine(read, time(12)))


def financial_year(typed: str) -> FinancialYear:
    """A year from April to March, as 2019-20."""
    try:
        return FinancialYear.parse(typed)
    except PeriodUnreadable:
        raise ArgumentTypeError(f"{typed!r} is not a financial year; write it as 2019-20") from None


def quarter_number(typed: str) -> int:
    """Q1 to Q4; the Q may be left out."""
    if not re.fullmatch("[Qq]?[1-4]", typed):
        raise ArgumentTypeError(f"{typed!r} is not a quarter; write Q1, Q2, Q3 or Q4")
    return int(typed[-1])


def add_year(parser: CommandParser) -> None:
    """Asks for `--year 2019-20`."""
    parser.add_argument("--year", required=True, type=financial_year, metavar="YEAR", help="financial year, as 2019-20")


def add_quarter(parser: CommandParser) -> None:
    """Asks for `--year 2019-20 --quarter Q2`."""
    add_year(parser)
    parser.add_argument(
        "--quarter", required=True, type=quarter_number, metavar="QUARTER", help="Q1 (April to June) to Q4"
    )


def typed_quarter(options: dict[str, Any]) -> Quarter:
    """The quarter that `add_quarter` asked for."""
    return Quarter(options["year"], options["quarter"])
