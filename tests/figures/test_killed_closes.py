"""Closing a year, and proposing the next, killed at random moments: each time all of it is there, or nothing."""

from __future__ import annotations

import json

from tests.own_database import OwnDatabase


def test_a_year_is_closed_and_proposed_wholly_or_not_at_all(own_database: OwnDatabase) -> None:
    done = own_database.run_python("-m", "tests.figures.killed_closes")

    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)
    assert outcomes["close"]["done"] >= 4
    # Both ways were seen, or nothing would have been shown.
    assert outcomes["close"]["undone"] > 0
    assert outcomes["propose"]["done"] == 1
