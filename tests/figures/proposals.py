"""A year's list proposed by answering the workbook of `new-year`, each in one line."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl

from goldenthread.accounts.models import User
from goldenthread.figures.forms.proposal import proposal_workbook, read_proposal
from goldenthread.figures.operations.proposing import Proposed, measures_to_propose, propose_year
from goldenthread.indicators.models import Measure
from tests.figures.quarter import make_due_measure
from tests.figures.year import JUNE, YEAR

NEXT = YEAR.next
FOR_NEXT = "To agree the list of Performance Indicators for 2020/21."
Three = tuple[Measure, Measure, Measure]
KEEP = {"Keep, change or drop": "keep", "Rationale": "It has served"}
DROP = {"Keep, change or drop": "drop", "Rationale": "Nobody asks for it"}


def three_measures() -> Three:
    """Three measures with a target, on the list of 2019-20."""
    return (make_due_measure("EXC01"), make_due_measure("EXC02", annual="80"), make_due_measure("EXC03", annual="70"))


def change(**cells: str) -> dict[str, str]:
    headings = {name.replace("_", " ").capitalize(): text for name, text in cells.items()}
    return {"Keep, change or drop": "change", "Rationale": "Three years above it", **headings}


def answered(answers: Mapping[Measure, Mapping[str, str]]) -> bytes:
    """The workbook that new-year writes, filled in as a person would."""
    book = openpyxl.load_workbook(
        io.BytesIO(proposal_workbook(measures_to_propose(YEAR), year=YEAR, partnership="oneSource", at=JUNE))
    )
    sheet = book["Proposal"]
    rows = {str(row[0].value): row for row in sheet.iter_rows()}
    columns = [cell.value for cell in rows["Ref"]]
    for measure, cells in answers.items():
        row = rows[measure.indicator.ref]
        for heading, text in cells.items():
            row[columns.index(heading)].value = text
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def propose(answers: Mapping[Measure, Mapping[str, str]], *, by: User, **also: Any) -> Proposed:
    rows, problems = read_proposal(answered(answers), name="proposal.xlsx")
    return propose_year(rows, year=YEAR, file="proposal.xlsx", by=by, at=JUNE, problems=problems, **also)
