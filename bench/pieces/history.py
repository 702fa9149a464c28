"""Earlier figures: 10,000 rows of a workbook read behind the guard, checked and entered, in one transaction."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from django.core.management import call_command
from openpyxl import Workbook, load_workbook

from bench.databases import fresh_copy
from bench.measuring import Peer, Piece, Work
from bench.register import COUNCILS, OFFICER, QUARTERS, fill_register

MEASURES = 1_250
ROWS = MEASURES * len(QUARTERS)
HEADINGS = ("Ref", "Council", "Period", "Value", "Source")


def _importing(folder: Path) -> Work:
    fresh_copy("register-1250", lambda: fill_register(measures=MEASURES, services=13, history=False), into=folder)
    path = folder / "history.xlsx"
    path.write_bytes(_workbook())
    return lambda: call_command(
        "import_history", str(path), "--by", OFFICER, "--at", "2019-10-14", stdout=io.StringIO(), stderr=io.StringIO()
    )


@cache
def _workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for number in range(MEASURES):
        for place, period in enumerate(QUARTERS):
            reference = f"IND{number // len(COUNCILS):05}"
            value = f"{85 + (number + place) % 15}.{number % 10}%"
            sheet.append((reference, COUNCILS[number % len(COUNCILS)], period, value, "Annual report"))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _loading(_: Path) -> Work:
    return lambda: load_workbook(io.BytesIO(_workbook()))


PIECES = (
    Piece(
        f"import {ROWS:,} earlier figures from a workbook",
        _importing,
        seconds=10.0,
        runs=3,
        peer=Peer("openpyxl loading the file alone", _loading),
    ),
)
