"""A return: a filled workbook read behind the guard, checked, taken and rated, in one transaction."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.core.management import call_command
from openpyxl import load_workbook

from bench.databases import fresh_copy
from bench.measuring import Peer, Piece, Work
from bench.register import OFFICER, fill_register
from goldenthread.accounts.models import User
from goldenthread.domain.periods import Quarter
from goldenthread.figures.forms.template import returns_workbook
from goldenthread.figures.operations import open_round
from goldenthread.figures.queries import figures_due, round_of

AT = datetime(2019, 10, 14, 9, tzinfo=UTC)
Q2 = Quarter.parse("2019-20 Q2")
VALUE, FIRST_ROWS = "Value", 12


def _importing(measures: int) -> Callable[[Path], Work]:
    def prepare(folder: Path) -> Work:
        fresh_copy(f"round-{measures}", lambda: _fill_round(measures), into=folder)
        path = folder / "returned.xlsx"
        path.write_bytes(_filled_workbook(measures))
        asked = (str(path), "--year", "2019-20", "--quarter", "Q2", "--by", OFFICER, "--at", "2019-10-14")
        return lambda: call_command("import_returns", *asked, stdout=io.StringIO(), stderr=io.StringIO())

    return prepare


def _fill_round(measures: int) -> None:
    fill_register(measures=measures, services=1)
    open_round(quarter=Q2, meeting=None, by=User.objects.get(email=OFFICER), at=AT)


@cache
def _filled_workbook(measures: int) -> bytes:
    """The service's own workbook, with a value typed for every figure."""
    due = figures_due(round_of(Q2).pk, quarter=Q2, with_earlier=True)
    assert len(due) == measures
    asked = returns_workbook(due, quarter=Q2, partnership="oneSource", service="Service 0", slug="service-0", at=AT)
    book = load_workbook(io.BytesIO(asked.content))
    sheet = book["Figures"]
    headings = next(row for row in sheet.iter_rows(max_row=FIRST_ROWS) if VALUE in [cell.value for cell in row])
    column = next(cell.column for cell in headings if cell.value == VALUE)
    for number, (reference, *_) in enumerate(sheet.iter_rows(min_row=int(headings[0].row or 0) + 1, max_col=1)):
        if reference.value:
            sheet.cell(int(reference.row or 0), int(column or 0)).value = f"{85 + number % 15}.{number % 10}%"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _loading(measures: int) -> Callable[[Path], Work]:
    """What openpyxl alone takes to load the same workbook, without a guard, a check or a database."""

    def prepare(_: Path) -> Work:
        content = _filled_workbook(measures)
        return lambda: load_workbook(io.BytesIO(content))

    return prepare


def _piece(measures: int, *, seconds: float, runs: int) -> Piece:
    peer = Peer("openpyxl loading the file alone", _loading(measures))
    name = f"import a returned workbook of {measures:,} rows"
    return Piece(name, _importing(measures), seconds=seconds, runs=runs, peer=peer)


PIECES = (_piece(120, seconds=0.8, runs=5), _piece(10_000, seconds=10.0, runs=3))
