"""A file that somebody sent, read into a workbook without trusting it."""

from __future__ import annotations

import json
import logging
import math
import signal
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

_log = logging.getLogger(__name__)

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
    answer = json.loads(_answer_of_child(content, name=name))
    if "problems" in answer:
        raise InputRefused(Problem(**{**problem, "file": name}) for problem in answer["problems"])
    return from_plain(answer, file=name)


def _answer_of_child(content: bytes, *, name: str) -> bytes:
    """What the child wrote; its death becomes a refusal that says why."""
    ceilings = [str(limits.CHILD_MEMORY_BYTES), str(math.ceil(limits.CHILD_SECONDS))]
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _START_CHILD, str(_ROOT), *ceilings],
            input=content,
            capture_output=True,
            timeout=limits.CHILD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refusal(_TOO_MUCH_WORK.format(what="time"), file=name) from error
    if done.returncode == 0:
        return done.stdout
    if done.returncode == -signal.SIGXCPU:
        raise refusal(_TOO_MUCH_WORK.format(what="time"), file=name)
    if done.returncode in {OUT_OF_MEMORY, -signal.SIGKILL}:
        raise refusal(_TOO_MUCH_WORK.format(what="memory"), file=name)
    _log.error("The reading of %r ended with status %s: %s", name, done.returncode, done.stderr[-2_000:].decode())
    raise refusal(DAMAGED, file=name)


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
