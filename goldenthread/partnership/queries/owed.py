"""What somebody still owes, as the rooms above know it: each says so here when the product starts.

This room knows no figure and no promise; but whoever closes an account has to be told of both.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

# Sentences of what a person owes at a moment: "3 figures to return for Q2 2019/20".
Owing = Callable[[int, datetime], tuple[str, ...]]

_asked: list[Owing] = []


def say_what_is_owed(owing: Owing) -> None:
    """Called once by each room that knows of something owed, when the product starts."""
    if owing not in _asked:
        _asked.append(owing)


def owed_by(person_id: int, *, at: datetime) -> tuple[str, ...]:
    """What the person owes, in sentences."""
    return tuple(words for owing in _asked for words in owing(person_id, at))
