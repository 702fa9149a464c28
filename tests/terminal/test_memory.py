"""Python's collector rests while a file is taken, and no longer."""

from __future__ import annotations

import gc
from contextlib import suppress

from goldenthread.terminal.memory import without_collecting


def test_the_collector_rests_meanwhile() -> None:
    with without_collecting():
        rested = not gc.isenabled()

    assert rested
    assert gc.isenabled()


def test_the_collector_goes_on_after_a_refusal() -> None:
    with suppress(ValueError), without_collecting():
        raise ValueError

    assert gc.isenabled()
