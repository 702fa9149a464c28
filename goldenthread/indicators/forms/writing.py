"""A register written as a workbook, or as one CSV file for each sheet: the same bytes for the same register."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Any

from goldenthread.indicators.forms.sheets import (
    ABOUT_SHEET,
    CHOICES_SHEET,
    SHEETS_BY_FIELD,
    Register,
    csv_name,
)
from goldenthread.spreadsheets.columns import Row, RowField, fields_of
from goldenthread.spreadsheets.csv_writing import write_csv
from goldenthread.spreadsheets.sheets_to_write import (
    ListsSheet,
    Percent,
    Value,
    WorkbookProperties,
    WrittenColumn,
    WrittenSheet,
)
from goldenthread.spreadsheets.writing import write_workbook

# The same register is the same file, so the file cannot say when it was written.
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ABOUT = (
    "The whole register: what is measured, for whom, against what target, and who agreed it.",
    "Change it here and import it with: goldenthread import-register FILE --by EMAIL",
    "A row that is left out says nothing: nothing is removed by leaving it out. The same file twice changes nothing.",
    "What holds from a day is never written anew. A change is a new row with its own From.",
    "Decisions are references of the committee's record, which import-committee reads; import that first.",
)
_NAMED = ("council", "service", "directorate")
_WIDEST = 44


def write_register_workbook(register: Register) -> bytes:
    """An xlsx with a sheet for each of the register's, a page about it and the lists to choose from."""
    named = with_names(register)
    sheets: list[WrittenSheet | ListsSheet] = [WrittenSheet(name=ABOUT_SHEET, title="The register", guidance=_ABOUT)]
    choices: dict[str, tuple[str, ...]] = {}
    sheets += [sheet_of(row, getattr(named, name), choices=choices) for name, row in SHEETS_BY_FIELD.items()]
    sheets.append(ListsSheet(name=CHOICES_SHEET, lists=choices))
    return write_workbook(
        sheets,
        properties=WorkbookProperties(title="Register of performance indicators", author="goldenthread"),
        created=_NO_MOMENT,
    )


def sheet_of(row: type[Row], every: Sequence[Row], *, choices: dict[str, tuple[str, ...]]) -> WrittenSheet:
    """Rows of one kind as the sheet that they are read from; what its cells are chosen from is put into `choices`."""
    rows = tuple(tuple(_values(one)) for one in every)
    columns = []
    for index, each in enumerate(fields_of(row)):
        offered = choices_of(each)
        if offered:
            choices[_list_name(row, each)] = offered
        columns.append(
            WrittenColumn(
                heading=each.column.heading,
                width=_width(each.column.heading, [values[index] for values in rows]),
                choices=_list_name(row, each) if offered else "",
            )
        )
    return WrittenSheet(
        name=row.sheet, title=row.sheet, guidance=(row.about,), columns=tuple(columns), rows=rows, frozen_columns=2
    )


def write_register_csv(register: Register) -> dict[str, bytes]:
    """The bytes of each CSV file by its name, in the order of the sheets."""
    named = with_names(register)
    return {
        csv_name(row.sheet): write_csv(
            [each.column.heading for each in fields_of(row)], rows=(tuple(_values(one)) for one in getattr(named, name))
        )
        for name, row in SHEETS_BY_FIELD.items()
    }


def write_register_zip(register: Register) -> bytes:
    """The CSV files in one zip."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in write_register_csv(register).items():
            info = zipfile.ZipInfo(name, date_time=_NO_MOMENT.timetuple()[:6])
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def with_names(register: Register) -> Register:
    """The register with names in place of slugs, as people read it."""
    names = {
        "council": {row.slug: row.name for row in register.councils},
        "service": {row.slug: row.name for row in register.services},
        "directorate": {row.slug: row.name for row in register.directorates},
    }
    changed: dict[str, Any] = {
        name: tuple(_with_names(row, names=names) for row in getattr(register, name)) for name in SHEETS_BY_FIELD
    }
    return replace(register, **changed)


def _with_names(row: Row, *, names: Mapping[str, Mapping[str, str]]) -> Row:
    found: dict[str, Any] = {
        field: names[field].get(getattr(row, field), getattr(row, field)) for field in _NAMED if hasattr(row, field)
    }
    return replace(row, **found) if found else row


def _values(row: Row) -> Iterator[Value]:
    for each in fields_of(type(row)):
        yield _value(getattr(row, each.name), is_figure=each.column.figure)


def _value(value: Any, *, is_figure: bool) -> Value:
    """A cell as it is written. A number that stands as text is written as the number that it is."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return value.value.replace("-", " ")
    if value is None or isinstance(value, int | date):
        return value
    text = str(value)
    if is_figure and text.endswith("%") and _NUMBER.fullmatch(text[:-1]):
        return Percent(Decimal(text[:-1]))
    if is_figure and _NUMBER.fullmatch(text):
        return Decimal(text)
    return text


def _width(heading: str, values: Sequence[Value]) -> int:
    """As wide as the longest of its cells, within reason; longer text is wrapped."""
    return min(_WIDEST, max(len(str(text)) for text in (heading, "01/04/2019", *values)) + 2)


def choices_of(each: RowField) -> tuple[str, ...]:
    """What may stand in a column that holds one of a few."""
    kind = each.type
    if each.column.choices:
        return each.column.choices
    if kind is bool:
        return ("yes", "no")
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(member.value.replace("-", " ") for member in kind)
    return ()


def _list_name(row: type[Row], each: RowField) -> str:
    return "Yes or no" if each.type is bool else f"{row.sheet}: {each.column.heading}"
