"""Files that are named on a command line."""

from __future__ import annotations

import os
import shutil
import tempfile
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, cast

# How much text waits in memory before it waits on disk.
SPOOLED = 8 * 1024 * 1024


def input_path(typed: str) -> Path:
    """A file or folder that is there; anything else is wrong usage."""
    path = Path(typed)
    if not path.exists():
        raise ArgumentTypeError(f"{typed!r} is not there; give the path of a file that is")
    return path


def input_file(typed: str) -> Path:
    """A file that is there; anything else is wrong usage."""
    path = input_path(typed)
    if not path.is_file():
        raise ArgumentTypeError(f"{typed!r} is a folder; give the path of a file")
    return path


def output_file(typed: str) -> Path:
    """Where a file may be written: its folder is there, and it is no folder itself."""
    path = Path(typed)
    if path.is_dir():
        raise ArgumentTypeError(f"{typed!r} is a folder; give the path of a file")
    if not path.parent.is_dir():
        raise ArgumentTypeError(f"the folder of {typed!r} is not there; make it first")
    return path


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A text file that takes its name only once all of it is written; until then the old one stays.

    What is no regular file, as /dev/stdout or a pipe, is written straight to, after all is ready.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with tempfile.SpooledTemporaryFile(SPOOLED, mode="w+", encoding="utf-8", newline="") as waiting:
            yield cast("TextIO", waiting)
            waiting.seek(0)
            with target.open("w", encoding="utf-8", newline="") as there:
                shutil.copyfileobj(waiting, there)
        return
    made = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with made.open("x", encoding="utf-8", newline="") as text:
            yield text
            text.flush()
            os.fsync(text.fileno())
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)


def input_folder(typed: str) -> Path:
    """A folder that is there; anything else is wrong usage."""
    path = input_path(typed)
    if not path.is_dir():
        raise ArgumentTypeError(f"{typed!r} is a file; give the path of a folder")
    return path
