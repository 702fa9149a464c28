"""Where a measure's series begins anew: a changed definition counts something else from its first day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.snapshot import SeriesPoint
from goldenthread.domain.terms import Terms


def broken(points: Sequence[SeriesPoint], *, terms: Terms) -> list[SeriesPoint]:
    """The points, each that counts something else than the one before it with what changed."""
    if not terms.breaks:
        return list(points)
    before = ["", *(point.period for point in points[:-1])]
    return [
        replace(point, break_words=break_words(terms, after=earlier, until=point.period))
        for earlier, point in zip(before, points, strict=True)
    ]


def break_words(terms: Terms, *, after: str, until: str) -> str:
    """What changed after one period ended and before the next did; "" where the series goes on."""
    if not after:
        return ""
    ended, ends = (
        Quarter.parse(period).last_day if "Q" in period else FinancialYear.parse(period).last_day
        for period in (after, until)
    )
    return " ".join(one.words for one in terms.breaks if ended < one.starts_on <= ends)
