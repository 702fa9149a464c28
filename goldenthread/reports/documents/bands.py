"""A band that is wanted, in place of one target, in words."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.domain.snapshot import SeriesPoint
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import decimals_of, print_value

MOST_TARGET_DECIMALS = 6
Edges = tuple[Decimal | None, Decimal | None]


def band_in_words(edges: Edges, *, terms: Terms, decimals: int) -> str:
    """ "8.0% to 14.0%"; with one edge "at most 14.0%" or "at least 8.0%"."""
    lower, upper = (None if edge is None else print_value(edge, unit=terms.unit, decimals=decimals) for edge in edges)
    if lower is None or upper is None:
        return f"at most {upper}" if lower is None else f"at least {lower}"
    return f"{lower} to {upper}"


def band_at(point: SeriesPoint, *, terms: Terms) -> str:
    """The band of one period as agreed, with every decimal that it needs; "" where there is none."""
    edges = (point.target_lower, point.target_upper)
    needed = [decimals_of(edge) for edge in edges if edge is not None]
    if not needed:
        return ""
    return band_in_words(edges, terms=terms, decimals=max(terms.decimals, min(max(needed), MOST_TARGET_DECIMALS)))
