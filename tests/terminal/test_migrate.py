"""migrate, and what is said of a database that is none. Each runs the real command in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SUBMIT = ("submit", "--year", "2019-20", "--quarter", "Q2", "--all", "--by", "lead@example.org")


def test_the_tables_are_made_once(tmp_path: Path) -> None:
    first, second, third = (run(tmp_path / "data", "migrate", *more) for more in (("--json",), (), ("--json",)))

    assert "figures.0001_initial" in json.loads(first.stdout)["steps"]
    assert (second.returncode, second.stdout) == (0, "The tables were up to date.\n")
    assert json.loads(third.stdout) == {"steps": []}


@pytest.mark.parametrize("words", [("migrate",), SUBMIT, ("demo",)], ids=lambda words: words[0])
def test_a_data_folder_that_is_a_file_is_a_problem_and_no_traceback(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "data").write_text("A shopping list", encoding="utf-8")

    done = run(tmp_path / "data", *words)

    assert done.returncode == 1
    assert done.stderr.endswith(
        "The database cannot be opened or written: unable to open database file. GOLDENTHREAD_DATA or DATABASE_URL "
        "names it.\n"
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("migrate",), SUBMIT, ("demo",)], ids=lambda words: words[0])
def test_a_file_that_is_no_database_is_a_problem_and_no_traceback(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "goldenthread.sqlite3").write_bytes(b"A shopping list " * 300)

    done = run(tmp_path, *words)

    assert done.returncode == 1
    assert done.stderr.endswith(
        "The database cannot be read: file is not a database. Put a back-up in its place, or name another folder with "
        "GOLDENTHREAD_DATA.\n"
    )
    assert "Traceback" not in done.stderr
    assert (tmp_path / "goldenthread.sqlite3").read_bytes().startswith(b"A shopping list")


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as it is typed, on SQLite in this folder."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "goldenthread", *words],
        env={**environment, "GOLDENTHREAD_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
