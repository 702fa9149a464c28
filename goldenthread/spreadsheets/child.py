"""The process in which a file is parsed, with a ceiling on its memory and its time."""

from __future__ import annotations

import gc
import json
import resource
import sys

from goldenthread.domain.problems import InputRefused
from goldenthread.spreadsheets.csv_reading import read_csv
from goldenthread.spreadsheets.ods import read_ods
from goldenthread.spreadsheets.package import Package
from goldenthread.spreadsheets.raw import RawWorkbook, to_json
from goldenthread.spreadsheets.recognise import Form, form_of_package, is_zip, refuse_unreadable_bytes
from goldenthread.spreadsheets.xlsx import read_xlsx

# The exit status by which the child says that its memory ran out.
OUT_OF_MEMORY = 71


def parse(content: bytes, *, file: str) -> RawWorkbook:
    """The workbook in the bytes, whatever the file's name says it is. Raises InputRefused."""
    refuse_unreadable_bytes(content, file=file)
    if not is_zip(content):
        workbook = RawWorkbook(file=file, form=Form.CSV)
        read_csv(content, workbook)
        return workbook
    package = Package(content, file=file)
    form = form_of_package(package)
    workbook = RawWorkbook(file=file, form=form)
    if form is Form.ODS:
        read_ods(package, workbook)
    else:
        read_xlsx(package, workbook)
    return workbook


def answer(content: bytes) -> str:
    """One line of JSON: the workbook, or what is wrong with it."""
    try:
        return to_json(parse(content, file=""))
    except InputRefused as refused:
        return json.dumps({"problems": [problem.as_dict() for problem in refused.problems]})


def set_limits(*, memory_bytes: int, seconds: int) -> None:
    """Puts the ceilings on this process: memory, processor time, no files, no dump of a crash."""
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (ceiling, ceiling))


def main() -> int:
    """Reads a file from standard input and writes the answer.

    The command line gives the most bytes of memory and the most seconds. The file's name stays with
    the parent, which puts it into every problem.
    """
    memory_bytes, seconds = sys.argv[1:]
    set_limits(memory_bytes=int(memory_bytes), seconds=int(seconds))
    # Nothing here is circular, and a million small tuples make the collector walk for nothing.
    gc.disable()
    try:
        written = answer(sys.stdin.buffer.read())
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(written)
    return 0
