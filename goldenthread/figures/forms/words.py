"""Words typed on a command line or a form, made fit to keep and to print."""

from __future__ import annotations

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.publishing.words import clean, unprintable


def checked_words(typed: str, *, name: str) -> str:
    """Clean words; raises InputRefused where there are none, or where our fonts cannot show one of them."""
    cleaned = clean(typed).strip()
    if not cleaned:
        raise InputRefused([Problem(f"The {name} is empty: write it in words.")])
    lacking = unprintable(cleaned)
    if lacking:
        raise InputRefused([Problem(str(one), column=name, found=one.character) for one in lacking])
    return cleaned
