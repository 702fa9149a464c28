"""The log, as it is narrowed, saved as a file; that it was saved is in the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.spreadsheets.csv_writing import write_csv
from goldenthread.spreadsheets.sheets_to_write import WorkbookProperties, WrittenColumn, WrittenSheet
from goldenthread.spreadsheets.writing import write_workbook
from goldenthread.web.log.told import Told

MOST_SAVED = 20_000
LOG_SAVED = "log saved as a file"
HEADINGS = ("Number", "When", "Who", "What was done", "To what", "Details")
_WIDTHS = (10, 20, 28, 28, 36, 80)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@transaction.atomic
def note_log_saved(*, entries: int, asked: Mapping[str, str], kind: str, by: User, at: datetime) -> None:
    """The person saved so many entries of the log, narrowed as asked, as "csv" or "xlsx"."""
    details = {"entries": entries, "asked": dict(asked), "kind": kind}
    record(LOG_SAVED, subject="log", subject_id="log", by=by.pk, at=at, details=details)


def log_as_csv(told: Iterable[Told]) -> bytes:
    """A row for each entry, newest first; text that a spreadsheet would run is guarded."""
    return write_csv(HEADINGS, rows=_rows(told))


def log_as_workbook(told: Iterable[Told], *, narrowed: Iterable[str], author: str, created: datetime) -> bytes:
    """The same as a workbook, which says above the table what of the log it holds. Nothing in it is a formula."""
    guidance = (f"Only: {'; '.join(narrowed)}.",) if (narrowed := tuple(narrowed)) else ()
    sheet = WrittenSheet(
        name="Event log",
        title="Event log",
        guidance=(*guidance, f"The newest {MOST_SAVED:,} entries at most. Times are of London."),
        columns=tuple(
            WrittenColumn(heading=heading, width=width) for heading, width in zip(HEADINGS, _WIDTHS, strict=True)
        ),
        rows=tuple(_rows(told)),
    )
    return write_workbook((sheet,), properties=WorkbookProperties(title="Event log", author=author), created=created)


def _rows(told: Iterable[Told]) -> Iterator[tuple[int | str, ...]]:
    for one in told:
        yield one.number, one.moment, one.who, one.what, one.thing, one.details
