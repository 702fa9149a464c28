"""Processes that enter, state, score and decide one request in one moment."""

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
    folder = tmp_path_factory.mktemp("requests-at-once")
    database = make_own_database(_own_database_template, folder=folder / "data")
    done = database.run_python("-m", "tests.requests.requests_at_once")
    assert done.stderr == ""
    yield json.loads(done.stdout)
    drop_own_database(database)


def test_one_request_that_three_enter_is_received_once(steps: dict[str, Any]) -> None:
    first, *others = steps["receive"]["ended"]

    assert first == ""
    assert all("It was received already, as 2019-002." in one for one in others), others
    assert steps["receive"]["counted"]["requests"] == 2


def test_three_requests_at_once_have_three_references(steps: dict[str, Any]) -> None:
    assert steps["receive_others"]["ended"][0] == ""
    assert steps["receive_others"]["counted"]["requests"] == steps["receive_others"]["counted"]["references"] == 4


def test_one_protocol_that_three_write_is_one_version(steps: dict[str, Any]) -> None:
    assert steps["write"]["ended"] == ["", "", ""]
    assert steps["write"]["counted"]["versions"] == 2


def test_of_three_at_one_gate_one_is_first_and_the_others_are_told(steps: dict[str, Any]) -> None:
    first, *others = steps["answer"]["ended"]

    assert first == ""
    assert all("since you looked at it" in one for one in others), others
    assert steps["answer"]["counted"]["answers"] == 2


def test_three_score_at_once_and_none_takes_anothers_score_away(steps: dict[str, Any]) -> None:
    assert steps["score"]["ended"] == ["", "", ""]
    # Beside the two that were given before.
    assert steps["score"]["counted"]["scores"] == 5


def test_one_request_that_three_decide_is_decided_once(steps: dict[str, Any]) -> None:
    first, *others = steps["decide"]["ended"]

    assert first == ""
    assert all("This request was declined, so it cannot be decided." in one for one in others), others
    assert steps["decide"]["counted"]["decisions"] == 1
