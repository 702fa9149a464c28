"""What counts as a reason: words. A full stop satisfies a form, and tells no reader anything; neither does "TBC"."""

from __future__ import annotations

import re

from goldenthread.domain.placeholders import placeholder_in
from goldenthread.domain.problems import Refused

# A word of three letters, of whatever alphabet. Shorter ones alone ("ok", "so", "a)") give no reason.
_WORD = re.compile(r"[^\W\d_]{3,}")


class NoReason(Refused):
    """What is done only for a reason was given none that says anything."""


def says_why(words: str) -> bool:
    """Whether the words could be a reason: one of them, at least, has three letters or more, and none stands for words
    still to come. No pack that prints such a one is published."""
    return _WORD.search(words) is not None and not placeholder_in(words)


def check_says_why(words: str, *, of: str) -> None:
    """Raises NoReason unless the words could be a reason; `of` is what it is of: "A correction"."""
    if not says_why(words):
        found = f"“{words.strip()}” says nothing. " if words.strip() else ""
        raise NoReason(f"{found}{of} says why: give the reason in words.")
