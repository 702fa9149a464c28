"""Four processes that do the same thing in the same moment: exactly one does it, the others are told who and when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.figures.at_once import FIGURES
from tests.figures.seed import LEADS
from tests.own_database import OwnDatabase, drop_own_database, make_own_database

# As `own_database`: these tests touch the database, through processes of their own.
pytestmark = pytest.mark.database
Q2 = ("--year", "2019-20", "--quarter", "Q2", "--at", "2019-10-15T14:30")


@pytest.fixture(scope="module")
def quarter(_own_database_template: OwnDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """How a quarter went in which every step was taken by four at once."""
    folder = tmp_path_factory.mktemp("at-once")
    database = make_own_database(_own_database_template, folder=folder / "data")
    done = database.run_python("-m", "tests.figures.at_once", folder)
    assert done.stderr == ""
    yield json.loads(done.stdout)
    drop_own_database(database)


def one_did(step: dict[str, Any]) -> str:
    """Who did it; the three others were refused."""
    assert sorted(one["status"] for one in step["ended"]) == [0, 1, 1, 1], step
    (winner,) = (one["by"] for one in step["ended"] if one["status"] == 0)
    assert isinstance(winner, str)
    return winner


def refusals(step: dict[str, Any]) -> list[str]:
    return [one["err"] for one in step["ended"] if one["status"]]


def test_of_four_officers_who_open_a_quarter_one_does(quarter: dict[str, Any]) -> None:
    step = quarter["open"]

    one_did(step)

    assert all("is open already" in told for told in refusals(step))
    assert (step["counted"]["rounds"], step["counted"]["figures"], step["counted"]["round opened"]) == (1, FIGURES, 1)


def test_four_files_that_come_at_once_leave_the_values_of_one(quarter: dict[str, Any]) -> None:
    step = quarter["import"]

    taken = [one for one in step["ended"] if one["status"] == 0]

    assert taken
    assert all("It was changed while this file was read." in told for told in refusals(step)), step
    assert len(step["counted"]["values"]) == 1
    assert step["counted"]["figure returned"] == FIGURES * len(taken)


def test_of_four_processes_that_submit_a_service_one_does_it_whole(quarter: dict[str, Any]) -> None:
    step = quarter["submit"]

    winner = one_did(step)

    name = winner.partition("@")[0].capitalize()
    assert all(f"EXC001, Havering: {name} submitted it on 15 October 2019 at 14:30." in told for told in refusals(step))
    assert (step["counted"]["submitted_by"], step["counted"]["figure submitted"]) == ([winner], FIGURES)


def test_of_four_directors_who_sign_off_one_does(quarter: dict[str, Any]) -> None:
    step = quarter["sign off"]

    winner = one_did(step)

    assert all("signed it off on 15 October 2019 at 14:30." in told for told in refusals(step))
    assert (step["counted"]["signed_off_by"], step["counted"]["figure signed off"]) == ([winner], FIGURES)


def test_of_four_officers_who_freeze_one_does(quarter: dict[str, Any]) -> None:
    step = quarter["freeze"]

    one_did(step)

    assert all("Nothing has changed since version 1" in told for told in refusals(step))
    assert (step["counted"]["freezes"], step["counted"]["frozen"]) == (1, FIGURES)


def test_of_four_commands_that_submit_one_figure_one_does(own_database: OwnDatabase, tmp_path: Path) -> None:
    seeded = own_database.run_python("-m", "tests.figures.seed", 1)
    assert seeded.stderr == ""
    go = tmp_path / "go"
    command = ("submit", *Q2, "--figures", "EXC001:havering", "--by")
    processes = [own_database.start_python("-m", "tests.figures.waiting", go, *command, by) for by in LEADS]
    assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 4

    go.touch()

    ended = [(by, *process.communicate(), process.returncode) for by, process in zip(LEADS, processes, strict=True)]
    assert sorted(status for _, _, _, status in ended) == [0, 1, 1, 1], ended
    (winner,) = (by for by, _, _, status in ended if status == 0)
    told = {err for _, _, err, status in ended if status}
    name = winner.partition("@")[0].capitalize()
    assert told == {f"EXC001, Havering: {name} submitted it on 15 October 2019 at 14:30.\n"}


def test_of_four_officers_who_restate_one_figure_one_does_and_the_others_see_its_value(
    own_database: OwnDatabase,
) -> None:
    done = own_database.run_python("-m", "tests.figures.restating_at_once")

    assert done.stderr == ""
    told = json.loads(done.stdout)
    (first,) = (one["value"] for one in told["ended"] if not one["refused"])
    assert told["kept"] == [first]
    refused = {one["refused"].partition("restated it")[2] for one in told["ended"] if one["refused"]}
    when = "on 20 January 2020 at 10:30"
    assert refused == {f" {when} to {first}.0%, since you looked at it. Look at it again before you go on."}


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("withhold", {"withheld": ["EXC001, Havering"], "marked": True, "restated": [], "compared": "95.0"}),
        ("restate", {"withheld": [], "marked": False, "restated": ["91"], "compared": "91"}),
    ],
)
def test_a_freeze_waits_for_what_is_being_said_of_an_earlier_quarter(
    own_database: OwnDatabase, said: str, known: dict[str, object]
) -> None:
    done = own_database.run_python("-m", "tests.figures.earlier_at_once", said)

    assert done.stderr == ""
    assert json.loads(done.stdout) == {"ended": ["done", "done"], **known}
