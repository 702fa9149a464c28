"""A document's figures as tidy rows, for CSV: one row a figure, one kind of value a column."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.publishing.cells import BlockRefused


class ColumnKind(StrEnum):
    """What a column of tidy rows holds: text as `str`, the rest as exact `Decimal`, `int` or `bool`."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    YES_NO = "yes-no"


DataValue = str | Decimal | int | bool | None


@dataclass(frozen=True, kw_only=True)
class DataColumn:
    """A column of tidy rows: machine name (lower case, underscores), kind of value, and what it means."""

    name: str
    kind: ColumnKind = ColumnKind.TEXT
    meaning: str = ""


_HELD = {ColumnKind.TEXT: str, ColumnKind.NUMBER: Decimal, ColumnKind.WHOLE: int, ColumnKind.YES_NO: bool}


@dataclass(frozen=True, kw_only=True)
class DataTable:
    """The document's figures as tidy rows: one row a figure, one kind of value a column, None where there is none."""

    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[DataValue, ...], ...]

    def __post_init__(self) -> None:
        kinds = [_HELD[column.kind] for column in self.columns]
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(kinds):
                raise BlockRefused(f"Data row {number}: {len(row)} values under {len(kinds)} columns.")
            for column, kind, value in zip(self.columns, kinds, row, strict=True):
                if value is not None and type(value) is not kind:
                    raise BlockRefused(
                        f"Data row {number}, {column.name}: {value!r} is not of the kind {column.kind.value}."
                    )
