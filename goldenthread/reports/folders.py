"""Writing a pack's files to a folder: all of them, or the folder as it was."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from goldenthread.domain.problems import Refused
from goldenthread.publishing.rendering import MANIFEST, RenderedFile
from goldenthread.terminal.files import Unwritable, make_folder


class FolderTaken(Refused):
    """The folder holds another pack, or is no folder."""


def write_files(files: Sequence[RenderedFile], *, folder: Path) -> None:
    """Writes the files; a pack of the same name that lies there is replaced. Raises FolderTaken and
    Unwritable.

    A new folder appears whole. In one that is there, each file is replaced whole and the manifest last, so that a
    pack that was cut off is found out by its manifest.
    """
    manifest = next(file for file in files if file.name == MANIFEST)
    check_free(folder, name=json.loads(manifest.content)["document"]["name"])
    make_folder(folder.parent)
    try:
        _write(files, folder=folder)
    except OSError as error:
        # It is a folder of our own making that could not be written, and nobody knows its name.
        raise Unwritable(f"{folder} cannot be written: {error.strerror}.") from error


def _write(files: Sequence[RenderedFile], *, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as made:
        fresh = Path(made) / "pack"
        fresh.mkdir()
        for file in files:
            (fresh / file.name).write_bytes(file.content)
        if not folder.exists():
            fresh.rename(folder)
            return
        for file in sorted(files, key=lambda one: one.name == MANIFEST):
            (fresh / file.name).replace(folder / file.name)


def check_free(folder: Path, *, name: str) -> None:
    """Raises FolderTaken unless a pack of this name may be written there."""
    if folder.exists() and not folder.is_dir():
        raise FolderTaken(f"{folder} is a file; give a folder.", at_terminal="--out names it.")
    there = folder / MANIFEST
    if not there.exists():
        return
    try:
        theirs = json.loads(there.read_bytes())["document"]["name"]
    except (ValueError, KeyError, TypeError, RecursionError):
        theirs = "a manifest that cannot be read"
    if theirs != name:
        raise FolderTaken(
            f"{folder} holds another pack ({theirs}); give another folder.", at_terminal="--out names it."
        )
