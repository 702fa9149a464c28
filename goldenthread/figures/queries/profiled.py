"""A figure's target, worked out again from the year's target as it was entered in the register."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from goldenthread.domain.explained import Check, Line, Part, exact
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.targets import Profile, ProfileKind, ProfileNotPossible, profile
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.domain.units import print_value
from goldenthread.figures.queries.history import earlier_values
from goldenthread.indicators.models import Target

_QUARTERS = (1, 2, 3, 4)
_AS_ENTERED = (ProfileKind.TYPED, ProfileKind.STEPPED)


def profile_part(measure_id: int, figure: FigureSnapshot, *, quarter: Quarter) -> Part:
    """The target of the quarter from that of the year, by its profile and the shares of earlier years."""
    terms = figure.terms
    lines = [
        Line(what="target of the quarter", words=_shown(terms, terms.target)),
        Line(what="target of the year", words=_shown(terms, terms.annual_target)),
    ]
    if terms.profile_words:
        lines.append(Line(what="profile", words=terms.profile_words))
    if terms.tolerance is not None:
        lines.append(Line(what="tolerance", words=f"{exact(terms.tolerance)} {terms.tolerance_unit.value}"))
    if terms.target_kind is TargetKind.NONE:
        return Part(title="Its target", lines=(Line(what="target", words="none is set"),))
    row = _target_row(measure_id, terms, quarter=quarter)
    if row is None:
        missing = Check(what="target in the register", told=exact(terms.target), anew="no such target is kept")
        return Part(title="Its target", lines=tuple(lines), checks=(missing,))
    lines.append(Line(what="entered as", words=f"{row.get_kind_display()}, from {row.starts_on.isoformat()}"))
    checks = [Check(what="target of the year, as entered", told=exact(terms.annual_target), anew=exact(row.annual))]
    if row.annual is not None:
        checks.append(_profiled(row, terms, quarter=quarter))
    for what, told, kept in (
        ("tolerance, as entered", terms.tolerance, row.tolerance),
        ("floor, as entered", terms.floor, row.floor),
        ("lower edge, as entered", terms.target_lower, row.lower),
        ("upper edge, as entered", terms.target_upper, row.upper),
    ):
        if told is not None or kept is not None:
            checks.append(Check(what=what, told=exact(told), anew=exact(kept)))
    return Part(title="Its target", lines=tuple(lines), checks=tuple(checks))


def _target_row(measure_id: int, terms: Terms, *, quarter: Quarter) -> Target | None:
    """The target that the figure was held against; of several in the year the newest that fits, else the newest."""
    rows = Target.objects.filter(
        measure_id=measure_id, year=str(quarter.year), starts_on__lte=quarter.last_day
    ).order_by("-starts_on")
    wanted = (terms.annual_target, terms.target, terms.tolerance)
    every = list(rows)
    fitting = [row for row in every if (row.annual, _of_quarter(row, quarter), row.tolerance) == wanted]
    return next(iter(fitting or every), None)


def _of_quarter(row: Target, quarter: Quarter) -> Decimal | None:
    quarters: tuple[Decimal | None, ...] = (row.q1, row.q2, row.q3, row.q4)
    return quarters[quarter.number - 1]


def _profiled(row: Target, terms: Terms, *, quarter: Quarter) -> Check:
    what = f"target of {quarter.label} by the profile {row.profile.replace('-', ' ')}"
    anew = _of_quarter(row, quarter)
    if ProfileKind(row.profile) not in _AS_ENTERED:
        try:
            made = _made(row, terms)
        except ProfileNotPossible as refusal:
            return Check(what=what, told=exact(terms.target), anew=str(refusal))
        anew = made.quarters[quarter.number - 1]
    return Check(what=what, told=exact(terms.target), anew=exact(anew))


def _made(row: Target, terms: Terms) -> Profile:
    if row.annual is None:
        raise ProfileNotPossible("There is no target of the year.")
    used = [FinancialYear.parse(year) for year in row.history_years.split(", ") if year]
    left_out = {
        FinancialYear.parse(year): reason
        for year, _, reason in (part.partition(": ") for part in row.years_left_out.split("; "))
        if year
    }
    values = _values(row, before=FinancialYear.parse(row.year)) if used else {}
    return profile(
        kind=ProfileKind(row.profile),
        annual=row.annual,
        decimals=terms.decimals,
        unit=terms.unit,
        measure_type=terms.measure_type,
        year_end_rule=terms.year_end_rule,
        history={year: [values.get(str(one)) for one in year.quarters] for year in (*used, *left_out)},
        left_out=left_out,
    )


def _values(row: Target, *, before: FinancialYear) -> Mapping[str, Decimal | None]:
    found = earlier_values(before.quarters[0], measures=[row.measure_id])
    return {one.period: one.value for one in found[row.measure_id]}


def _shown(terms: Terms, value: Decimal | None) -> str:
    return "none" if value is None else print_value(value, unit=terms.unit, decimals=terms.decimals)
