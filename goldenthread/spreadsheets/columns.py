"""Rows of a known sheet: which columns it has, what each means, and the field that it is read into."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True)
class Column:
    """One column of a sheet, written beside the field of the row that it is read into."""

    heading: str
    meaning: str
    needed: bool = False
    # For text that is one of a few: what may stand there.
    choices: tuple[str, ...] = ()
    longest: int = 400
    # Text that is a number where it can be one; it needs its measure's unit to be read.
    figure: bool = False
    # Kept letter for letter: spaces and line ends mean something.
    verbatim: bool = False
    # Identifies somebody: a character that nobody sees, left out of other text, is refused in it.
    all_seen: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a sheet, as it was read. `line` is its number there, 0 for a row that comes from elsewhere.

    A broken row has a cell that could not be read: it is known by its key and nothing else in it counts.
    A hidden one is read like the others. None of these makes a row differ from another.
    """

    sheet: ClassVar[str]
    about: ClassVar[str]
    line: int = field(default=0, compare=False)
    broken: bool = field(default=False, compare=False)
    hidden: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class RowField:
    """A row's field, the column that it stands in, and the type that says how it is read."""

    name: str
    column: Column
    type: Any
    is_optional: bool  # None stands for a blank cell


_fields: dict[type, tuple[RowField, ...]] = {}


def fields_of(row: type) -> tuple[RowField, ...]:
    """Each field of a row that stands in a column, in the order of the sheet."""
    if row not in _fields:
        hints = typing.get_type_hints(row, include_extras=True)
        _fields[row] = tuple(
            RowField(name, hint.__metadata__[0], *_without_none(hint.__origin__))
            for name, hint in hints.items()
            if typing.get_origin(hint) is typing.Annotated
        )
    return _fields[row]


def _without_none(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        (inner,) = (part for part in typing.get_args(hint) if part is not type(None))
        return inner, True
    return hint, False
