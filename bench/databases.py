"""A database for each run: the same rows every time, copied from one that was filled once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

_filled: dict[str, Path] = {}


def fresh_copy(name: str, fill: Callable[[], None], *, into: Path) -> None:
    """Connects to a copy in the folder of a database that `fill` made; filled once in a process for each name."""
    if name not in _filled:
        _filled[name] = _make(name, fill)
    connection.close()
    copy = into / "goldenthread.sqlite3"
    shutil.copy(_filled[name], copy)
    connection.settings_dict["NAME"] = copy


def _make(name: str, fill: Callable[[], None]) -> Path:
    path = Path(os.environ["GOLDENTHREAD_DATA"]) / f"{name}.sqlite3"
    path.parent.mkdir(exist_ok=True)
    connection.close()
    connection.settings_dict["NAME"] = path
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        fill()
    connection.close()  # the write-ahead log is folded into the file
    return path
