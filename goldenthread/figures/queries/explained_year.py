"""Everything behind a measure's value of a closed year: its quarters, rule, target and rating, worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from goldenthread.domain.cards import Frequency
from goldenthread.domain.explained import Check, Explanation, Line, Part, exact, rating_told, travel_told
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.rating import RatingInputs, Status, compile_policy
from goldenthread.domain.travel import long_term
from goldenthread.domain.units import print_value
from goldenthread.domain.year import YearQuarter, target_is_of_a_quarter, year_inputs, year_result
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.figures.models import Figure, FrozenFigure
from goldenthread.figures.queries.closes import close_numbered
from goldenthread.figures.queries.explained import policy_of
from goldenthread.figures.queries.restatements import known_figure
from goldenthread.figures.queries.years import latest_close, year_facts_of, year_snapshots_of
from goldenthread.partnership.queries import councils
from goldenthread.terminal.order import moment_in_words


class YearNeverClosed(Refused):
    """There is no value of the year yet: it was never closed."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(
            f"{year.label} was never closed, so no measure has a value of it. Close it first, or name a quarter.",
            at_terminal=f"`close-year --year {year}` closes it, and --quarter names one.",
        )


class CloseUnknown(Refused):
    """The year was never closed as this version."""

    def __init__(self, year: FinancialYear, *, number: int, latest: int) -> None:
        super().__init__(f"There is no version {number} of the close of {year.label}: the latest is version {latest}.")


def explained_year(year: FinancialYear, *, name: str, number: int | None = None) -> Explanation:
    """The measure called "EXC01:havering" in the newest close of the year, or in a numbered one.

    Raises YearNeverClosed or CloseUnknown, or InputRefused where the name means no measure of the close, or several.
    """
    latest = latest_close(year)
    if latest is None:
        raise YearNeverClosed(year)
    close = latest if number is None else close_numbered(year, number=number)
    if close is None:
        raise CloseUnknown(year, number=number or 0, latest=latest.number)
    facts, snapshot = year_facts_of(close), _named(year_snapshots_of(close), name=name)
    terms = snapshot.terms
    return Explanation(
        name=f"{terms.indicator_ref}, {terms.council or 'whole partnership'}",
        title=terms.title,
        period=str(year),
        version=close.number,
        parts=(
            _value_part(snapshot, facts),
            _quarters_part(snapshot, facts),
            _target_part(snapshot),
            _rating_part(snapshot),
        ),
    )


def _named(snapshots: tuple[YearSnapshot, ...], *, name: str) -> YearSnapshot:
    ref, _, council = (part.strip().casefold() for part in name.partition(":"))
    slugs = {one.gss_code: one.slug for one in councils()}
    found = {
        f"{one.terms.indicator_ref}:{slugs.get(one.terms.council_gss, 'whole-partnership')}": one
        for one in snapshots
        if one.terms.indicator_ref.casefold() == ref
        and council in ("", slugs.get(one.terms.council_gss, "whole-partnership"), one.terms.council.casefold())
    }
    if len(found) == 1:
        return next(iter(found.values()))
    why = f"means several: {', '.join(found)}. Name one" if found else "is no measure of this close"
    raise InputRefused([Problem(f"{name!r} {why}.", found=name)])


def _value_part(snapshot: YearSnapshot, facts: YearFacts) -> Part:
    told, terms = snapshot.result, snapshot.terms
    anew = year_result(
        snapshot.quarters,
        rule=snapshot.rule,
        unit=terms.unit,
        is_annual=terms.frequency is Frequency.ANNUAL,
        ended_on=snapshot.ended_on,
    )
    lines = [
        Line(what="value of the year", words=_shown(snapshot, told.value) or told.reason),
        Line(what="rule", words=f"{snapshot.rule.value} of its quarters"),
        *(Line(what="note", words=note) for note in told.notes),
        Line(what=f"closed as version {facts.version}", words=moment_in_words(facts.closed_at)),
    ]
    if facts.because:
        lines.append(Line(what="why it was closed again", words=facts.because))
    if snapshot.withheld:
        lines.append(Line(what="withheld from the public", words=snapshot.withheld))
    checks = (
        Check(what="value of the year", told=exact(told.value), anew=exact(anew.value)),
        Check(what="numerator of the year", told=exact(told.numerator), anew=exact(anew.numerator)),
        Check(what="denominator of the year", told=exact(told.denominator), anew=exact(anew.denominator)),
        Check(what="how the year stands", told=told.state.value, anew=anew.state.value),
    )
    return Part(title="The year", lines=tuple(lines), checks=checks)


def _quarters_part(snapshot: YearSnapshot, facts: YearFacts) -> Part:
    lines = tuple(Line(what=one.label, words=_quarter_in_words(snapshot, one)) for one in snapshot.quarters)
    return Part(title="Its quarters", lines=lines, checks=tuple(_quarter_checks(snapshot, facts)))


def _quarter_in_words(snapshot: YearSnapshot, quarter: YearQuarter) -> str:
    words = _shown(snapshot, quarter.value) or quarter.marker or quarter.asked.value.replace("-", " ")
    if quarter.revised:
        words += f" [r], reported as {_shown(snapshot, quarter.reported)}"
    return f"{words}, {quarter.rating.replace('-', ' ')}" if quarter.rating else words


def _quarter_checks(snapshot: YearSnapshot, facts: YearFacts) -> Iterator[Check]:
    """Each quarter's value against the freeze that the year was closed from, and what was restated until then."""
    versions = {one.period: one.version for one in facts.freezes}
    figures = Figure.objects.filter(measure_id=snapshot.measure_id, round__period__in=versions).select_related("round")
    by_period = {figure.round.period: figure for figure in figures.order_by("pk")}
    for quarter in snapshot.quarters:
        figure = by_period.get(quarter.period)
        if figure is None or not quarter.has_figure:
            continue
        frozen = FrozenFigure.objects.filter(
            freeze__round=figure.round, freeze__number=versions[quarter.period], measure_id=snapshot.measure_id
        ).first()
        reported = quarter.reported if quarter.revised else quarter.value
        anew = None if frozen is None else frozen.snapshot["value"]
        yield Check(
            what=f"{quarter.label} as frozen in version {versions[quarter.period]}",
            told=exact(reported),
            anew=exact(None if anew is None else Decimal(anew)),
        )
        if quarter.revised:
            known = known_figure(figure, at=facts.closed_at)
            yield Check(
                what=f"{quarter.label} as restated",
                told=exact(quarter.value),
                anew=exact(None if known is None else known.value),
            )


def _target_part(snapshot: YearSnapshot) -> Part:
    terms = snapshot.terms
    lines = [
        Line(what="target of the year", words=_shown(snapshot, terms.annual_target) or terms.target_words or "none")
    ]
    if terms.target_lower is not None or terms.target_upper is not None:
        band = f"{_shown(snapshot, terms.target_lower)} to {_shown(snapshot, terms.target_upper)}"
        lines.append(Line(what="band", words=band))
    if terms.floor is not None:
        lines.append(Line(what="floor", words=_shown(snapshot, terms.floor)))
    if terms.profile_words:
        lines.append(Line(what="profile", words=terms.profile_words))
    if terms.tolerance is not None:
        lines.append(Line(what="tolerance", words=f"{exact(terms.tolerance)} {terms.tolerance_unit.value}"))
    lines.append(Line(what="authority", words=terms.authority_words or "not yet agreed"))
    return Part(title="Its target", lines=tuple(lines))


def _rating_part(snapshot: YearSnapshot) -> Part:
    terms, own = snapshot.terms, snapshot.own
    lines = [Line(what="rating", words=snapshot.rating), Line(what="why", words=snapshot.reason)]
    if own is not None:
        lines.append(Line(what="under the council's own policy", words=f"{own.rating}: {own.reason}"))
    before = snapshot.last_year
    if before is not None:
        words = f"{_shown(snapshot, before.value)} in {before.period}, from {before.source}"
        lines.append(Line(what="the year before", words=words))
    inputs = _inputs(snapshot)
    anew = compile_policy(policy_of(terms.policy_slug, version=terms.policy_version))(inputs)
    told = (snapshot.rating, snapshot.status, snapshot.reason)
    checks = [
        *rating_told(told, anew, of="rating"),
        Check(what="variance", told=exact(snapshot.variance), anew=exact(anew.variance)),
        travel_told(long_term(inputs), (snapshot.travel, snapshot.travel_reason), since="the year before"),
    ]
    if own is not None:
        own_anew = compile_policy(policy_of(own.policy_slug, version=own.policy_version))(inputs)
        told = (own.rating, own.status, own.reason)
        checks += rating_told(told, own_anew, of="rating under the council's own policy")
    return Part(title="Its rating", lines=tuple(lines), checks=tuple(checks))


def _inputs(snapshot: YearSnapshot) -> RatingInputs:
    before = snapshot.last_year
    inputs = year_inputs(snapshot.terms, snapshot.result, last_year=None if before is None else before.value)
    if target_is_of_a_quarter(snapshot.terms) and snapshot.status == Status.RATED:
        # Closed by a version that took the target of a quarter for the year's.
        return inputs._replace(absence=None, absence_words="")
    return inputs


def _shown(snapshot: YearSnapshot, value: Decimal | None) -> str:
    terms = snapshot.terms
    return "" if value is None else print_value(value, unit=terms.unit, decimals=terms.decimals)
