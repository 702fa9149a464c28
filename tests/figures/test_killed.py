"""Import, sign-off and freeze, killed at random moments: each time all of it is there, or nothing."""

from __future__ import annotations

import json
from pathlib import Path

from tests.own_database import OwnDatabase

SECONDS = 20


def test_what_is_killed_is_wholly_done_or_wholly_undone(own_database: OwnDatabase, tmp_path: Path) -> None:
    done = own_database.run_python("-m", "tests.figures.killed", tmp_path, SECONDS)

    assert done.stderr == ""
    outcomes = json.loads(done.stdout)["outcomes"]
    assert outcomes.keys() == {"import", "sign-off", "freeze"}
    # Both ways were seen of every step, or nothing would have been shown.
    assert all(seen.keys() == {"done", "undone"} for seen in outcomes.values()), outcomes
