"""Tables written as csv that a spreadsheet program opens without running or changing anything."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from goldenthread.spreadsheets.csv_safety import with_guard
from goldenthread.spreadsheets.exact import plain
from goldenthread.spreadsheets.sheets_to_write import Percent, Value

# Without this mark Excel takes UTF-8 for Windows text, and £ for Â£.
_MARK_FOR_EXCEL = "\ufeff"


def write_csv(headings: Sequence[str], *, rows: Iterable[Sequence[Value]], for_excel: bool = True) -> bytes:
    """UTF-8 with a row of headings, lines ended as RFC 4180 says.

    Text that a spreadsheet would run as a formula has an apostrophe before it, which our own reader
    takes off again; numbers, also negative ones, are left alone. Dates are ISO.
    """
    target = StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([with_guard(heading) for heading in headings])
    writer.writerows([_written(value) for value in row] for row in rows)
    text = target.getvalue()
    return (f"{_MARK_FOR_EXCEL}{text}" if for_excel else text).encode()


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | Decimal():
            return plain(Decimal(value))
        case Percent(percent):
            return f"{plain(percent)}%"
        case date():
            return value.isoformat()
        case _:
            return with_guard(value)
