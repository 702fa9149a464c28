"""Reading once, for the length of one page, what several of its parts ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Found = TypeVar("Found")
_kept: ContextVar[dict[str, Any] | None] = ContextVar("read_once", default=None)


def read_once(read: Callable[[], Found]) -> Callable[[], Found]:
    """A query without arguments that asks the database once within `each_read_once`, and otherwise each time.

    What it answers is shared by whoever asks, so it must not be changed.
    """
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def answer() -> Found:
        kept = _kept.get()
        if kept is None:
            return read()
        if name not in kept:
            kept[name] = read()
        found: Found = kept[name]
        return found

    return answer


@contextmanager
def each_read_once() -> Iterator[None]:
    """Until the block ends, such a query answers as it did the first time. Only around what changes nothing."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)
