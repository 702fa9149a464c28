"""Percentages of few cases: how far one case moves them, so that nobody reads a swing into one."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.domain.terms import Terms
from goldenthread.domain.units import (
    EXACT,
    HUNDRED,
    QUOTIENT,
    Unit,
    decimals_of,
    print_difference,
    print_number,
    print_value,
)

MOST_DECIMALS = 6


def is_small(denominator: Decimal | None, *, terms: Terms) -> bool:
    """Whether a denominator is under the card's small number; never where the card names none."""
    small = terms.small_number
    return small is not None and denominator is not None and 0 < denominator < small


def small_number_in_words(denominator: Decimal | None, *, terms: Terms) -> str:
    """ "of only 12: one case moves it by 8.3 points"; "" where the denominator is not small."""
    if denominator is None or not is_small(denominator, terms=terms):
        return ""
    cases = print_number(denominator, decimals=min(decimals_of(denominator), MOST_DECIMALS))
    if terms.unit is Unit.PERCENTAGE:
        # To a tenth of a point at most: it is an order of magnitude.
        step = QUOTIENT.divide(HUNDRED, denominator)
        moved = print_difference(step, unit=terms.unit, decimals=min(terms.decimals, 1))
        return f"of only {cases}: one case moves it by {moved}"
    share = QUOTIENT.divide(HUNDRED, EXACT.plus(denominator))
    return f"of only {cases}: one case is {print_value(share, unit=Unit.PERCENTAGE, decimals=0)} of it"
