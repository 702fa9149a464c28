"""The targets that measures had in years, as each stood at its year's end."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.proposal import TargetSaid
from goldenthread.indicators.models import Target


def targets_of(years: Iterable[FinancialYear], *, measures: Collection[int]) -> dict[tuple[int, str], TargetSaid]:
    """By measure and year; without those that had none. One read."""
    every = [str(year) for year in years]
    rows = Target.objects.filter(year__in=every, measure_id__in=measures).order_by("starts_on", "pk")
    return {
        (row.measure_id, row.year): TargetSaid(
            kind=row.kind,
            annual=row.annual,
            lower=row.lower,
            upper=row.upper,
            floor=row.floor,
            words=row.words,
            tolerance=row.tolerance,
            tolerance_unit=row.tolerance_unit,
        )
        for row in rows
        if row.kind != "none"
    }
