"""What a command does with its memory."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keeps Python from looking for circular rubbish meanwhile.

    A file of ten thousand rows becomes some million objects that stay until it is taken, none of them
    circular. The collector would walk over all of them time and again, a quarter of the whole work.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
