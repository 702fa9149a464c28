"""What is on a year's list at its end, with three years' results; and the list proposed for the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goldenthread.committee.queries import meetings
from goldenthread.domain.cards import Card, Frequency
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import Refused
from goldenthread.domain.proposal import ProposedList, ProposedMeasure, TargetSaid, Verdict
from goldenthread.domain.snapshot import Comparator, CouncilCount
from goldenthread.domain.targets import ProfileKind
from goldenthread.figures.queries.history import earlier_values
from goldenthread.figures.queries.outturns import HowAdded, outturns
from goldenthread.figures.queries.years import latest_close
from goldenthread.figures.rules import today_in_london
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP
from goldenthread.indicators.queries import (
    DueMeasure,
    TargetInForce,
    agreed_list,
    dropped_at_once,
    measures_due,
    successions,
)
from goldenthread.partnership.queries import ProvisionThrough, councils, provision_through, the_partnership

YEARS_SHOWN = 3


class NothingProposed(Refused):
    """There is no list of this year."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(
            f"No list of {year.label} is proposed. Propose one first.",
            at_terminal=f"`new-year --from {year.previous}` does that.",
        )


@dataclass(frozen=True, kw_only=True)
class CarriedMeasure:
    """A measure on the list to the year's end whose service goes on into the next; results oldest first."""

    due: DueMeasure
    results: tuple[Comparator | None, ...]
    followed_by: str  # refs of indicators that follow it from the next year's first day; "" where none does

    @property
    def scope(self) -> str:
        return WHOLE_PARTNERSHIP if self.due.council is None else self.due.council.slug


def carried_measures(year: FinancialYear) -> tuple[CarriedMeasure, ...]:
    """What `new-year` asks about: what is on the year's list on its last day, and goes on."""
    first_day = year.next.first_day
    provided = provision_through(first_day=first_day, last_day=first_day)
    measures = [one for one in measures_due(year.quarters[3]) if _goes_on(one, provided=provided)]
    results = _results(year, measures=measures)
    follows: dict[str, list[str]] = {}
    for one in successions(first_day=year.first_day, last_day=year.next.first_day):
        follows.setdefault(one.ref, []).append(one.followed_by)
    return tuple(
        CarriedMeasure(due=one, results=results[one.measure_id], followed_by=", ".join(follows.get(one.ref, ())))
        for one in measures
    )


def values_before(
    year: FinancialYear, *, measures: Iterable[CarriedMeasure]
) -> dict[tuple[str, str, str], Decimal | None]:
    """Every quarter before the year, by reference, council and period, of measures with a profile from history."""
    every = {
        one.due.measure_id: one
        for one in measures
        if one.due.target is not None and one.due.target.profile == ProfileKind.FROM_HISTORY
    }
    found = earlier_values(year.quarters[0], measures=every)
    return {
        (every[measure].due.ref, every[measure].scope, value.period): value.value
        for measure, values in found.items()
        for value in values
    }


def proposed_list(year: FinancialYear, *, at: datetime) -> ProposedList:
    """The list proposed for a year beside that of the year before, as it stands now; raises NothingProposed."""
    facts = agreed_list(year)
    if facts is None:
        raise NothingProposed(year)
    before = {one.measure_id: one for one in measures_due(year.previous.quarters[3])}
    after = {one.measure_id: one for one in measures_due(year.quarters[0])}
    every = {**before, **after}
    results = _results(year.previous, measures=every.values())
    dropped = dropped_at_once(year)
    measures = tuple(
        _proposed(
            one,
            before=before.get(measure),
            after=after.get(measure),
            dropped=dropped.get(measure),
            results=results[measure],
        )
        for measure, one in every.items()
    )
    on = today_in_london(at)
    following = next((one for one in meetings() if one.date >= on), None)
    partnership = the_partnership()
    close = latest_close(year.previous)
    return ProposedList(
        year=str(year),
        from_year=str(year.previous),
        title=facts.title,
        authority_words=facts.authority.words,
        is_agreed=not facts.is_proposed,
        closed_version=0 if close is None else close.number,
        partnership="" if partnership is None else partnership.name,
        committee="" if following is None else following.committee,
        meeting_on=None if following is None else following.date,
        councils=tuple(
            CouncilCount(
                council=council.name,
                full_name=council.full_name,
                short_name=council.short_name,
                gss_code=council.gss_code,
                measures=sum(1 for one in measures if one.counted and one.council_gss == council.gss_code),
            )
            for council in councils()
        ),
        measures=measures,
        as_at=at,
        author="" if partnership is None else partnership.report_author,
        contact="" if partnership is None else partnership.report_contact,
        illustrative_note="" if partnership is None else partnership.illustrative_note,
    )


def _goes_on(measure: DueMeasure, *, provided: Mapping[tuple[int, int], ProvisionThrough]) -> bool:
    """Whether the service is provided to the council when the year begins; the whole partnership's always is."""
    if measure.council is None:
        return True
    found = provided.get((measure.service.id, measure.council.id))
    return found is not None and found.is_provided


def _results(year: FinancialYear, *, measures: Iterable[DueMeasure]) -> Mapping[int, tuple[Comparator | None, ...]]:
    """What each came to in the year and the two before it, oldest first."""
    how = {one.measure_id: _how(one.definition.card) for one in measures}
    years = (year.previous.previous, year.previous, year)
    found = [outturns(one, measures=how) for one in years]
    return {measure: tuple(of_year.get(measure) for of_year in found) for measure in how}


def _how(card: Card) -> HowAdded:
    return HowAdded(rule=card.year_end_rule, unit=card.unit, is_annual=card.frequency is Frequency.ANNUAL)


def _proposed(
    one: DueMeasure,
    *,
    before: DueMeasure | None,
    after: DueMeasure | None,
    dropped: str | None,
    results: tuple[Comparator | None, ...],
) -> ProposedMeasure:
    old, new = _said(before), _said(after)
    rationale = dropped or ""
    if after is not None:
        rationale = after.listing.reason if after.target is None else after.target.rationale or after.listing.reason
    return ProposedMeasure(
        ref=one.ref,
        title=one.definition.card.title,
        service=one.service.name,
        council="" if one.council is None else one.council.name,
        council_gss="" if one.council is None else one.council.gss_code,
        strategic=one.definition.card.level == "strategic",
        unit=one.definition.card.unit,
        decimals=one.definition.card.decimals,
        verdict=_verdict(before, after, dropped=dropped, is_changed=old != new),
        rationale=rationale,
        before=old,
        after=new,
        results=results,
        profile_words="" if after is None or after.target is None else after.target.profile_words,
    )


def _verdict(before: DueMeasure | None, after: DueMeasure | None, *, dropped: str | None, is_changed: bool) -> Verdict:
    if after is None:
        return Verdict.ENDED if dropped is None else Verdict.DROPPED
    if before is None:
        return Verdict.ADDED
    return Verdict.CHANGED if is_changed else Verdict.KEPT


def _said(measure: DueMeasure | None) -> TargetSaid | None:
    target: TargetInForce | None = None if measure is None else measure.target
    if target is None or target.kind == "none":
        return None
    return TargetSaid(
        kind=target.kind,
        annual=target.annual,
        lower=target.lower,
        upper=target.upper,
        floor=target.floor,
        words=target.words,
        tolerance=target.tolerance,
        tolerance_unit=target.tolerance_unit,
    )
