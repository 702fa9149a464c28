"""How large, and how finely told, an amount may be: beyond that somebody mistyped it, and no page could print it."""

from __future__ import annotations

from decimal import Decimal

MOST = Decimal(10) ** 12
_PLACES = 6


def wrong_amount(amount: Decimal) -> str:
    """Why nobody can have meant this amount; "" where somebody can."""
    # abs() would round to the context, and overflow.
    if not -MOST < amount < MOST:
        return "This is too large: give less than a million million."
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _PLACES:
        return f"This has too many decimal places: give at most {_PLACES}."
    return ""
