"""The two databases: what each is set to, and that a folder is made only when it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.own_database import OwnDatabase


def test_processes_of_their_own_see_the_same_rows(own_database: OwnDatabase) -> None:
    add = (
        "import django; django.setup()\n"
        "from tests.world import make_person\n"
        "print(make_person('Auditor', email='auditor@example.org').pk)"
    )
    read = (
        "import django; django.setup()\n"
        "from goldenthread.accounts.models import User\n"
        "print(*User.objects.values_list('email', flat=True))"
    )

    added = own_database.run_python("-c", add)
    seen = own_database.run_python("-c", read)

    assert (added.returncode, added.stderr) == (0, "")
    assert (seen.stdout, seen.stderr) == ("auditor@example.org\n", "")


def test_each_test_has_an_empty_database_of_its_own(own_database: OwnDatabase) -> None:
    count = "import django; django.setup()\nfrom goldenthread.accounts.models import User\nprint(User.objects.count())"

    assert own_database.run_python("-c", count).stdout == "0\n"


def test_sqlite_waits_for_the_disk_and_lets_readers_read_on(tmp_path: Path) -> None:
    script = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "cursor = connection.cursor()\n"
        "print(*(cursor.execute(f'PRAGMA {name}').fetchone()[0] for name in ('synchronous', 'journal_mode')))"
    )

    done = _run_python("-c", script, data=tmp_path)

    assert (done.stdout, done.stderr) == ("2 wal\n", "")  # 2 is FULL


def test_a_command_that_needs_no_database_makes_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"

    done = _run("check", data=folder)

    assert done.returncode == 0
    assert not folder.exists()


def test_the_folder_is_made_when_the_database_is_first_opened(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"

    done = _run("migrate", "--verbosity", "0", data=folder)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (folder / "goldenthread.sqlite3").is_file()


def test_a_folder_that_cannot_be_made_is_said_in_words() -> None:
    done = _run("serve", data=Path("/dev/null/data"))

    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be opened or written: unable to open database file.")


def test_tables_that_are_missing_are_said_in_words(tmp_path: Path) -> None:
    done = _run("serve", data=tmp_path)

    assert done.returncode == 1
    assert "Run `goldenthread migrate` first" in done.stderr


def _run(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    return _run_python("-m", "goldenthread", *arguments, data=data)


def _run_python(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, *arguments],
        env={**environment, "GOLDENTHREAD_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
