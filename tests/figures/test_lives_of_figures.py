"""Any life of a figure, with restatements, corrections and later quarters: what was told is never lost."""

from __future__ import annotations

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.figures.lives import LIVES, Life

pytestmark = pytest.mark.django_db


def test_whatever_happens_to_a_figure_what_was_told_of_it_is_never_lost() -> None:
    run_state_machine_as_test(Life, settings=LIVES)
