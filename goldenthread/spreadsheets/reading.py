"""A file that somebody sent, read into a workbook without trusting it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.cells import Sheet, Workbook
from goldenthread.spreadsheets.child import OUT_OF_MEMORY
from goldenthread.spreadsheets.package import DAMAGED
from goldenthread.spreadsheets.raw import from_plain, refusal
from goldenthread.spreadsheets.recognise import refuse_unreadable_bytes

_ROOT = Path(__file__).resolve().parents[2]
# Isolated (-I) and without site packages (-S): the parser uses the standard library alone, and the
# child starts in a tenth of a second.
_START_CHILD = (
    "import sys; sys.path.insert(0, sys.argv.pop(1));"
    " from goldenthread.spreadsheets.child import main; sys.exit(main())"
)

_TOO_MUCH_WORK = (
    "Reading this file took more {what} than a workbook of figures needs, and was stopped. Copy the table that is"
    " asked for into a new workbook, save it as .xlsx, and send that."
)


def read_workbook(content: bytes, *, name: str) -> Workbook:
    """The workbook in the bytes of an xlsx, ods or csv file called `name`.

    Parsed in a child process with a ceiling on memory and time. Raises InputRefused, with what to
    do about it, for everything that is not such a file, is damaged, or is too big.
    """
    refuse_unreadable_bytes(content, file=name)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _START_CHILD, str(_ROOT), name],
            input=content,
            capture_output=True,
            timeout=limits.CHILD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refusal(_TOO_MUCH_WORK.format(what="time"), file=name) from error
    if done.returncode == OUT_OF_MEMORY:
        raise refusal(_TOO_MUCH_WORK.format(what="memory"), file=name)
    if done.returncode != 0:
        raise refusal(DAMAGED, file=name)
    answer = json.loads(done.stdout)
    if "problems" in answer:
        raise InputRefused(Problem(**problem) for problem in answer["problems"])
    return from_plain(answer, file=name)


def sheet_called(workbook: Workbook, *, name: str) -> Sheet:
    """The sheet of this name, whatever its case and spacing; a csv file's one sheet is every sheet.

    Raises InputRefused naming the sheets that there are.
    """
    if workbook.form == "csv":
        return workbook.sheets[0]
    wanted = _plain_name(name)
    for sheet in workbook.sheets:
        if _plain_name(sheet.name) == wanted:
            return sheet
    raise InputRefused(
        [
            Problem(
                f"This workbook has no sheet called {name!r}. Give the sheet that name, or send the right workbook.",
                file=workbook.name,
                found=", ".join(sheet.name for sheet in workbook.sheets),
                expected=f"a sheet called {name}",
            )
        ]
    )


def has_sheet(workbook: Workbook, *, name: str) -> bool:
    """Whether the workbook has a sheet of this name."""
    return any(_plain_name(sheet.name) == _plain_name(name) for sheet in workbook.sheets)


def _plain_name(name: str) -> str:
    return " ".join(name.split()).casefold()
