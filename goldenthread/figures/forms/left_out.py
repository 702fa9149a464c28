"""The sheets of a returned workbook that are not read: told, so that nothing is lost in silence."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from goldenthread.domain.problems import Problem
from goldenthread.figures.forms.cells import folded
from goldenthread.figures.forms.layout import FIGURES, GUIDANCE, LISTS, TO_READ
from goldenthread.spreadsheets.cells import Sheet, Workbook
from goldenthread.spreadsheets.headings import find_headings

_OURS = tuple(layout.name for layout in TO_READ)


def sheets_left_out(workbook: Workbook, *, read_ones: Sequence[str]) -> tuple[list[Problem], tuple[str, ...]]:
    """What is wrong where Figures is missing, or a sheet that is not read could hold what was meant for us; and a note
    of each sheet that is the sender's own. `read_ones` are the names of the sheets that are read."""
    if len(workbook.sheets) == 1:
        return [], ()
    missing = [name for name in _OURS if name not in read_ones]
    problems = [_no_figures(workbook)] if FIGURES.name in missing else []
    notes = []
    known = {folded(name) for name in (*_OURS, LISTS, GUIDANCE)}
    for sheet in workbook.sheets:
        if not sheet.rows or folded(sheet.name) in known:
            continue
        near = difflib.get_close_matches(folded(sheet.name), [name.casefold() for name in missing], n=1, cutoff=0.7)
        if near or _is_headed_as_ours(sheet):
            problems.append(_unknown(sheet, near=near[0].capitalize() if near else "", file=workbook.name))
        else:
            notes.append(f"The sheet {sheet.name!r} is none of those that are read, and was left alone.")
    return problems, tuple(notes)


def _is_headed_as_ours(sheet: Sheet) -> bool:
    """Whether it has a table that could hold figures, or words about them."""
    rows = (find_headings(sheet, headings=layout.headings, file="")[0] for layout in TO_READ)
    return any(row is not None and len(row.columns) > 1 for row in rows)


def _no_figures(workbook: Workbook) -> Problem:
    return Problem(
        f"This workbook has no sheet called {FIGURES.name!r}. Put it back as it was sent out, with its rows left blank "
        "where nothing is returned.",
        file=workbook.name,
        found=", ".join(sheet.name for sheet in workbook.sheets),
        expected=f"a sheet called {FIGURES.name}",
    )


def _unknown(sheet: Sheet, *, near: str, file: str) -> Problem:
    advice = f"Did you mean {near!r}? Give it that name" if near else "Move its rows to the sheet that they are for"
    return Problem(
        f"The sheet {sheet.name!r} is none of those that are read. {advice}, or delete the sheet.",
        file=file,
        sheet=sheet.name,
        found=sheet.name,
        expected=f"one of {', '.join(_OURS)}",
    )
