"""Percentages of a whole: equal counts have equal shares, and the shares sum to 100 wherever that can be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_WHOLE, _TENTH, _HUNDREDTH = Decimal(1), Decimal("0.1"), Decimal("0.01")
_ALL = Decimal(100)


def shares(parts: Sequence[int]) -> tuple[Decimal, ...]:
    """Each part as a percentage of their sum; all 0 where the sum is.

    Whole percentages where those sum to 100 and no part is lost to rounding, else one decimal. Where not even those
    sum, a count that no other part has takes what is missing: 11, 3 and 3 of 17 are 64.8, 17.6 and 17.6. Equal counts
    are never told apart, and a larger count never gets the smaller share; where nothing else would sum (1, 1 and 1 of
    3), the rounded shares stay as they are, and whoever prints them says what they add up to.
    """
    whole = sum(parts)
    if min(parts, default=0) < 0:
        raise ValueError(f"A count cannot be negative: {parts}.")
    if whole == 0:
        return tuple(Decimal(0) for _ in parts)
    for step in (_WHOLE, _TENTH):
        rounded = _rounded(parts, step=step)
        hidden = any(part and not share for part, share in zip(parts, rounded, strict=True))
        if sum(rounded) == _ALL and not hidden:
            return rounded
    for step in (_TENTH, _HUNDREDTH):
        evened = _evened(parts, step=step)
        if sum(evened) == _ALL and _keeps_order(parts, evened):
            return evened
    return _rounded(parts, step=_TENTH)


def _rounded(parts: Sequence[int], *, step: Decimal) -> tuple[Decimal, ...]:
    whole = sum(parts)
    return tuple((_ALL * part / whole).quantize(step, ROUND_HALF_UP) for part in parts)


def _evened(parts: Sequence[int], *, step: Decimal) -> tuple[Decimal, ...]:
    """Rounded shares, what is missing to 100 given to counts that stand alone, by the least error first."""
    evened = list(_rounded(parts, step=step))
    alone = [index for index, part in enumerate(parts) if part and parts.count(part) == 1]
    missing = _ALL - sum(evened)
    change = step if missing > 0 else -step

    def error(index: int) -> Decimal:
        return abs(evened[index] + change - _ALL * parts[index] / sum(parts))

    for index in sorted(alone, key=lambda one: (error(one), -parts[one]))[: int(abs(missing) / step)]:
        evened[index] += change
    return tuple(evened)


def _keeps_order(parts: Sequence[int], found: Sequence[Decimal]) -> bool:
    by_part = [share for _, share in sorted(zip(parts, found, strict=True))]
    return by_part == sorted(by_part) and by_part[0] >= 0


def base_in_words(found: Sequence[Decimal], *, base: int) -> str:
    """ "Percentages are of the 105 rated."; where rounding keeps them from summing, what they add up to."""
    total = sum(found)
    rounded = "" if total == _ALL else f", rounded: they add up to {percent(Decimal(total))}"
    return f"Percentages are of the {base} rated{rounded}."


def percent(share: Decimal) -> str:
    """ "71%", "33.4%"."""
    return f"{share}%"
