"""One demonstration, made once for all tests that look at it: making it takes half a minute."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.own_database import OwnDatabase, drop_own_database, make_own_database

MILESTONE = "1 July 2019"


@dataclass(frozen=True)
class MadeDemonstration:
    """The database that it was made in, what the first whole run printed, and where the pack lies."""

    database: OwnDatabase
    killed_with: int
    printed: subprocess.CompletedProcess[str]

    @property
    def pack(self) -> Path:
        return self.database.folder / "packs" / "2019-20-q2-joint-committee"

    def read(self, suffix: str) -> bytes:
        return (self.pack / f"2019-20-q2-joint-committee.{suffix}").read_bytes()

    def asked(self, script: str) -> Any:
        """What a script prints as JSON, run in the demonstration's database."""
        done = self.database.run_python("-c", f"import django; django.setup()\n{script}")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def demonstration(
    _own_database_template: OwnDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MadeDemonstration]:
    """Made in a folder without a database by two runs: one that was killed half way, and one to the end."""
    database = make_own_database(_own_database_template, folder=tmp_path_factory.mktemp("demonstration") / "data")
    (database.folder / "goldenthread.sqlite3").unlink(missing_ok=True)
    with database.start("demo") as cut_off:
        assert cut_off.stderr is not None
        for line in cut_off.stderr:
            if MILESTONE in line:
                cut_off.kill()
    printed = database.run("demo")
    yield MadeDemonstration(database, -cut_off.returncode, printed)
    drop_own_database(database)


@dataclass(frozen=True)
class MadeYearEnd:
    """The folder that it was made in, and what the first run printed as JSON."""

    database: OwnDatabase
    printed: dict[str, Any]

    @property
    def folder(self) -> Path:
        return self.database.folder

    def pack(self, name: str, suffix: str) -> bytes:
        return (self.folder / "packs" / name / f"{name}.{suffix}").read_bytes()


@pytest.fixture(scope="session")
def year_end(_own_database_template: OwnDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeYearEnd]:
    """Made in a folder of its own, which has the name that the command looks for."""
    folder = tmp_path_factory.mktemp("second") / "year-end"
    database = make_own_database(_own_database_template, folder=folder)
    (folder / "goldenthread.sqlite3").unlink(missing_ok=True)
    done = database.run("demo", "--year-end", "--json")
    assert done.returncode == 0, done.stderr
    yield MadeYearEnd(database, json.loads(done.stdout))
    drop_own_database(database)


KILLED = int(signal.SIGKILL)
