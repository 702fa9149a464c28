"""What a workbook to be written holds, said without a word about the program that writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True)
class Percent:
    """A percentage to be shown in a percent format: Percent(Decimal("98.5")) is written as 98.5%."""

    percent: Decimal


Value: TypeAlias = str | int | Decimal | date | Percent | None


@dataclass(frozen=True, kw_only=True)
class WrittenColumn:
    """A column of a table. `wants` says in words what to type; it stands above the heading and beside the cell.

    `choices` names a list of the workbook's ListsSheet. `width` is in characters.
    """

    heading: str
    width: int = 14
    wants: str = ""
    is_input: bool = False
    choices: str = ""


@dataclass(frozen=True, kw_only=True)
class WrittenSheet:
    """A sheet: a title, lines of guidance, and then a table where it has columns.

    `blank_rows` adds that many empty rows for typing in. `frozen_columns` stay in sight when the
    sheet is moved sideways. With `is_locked` only the cells of input columns can be changed (no
    password: it keeps fingers off, it does not keep anyone out).
    """

    name: str
    title: str = ""
    guidance: tuple[str, ...] = ()
    columns: tuple[WrittenColumn, ...] = ()
    rows: Sequence[Sequence[Value]] = ()
    blank_rows: int = 0
    frozen_columns: int = 0
    is_locked: bool = False


@dataclass(frozen=True, kw_only=True)
class ListsSheet:
    """The sheet, in full view, that holds what cells of other sheets are chosen from, list by list."""

    name: str = "Lists"
    title: str = "What cells on the other sheets are chosen from"
    lists: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class WorkbookProperties:
    """What the file says about itself."""

    title: str
    author: str
    subject: str = ""
    language: str = "en-GB"
