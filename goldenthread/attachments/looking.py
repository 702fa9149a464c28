"""Files that somebody sent, looked over before they are kept: what each is, by name, first bytes and content.

The content is looked into in a child process with a ceiling on memory and time, as workbooks are read.
"""

from __future__ import annotations

import hashlib
import json
import logging
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from goldenthread.attachments.child import OUT_OF_MEMORY
from goldenthread.attachments.kinds import KINDS, Kind, ending_of, why_no_kind
from goldenthread.attachments.names import clean_name
from goldenthread.domain.problems import InputRefused, Problem

_log = logging.getLogger(__name__)

MEMORY_BYTES = 1 << 30
SECONDS = 30
_ROOT = Path(__file__).resolve().parents[2]
# Isolated (-I): nothing of the folder that the server runs in, and no variable, says what is imported.
_START_CHILD = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from goldenthread.attachments.child import main; sys.exit(main())"
)
_TOO_MUCH = "Looking into this file took more {what} than a file of its kind needs, and was stopped. Save it as .pdf."
_DAMAGED = "This file is damaged. Open it in the program that made it, save it under a new name, and attach that."


@dataclass(frozen=True, kw_only=True)
class GivenFile:
    """A file as somebody sent it. `size` may be more than what was read of it: too big to be read at all."""

    name: str
    content: bytes
    size: int


@dataclass(frozen=True, kw_only=True)
class LookedOver:
    """A file that may be kept, under its cleaned name."""

    name: str
    kind: Kind
    content: bytes
    sha256: str

    @property
    def size(self) -> int:
        return len(self.content)


class FilesRefused(InputRefused):
    """Some files cannot be kept; none was. Each problem with the place of its file among those given, from 0."""

    def __init__(self, wrong: Sequence[tuple[int, Problem]]) -> None:
        self.wrong = tuple(wrong)
        super().__init__(problem for _, problem in wrong)


def look_over(files: Sequence[GivenFile], *, most_bytes: int, allowed: Sequence[str] = ()) -> tuple[LookedOver, ...]:
    """The files, each with what it is; every one is looked at, and all that is wrong is told at once.

    `allowed` are the endings that may be attached here; () is all of `KINDS`. Raises FilesRefused.
    """
    endings = tuple(allowed) or tuple(KINDS)
    wrong = [
        (place, Problem(message, file=clean_name(one.name)))
        for place, one in enumerate(files)
        for message in _wrong_with(one, most_bytes=most_bytes, allowed=endings)
    ]
    if wrong:
        raise FilesRefused(wrong)
    return tuple(
        LookedOver(
            name=clean_name(one.name),
            kind=KINDS[ending_of(one.name)],
            content=one.content,
            sha256=hashlib.sha256(one.content).hexdigest(),
        )
        for one in files
    )


def _wrong_with(file: GivenFile, *, most_bytes: int, allowed: tuple[str, ...]) -> Iterator[str]:
    name = clean_name(file.name)
    too_big = file.size > most_bytes
    if too_big:
        yield f"This file is larger than {most_bytes // 1_000_000} MB. Attach the part of it that shows what you say."
    elif not file.size:
        yield "This file is empty. Attach it as it was saved."
    why = why_no_kind(name, allowed=allowed)
    if why:
        yield why
    elif file.size and not too_big:
        yield from _wrong_inside(file.content, KINDS[ending_of(name)])


def _wrong_inside(content: bytes, kind: Kind) -> Sequence[str]:
    if kind.marks and not content.startswith(kind.marks):
        return [
            f"The name says that this is {kind.words}, and what is in it is something else. Open it in the program "
            f"that made it, save it as .{kind.ending}, and attach that."
        ]
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _START_CHILD, str(_ROOT), kind.ending, str(MEMORY_BYTES), str(SECONDS)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [_TOO_MUCH.format(what="time")]
    if done.returncode == 0:
        found: list[str] = json.loads(done.stdout)
        return found
    if done.returncode in (OUT_OF_MEMORY, -signal.SIGKILL):
        return [_TOO_MUCH.format(what="memory")]
    if done.returncode == -signal.SIGXCPU:
        return [_TOO_MUCH.format(what="time")]
    _log.error(
        "Looking into a %s ended with status %s: %s", kind.ending, done.returncode, done.stderr[-2_000:].decode()
    )
    return [_DAMAGED]
