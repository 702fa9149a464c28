"""The table that `make bench` prints and keeps."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bench.measuring import Measured

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "performance.md"


def performance_page(measured: Iterable[Measured], *, busy: float) -> str:
    """The page, with the machine that it was measured on and how busy it was with other work when it began."""
    rows = [_row(result) for result in measured]
    return "\n".join(
        [
            "# How fast it is",
            "",
            "<!-- Written by `make bench`. -->",
            "",
            "Medians, each piece of work in a process of its own. "
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores, "
            f"{platform.machine()}, {busy:.1f} other processes at work when it began. "
            "Memory is the most that the process or a child of it ever held, Python and Django "
            "included. A peer did the same work in the same process right after; the ratio is its time over ours.",
            "",
            "| work | took | may take | memory | may hold | peer |",
            "|---|---:|---:|---:|---:|---|",
            *rows,
            "",
        ]
    )


def _row(result: Measured) -> str:
    may_hold = f"{result.allowed_megabytes} MB" if result.allowed_megabytes else ""
    cells = (
        result.name,
        f"{result.seconds:.2f} s",
        f"{result.allowed_seconds:g} s",
        f"{result.megabytes:.0f} MB",
        may_hold,
        peer_words(result),
    )
    return f"| {' | '.join(cells)} |"


def peer_words(result: Measured) -> str:
    """ "openpyxl alone: 0.21 s (0.4 x)", or nothing."""
    if result.peer_seconds is None:
        return ""
    return f"{result.peer_name}: {result.peer_seconds:.2f} s ({result.peer_seconds / result.seconds:.2g} ×)"
