"""Delimited text read row by row: its encoding, its delimiter, and what a spreadsheet would make of it."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO, StringIO, TextIOWrapper
from itertools import islice
from typing import BinaryIO

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.cells import CellKind
from goldenthread.spreadsheets.csv_safety import without_guard
from goldenthread.spreadsheets.raw import RawCell, RawWorkbook, refusal
from goldenthread.spreadsheets.text import text_content

READ_AS_WINDOWS = (
    "This file is not in UTF-8, so it was read as Windows text (Windows-1252). Check that pound signs, dashes and"
    " accents are right; to be sure, save it as “CSV UTF-8”."
)
_DELIMITERS = ",;\t|"
_ROWS_TO_JUDGE_BY = 20
_CHUNK = 65_536
# Excel's own first line, which names the delimiter and is no row.
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n?')


@dataclass(frozen=True)
class _Manner:
    """How a delimited text is written."""

    encoding: str
    delimiter: str
    has_separator_line: bool


def read_csv(content: bytes, workbook: RawWorkbook) -> None:
    """Adds the text to the workbook as its one sheet, which has no name."""
    sheet = workbook.add_sheet("", hidden=False)
    rows, warnings = stream_csv(BytesIO(content), file=workbook.file)
    workbook.warnings.extend(warnings)
    for number, texts in rows:
        cells = [_cell(column, text) for column, text in enumerate(texts, start=1) if text]
        cells = [cell for cell in cells if cell[1] is not CellKind.BLANK]
        if cells:
            workbook.add_row(sheet, number=number, hidden=False, cells=cells)


def stream_csv(stream: BinaryIO, *, file: str) -> tuple[Iterator[tuple[int, list[str]]], tuple[str, ...]]:
    """Every row with its number, one at a time and without limit of rows, and the warnings.

    The stream must be seekable: it is looked through once for its encoding before it is read.
    Raises InputRefused, also while the rows are being taken.
    """
    manner = _manner(stream, file=file)
    warnings = (READ_AS_WINDOWS,) if manner.encoding == "cp1252" else ()
    return _rows(stream, manner=manner, file=file), warnings


def _rows(stream: BinaryIO, *, manner: _Manner, file: str) -> Iterator[tuple[int, list[str]]]:
    stream.seek(0)
    text = TextIOWrapper(stream, encoding=manner.encoding, newline="")
    if manner.has_separator_line:
        text.readline()
    number = 0
    try:
        for number, row in enumerate(csv.reader(text, delimiter=manner.delimiter, strict=True), start=1):
            yield number, [without_guard(value) for value in row]
    except csv.Error as error:
        raise InputRefused([_csv_problem(str(error), file=file, row=number + 1)]) from error


def _csv_problem(error: str, *, file: str, row: int) -> Problem:
    if "field limit" in error:
        message = (
            f"A cell of this row is too long. Shorten it to at most {limits.MOST_CHARACTERS_IN_A_CELL:,} characters."
        )
    elif "unexpected end" in error:
        message = 'A quotation mark (") opens in this row and never closes. Close it, or take it out.'
    else:
        message = (
            'A quotation mark (") in this row is not doubled. Write it twice ("") inside a quoted cell, or save the'
            " file again from your spreadsheet program."
        )
    return Problem(message, file=file, row=row)


def _cell(column: int, text: str) -> RawCell:
    kind, shown = text_content(text)
    return (column, kind, shown, "", 0)


def _manner(stream: BinaryIO, *, file: str) -> _Manner:
    encoding, opening = _encoding(stream, file=file)
    separator = _SEPARATOR_LINE.match(opening)
    if separator:
        return _Manner(encoding=encoding, delimiter=separator[1], has_separator_line=True)
    return _Manner(encoding=encoding, delimiter=_delimiter(opening), has_separator_line=False)


def _encoding(stream: BinaryIO, *, file: str) -> tuple[str, str]:
    """The encoding and the opening text, the whole stream having been tried."""
    stream.seek(0)
    mark = stream.read(2)
    is_wide = mark in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        opening = _decoded_opening(stream, encoding=encoding, file=file)
        if opening is not None:
            return encoding, opening
    raise refusal(
        "This file is neither a workbook nor text that can be read. Save it as .xlsx, or as “CSV UTF-8”, and send"
        " that.",
        file=file,
    )


def _decoded_opening(stream: BinaryIO, *, encoding: str, file: str) -> str | None:
    """The first of the text, or None where the stream is not in this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    opening = ""
    try:
        while chunk := stream.read(_CHUNK):
            text = decoder.decode(chunk)
            if "\0" in text:
                raise refusal(
                    "This file is neither a workbook nor text. Save it as .xlsx or .csv, and send that.", file=file
                )
            opening = opening or text
        decoder.decode(b"", final=True)
    except UnicodeError:
        return None
    return opening


def _delimiter(opening: str) -> str:
    """The delimiter that cuts the largest part of the first rows into the same number of columns, and into the most.

    The part and not the number: a wrong delimiter takes the lines of a quoted cell for rows of their own.
    """
    return max(_DELIMITERS, key=lambda delimiter: _regularity(opening, delimiter=delimiter))


def _regularity(opening: str, *, delimiter: str) -> tuple[Fraction, int]:
    widths: Counter[int] = Counter()
    try:
        rows = csv.reader(StringIO(opening, newline=""), delimiter=delimiter)
        for row in islice(rows, _ROWS_TO_JUDGE_BY):
            widths[len(row)] += 1
    except csv.Error:
        return (Fraction(0), 0)
    alike = ((Fraction(count, widths.total()), width) for width, count in widths.items() if width > 1)
    return max(alike, default=(Fraction(0), 0))
