"""Chance that falls the same way on every machine: whole numbers made from words."""

from __future__ import annotations

import hashlib
from decimal import Decimal

SEED = "goldenthread demonstration 1"


def whole_number(*words: object, below: int) -> int:
    """A number from 0 up to, and without, `below`. It hangs on the words alone, not on what was drawn before."""
    text = "|".join((SEED, *map(str, words)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % below


def between(*words: object, least: Decimal, most: Decimal) -> Decimal:
    """One of the thousand and one evenly spaced numbers from `least` to `most`."""
    return least + (most - least) * whole_number(*words, below=1001) / 1000


def around_zero(*words: object, reach: Decimal) -> Decimal:
    """From minus `reach` to `reach`; small numbers come more often, as with two dice."""
    return between(*words, 1, least=-reach, most=reach) / 2 + between(*words, 2, least=-reach, most=reach) / 2
