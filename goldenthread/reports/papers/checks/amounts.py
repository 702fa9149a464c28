"""Numbers as prose writes them: 1,733 or £1.2m, with how far each may have been rounded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SIZES = {"k": Decimal(1_000), "m": Decimal(1_000_000), "bn": Decimal(1_000_000_000)}
_WORDS = {"thousand": "k", "million": "m", "billion": "bn"}
AMOUNT = rf"(?P<pound>£)?(?P<digits>{NUMBER})(?:\s?(?P<size>k|m|bn|thousand|million|billion)\b)?"


@dataclass(frozen=True)
class Amount:
    """A number in its own unit, pounds or none, and half of its last digit where it is rounded; 0 of a whole number."""

    value: Decimal
    is_money: bool
    half_a_digit: Decimal


def amount_of(match: re.Match[str], *, prefix: str = "") -> Amount:
    """The amount of a match of AMOUNT, whose groups may be named with a prefix."""
    digits, size = match[f"{prefix}digits"].replace(",", ""), (match[f"{prefix}size"] or "").casefold()
    times = _SIZES[_WORDS.get(size, size)] if size else Decimal(1)
    decimals = len(digits.partition(".")[2])
    # "£120" or "51 indicators" is exact; of "£1.2m" the last digit is rounded.
    half = Decimal(0) if not decimals and not size else times * Decimal(5).scaleb(-decimals - 1)
    return Amount(Decimal(digits) * times, match[f"{prefix}pound"] is not None, half)
