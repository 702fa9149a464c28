"""A database that an earlier version filled comes up to date with everything that it holds, and is worked on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.own_database import OwnDatabase, drop_own_database, make_empty_database

# These tests touch the database, through processes of their own.
pytestmark = pytest.mark.database

OFFICER = ("--by", "officer@example.org")
PUBLISHED = ("2019-20-q1-joint-committee-1", "2019-20-q1-joint-committee-2", "2019-20-q2-joint-committee-1")
GUARDED = """
import django; django.setup()
from goldenthread.storage.triggers import triggers_present, triggers_wanted
print(sorted(triggers_wanted() - triggers_present()))
"""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnDatabase]:
    """A database of then, with the triggers of then, brought up to date by the command; to be read."""
    database = brought_up_to_date(tmp_path_factory.mktemp("upgraded"))
    yield database
    drop_own_database(database)


@pytest.fixture
def upgraded_to_work_on(tmp_path: Path) -> Iterator[OwnDatabase]:
    """The same, to be changed."""
    database = brought_up_to_date(tmp_path)
    yield database
    drop_own_database(database)


def brought_up_to_date(folder: Path) -> OwnDatabase:
    database = make_empty_database(folder / "data", name=f"older_{os.getpid()}_{folder.name}"[:60])
    made = database.run_python("-m", "tests.storage.old_database")
    assert (made.returncode, made.stderr) == (0, "")
    done = database.run("migrate", "--json")
    assert done.returncode == 0, done.stderr
    assert "figures.0005_what_was_done_last" in json.loads(done.stdout)["steps"]
    return database


def told(database: OwnDatabase, *words: object) -> Any:
    """What a command says, as JSON."""
    done = database.run(*words, "--json")
    assert done.returncode == 0, done.stderr or done.stdout
    return json.loads(done.stdout)


def test_every_table_that_never_changes_is_guarded(upgraded: OwnDatabase) -> None:
    assert upgraded.run_python("-c", GUARDED).stdout == "[]\n"


@pytest.mark.parametrize("public_id", PUBLISHED)
def test_what_was_published_is_found_as_it_was_published(upgraded: OwnDatabase, public_id: str) -> None:
    found = told(upgraded, "verify", public_id)

    assert found["right"]
    assert {one["name"].partition(".")[2] for one in found["findings"]} == {"", "csv", "html", "json", "pdf"}


@pytest.mark.parametrize("public_id", PUBLISHED)
def test_what_was_published_then_is_public(upgraded: OwnDatabase, public_id: str) -> None:
    done = upgraded.run("release", public_id, *OFFICER)

    assert "public" in done.stderr


@pytest.mark.parametrize(
    ("figure", "quarter", "version", "where"),
    [
        ("EXC01:havering", "Q1", 1, PUBLISHED[0]),
        ("COM01:havering", "Q1", 2, PUBLISHED[1]),
        ("EXC01:havering", "Q2", 1, PUBLISHED[2]),
        ("COM01:havering", "Q2", 1, PUBLISHED[2]),
    ],
)
def test_every_number_of_then_is_explained(
    upgraded: OwnDatabase, figure: str, quarter: str, version: int, where: str
) -> None:
    found = told(upgraded, "explain", figure, "--year", "2019-20", "--quarter", quarter, "--version", version)

    parts = {part["title"]: part for part in found["parts"]}
    assert found["agrees"]
    assert where in [line["what"] for line in parts["Publications in which it stands"]["lines"]]


def test_a_pack_is_as_it_was_known_on_each_day(upgraded: OwnDatabase, tmp_path: Path) -> None:
    name = "2019-20-q1-joint-committee"

    first = told(upgraded, "as-known", "--on", "2019-07-17", "--pack", name)
    second = told(upgraded, "as-known", "--on", "2019-07-23", "--pack", name)

    assert (first["public_id"], second["public_id"]) == PUBLISHED[:2]


def test_a_figure_is_as_it_was_known_on_each_day(upgraded: OwnDatabase) -> None:
    figure = ("--figure", "COM01:havering", "--year", "2019-20", "--quarter", "Q1")

    first = upgraded.run("as-known", "--on", "2019-07-17", *figure)
    second = upgraded.run("as-known", "--on", "2019-07-23", *figure)

    assert "As reported: 38" in first.stdout
    assert "As reported: 39" in second.stdout


def test_of_what_was_recorded_then_nobody_says_when_it_was_entered(upgraded: OwnDatabase) -> None:
    figure = ("--figure", "COM01:havering", "--year", "2019-20", "--quarter", "Q1")

    found = told(upgraded, "as-known", "--on", "2019-07-23", *figure)

    assert {step["entered_at"] for step in found["steps"]} == {None}


def test_its_year_goes_on(upgraded_to_work_on: OwnDatabase, tmp_path: Path) -> None:
    database, year = upgraded_to_work_on, ("--year", "2019-20")
    q1, q2, q3 = ((*year, "--quarter", f"Q{number}") for number in (1, 2, 3))
    returns = tmp_path / "returns.csv"
    returns.write_text("Ref,Council,Value\nCOM01,Havering,32\n")
    published = ("as-known", "--on", "2019-10-31", "--pack", "2019-20-q2-joint-committee")
    before = told(database, *published)
    restatement = ("--value", 31, "--kind", "correction", "--reason", "Eight complaints were counted twice.")

    told(database, "restate", *q1, "--figure", "COM01:havering", *restatement, *OFFICER, "--at", "2020-01-11")
    told(database, "import-returns", returns, *q3, *OFFICER, "--at", "2020-01-12")
    told(database, "freeze", *q3, *OFFICER, "--at", "2020-01-15")
    told(database, "publish", *q3, "--audience", "joint-committee", *OFFICER, "--at", "2020-01-20")
    told(database, "reopen", *q2, "--figures", "COM01:havering", "--reason", "Late", *OFFICER, "--at", "2020-01-21")
    told(database, "import-returns", returns, *q2, *OFFICER, "--at", "2020-01-22")
    told(database, "freeze", *q2, *OFFICER, "--at", "2020-01-23")
    corrected = ("--replaces", PUBLISHED[2], "--because", "One complaint was late.")
    told(database, "publish", *q2, "--audience", "joint-committee", *corrected, *OFFICER, "--at", "2020-01-24")

    assert told(database, *published) == before
    explained = told(database, "explain", "COM01:havering", *q1)
    lines = {line["what"]: line["words"] for part in explained["parts"] for line in part["lines"]}
    assert lines["of the value returned"] == "39: Head of Exchequer, 19 July 2019 at 10:30"
