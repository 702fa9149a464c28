"""Years: what four frozen quarters come to, and the closes that are kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.domain.cards import Frequency
from goldenthread.domain.endings import SuccessionFact
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.problems import Refused
from goldenthread.domain.rating import Rating, Status
from goldenthread.domain.snapshot import Comparator, FigureSnapshot, OtherRating, PolicyText, RoundFacts
from goldenthread.domain.terms import Terms
from goldenthread.domain.travel import long_term
from goldenthread.domain.units import ReadingKind, Unit
from goldenthread.domain.withheld import WithheldPart
from goldenthread.domain.year import Asked, YearQuarter, YearResult, year_inputs, year_result
from goldenthread.domain.year_close import QuarterFreeze, YearFacts, YearSnapshot
from goldenthread.figures.models import Figure, YearClose, YearFigure
from goldenthread.figures.queries.freezes import FrozenRound, facts_of, latest_freeze, opened_again, snapshots_of
from goldenthread.figures.queries.history import EarlierValue, earlier_values
from goldenthread.figures.queries.outturns import HowAdded, outturns
from goldenthread.figures.queries.rated import Rater
from goldenthread.figures.queries.resting import rests_on_withheld
from goldenthread.figures.queries.withheld import is_hidden, withheld_of, withheld_until
from goldenthread.indicators.queries import measures_ended, successions

_ASKED = {
    Status.NOT_DUE: Asked.NOT_DUE,
    Status.SUSPENDED: Asked.SUSPENDED,
    Status.NOT_PROVIDED: Asked.NOT_MEASURED,
    Status.DISCONTINUED: Asked.NOT_MEASURED,
}
_MOST_NAMED = 5


class YearNotFrozen(Refused):
    """A quarter of the year is not frozen, or was opened again since."""

    def __init__(self, year: FinancialYear, *, why: Iterable[str]) -> None:
        super().__init__(f"{year.label} cannot be closed yet: {'; '.join(why)}. Freeze what is missing, then close it.")


class YearNeverOpened(Refused):
    """No quarter of the year was ever opened here."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(f"No quarter of {year.label} was ever opened here, so there is nothing to close.")


@dataclass(frozen=True, kw_only=True)
class ClosedYear:
    """A numbered close of a year."""

    id: int
    year: FinancialYear
    number: int
    closed_at: datetime


def latest_close(year: FinancialYear) -> ClosedYear | None:
    """The newest close of the year, or None where it was never closed."""
    row = YearClose.objects.filter(year=str(year)).order_by("-number").first()
    return None if row is None else ClosedYear(id=row.pk, year=year, number=row.number, closed_at=row.closed_at)


def year_facts_of(close: ClosedYear) -> YearFacts:
    """What the close says of the year as a whole."""
    return from_plain(YearFacts, YearClose.objects.values_list("facts", flat=True).get(pk=close.id))


def year_snapshots_of(close: ClosedYear) -> tuple[YearSnapshot, ...]:
    """Every measure's year, in the order of its last quarter; those that ended within the year after them."""
    rows = YearFigure.objects.filter(close_id=close.id).order_by("position").values_list("snapshot", flat=True)
    return tuple(from_plain(YearSnapshot, plain) for plain in rows)


def frozen_quarters(year: FinancialYear) -> tuple[FrozenRound, ...]:
    """The newest freeze of each quarter; raises YearNotFrozen with every quarter that is not frozen whole."""
    why = []
    found = []
    if not Figure.objects.filter(round__period__in=[str(quarter) for quarter in year.quarters]).exists():
        raise YearNeverOpened(year)
    for quarter in year.quarters:
        freeze = latest_freeze(quarter)
        again = opened_again(quarter) if freeze is not None else []
        if freeze is None:
            is_open = Figure.objects.filter(round__period=str(quarter)).exists()
            why.append(f"{quarter.label} is {'open and not frozen' if is_open else 'not opened'}")
        elif again:
            shown = ", ".join(again[:_MOST_NAMED]) + (" and others" if len(again) > _MOST_NAMED else "")
            why.append(f"in {quarter.label} these were opened again: {shown}")
        else:
            found.append(freeze)
    if why:
        raise YearNotFrozen(year, why=why)
    return tuple(found)


def year_as_known(year: FinancialYear) -> tuple[YearSnapshot, ...]:
    """Every measure's year from its frozen quarters, with values as they are now known; nothing is written."""
    return _Year(year).snapshots()


class _Year:
    """What was read of a year, each thing once."""

    def __init__(self, year: FinancialYear) -> None:
        self.year = year
        self.frozen = {
            str(freeze.quarter): {snapshot.measure_id: snapshot for snapshot in snapshots_of(freeze)}
            for freeze in frozen_quarters(year)
        }
        self.last: dict[int, FigureSnapshot] = {}
        for figures in self.frozen.values():
            self.last.update(figures)
        self.known = earlier_values(year.next.quarters[0], measures=self.last, since=year.quarters[0])
        self.before = outturns(
            year.previous, measures={measure: HowAdded.of(one.terms) for measure, one in self.last.items()}
        )
        self.ended = measures_ended(year)
        self.withheld = withheld_of(self.last, until=str(year.quarters[3]))
        rows = Figure.objects.filter(round__period__in=self.frozen).order_by("round__period")
        self.policies = {
            measure: (policy, own)
            for measure, policy, own in rows.values_list("measure_id", "policy_id", "own_policy_id")
        }
        self.rater = Rater()

    def snapshots(self) -> tuple[YearSnapshot, ...]:
        at_the_end = self.frozen[str(self.year.quarters[3])]
        gone = sorted(
            (one for measure, one in self.last.items() if measure not in at_the_end),
            key=lambda one: (one.terms.council, one.terms.service, one.terms.indicator_ref),
        )
        stays = [self._snapshot(one, ended_on=None) for one in at_the_end.values()]
        return (*stays, *(self._snapshot(one, ended_on=self._ended_on(one)) for one in gone))

    def _ended_on(self, snapshot: FigureSnapshot) -> date:
        """The measure's last day; of one that the register knows no end of, that of its last quarter."""
        known = self.ended.get(snapshot.measure_id)
        if known is not None:
            return known
        periods = [period for period, figures in self.frozen.items() if snapshot.measure_id in figures]
        return Quarter.parse(periods[-1]).last_day

    def _snapshot(self, last: FigureSnapshot, *, ended_on: date | None) -> YearSnapshot:
        terms, measure = last.terms, last.measure_id
        quarters = tuple(self._quarter(period, measure=measure) for period in self.frozen)
        result = year_result(
            quarters,
            rule=terms.year_end_rule,
            unit=terms.unit,
            is_annual=terms.frequency is Frequency.ANNUAL,
            ended_on=ended_on,
        )
        before = self.before.get(measure)
        inputs = year_inputs(terms, result, last_year=None if before is None else before.value)
        policy, own = self.policies[measure]
        rating = self.rater.rate(policy, inputs)
        travel = long_term(inputs)
        own_rating = None if own is None else self.rater.rate(own, inputs)
        return YearSnapshot(
            measure_id=measure,
            terms=terms,
            rule=terms.year_end_rule,
            quarters=quarters,
            result=result,
            text=last.text if terms.unit is Unit.TEXT else "",
            rating=rating.code.value,
            status=rating.status.value,
            reason=rating.reason,
            variance=rating.variance,
            variance_percent=rating.variance_percent,
            own=None if own_rating is None else _other(own_rating, snapshot=last),
            last_year=before,
            travel=travel.direction.value,
            travel_reason=travel.reason,
            counted=terms.counted and ended_on is None,
            ended_on=ended_on,
            withheld=self._why_withheld(measure),
            rests_on_withheld=rests_on_withheld(
                {"last_year": before},
                hidden=(),
                ratings=lambda others: self._ratings(measure, terms, result, last_year=others.get("last_year")),
                compares=False,
            ),
        )

    def _ratings(
        self, measure: int, terms: Terms, result: YearResult, *, last_year: Comparator | None
    ) -> dict[str, Rating | None]:
        policy, own = self.policies[measure]
        inputs = year_inputs(terms, result, last_year=None if last_year is None else last_year.value)
        return {
            "rating": self.rater.rate(policy, inputs),
            "own": None if own is None else self.rater.rate(own, inputs),
        }

    def _why_withheld(self, measure: int) -> str:
        """The reason of the newest quarter whose measure is withheld; "" where none is."""
        reasons = [
            one.reason
            for period in self.frozen
            for one in self.withheld.get((measure, period), ())
            if one.what == WithheldPart.MEASURE
        ]
        return reasons[-1] if reasons else ""

    def _quarter(self, period: str, *, measure: int) -> YearQuarter:
        snapshot = self.frozen[period].get(measure)
        if snapshot is None:
            return YearQuarter(period=period, asked=Asked.NOT_MEASURED)
        terms = snapshot.terms
        known = next((one for one in self.known[measure] if one.period == period and not one.is_imported), None)
        now: FigureSnapshot | EarlierValue = snapshot if known is None else known
        is_revised = known is not None and known.revised
        has_no_cases = snapshot.status == Status.NOT_APPLICABLE and now.value is None
        return YearQuarter(
            period=period,
            asked=Asked.YES if terms.absence is None else _ASKED.get(terms.absence, Asked.YES),
            value=now.value,
            numerator=None if has_no_cases else now.numerator,
            denominator=None if has_no_cases else now.denominator,
            target=terms.target,
            rating=snapshot.rating,
            marker="" if now.value is not None else _marker(snapshot),
            applies=not has_no_cases,
            part_period=terms.part_period_note,
            provisional=now.provisional,
            revised=is_revised,
            reported=snapshot.value if is_revised else None,
            withheld=is_hidden(self.withheld, measure, period, WithheldPart.MEASURE),
            break_note=terms.break_note if terms.break_since_previous is True else None,
        )


def _marker(snapshot: FigureSnapshot) -> str:
    if snapshot.kind in ("", ReadingKind.BLANK):
        return "not returned"
    return snapshot.text if snapshot.kind != ReadingKind.TEXT else "in words"


def _other(rating: Rating, *, snapshot: FigureSnapshot) -> OtherRating:
    return OtherRating(
        policy_slug=snapshot.terms.own_policy_slug,
        policy_version=snapshot.terms.own_policy_version,
        rating=rating.code.value,
        status=rating.status.value,
        reason=rating.reason,
    )


def year_facts(
    year: FinancialYear, snapshots: Sequence[YearSnapshot], *, version: int, closed_at: datetime, because: str
) -> YearFacts:
    """The facts of a year that is being closed: those of its last quarter's freeze, and what the year adds."""
    freezes = frozen_quarters(year)
    facts = [facts_of(freeze) for freeze in freezes]
    last = facts[-1]
    counted = [one for one in snapshots if one.counted]
    ended = [one for one in snapshots if one.ended_on is not None]
    return YearFacts(
        year=str(year),
        partnership=last.partnership,
        committee=last.committee,
        meeting_on=last.meeting_on,
        list_title=last.list_title,
        list_authority=last.list_authority,
        list_authority_words=last.list_authority_words,
        counted=len(counted),
        councils=last.councils,
        indicators=len({one.terms.indicator_ref for one in counted}),
        whole_partnership_measures=len(snapshots) - len(counted) - len(ended),
        ended_measures=len(ended),
        provision=last.provision,
        policies=tuple(_policies(facts).values()),
        freezes=tuple(
            QuarterFreeze(period=str(one.quarter), version=one.number, frozen_at=one.frozen_at) for one in freezes
        ),
        successions=tuple(
            SuccessionFact(**vars(one)) for one in successions(first_day=year.first_day, last_day=year.next.first_day)
        ),
        version=version,
        closed_at=closed_at,
        because=because,
        author=last.author,
        contact=last.contact,
        illustrative_note=last.illustrative_note,
        withheld=withheld_until(str(year.quarters[3])),
    )


def _policies(facts: Iterable[RoundFacts]) -> Mapping[tuple[str, int], PolicyText]:
    return {(policy.slug, policy.version): policy for one in facts for policy in one.policies}
