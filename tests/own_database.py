"""Databases that processes of their own can open, be killed in, and open again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class OwnDatabase:
    """A database, mostly with every table and no rows, and the environment in which processes find it."""

    folder: Path
    server: str  # the PostgreSQL server's address, or "" for SQLite
    name: str

    @property
    def environment(self) -> Mapping[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        kept["GOLDENTHREAD_DATA"] = str(self.folder)
        if self.server:
            kept["DATABASE_URL"] = urlunsplit(urlsplit(self.server)._replace(path=f"/{self.name}"))
        return kept

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """A `goldenthread` command as a process of its own."""
        return self.start_python("-m", "goldenthread", *arguments)

    def start_python(self, *arguments: object) -> subprocess.Popen[str]:
        """Python as a process of its own, with this database: `start_python("-c", script)`."""
        return subprocess.Popen(
            [sys.executable, *(str(argument) for argument in arguments)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Runs a `goldenthread` command as a process of its own to its end."""
        return self.run_python("-m", "goldenthread", *arguments)

    def run_python(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Runs Python with this database to its end."""
        with self.start_python(*arguments) as process:
            out, err = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def make_template(folder: Path) -> OwnDatabase:
    """A migrated database, of which every test's own is a copy."""
    made = make_empty_database(folder, name=f"template_{os.getpid()}")
    done = made.run("migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    return made


def make_empty_database(folder: Path, *, name: str) -> OwnDatabase:
    """A database without a table."""
    made = OwnDatabase(folder=folder, server=os.environ.get("DATABASE_URL", ""), name=name)
    if made.server:
        _on_server(made, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(made.name)))
    return made


def make_own_database(template: OwnDatabase, *, folder: Path) -> OwnDatabase:
    """A copy of the template, with its data folder."""
    made = OwnDatabase(folder=folder, server=template.server, name=f"own_{os.getpid()}_{folder.parent.name}"[:60])
    shutil.copytree(template.folder, folder)
    if made.server:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        _on_server(made, statement.format(sql.Identifier(made.name), sql.Identifier(template.name)))
    return made


def drop_own_database(made: OwnDatabase) -> None:
    """Takes the database from the server; a folder goes with the test's own."""
    if made.server:
        _on_server(made, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(made.name)))


def _on_server(made: OwnDatabase, statement: sql.Composed) -> None:
    address = urlunsplit(urlsplit(made.server)._replace(path="/postgres"))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
