"""Closes of a year by number, and what was said of their figures after them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.withheld_by_now import known_withheld_of_year
from goldenthread.domain.year_close import YearSnapshot
from goldenthread.figures.models import Restatement, YearClose
from goldenthread.figures.queries.withheld import withheld_since
from goldenthread.figures.queries.years import ClosedYear, year_facts_of
from goldenthread.partnership.queries import Scope


def close_numbered(year: FinancialYear, *, number: int) -> ClosedYear | None:
    """The close of the year with this number; None where there is none."""
    row = YearClose.objects.filter(year=str(year), number=number).first()
    return None if row is None else ClosedYear(id=row.pk, year=year, number=row.number, closed_at=row.closed_at)


def restated_since(close: ClosedYear, *, reaches: Callable[[Scope], bool] = lambda _: True) -> tuple[str, ...]:
    """Names of the year's figures that were restated after it was closed, in the order in which that was said; of
    those alone that are for a scope that is reached."""
    rows = Restatement.objects.filter(
        figure__round__period__in=[str(quarter) for quarter in close.year.quarters], said_at__gt=close.closed_at
    ).select_related("figure__round", "figure__measure", "figure__service")
    figures = [row.figure for row in rows.order_by("pk")]
    told = (
        one for one in figures if reaches(Scope(one.measure.council_id, one.service.directorate_id, one.service_id))
    )
    return tuple(dict.fromkeys(f"{one.name}, {one.round.period}" for one in told))


def withheld_now(close: ClosedYear, snapshots: Sequence[YearSnapshot]) -> tuple[str, ...]:
    """Names of figures of the year, and of those before it, of which more is withheld now than the close knows of."""
    known = known_withheld_of_year(year_facts_of(close), snapshots)
    return withheld_since(str(close.year.quarters[3]), known=known)
