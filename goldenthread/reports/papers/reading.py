"""A file that somebody wrote, read into lines without trusting it: in a process of its own, as workbooks are read."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from pathlib import Path

from goldenthread.domain.problems import Refused
from goldenthread.reports.papers.building import paper_of
from goldenthread.reports.papers.child import OUT_OF_MEMORY
from goldenthread.reports.papers.paper import Paper
from goldenthread.reports.papers.written import WrittenLine, WrittenPaper

_log = logging.getLogger(__name__)

MOST_BYTES = 25_000_000
MEMORY_BYTES = 1 << 30
SECONDS = 30
ENDINGS = {"html": "line", "htm": "line", "txt": "line", "docx": "paragraph"}
_ROOT = Path(__file__).resolve().parents[3]
# Isolated (-I) and without site packages (-S): the readers use the standard library alone.
_START_CHILD = (
    "import sys; sys.path.insert(0, sys.argv.pop(1));"
    " from goldenthread.reports.papers.child import main; sys.exit(main())"
)


class PaperUnreadable(Refused):
    """The file is none that is read, is damaged, or is too big."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} cannot be read. {why}")


def read_paper(content: bytes, *, name: str) -> Paper:
    """The paper in the bytes of a file called `name`. Raises PaperUnreadable."""
    return paper_of(read_lines(content, name=name))


def read_lines(content: bytes, *, name: str) -> WrittenPaper:
    """The lines of a file called `name`: .html, .txt or .docx. Raises PaperUnreadable."""
    ending = Path(name).suffix.removeprefix(".").casefold()
    if ending not in ENDINGS:
        raise PaperUnreadable(name, "Give a paper as .html, .txt or .docx: the ending of its name says which it is.")
    if len(content) > MOST_BYTES:
        raise PaperUnreadable(name, f"It is larger than {MOST_BYTES // 1_000_000} MB. Save it without its pictures.")
    answer = json.loads(_answer_of_child(content, name=name, ending=ending))
    if "refused" in answer:
        raise PaperUnreadable(name, answer["refused"])
    lines = tuple(
        WrittenLine(
            number=number, text=text, is_heading=is_heading, starts=tuple((start, line) for start, line in starts)
        )
        for number, text, is_heading, starts in answer["lines"]
    )
    return WrittenPaper(name=name, counted_in=ENDINGS[ending], lines=lines)


def _answer_of_child(content: bytes, *, name: str, ending: str) -> bytes:
    """What the child wrote; its death becomes a refusal that says why."""
    too_much = "Reading it took more {} than a paper needs, and was stopped. Save it as .txt."
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _START_CHILD, str(_ROOT), ending, str(MEMORY_BYTES), str(SECONDS)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PaperUnreadable(name, too_much.format("time")) from error
    if done.returncode == 0:
        return done.stdout
    if done.returncode == -signal.SIGXCPU:
        raise PaperUnreadable(name, too_much.format("time"))
    if done.returncode in (OUT_OF_MEMORY, -signal.SIGKILL):
        raise PaperUnreadable(name, too_much.format("memory"))
    _log.error("Reading %r ended with status %s: %s", name, done.returncode, done.stderr[-2_000:].decode())
    raise PaperUnreadable(name, "It is damaged. Save it again under a new name.")
