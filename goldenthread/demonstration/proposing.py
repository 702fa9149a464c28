"""Answering the workbook in which the next year's list is proposed."""

from __future__ import annotations

import io

import openpyxl

from goldenthread.demonstration.content import table
from goldenthread.figures.forms.proposal import ProposalRow
from goldenthread.spreadsheets.columns import fields_of


def answered_proposal(blank: bytes, *, keeps_all: bool = False) -> bytes:
    """The workbook of the proposal with every row answered, as the officer would in a spreadsheet program; `keeps_all`
    where nothing is changed or dropped."""
    proposal = table("year-end/story.toml")["proposal"]
    changes, dropped, anew = (
        {} if keeps_all else {(one["ref"], one["council"]): one for one in proposal[what]}
        for what in ("change", "drop", "anew")
    )
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = book[ProposalRow.sheet]
    headings = {each.name: each.column.heading for each in fields_of(ProposalRow)}
    first, heads = next(
        (line, row)
        for line, row in enumerate(sheet.iter_rows(values_only=True), start=1)
        if row and row[0] == headings["ref"]
    )
    columns = {str(head): place for place, head in enumerate(heads, start=1)}

    def write(line: int, field: str, value: str) -> None:
        sheet.cell(row=line, column=columns[headings[field]], value=value)

    for line in range(first + 1, sheet.max_row + 1):
        key = (str(sheet.cell(row=line, column=1).value), str(sheet.cell(row=line, column=2).value))
        said = changes.get(key) or dropped.get(key) or anew.get(key)
        write(line, "answer", "change" if key in changes else "drop" if key in dropped else "keep")
        write(line, "rationale", proposal["keep"] if said is None else said["rationale"])
        if key in changes:
            write(line, "new_target", changes[key]["target"])
        if key in anew:
            write(line, "profile_anew", "yes")
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()
