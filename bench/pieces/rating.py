"""`rate`: 100,000 rows read, rated and written as they stream through; whole processes, their start included."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

from bench.measuring import Peer, Piece, Work

ROWS = 100_000
HEADINGS = (
    "ref",
    "polarity",
    "unit",
    "decimals",
    "target",
    "tolerance",
    "tolerance_unit",
    "actual",
    "previous",
    "last_year",
)
# The least that could be called rating: read with the csv module, compare as decimals, write.
PLAIN_LOOP = """
import csv, sys
from decimal import Decimal
with open(sys.argv[1], newline="") as source, open(sys.argv[2], "w", newline="") as target:
    rows = csv.DictReader(source)
    out = csv.DictWriter(target, [*rows.fieldnames, "rating"])
    out.writeheader()
    for row in rows:
        short = Decimal(row["target"]) - Decimal(row["actual"])
        if row["polarity"] == "lower":
            short = -short
        rating = "green" if short <= 0 else "amber" if short <= Decimal(row["tolerance"]) else "red"
        out.writerow({**row, "rating": rating})
"""


def _rating(folder: Path) -> Work:
    source, target = _sheet(folder), folder / "rated.csv"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "goldenthread",
        "rate",
        source,
        "--policy",
        "own-tolerance",
        "--out",
        target,
    ]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _plain_loop(folder: Path) -> Work:
    command: list[str | Path] = [sys.executable, "-c", PLAIN_LOOP, _sheet(folder), folder / "rated.csv"]
    return lambda: subprocess.run(command, check=True)


def _sheet(folder: Path) -> Path:
    """Rows around their targets, so that every rating occurs and no two sentences are alike."""
    path = folder / "figures.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        for number in range(ROWS):
            target = 50 + number % 400 / 10
            actual = target - 8 + number % 1_601 / 100
            polarity = "lower" if number % 3 == 0 else "higher"
            earlier = (f"{actual - 1:.2f}", f"{actual + 0.5:.2f}")
            rows.writerow(
                (f"R{number}", polarity, "percentage", 1, f"{target:.1f}", 5, "points", f"{actual:.2f}", *earlier)
            )
    return path


PIECES = (
    Piece(
        "rate 100,000 rows under own-tolerance",
        _rating,
        seconds=5.0,
        megabytes=300,
        runs=3,
        peer=Peer("a plain loop with csv and Decimal", _plain_loop),
    ),
)
