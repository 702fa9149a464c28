"""Ratings and terms that four people change in the same moment: one does it, whole, and nothing is done twice."""

from __future__ import annotations

import json

import pytest

from tests.own_database import OwnDatabase

# These tests touch the database, through processes of their own.
pytestmark = pytest.mark.database


def test_of_four_officers_who_judge_one_does_and_who_refresh_one_finds_something_to_copy(
    own_database: OwnDatabase,
) -> None:
    done = own_database.run_python("-m", "tests.figures.changing_at_once")

    assert done.stderr == ""
    told = json.loads(done.stdout)
    refused = [why for why in told["judged"] if why]
    assert len(refused) == 3
    assert all("changed since you looked at it" in why for why in refused)
    # Two figures, each judged once by one officer, and in one way.
    assert (told["overrides"], len(told["ratings"])) == (2, 1)
    assert (sorted(told["refreshed"]), told["rows"]) == ([0, 0, 0, 2], 2)
