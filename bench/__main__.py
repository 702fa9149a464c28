"""`python -m bench` measures every piece of work and keeps the table; `python -m bench WORDS` those so named."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

import bench.pieces
from bench.measuring import Measured, Piece, measure, together
from bench.table import PAGE, peer_words, performance_page

MEASURE_ONE = "--measure"
QUIET = 0.5  # processes at work in the last minute, before we begin


def pieces() -> Iterator[tuple[str, Piece]]:
    """Every piece with the module of `bench.pieces` that it is in."""
    for module in sorted(found.name for found in pkgutil.iter_modules(bench.pieces.__path__, "bench.pieces.")):
        for piece in importlib.import_module(module).PIECES:
            yield module, piece


def main(words: str) -> int:
    """Prints each result as it comes; 1 where one took more than it may."""
    measured = []
    busy = os.getloadavg()[0]
    if busy > QUIET:
        print(f"This machine is busy ({busy:.1f} processes at work): times are longer than they would be.")
    for module, piece in pieces():
        if words.casefold() not in piece.name.casefold():
            continue
        processes = piece.runs if piece.cold else 1
        result = together([_measure_in_a_process(module, piece.name) for _ in range(processes)])
        measured.append(result)
        verdict = "ok" if result.within else "TOO MUCH"
        print(
            f"{piece.name:<58} {result.seconds:7.3f} s {result.megabytes:6.0f} MB  {verdict:<8} {peer_words(result)}",
            flush=True,
        )
    if not words:
        PAGE.write_text(performance_page(measured, busy=busy))
    over = [result.name for result in measured if not result.within]
    if over:
        print(f"Took more than it may: {'; '.join(over)}.")
    return 1 if over or not measured else 0


def _measure_in_a_process(module: str, name: str) -> Measured:
    with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "bench", MEASURE_ONE, module, name],
            env={**os.environ, "GOLDENTHREAD_DATA": str(Path(folder) / "data")},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return Measured.from_json(done.stdout.splitlines()[-1])


def measure_here(module: str, name: str) -> None:
    """Measures one piece in this process, which loads nothing that the piece does not need."""
    (piece,) = (piece for piece in importlib.import_module(module).PIECES if piece.name == name)
    print(measure(piece).as_json())


if __name__ == "__main__":
    for _name in [name for name in os.environ if name == "DATABASE_URL" or name.startswith("GOLDENTHREAD_")]:
        if sys.argv[1:2] != [MEASURE_ONE]:
            del os.environ[_name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
    django.setup()
    if sys.argv[1:2] == [MEASURE_ONE]:
        measure_here(*sys.argv[2:])
    else:
        sys.exit(main(" ".join(sys.argv[1:])))
