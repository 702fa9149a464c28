"""A register, or earlier figures, out of a workbook, a folder or zip of CSV files, or one CSV file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, TypeVar, cast

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.units import Unit, ValueUnreadable, read_unit
from goldenthread.indicators.forms.sheets import (
    ABOUT_SHEET,
    CHOICES_SHEET,
    SHEETS_BY_FIELD,
    HistoryRow,
    Register,
    csv_name,
)
from goldenthread.publishing.words import clean, unprintable
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.cells import Sheet, Workbook
from goldenthread.spreadsheets.columns import Row, RowField, fields_of
from goldenthread.spreadsheets.headings import Heading, Wants
from goldenthread.spreadsheets.package import Package
from goldenthread.spreadsheets.reading import read_workbook
from goldenthread.spreadsheets.recognise import is_zip
from goldenthread.spreadsheets.tables import TableRow, read_table

R = TypeVar("R", bound=Row)
_SHEETS = {row.sheet.casefold(): name for name, row in SHEETS_BY_FIELD.items()}
_FILES = {csv_name(row.sheet): name for name, row in SHEETS_BY_FIELD.items()}
_FOR_PEOPLE = (ABOUT_SHEET.casefold(), CHOICES_SHEET.casefold())
# Each file is parsed in a process of its own, most of whose time is its start.
_READ_AT_ONCE = 4
NEEDED = "This cell is blank, and it is needed. Fill it in."
_YES = frozenset({"yes", "y", "true"})
_NO = frozenset({"no", "n", "false"})


@dataclass
class _Read:
    """What was read so far."""

    file: str
    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    policy_files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, *, sheet: Sheet, file: str = "") -> None:
        """Reads a sheet into the field of the register that is called so; `file` holds it, where it has its own."""
        if file:
            self.files[sheet.name] = file
        rows, problems = read_rows(SHEETS_BY_FIELD[name], sheet=sheet, file=file or self.file)
        self.rows[name] = rows
        self.problems += problems

    def take_policy(self, name: str, *, content: bytes) -> None:
        """Keeps a policy's text under the file's name."""
        try:
            self.policy_files[name] = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.problems.append(Problem("This file is not text in UTF-8. Save it as UTF-8.", file=name))


def read_register(content: bytes, *, name: str) -> tuple[Register, tuple[Problem, ...]]:
    """The register in the bytes of an .xlsx, .ods, .zip or .csv file, and what is wrong with its cells.

    A CSV file is the sheet that its name says: targets.csv. Rows with a cell that cannot be read are
    there, marked broken, so that the rest can still be checked. Raises InputRefused where the file
    is no register at all.
    """
    if is_zip(content) and not _is_workbook(content, name=name):
        return read_register_folder(_members(content, name=name), name=name)
    if PurePosixPath(name).suffix.casefold() == ".csv":
        return read_register_folder({name: content}, name=name)
    workbook = read_workbook(content, name=name)
    read = _Read(file=name)
    for sheet in workbook.sheets:
        wanted = _SHEETS.get(" ".join(sheet.name.split()).casefold())
        if wanted is not None:
            read.take(wanted, sheet=sheet)
        elif sheet.rows and sheet.name.strip().casefold() not in _FOR_PEOPLE:
            read.problems.append(_unknown_sheet(sheet.name, file=name))
    return _register(read)


def read_register_folder(files: Mapping[str, bytes], *, name: str) -> tuple[Register, tuple[Problem, ...]]:
    """The register in CSV files by name: one for each sheet, such as list-entries.csv; and policies as TOML."""
    read = _Read(file=name)
    sheets = {file: _FILES[file.casefold()] for file in sorted(files) if file.casefold() in _FILES}
    with ThreadPoolExecutor(max_workers=_READ_AT_ONCE) as pool:
        workbooks = pool.map(lambda file: read_workbook(files[file], name=file), sheets)
        for (file, wanted), workbook in zip(sheets.items(), workbooks, strict=True):
            sheet = replace(workbook.sheets[0], name=SHEETS_BY_FIELD[wanted].sheet)
            read.take(wanted, sheet=sheet, file=file if file == name else f"{name}/{file}")
    for file in sorted(files.keys() - sheets.keys()):
        if file.casefold().endswith(".toml"):
            read.take_policy(file, content=files[file])
        else:
            read.problems.append(_unknown_file(file, folder=name))
    return _register(read)


def read_history(content: bytes, *, name: str) -> tuple[tuple[HistoryRow, ...], tuple[Problem, ...]]:
    """Earlier figures: the sheet History of a workbook, its only sheet, or a CSV file."""
    workbook = read_workbook(content, name=name)
    sheet = _history_sheet(workbook)
    rows, problems = read_rows(HistoryRow, sheet=replace(sheet, name=sheet.name or HistoryRow.sheet), file=name)
    return rows, (*_not_history(workbook, but=sheet), *problems)


def read_rows(row: type[R], *, sheet: Sheet, file: str) -> tuple[tuple[R, ...], tuple[Problem, ...]]:
    """The rows of a sheet, and everything that is wrong with its headings and cells."""
    if not sheet.rows:
        return (), ()
    table = read_table(sheet, headings=_headings(row), file=file)
    reader = _RowReader(row, problems=list(table.problems), is_hidden=sheet.hidden)
    rows = tuple(cast("R", reader.read(line)) for line in table.rows)
    return rows, tuple(reader.problems)


class _RowReader:
    """Reads the rows of one sheet and keeps every problem met on the way."""

    def __init__(self, row: type[Row], *, problems: list[Problem], is_hidden: bool) -> None:
        self.row = row
        self.is_hidden = is_hidden  # the whole sheet
        self.problems = problems
        self.cells = [(each, _reader(each)) for each in fields_of(row)]

    def read(self, line: TableRow) -> Row:
        values: dict[str, Any] = {}
        broken = bool(line.refused)
        for each, read in self.cells:
            heading = each.column.heading
            try:
                values[each.name] = read(line)
            except _CellUnreadable as refusal:
                broken = True
                values[each.name] = _stand_in(each)
                # Of a missing column and of a refused cell enough was said.
                if heading in line.columns and heading not in line.refused:
                    self.problems.append(line.problem(heading, refusal.message, expected=refusal.expected))
        return self.row(line=line.number, broken=broken, hidden=line.hidden or self.is_hidden, **values)


class _CellUnreadable(Exception):
    """A cell does not hold what its column wants."""

    def __init__(self, message: str, *, expected: str = "") -> None:
        self.message = message
        self.expected = expected
        super().__init__(message)


def _reader(field_: RowField) -> Callable[[TableRow], Any]:
    """How a field is read: its type decides, and whether it must be there."""
    column = field_.column
    kind = field_.type
    blank = None if field_.is_optional else "" if kind is str else False if kind is bool else 0 if kind is int else None

    def read(line: TableRow) -> Any:
        text = line.text(column.heading)
        if not text:
            if column.needed:
                raise _CellUnreadable(NEEDED, expected=column.meaning)
            return blank
        if kind is str:
            return _text(text, field_=field_)
        if kind is date:
            return line.day(column.heading)
        return _typed(text, kind=kind)

    return read


def _text(text: str, *, field_: RowField) -> str:
    column = field_.column
    if column.all_seen and clean(text).strip() != text.strip():
        raise _CellUnreadable("This holds a character that nobody can see. Type it anew.")
    words = text if column.verbatim else clean(text).strip()
    if column.choices:
        chosen = " ".join(words.casefold().replace("-", " ").split())
        if chosen not in column.choices:
            raise _CellUnreadable("This is none of what may stand here.", expected=f"one of {_listed(column.choices)}")
        return chosen
    if len(words) > column.longest:
        raise _CellUnreadable(
            f"This is too long: {len(words):,} characters. Shorten it.", expected=f"at most {column.longest:,}"
        )
    if not column.verbatim and (strange := unprintable(words)):
        raise _CellUnreadable(" ".join(str(character) for character in strange))
    return words


def _typed(text: str, *, kind: Any) -> Any:
    if kind is bool:
        return _yes_or_no(text)
    if kind is int:
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise _CellUnreadable("This is not a whole number.", expected="a whole number")
        return int(text)
    if kind is Unit:
        try:
            return read_unit(text)
        except ValueUnreadable as refusal:
            raise _CellUnreadable(str(refusal), expected=f"one of {_listed(Unit)}") from None
    word = "-".join(text.casefold().replace("-", " ").split())
    try:
        return kind(word)
    except ValueError:
        raise _CellUnreadable("This is none of what may stand here.", expected=f"one of {_listed(kind)}") from None


def _yes_or_no(text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise _CellUnreadable("Write yes or no.", expected="yes or no")
    return word in _YES


def _stand_in(each: RowField) -> Any:
    """What a broken row holds where its cell could not be read."""
    if each.is_optional:
        return None
    if isinstance(each.type, type) and issubclass(each.type, StrEnum):
        return next(iter(each.type))
    return {str: "", bool: False, int: 0, date: date.min}[each.type]


def _listed(choices: Any) -> str:
    return ", ".join(str(choice).replace("-", " ") for choice in choices)


def _headings(row: type[Row]) -> tuple[Heading, ...]:
    return tuple(
        Heading(
            each.column.heading,
            required=each.column.needed,
            wants=Wants.DATE if each.type is date else Wants.ANYTHING,
        )
        for each in fields_of(row)
    )


def _register(read: _Read) -> tuple[Register, tuple[Problem, ...]]:
    if not read.rows and not read.policy_files and not read.problems:
        read.problems.append(
            Problem("There is nothing of a register in this.", file=read.file, expected=f"sheets such as {_some()}")
        )
    register = Register(
        file=read.file, files=read.files, policy_files=read.policy_files, **cast("dict[str, Any]", read.rows)
    )
    return register, tuple(read.problems)


def _history_sheet(workbook: Workbook) -> Sheet:
    filled = [sheet for sheet in workbook.sheets if sheet.rows]
    named = [sheet for sheet in filled if sheet.name.casefold() == HistoryRow.sheet.casefold()]
    if not named and len(filled) > 1:
        raise InputRefused(
            [
                Problem(
                    "There are several sheets, and none is called History. Give that name to the one with the figures.",
                    file=workbook.name,
                    found=", ".join(sheet.name for sheet in filled),
                    expected=HistoryRow.sheet,
                )
            ]
        )
    if not filled:
        raise InputRefused([Problem("There is nothing in this file.", file=workbook.name)])
    return (named or filled)[0]


def _not_history(workbook: Workbook, *, but: Sheet) -> Iterator[Problem]:
    """Filled sheets beside the one that is read, but for those that a whole register has."""
    for sheet in workbook.sheets:
        plain = " ".join(sheet.name.split()).casefold()
        if sheet is but or not sheet.rows or plain in _SHEETS or plain in _FOR_PEOPLE:
            continue
        yield Problem(
            f"The sheet {sheet.name!r} is not read: only {HistoryRow.sheet} is. Move its rows there, or take it out of "
            "the file.",
            file=workbook.name,
            sheet=sheet.name,
            found=sheet.name,
            expected=HistoryRow.sheet,
        )


def _is_workbook(content: bytes, *, name: str) -> bool:
    package = Package(content, file=name)
    return any(member in package for member in ("[Content_Types].xml", "content.xml", "mimetype"))


def _members(content: bytes, *, name: str) -> dict[str, bytes]:
    """The CSV files of a zip that `Package` has looked over, without the folder that they may stand in."""
    package = Package(content, file=name)
    with package.damage_refused():
        names = [info.filename for info in zipfile.ZipFile(BytesIO(content)).infolist() if not info.is_dir()]
    return dict(_read_members(package, names=names))


def _read_members(package: Package, *, names: list[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        path = PurePosixPath(name)
        # What a Mac adds to a zip of its own accord.
        if "__MACOSX" not in path.parts and not path.name.startswith("."):
            yield path.name, package.read(name, most_bytes=limits.MOST_BYTES + 1)


def _unknown_sheet(sheet: str, *, file: str) -> Problem:
    return Problem(
        "This sheet is none of a register's. Take it out of the file, or give it the name of the sheet that it is.",
        file=file,
        sheet=sheet,
        found=sheet,
        expected=f"one of {', '.join(row.sheet for row in SHEETS_BY_FIELD.values())}",
    )


def _unknown_file(file: str, *, folder: str) -> Problem:
    return Problem(
        "This file is none of a register's. Take it away, or give it the name of the sheet that it is.",
        file=folder,
        found=file,
        expected=f"one of {', '.join(_FILES)}",
    )


def _some() -> str:
    return ", ".join(row.sheet for row in tuple(SHEETS_BY_FIELD.values())[:4])
