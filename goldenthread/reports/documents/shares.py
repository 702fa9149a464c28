"""Percentages of a whole, each rounded by itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_WHOLE, _TENTH, _HUNDREDTH = Decimal(1), Decimal("0.1"), Decimal("0.01")
_ALL = Decimal(100)


IN_THE_KEY = (
    "Every percentage of a count states its base, and is rounded by itself, half up, to a whole one or to one decimal: "
    "those of one base may not add up to 100.0%. Where they do not, the sentence says what they add up to."
)


def shares(parts: Sequence[int]) -> tuple[Decimal, ...]:
    """Each part as a percentage of their sum, rounded by itself, half up; all 0 where the sum is.

    Whole percentages where those sum to 100 and no part is lost to rounding, else one decimal, or two where one would
    lose a part. 11, 3 and 3 of 17 are 64.7, 17.6 and 17.6: whoever prints them says what they add up to.
    """
    whole = sum(parts)
    if min(parts, default=0) < 0:
        raise ValueError(f"A count cannot be negative: {parts}.")
    if whole == 0:
        return tuple(Decimal(0) for _ in parts)
    rounded = _rounded(parts, step=_WHOLE)
    if sum(rounded) == _ALL and not _loses_a_part(parts, rounded):
        return rounded
    rounded = _rounded(parts, step=_TENTH)
    return _rounded(parts, step=_HUNDREDTH) if _loses_a_part(parts, rounded) else rounded


def _rounded(parts: Sequence[int], *, step: Decimal) -> tuple[Decimal, ...]:
    whole = sum(parts)
    return tuple((_ALL * part / whole).quantize(step, ROUND_HALF_UP) for part in parts)


def _loses_a_part(parts: Sequence[int], rounded: Sequence[Decimal]) -> bool:
    return any(part and not share for part, share in zip(parts, rounded, strict=True))


def base_in_words(found: Sequence[Decimal], *, of: str) -> str:
    """ "Percentages are of the 105 rated."; where rounding keeps them from summing, what they add up to."""
    total = sum(found)
    rounded = "" if total == _ALL else f", each rounded by itself: they add up to {percent(Decimal(total))}"
    return f"Percentages are of the {of}{rounded}."


def percent(share: Decimal) -> str:
    """ "71%", "33.4%"."""
    return f"{share}%"
