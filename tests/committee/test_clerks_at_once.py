"""Clerks who take one step in one moment: one does it, the others are told, and whoever is killed leaves no half."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.committee.clerks_at_once import MOMENTS
from tests.own_database import OwnDatabase, drop_own_database, make_own_database

# These tests touch the database, through processes of their own.
pytestmark = pytest.mark.database
AFTER_EACH: dict[str, dict[str, object]] = {
    "add an item": {"state": "scheduled", "items": 1},
    "write a report": {"state": "scheduled", "reports": 1},
    "publish the agenda": {"state": "agenda-published"},
    "hold it": {"state": "held"},
    "sign it": {"state": "minutes-signed"},
}


@pytest.fixture(scope="module")
def told(_own_database_template: OwnDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """How a meeting went in which every step was taken by four at once."""
    folder = tmp_path_factory.mktemp("clerks-at-once")
    database = make_own_database(_own_database_template, folder=folder / "data")
    done = database.run_python("-m", "tests.committee.clerks_at_once")
    assert done.returncode == 0, done.stderr
    yield json.loads(done.stdout)
    drop_own_database(database)


@pytest.mark.parametrize("step", AFTER_EACH)
def test_of_four_clerks_one_takes_the_step_and_the_others_are_told(told: dict[str, Any], step: str) -> None:
    said = sorted(told[step]["told"])

    assert (said[0], len(said)) == ("", 4)
    assert all("since you looked at it" in one for one in said[1:]), said
    assert AFTER_EACH[step].items() <= told[step]["counted"].items()


def test_whoever_is_killed_leaves_the_minute_whole_or_as_it_was(told: dict[str, Any]) -> None:
    killed = told["minute it, killed"]

    assert killed["halves"] == []
    assert 0 < killed["done"] < MOMENTS, killed
