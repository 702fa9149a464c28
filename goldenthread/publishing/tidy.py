"""The document's figures as CSV: tidy rows for people's own analysis, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.tidy_rows import DataValue

# What a spreadsheet would take for a formula; a plain signed number is none.
_FORMULA = re.compile(r"[=+\-@\t\r\0|%]")
_PLAIN_NUMBER = re.compile(r"[+-]?[£$€]?\d[\d,]*(\.\d+)?%?")


def tidy_csv(document: ReportDocument) -> bytes:
    """UTF-8, RFC 4180: one heading row, one row a figure, exact numbers, empty where there is none.

    Every row begins with whether it is from a draft, and ends with the document's note, so a row taken out of the file
    still says both.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(["document_status", *(column.name for column in document.rows.columns), "document_note"])
    status, note = document.status.value, as_cell(document.illustrative_note)
    writer.writerows([status, *map(as_cell, row), note] for row in document.rows.rows)
    return written.getvalue().encode()


def as_cell(value: DataValue) -> str:
    """A value as a CSV cell. Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case int():
            return str(value)
        case str():
            risky = _FORMULA.match(value.lstrip()) and not _PLAIN_NUMBER.fullmatch(value)
            return f"'{value}" if risky else value
