"""Percentages of a whole whose parts always sum to 100."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

_WHOLE, _TENTH = Decimal(1), Decimal("0.1")
_ALL = Decimal(100)


def shares(parts: Sequence[int]) -> tuple[Decimal, ...]:
    """Each part as a percentage of their sum; the results sum to exactly 100, or are all 0 where the sum is.

    Whole percentages where those sum to 100 and no part is lost to rounding; else one decimal; and where not even
    those sum, the largest remainders are rounded up (Hare). So 1 of 3 is 33.4, 33.3 and 33.3.
    """
    whole = sum(parts)
    if min(parts, default=0) < 0:
        raise ValueError(f"A count cannot be negative: {parts}.")
    if whole == 0:
        return tuple(Decimal(0) for _ in parts)
    for step in (_WHOLE, _TENTH):
        rounded = tuple((_ALL * part / whole).quantize(step, ROUND_HALF_UP) for part in parts)
        hidden = any(part and not share for part, share in zip(parts, rounded, strict=True))
        if sum(rounded) == _ALL and not hidden:
            return rounded
    return _by_largest_remainder(parts)


def _by_largest_remainder(parts: Sequence[int]) -> tuple[Decimal, ...]:
    whole = sum(parts)
    tenths = [divmod(1000 * part, whole) for part in parts]
    short = 1000 - sum(floor for floor, _ in tenths)
    # Ties go to the earlier part, so that the same counts always print the same.
    lifted = set(sorted(range(len(parts)), key=lambda index: (-tenths[index][1], index))[:short])
    return tuple(
        (Decimal(floor + (index in lifted)) * _TENTH).quantize(_TENTH, ROUND_FLOOR)
        for index, (floor, _) in enumerate(tenths)
    )


def percent(share: Decimal) -> str:
    """ "71%", "33.4%"."""
    return f"{share}%"
