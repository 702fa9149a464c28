"""What the tests of signing in share."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from pytest_django.fixtures import Settings


class QuickArgon2(Argon2PasswordHasher):
    """The same that keeps passwords, made to cost little: a hundred of them are made here."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1


@pytest.fixture(autouse=True)
def _passwords_are_kept_quickly(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.QuickArgon2"]
