"""Processes that change one action, report on it, and write one council's priorities in one moment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.own_database import OwnDatabase, drop_own_database, make_own_database

# These tests touch the database, through processes of their own.
pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def steps(_own_database_template: OwnDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What came of each step, which three took at once."""
    folder = tmp_path_factory.mktemp("plans-at-once")
    database = make_own_database(_own_database_template, folder=folder / "data")
    done = database.run_python("-m", "tests.plans.plan_at_once")
    assert done.stderr == ""
    yield json.loads(done.stdout)
    drop_own_database(database)


@pytest.mark.parametrize(("step", "counted"), [("change", "changes"), ("report", "progress")])
def test_of_three_at_once_one_is_first_and_the_others_are_told(steps: dict[str, Any], step: str, counted: str) -> None:
    first, *others = steps[step]["ended"]

    assert first == ""
    assert all("Somebody changed action 1." in one for one in others), others
    assert steps[step]["counted"][counted] == 1


@pytest.mark.parametrize(
    ("step", "counted", "number"), [("write", "corporate plans", 1), ("link", "links", 4), ("agree", "resources", 1)]
)
def test_what_three_do_alike_is_done_once(steps: dict[str, Any], step: str, counted: str, number: int) -> None:
    assert steps[step]["ended"] == ["", "", ""]
    assert steps[step]["counted"][counted] == number
