"""Restating, issuing and releasing, killed at random moments: each time all of it is there, or nothing."""

from __future__ import annotations

import json

from tests.own_database import OwnDatabase

SECONDS = 20


def test_what_is_killed_is_wholly_told_or_not_at_all(own_database: OwnDatabase) -> None:
    done = own_database.run_python("-m", "tests.reports.record_killed", SECONDS)

    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["outcomes"].keys() == {"restate", "issue", "release"}
    # Both ways were seen of every step, or nothing would have been shown.
    assert all(seen.keys() == {"done", "undone"} for seen in told["outcomes"].values()), told
    assert not told["wrong"]
