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

from goldenthread.domain.problems import Refused

# How much text waits in memory before it waits on disk.
SPOOLED = 8 * 1024 * 1024


class Unwritable(Refused):
    """A file or folder that was named for output cannot be written."""


class NoRoomForWork(Refused):
    """The folder of temporary files is full, or cannot be written."""


def input_path(typed: str) -> Path:
    """A file or folder that is there; anything else is wrong usage."""
    path = Path(typed)
    if not path.exists():
        raise ArgumentTypeError(f"{typed!r} is not there; give the path of a file that is")
    return path


def input_file(typed: str) -> Path:
    """A file that is there; anything else is wrong usage."""
    path = input_path(typed)
    if path.is_dir():
        raise ArgumentTypeError(f"{typed!r} is a folder; give the path of a file")
    if not path.is_file():
        raise ArgumentTypeError(f"{typed!r} is no ordinary file; give the path of one")
    return path


def input_folder(typed: str) -> Path:
    """A folder that is there; anything else is wrong usage."""
    path = input_path(typed)
    if not path.is_dir():
        raise ArgumentTypeError(f"{typed!r} is a file; give the path of a folder")
    return path


def output_file(typed: str) -> Path:
    """Where a file may be written: its folder is there, and it is no folder itself."""
    path = Path(typed)
    if path.is_dir():
        raise ArgumentTypeError(f"{typed!r} is a folder; give the path of a file")
    if not path.parent.is_dir():
        raise ArgumentTypeError(f"the folder of {typed!r} is not there; make it first")
    return path


def make_folder(path: Path) -> None:
    """Makes the folder and those above it where they are missing; raises Unwritable."""
    if path.exists() and not path.is_dir():
        raise Unwritable(f"{path} is no folder; name another.")
    with writing_to(path):
        path.mkdir(parents=True, exist_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Writes the file; where there was one, it stays until all of the new one is on the disk. Raises Unwritable."""
    if _is_device(path):
        with writing_to(path):
            path.write_bytes(content)
        return
    with _in_place_of(path) as made, made.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A text file that takes its name only once all of it is written; until then the old one stays.

    What is no regular file, as /dev/stdout or a pipe, is written straight to, after all is ready. Raises Unwritable
    and NoRoomForWork.
    """
    if _is_device(path):
        with waiting_text() as waiting:
            yield waiting
            waiting.seek(0)
            with writing_to(path), path.open("w", encoding="utf-8", newline="") as there:
                shutil.copyfileobj(waiting, there)
        return
    with _in_place_of(path) as made, made.open("x", encoding="utf-8", newline="") as text:
        yield text
        text.flush()
        os.fsync(text.fileno())


@contextmanager
def waiting_text() -> Iterator[TextIO]:
    """Text that nobody is to see yet. Raises NoRoomForWork."""
    with using_temporary_files(), tempfile.SpooledTemporaryFile(SPOOLED, "w+", encoding="utf-8", newline="") as text:
        yield cast("TextIO", text)


@contextmanager
def writing_to(path: Path, *, made: Path | None = None) -> Iterator[None]:
    """Within, a fault of this file or folder raises Unwritable; so does one of what is made in its place.

    A fault that names another file is let through.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        named = error.filename
        if named is None or path.is_relative_to(named) or (made is not None and Path(named) == made):
            raise Unwritable(f"{path} cannot be written: {error.strerror}.") from error
        raise


@contextmanager
def using_temporary_files() -> Iterator[None]:
    """Within, a fault of a file that has no name of its own raises NoRoomForWork."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None:
            raise
        raise NoRoomForWork(
            f"{tempfile.gettempdir()}, where unfinished work is kept, cannot be written: {error.strerror}. "
            "Make room, or name another folder in TMPDIR."
        ) from error


def _is_device(path: Path) -> bool:
    """A pipe or a terminal, say: it must never be replaced by a file."""
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def _in_place_of(path: Path) -> Iterator[Path]:
    """A path beside it, to be written; what lies there takes the name at the end."""
    target = path.resolve()
    made = target.with_name(f".{target.name}.{os.getpid()}.part")
    with writing_to(path, made=made):
        try:
            yield made
            made.replace(target)
        finally:
            made.unlink(missing_ok=True)
