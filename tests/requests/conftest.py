"""The world of requests, another scorer, and a protocol that was agreed."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from tests.requests.world import agreed_protocol, make_request_world, second_scorer


@pytest.fixture
def request_world(officer: User) -> None:
    make_request_world(officer)


@pytest.fixture
def other(request_world: None) -> User:
    return second_scorer()


@pytest.fixture
def protocol(request_world: None, officer: User) -> None:
    agreed_protocol(by=officer)
