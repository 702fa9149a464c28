"""The world of requests, another scorer, and a protocol that was agreed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.demonstration.content import text
from tests.requests.world import agreed_protocol, agreeing_decision, make_request_world, second_scorer


@pytest.fixture
def request_world(officer: User) -> None:
    make_request_world(officer)


@pytest.fixture
def other(request_world: None) -> User:
    return second_scorer()


@pytest.fixture
def protocol(request_world: None, officer: User) -> None:
    agreed_protocol(by=officer)


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, str], str]:
    """Writes a file, and gives its path: `save("case.toml", words)`."""

    def saved(name: str, words: str) -> str:
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        return str(path)

    return saved


@pytest.fixture
def case_protocol(request_world: None, save: Callable[[str, str], str], command: Any, officer: User) -> None:
    """The demonstration's own protocol, entered and agreed by commands."""
    by = ("--by", officer.email)
    path = save("protocol.toml", text("requests/protocol.toml"))
    assert command("import-protocol", path, *by, "--at", "2019-02-04 10:00").status == 0
    decision = agreeing_decision().reference
    assert command("agree-protocol", "1", "--decision", decision, *by, "--at", "2019-03-11 10:00").status == 0
