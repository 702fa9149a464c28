"""What measures came to in years before: closed here, added up from quarters, or imported for the year."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.snapshot import Comparator
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import Unit
from goldenthread.domain.withheld import WithheldPart
from goldenthread.domain.year import YearQuarter, year_result
from goldenthread.figures.models import YearClose, YearFigure
from goldenthread.figures.queries.history import Earlier, EarlierValue, earlier_values
from goldenthread.figures.queries.withheld import is_hidden, withheld_of

NOT_APPLICABLE = ("n/a", "[z]")


@dataclass(frozen=True, kw_only=True)
class HowAdded:
    """How a measure's quarters make its year."""

    rule: YearEndRule
    unit: Unit
    is_annual: bool

    @classmethod
    def of(cls, terms: Terms) -> HowAdded:
        return cls(rule=terms.year_end_rule, unit=terms.unit, is_annual=terms.frequency is Frequency.ANNUAL)


def outturns(year: FinancialYear, *, measures: Mapping[int, HowAdded]) -> dict[int, Comparator]:
    """What each measure came to in a year, by id; one that came to nothing is left out, where no close says why.

    From the year's newest close where it was closed here; else from the four quarters as they are now known; else from
    a figure that was imported for the year. The number of reads does not depend on the number of measures.
    """
    closed = _closed(year, measures=measures)
    rest = {measure: how for measure, how in measures.items() if measure not in closed}
    earlier = earlier_values(year.next.quarters[0], measures=rest, since=year.quarters[0])
    found = {measure: _outturn(year, how=how, earlier=earlier[measure]) for measure, how in rest.items()}
    every = {**closed, **{measure: one for measure, one in found.items() if one is not None}}
    # With a quarter of it the year is withheld: it might tell the quarter.
    withheld = withheld_of(every, until=str(year.quarters[3]))
    hidden = {
        measure
        for measure, period in withheld
        if period >= str(year.quarters[0]) and is_hidden(withheld, measure, period, WithheldPart.MEASURE)
    }
    return {measure: replace(one, withheld=True) if measure in hidden else one for measure, one in every.items()}


def _closed(year: FinancialYear, *, measures: Collection[int]) -> dict[int, Comparator]:
    close = YearClose.objects.filter(year=str(year)).order_by("-number").first()
    if close is None:
        return {}
    rows = YearFigure.objects.filter(close=close).order_by("position")
    return {
        row.measure_id: Comparator(
            period=str(year),
            value=row.value,
            rating=row.rating,
            status=str(row.snapshot["status"]),
            source=f"year closed, version {close.number}",
            illustrative=bool(row.snapshot["terms"].get("illustrative")),
        )
        for row in rows
        if row.measure_id in measures
    }


def _outturn(year: FinancialYear, *, how: HowAdded, earlier: Earlier) -> Comparator | None:
    by_period = {value.period: value for value in earlier}
    of_year = by_period.get(str(year))
    if how.is_annual:
        own = by_period.get(str(year.quarters[3]))
        result = own if own is not None and own.value is not None else of_year
        return None if result is None or result.value is None else _comparator(year, result)
    quarters = [by_period.get(str(quarter)) for quarter in year.quarters]
    there = [one for one in quarters if one is not None]
    if there:
        parts = [_quarter(quarter, found=by_period.get(str(quarter))) for quarter in year.quarters]
        made = year_result(parts, rule=how.rule, unit=how.unit, is_annual=False)
        if made.value is not None:
            return Comparator(
                period=str(year),
                value=made.value,
                source=there[-1].source,
                illustrative=any(one.illustrative for one in there),
                revised=any(one.revised for one in there),
            )
    return None if of_year is None or of_year.value is None else _comparator(year, of_year)


def _comparator(year: FinancialYear, value: EarlierValue) -> Comparator:
    return Comparator(
        period=str(year),
        value=value.value,
        rating=value.rating,
        status=value.status,
        source=value.source,
        illustrative=value.illustrative,
        revised=value.revised,
    )


def _quarter(quarter: Quarter, *, found: EarlierValue | None) -> YearQuarter:
    if found is None:
        return YearQuarter(period=str(quarter), marker="not returned")
    numbers: dict[str, Any] = {
        "value": found.value,
        "numerator": found.numerator,
        "denominator": found.denominator,
    }
    return YearQuarter(
        period=str(quarter),
        marker=found.marker,
        applies=found.marker not in NOT_APPLICABLE,
        provisional=found.provisional,
        revised=found.revised,
        **numbers,
    )
