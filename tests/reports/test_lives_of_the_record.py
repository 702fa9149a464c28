"""Any life of rounds, restatements and years: nothing published changes, counts add up, figures explain themselves."""

from __future__ import annotations

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.reports.record_lives import LIVES, LifeOfTheRecord

pytestmark = pytest.mark.django_db


def test_whatever_is_done_the_record_holds() -> None:
    run_state_machine_as_test(LifeOfTheRecord, settings=LIVES)
