"""The grammar of lists of names."""

from __future__ import annotations

from collections.abc import Iterable


def listed(names: Iterable[str], *, last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"; "none" where there is nothing to list."""
    every = list(names)
    if not every:
        return "none"
    if len(every) == 1:
        return every[0]
    return f"{', '.join(every[:-1])} {last} {every[-1]}"
