"""Rules between measures of one council and quarter: what adds up to what, and what is never more than what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from goldenthread.domain.terms import Terms
from goldenthread.domain.units import (
    EXACT,
    Unit,
    decimals_of,
    decimals_to_tell_apart,
    one_unit,
    print_difference,
    print_value,
)
from goldenthread.domain.warnings import UnlikelyValue, WarningCode

RULES_BETWEEN = (WarningCode.NOT_THE_SUM, WarningCode.MORE_THAN)
MOST_DECIMALS = 6
_HALF = Decimal("0.5")
# Cases are counted and never rounded.
_EXACT_UNITS = (Unit.COUNT,)


def has_rules(terms: Terms) -> bool:
    """Whether the card says anything of other measures."""
    return bool(terms.sum_of or terms.not_more_than)


def rules_broken(
    value: Decimal | None, *, terms: Terms, others: Mapping[str, Decimal | None]
) -> tuple[UnlikelyValue, ...]:
    """What the card says of other measures and the figures do not; `others` are their values by reference.

    Nothing is said where a value is still to come. A sum may be off by what rounding to the card's decimals allows.
    """
    if value is None:
        return ()
    return (*_of_the_sum(value, terms=terms, others=others), *_of_the_limit(value, terms=terms, others=others))


def _of_the_sum(value: Decimal, *, terms: Terms, others: Mapping[str, Decimal | None]) -> Iterator[UnlikelyValue]:
    found = [others.get(reference) for reference in terms.sum_of]
    parts = [part for part in found if part is not None]
    if not parts or len(parts) < len(found):
        return
    total = sum(parts, Decimal(0))
    apart = EXACT.subtract(value, total)
    if abs(apart) <= rounding_allowed(len(parts), terms=terms):
        return
    added = " + ".join(_shown(part, terms) for part in parts)
    names = f"{', '.join(terms.sum_of[:-1])} and {terms.sum_of[-1]}"
    size = print_difference(
        apart, unit=terms.unit, decimals=max(terms.decimals, min(decimals_of(apart), MOST_DECIMALS))
    )
    yield UnlikelyValue(
        code=WarningCode.NOT_THE_SUM,
        words=f"{_shown(value, terms)} is not the sum of {names}, which make {_shown(total, terms)} ({added}): it is "
        f"{size} {'more' if apart > 0 else 'less'}. Check them all, or say why they differ.",
    )


def rounding_allowed(parts: int, *, terms: Terms) -> Decimal:
    """How far a sum and its parts may be apart: half of the last place for each of them; nothing where cases count."""
    if terms.unit in _EXACT_UNITS:
        return Decimal(0)
    return EXACT.multiply(_HALF * (parts + 1), one_unit(terms.decimals))


def _of_the_limit(value: Decimal, *, terms: Terms, others: Mapping[str, Decimal | None]) -> Iterator[UnlikelyValue]:
    limit = others.get(terms.not_more_than) if terms.not_more_than else None
    if limit is None or value <= limit:
        return
    decimals = decimals_to_tell_apart(value, limit, decimals=terms.decimals)
    shown, shown_limit = (print_value(one, unit=terms.unit, decimals=decimals) for one in (value, limit))
    yield UnlikelyValue(
        code=WarningCode.MORE_THAN,
        words=f"{shown} is more than {terms.not_more_than}, {shown_limit}, which by the definition it never is. Check "
        "both, or say how that can be.",
    )


def _shown(value: Decimal, terms: Terms) -> str:
    return print_value(value, unit=terms.unit, decimals=max(terms.decimals, min(decimals_of(value), MOST_DECIMALS)))
