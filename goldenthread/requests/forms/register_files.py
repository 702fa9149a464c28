"""The register of requests as a file: csv and workbook, of the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from goldenthread.requests.queries.register import RegisterRow
from goldenthread.spreadsheets.csv_writing import write_csv
from goldenthread.spreadsheets.sheets_to_write import Value, WorkbookProperties, WrittenColumn, WrittenSheet
from goldenthread.spreadsheets.writing import write_workbook

# The same register is the same file, so the file cannot say when it was written.
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_TITLE = "Requests of outside bodies"
_COLUMNS = (
    ("Reference", "reference", 12),
    ("Who asks", "requester", 30),
    ("Kind of body", "body", 16),
    ("Service", "service", 26),
    ("Received", "received_on", 12),
    ("From", "starts_on", 12),
    ("Until", "ends_on", 12),
    ("State", "state", 16),
    ("Total of 100", "total", 12),
    ("Value in pounds", "value", 16),
    ("Decided at level", "level", 16),
    ("Decided", "decided", 24),
    ("Decided on", "decided_on", 12),
    ("Decided by", "decided_by", 40),
    ("Income in pounds", "income", 16),
    ("Review on", "review_on", 12),
    ("Illustrative", "illustrative", 12),
)


def register_as_csv(rows: Sequence[RegisterRow]) -> bytes:
    """UTF-8, a row for each request."""
    return write_csv([heading for heading, _, _ in _COLUMNS], rows=[_values(one) for one in rows])


def register_as_workbook(rows: Sequence[RegisterRow]) -> bytes:
    """An xlsx of one sheet: the same bytes for the same register."""
    sheet = WrittenSheet(
        name="Requests",
        title=_TITLE,
        columns=tuple(WrittenColumn(heading=heading, width=width) for heading, _, width in _COLUMNS),
        rows=[_values(one) for one in rows],
        frozen_columns=2,
    )
    return write_workbook(
        [sheet], properties=WorkbookProperties(title=_TITLE, author="goldenthread"), created=_NO_MOMENT
    )


def _values(row: RegisterRow) -> list[Value]:
    found = [getattr(row, name) for _, name, _ in _COLUMNS[:-1]]
    return [*found, "Yes" if row.illustrative else "No"]
