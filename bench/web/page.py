"""The table that `make bench-web` prints and keeps."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from pathlib import Path

from bench.web.driving import CONNECTIONS, Answered

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "performance-of-pages.md"
# Milliseconds that a page may take alone, at the median: with the demonstration, and with the large sample.
MAY_TAKE = {"demo": 60, "large": 200}
MARKED = ("overview", "register", "indicator page", "round board")
HEALTH = "health"


def pages_page(measured: Iterable[tuple[str, str, Answered]], *, busy: float) -> str:
    """The page, from (database, data, answered)."""
    every = list(measured)
    least = {(database, data): one.alone for database, data, one in every if one.page == HEALTH}
    return "\n".join(
        [
            "# How fast its pages are",
            "",
            "<!-- Written by `make bench-web`. -->",
            "",
            f"Gunicorn with two processes of four threads, asked on loopback from the same machine: {os.cpu_count()} "
            f"cores, {platform.machine()}, Python {platform.python_version()}, {busy:.1f} other processes at work when "
            "it began. *Alone* is the median of thirty requests, one after another on one connection; *times health* "
            "is how many times as long that is as the same server takes to say that it is well, asking the database "
            f"once. The rest is with {CONNECTIONS} connections that each ask again at once, by wrk. Milliseconds. "
            "The large sample is `load-sample --measures 2000 --years 10`: 80,000 figures.",
            "",
            "| database | data | page | as | alone | may take | times health | a second | p50 | p95 | p99 | errors |",
            "|---|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
            *(_row(database, data, one, least=least.get((database, data), 0.0)) for database, data, one in every),
            "",
        ]
    )


def missed(data: str, one: Answered) -> bool:
    """Whether the page took longer alone than it may."""
    return one.page in MARKED and one.alone > MAY_TAKE[data]


def _row(database: str, data: str, one: Answered, *, least: float) -> str:
    may_take = str(MAY_TAKE[data]) if one.page in MARKED else ""
    alone = f"**{one.alone:.0f}**" if missed(data, one) else f"{one.alone:.0f}"
    cells = (
        database, data, one.page, one.role or "nobody", alone, may_take, f"{one.alone / least:.0f}" if least else "",
        f"{one.per_second:.1f}", f"{one.p50:.0f}", f"{one.p95:.0f}", f"{one.p99:.0f}", str(one.errors),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"
