"""The table that `make bench-web` prints and keeps."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from pathlib import Path

from bench.web.driving import CONNECTIONS, Answered

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "performance-of-pages.md"
# Milliseconds that a page may take alone, at the median: with the demonstration, and with the large sample.
MAY_TAKE = {"demo": 60, "large": 200, "record": 150}
MARKED = ("overview", "register", "indicator page", "round board")
MARKED_OF_THE_RECORD = ("meeting", "matter", "meetings", "decisions", "search")
HEALTH = "health"
_COLUMNS = (
    *("database", "data", "page", "as", "alone", "may take", "times health", "a second"),
    *("p50", "p95", "p99", "errors", "beside"),
)


def pages_page(rows: Iterable[str]) -> str:
    """The page, from the rows of its table."""
    return "\n".join(
        [
            "# How fast its pages are",
            "",
            "<!-- Written by `make bench-web`. -->",
            "",
            f"Gunicorn with two processes of four threads, asked on loopback from the same machine: {os.cpu_count()} "
            f"cores, {platform.machine()}, Python {platform.python_version()}. *Alone* is the median of thirty "
            "requests, one after another on one connection; *times health* is how many times as long that is as the "
            "same server takes to say that it is well, asking the database once. The rest is with "
            f"{CONNECTIONS} connections that each ask again at once, by wrk. Milliseconds. *Beside* is how many other "
            "processes were at work when the run of those rows began. The large sample is `load-sample --measures 2000 "
            "--years 10`: 80,000 figures. The record is `load-sample --measures 3 --years 1 --meetings 400`: thirty "
            "years, with 8,000 items and 24,000 papers; words after *search* are those that were searched for.",
            "",
            f"| {' | '.join(_COLUMNS)} |",
            "|---|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
        ]
    )


def rows_of(measured: Iterable[tuple[str, str, Answered]], *, busy: float) -> dict[str, list[str]]:
    """The rows of each run, as "sqlite-demo", from (database, data, answered)."""
    every = list(measured)
    least = {(database, data): one.alone for database, data, one in every if one.page == HEALTH}
    rows: dict[str, list[str]] = {}
    for database, data, one in every:
        row = _row(database, data, one, least=least.get((database, data), 0.0), busy=busy)
        rows.setdefault(f"{database}-{data}", []).append(row)
    return rows


def rows_by_run(page: str) -> dict[str, list[str]]:
    """The rows that a page has already."""
    rows: dict[str, list[str]] = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 3 and cells[2] in MAY_TAKE:
            rows.setdefault(f"{cells[1]}-{cells[2]}", []).append(line)
    return rows


def missed(data: str, one: Answered) -> bool:
    """Whether the page took longer alone than it may."""
    return _is_marked(data, one) and one.alone > MAY_TAKE[data]


def _is_marked(data: str, one: Answered) -> bool:
    # Its few figures are no measure of the pages of a quarter.
    return one.page.partition(":")[0] in MARKED_OF_THE_RECORD if data == "record" else one.page in MARKED


def _row(database: str, data: str, one: Answered, *, least: float, busy: float) -> str:
    may_take = str(MAY_TAKE[data]) if _is_marked(data, one) else ""
    alone = f"**{one.alone:.0f}**" if missed(data, one) else f"{one.alone:.0f}"
    cells = (
        database, data, one.page, one.role or "nobody", alone, may_take, f"{one.alone / least:.0f}" if least else "",
        f"{one.per_second:.1f}", f"{one.p50:.0f}", f"{one.p95:.0f}", f"{one.p99:.0f}", str(one.errors),
        f"{busy:.1f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"
