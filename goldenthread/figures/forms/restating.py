"""A value as it is now known, typed as people type values, held against the definition card of its measure."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.terms import Terms
from goldenthread.figures.forms.returns import allowed_for
from goldenthread.figures.forms.values import read_figure
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.publishing.words import clean
from goldenthread.spreadsheets.cells import Cell, CellKind


@dataclass(frozen=True, kw_only=True)
class TypedValue:
    """What somebody typed: a value, or what it is made from. Empty is nothing typed."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""


def read_restated(typed: TypedValue, *, terms: Terms, name: str) -> ReturnedReading | None:
    """The value as typed, or None where nothing was; raises InputRefused with everything that the card forbids."""
    cells = {
        key: Cell(row=1, column=key, kind=CellKind.TEXT, text=text)
        for key in ("value", "numerator", "denominator")
        if (text := clean(getattr(typed, key)).strip())
    }
    if not cells:
        return None
    reading, refused = read_figure(cells, allowed=allowed_for(terms))
    if refused:
        raise InputRefused(
            Problem(f"{name}: {one.message}", column=one.column, found=one.found, expected=one.expected)
            for one in refused
        )
    return reading
