"""The row of headings of a table: found by its words, whatever stands above it and however it is spaced."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.domain.problems import Problem
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.cells import Row, Sheet
from goldenthread.spreadsheets.text import shortened

_TRAILING = re.compile(r"[\s:*]+$")
_LONGEST_COMPARED = 100
# How like a heading a misspelt one must be for its column to be looked through under it.
_SURELY_MEANT = 0.75


class Wants(StrEnum):
    """What a column's cells may hold, as far as that can be told without knowing the measure."""

    ANYTHING = "anything"
    FIGURE = "a figure"
    DATE = "a date, such as 30/09/2019"


@dataclass(frozen=True)
class Heading:
    """A column that a table may have. `required` says that the column must be there, not each cell."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    wants: Wants = Wants.ANYTHING


@dataclass(frozen=True)
class HeadingRow:
    """Where the headings stand: the row, and the letter of each heading's column."""

    row: int
    columns: dict[str, str]


def plain_heading(text: str) -> str:
    """The heading without what nobody means by it: case, odd spaces, a colon or an asterisk at its end."""
    words = unicodedata.normalize("NFKC", text).replace("\u200b", " ").split()
    return _TRAILING.sub("", " ".join(words)).casefold()


def find_headings(
    sheet: Sheet, *, headings: tuple[Heading, ...], file: str
) -> tuple[HeadingRow | None, tuple[Problem, ...]]:
    """The row that holds the most of the headings, and all that is wrong with it.

    A column whose heading is misspelt is refused and still belongs to the heading that was meant, so that what is wrong
    below it is told in the same go.
    """
    names = {plain_heading(name): heading.name for heading in headings for name in (heading.name, *heading.aliases)}
    row = _likeliest_row(sheet, names=names)
    if row is None:
        return None, (_no_headings(sheet, headings=headings, file=file),)
    columns: dict[str, str] = {}
    misspelt: dict[str, str] = {}
    problems = []
    for cell in row.cells:
        name = names.get(plain_heading(cell.text))
        if name is None:
            problems.append(_unknown(cell.text, row=row.number, column=cell.column, names=names, headings=headings))
            misspelt |= dict.fromkeys(_nearest(cell.text, names=names, cutoff=_SURELY_MEANT), cell.column)
        elif name in columns:
            problems.append(
                Problem(
                    f"The heading {name!r} stands twice, in columns {columns[name]} and {cell.column}. Keep one of"
                    " the two columns.",
                    row=row.number,
                    column=cell.column,
                    found=shortened(cell.text),
                )
            )
        else:
            columns[name] = cell.column
    problems += [
        Problem(
            f"The column {heading.name!r} is missing. Put it back, with this heading, even if its cells are blank.",
            row=row.number,
            expected=heading.name,
        )
        for heading in headings
        if heading.required and heading.name not in columns
    ]
    return HeadingRow(row=row.number, columns={**misspelt, **columns}), tuple(problems)


def _likeliest_row(sheet: Sheet, *, names: dict[str, str]) -> Row | None:
    best, most = None, 0
    for row in sheet.rows:
        if row.number > limits.ROWS_SEARCHED_FOR_HEADINGS:
            break
        known = len({names.get(plain_heading(cell.text)) for cell in row.cells} - {None})
        if known > most:
            best, most = row, known
    return best


def _no_headings(sheet: Sheet, *, headings: tuple[Heading, ...], file: str) -> Problem:
    wanted = ", ".join(heading.name for heading in headings if heading.required)
    first = sheet.rows[0] if sheet.rows else None
    return Problem(
        f"No row of headings was found in the first {limits.ROWS_SEARCHED_FOR_HEADINGS} rows. Put the headings in"
        " one row, each in its own cell, above the table.",
        file=file,
        sheet=sheet.name,
        row=first.number if first else None,
        found=shortened(", ".join(cell.text for cell in first.cells[:20])) if first else "",
        expected=f"the headings {wanted}",
    )


def _unknown(text: str, *, row: int, column: str, names: dict[str, str], headings: tuple[Heading, ...]) -> Problem:
    near = _nearest(text, names=names, cutoff=0.6)
    if near:
        advice = f"Did you mean {near[0]!r}? Write that, or delete the column."
        expected = near[0]
    else:
        advice = "Delete the column, or give it one of the headings that are known."
        expected = "one of " + ", ".join(heading.name for heading in headings)
    return Problem(
        f"The heading {shortened(text)!r} is not known. {advice}",
        row=row,
        column=column,
        found=shortened(text),
        expected=expected,
    )


def _nearest(text: str, *, names: dict[str, str], cutoff: float) -> list[str]:
    """The heading that is most like the text, if any is that like it."""
    near = difflib.get_close_matches(plain_heading(text)[:_LONGEST_COMPARED], names, n=1, cutoff=cutoff)
    return [names[name] for name in near]
