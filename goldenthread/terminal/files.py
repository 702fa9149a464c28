"""Files that are named on a command line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path


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
