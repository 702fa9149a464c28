"""`python -m bench` measures every piece of work and keeps the table; `python -m bench WORDS` those so named."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bench.pieces
from bench.measuring import Measured, Piece, measure
from bench.table import PAGE, peer_words, performance_page

MEASURE_ONE = "--measure"


def pieces() -> dict[str, Piece]:
    """Every piece of every module of `bench.pieces`, by name."""
    modules = sorted(module.name for module in pkgutil.iter_modules(bench.pieces.__path__, "bench.pieces."))
    return {piece.name: piece for module in modules for piece in importlib.import_module(module).PIECES}


def main(words: str) -> int:
    """Prints each result as it comes; 1 where one took more than it may."""
    measured = []
    for name in pieces():
        if words.casefold() not in name.casefold():
            continue
        result = _measure_in_a_process(name)
        measured.append(result)
        verdict = "ok" if result.within else "TOO MUCH"
        print(f"{name:<58} {result.seconds:7.3f} s {result.megabytes:6.0f} MB  {verdict:<8} {peer_words(result)}")
    if not words:
        PAGE.write_text(performance_page(measured))
    over = [result.name for result in measured if not result.within]
    if over:
        print(f"Took more than it may: {'; '.join(over)}.")
    return 1 if over or not measured else 0


def _measure_in_a_process(name: str) -> Measured:
    with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")}
        environment |= {
            "GOLDENTHREAD_DATA": str(Path(folder) / "data"),
            "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        }
        done = subprocess.run(
            [sys.executable, "-m", "bench", MEASURE_ONE, name],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return Measured.from_json(done.stdout.splitlines()[-1])


def measure_here(name: str) -> None:
    """Measures one piece in this process and prints the result as JSON."""
    import django  # noqa: PLC0415 - only where something is measured

    django.setup()
    print(measure(pieces()[name]).as_json())


if __name__ == "__main__":
    if sys.argv[1:2] == [MEASURE_ONE]:
        measure_here(sys.argv[2])
    else:
        sys.exit(main(" ".join(sys.argv[1:])))
