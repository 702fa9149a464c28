"""A disk that is full: nothing is written, and it is said in words. SQLite alone writes the disk itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.own_database import OwnDatabase, make_template

Q2 = ("--year", "2019-20", "--quarter", "Q2", "--by", "officer1@example.org", "--at", "2019-10-15")
COUNT = (
    "import django; django.setup();"
    " from goldenthread.figures.models import ReturnedValue; print(ReturnedValue.objects.count())"
)


@pytest.fixture
def sqlite_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnDatabase:
    """A database in a file, whichever database the suite runs on, with 60 returned figures."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    made = make_template(tmp_path / "data")
    assert made.run_python("-m", "tests.figures.seed", 60).stderr == ""
    return made


def test_an_import_on_a_full_disk_writes_nothing_and_says_so(sqlite_file: OwnDatabase, tmp_path: Path) -> None:
    path = tmp_path / "returns.csv"
    path.write_text("\n".join(["Ref,Council,Value", *(f"EXC{ref:03},Havering,92.1%" for ref in range(1, 61))]))

    full = sqlite_file.run_python("-m", "tests.figures.full_disk", 40_000, "import-returns", path, *Q2)

    assert full.returncode == 1
    assert full.stderr.startswith("The disk is full or cannot be written")
    assert sqlite_file.run_python("-c", COUNT).stdout.strip() == "60"
    again = sqlite_file.run("import-returns", path, *Q2)
    assert again.returncode == 0
