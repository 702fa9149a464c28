"""What is due of which measure for a quarter, with everything in force on the quarter's last day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from goldenthread.domain.cards import Card, card_from_dict
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.indicators.models import Accountability, AgreedList, Definition, ListEntry, Measure, Target
from goldenthread.indicators.queries.authority import NO_AUTHORITY, AuthorityFacts, authority_within_list
from goldenthread.indicators.queries.policies import PolicyFacts, policy_texts
from goldenthread.partnership.queries import (
    CouncilFacts,
    ProvisionThrough,
    ServiceFacts,
    council_facts,
    never_provided,
    provision_through,
    services,
)

V = TypeVar("V", Definition, Accountability, ListEntry, Target)


class MeasuresIncomplete(Refused):
    """Measures on the list have no card, or nobody who answers for them, on the quarter's last day."""

    def __init__(self, measures: Iterable[str], *, on: date) -> None:
        named = ", ".join(measures)
        super().__init__(
            f"On {on.day} {on:%B %Y} these measures are on the list with no definition or no owner in force: {named}. "
            "Give them one in the register, from that day or before."
        )


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A measure's place on the year's list, or beside it. `starts_on` is None where no entry says so."""

    starts_on: date | None
    suspended: bool
    reason: str
    authority: AuthorityFacts


@dataclass(frozen=True, kw_only=True)
class DefinitionInForce:
    """A version of an indicator's card, numbered from 1."""

    id: int
    version: int
    starts_on: date
    card: Card
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DefinitionBreak:
    """From a day on, an indicator counts something else than before."""

    starts_on: date
    note: str


@dataclass(frozen=True, kw_only=True)
class AccountabilityInForce:
    """The policies that rate a measure, and the posts that answer for it.

    `own_policy` is that of the measure's council, None where it has none of its own.
    """

    id: int
    starts_on: date
    policy: PolicyFacts
    own_policy: PolicyFacts | None
    owner_post: str
    sign_off_post: str


@dataclass(frozen=True, kw_only=True)
class TargetInForce:
    """A measure's target and tolerance for a year, with a target for each quarter."""

    id: int
    year: str
    starts_on: date
    kind: str  # Target.Kind
    annual: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    floor: Decimal | None
    words: str
    profile: str  # domain.targets.ProfileKind
    profile_words: str
    quarters: tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
    tolerance: Decimal | None
    tolerance_unit: str
    illustrative: bool
    source: str
    rationale: str
    authority: AuthorityFacts

    def of_quarter(self, number: int) -> Decimal | None:
        """The target at the end of quarter 1 to 4."""
        return self.quarters[number - 1]

    def agreed_after(self, period_began: date) -> bool:
        """Whether it was agreed only after the period that it measures had begun."""
        return self.authority.agreed_on is not None and self.authority.agreed_on > period_began


@dataclass(frozen=True, kw_only=True)
class DueMeasure:
    """A measure as it stands on a quarter's last day.

    `is_due` is false where the indicator is reported less often than this quarter; `due_on` is then
    of the next quarter in which it is. A break is within the comparison where the definition counts
    something else since the previous quarter, or since the same quarter last year. `earlier_target`
    is the one before it within the same year. `provision` is None for the whole partnership.
    """

    measure_id: int
    ref: str
    council: CouncilFacts | None
    service: ServiceFacts
    definition: DefinitionInForce
    break_since_previous: DefinitionBreak | None
    break_since_last_year: DefinitionBreak | None
    breaks: tuple[DefinitionBreak, ...]
    accountability: AccountabilityInForce
    target: TargetInForce | None
    earlier_target: TargetInForce | None
    listing: Listing
    provision: ProvisionThrough | None
    is_due: bool
    due_on: date

    @property
    def is_counted(self) -> bool:
        """Whether it is one of the list's measures, or stands beside them."""
        return self.council is not None

    @property
    def has_ended(self) -> bool:
        """Whether its service is no longer provided to its council: it ended with it."""
        return self.provision is not None and self.provision.has_ended


def measures_due(quarter: Quarter) -> tuple[DueMeasure, ...]:
    """Every measure on the year's list on the quarter's last day, and those of the whole partnership beside it.

    A service that has ended for a council by that day has ended the council's measures of it, whatever the list says.
    Ordered by service, reference and council. Empty where the year has no list. The number of reads
    does not depend on the number of measures. Raises MeasuresIncomplete.
    """
    return _Register(quarter).due()


class _Register:
    """What was read for a quarter, each thing once."""

    def __init__(self, quarter: Quarter) -> None:
        self.quarter = quarter
        day = quarter.last_day
        of_measure: Callable[[Accountability | ListEntry | Target], int] = lambda row: row.measure_id  # noqa: E731
        self.agreed_list = (
            AgreedList.objects.filter(year=str(quarter.year))
            .select_related("decision__item__meeting__committee")
            .first()
        )
        started = {"starts_on__lte": day}
        entries = ListEntry.objects.filter(agreed_list=self.agreed_list, **started)
        targets = Target.objects.filter(year=str(quarter.year), **started)
        with_decision = "decision__item__meeting__committee"
        self.entries = _versions(entries.select_related(with_decision), key=of_measure)
        self.targets = _versions(targets.select_related(with_decision), key=of_measure)
        self.definitions = _versions(Definition.objects.filter(**started), key=lambda row: row.indicator_id)
        self.accountabilities = _versions(Accountability.objects.filter(**started), key=of_measure)
        self.policies = policy_texts()
        self.services = {service.id: service for service in services()}
        self.provision = provision_through(first_day=quarter.first_day, last_day=day)

    def due(self) -> tuple[DueMeasure, ...]:
        if self.agreed_list is None:
            return ()
        listed = [(m, listing) for m in _every_measure() if (listing := self._listing(m)) is not None]
        incomplete = [
            str(measure)
            for measure, _ in listed
            if measure.indicator_id not in self.definitions or measure.pk not in self.accountabilities
        ]
        if incomplete:
            raise MeasuresIncomplete(incomplete, on=self.quarter.last_day)
        found = [self._due_measure(measure, listing=listing) for measure, listing in listed]
        return tuple(sorted((one for one in found if not one.has_ended), key=_place))

    def _listing(self, measure: Measure) -> Listing | None:
        entries = self.entries.get(measure.pk, [])
        newest = entries[-1] if entries else None
        if newest is None:
            started = measure.pk in self.accountabilities and measure.indicator_id in self.definitions
            if measure.council_id is not None or not started:
                return None
            return Listing(starts_on=None, suspended=False, reason="", authority=NO_AUTHORITY)
        if not newest.on_list:
            return None
        authority = authority_within_list(newest.decision, starts_on=newest.starts_on, agreed_list=self.agreed_list)
        return Listing(
            starts_on=newest.starts_on, suspended=newest.suspended, reason=newest.reason, authority=authority
        )

    def _due_measure(self, measure: Measure, *, listing: Listing) -> DueMeasure:
        versions = self.definitions[measure.indicator_id]
        in_force = versions[-1]
        card = card_from_dict(in_force.card)
        service = self.services[in_force.service_id]
        targets = [self._target(row) for row in self.targets.get(measure.pk, [])]
        quarter = self.quarter
        due_quarter = quarter
        while not card.frequency.is_due_in(due_quarter.number):
            due_quarter = due_quarter.next
        return DueMeasure(
            measure_id=measure.pk,
            ref=measure.indicator.ref,
            council=None if measure.council is None else council_facts(measure.council),
            service=service,
            definition=DefinitionInForce(
                id=in_force.pk,
                version=len(versions),
                starts_on=in_force.starts_on,
                card=card,
                sha256=in_force.sha256,
            ),
            break_since_previous=_break_since(quarter.previous.last_day, versions=versions),
            break_since_last_year=_break_since(quarter.same_last_year.last_day, versions=versions),
            breaks=_breaks(versions),
            accountability=self._accountability(self.accountabilities[measure.pk][-1]),
            target=targets[-1] if targets else None,
            earlier_target=targets[-2] if len(targets) > 1 else None,
            listing=listing,
            provision=self._provision(measure, service=service),
            is_due=due_quarter == quarter,
            due_on=due_quarter.last_day + timedelta(days=card.lag_days),
        )

    def _provision(self, measure: Measure, *, service: ServiceFacts) -> ProvisionThrough | None:
        if measure.council_id is None:
            return None
        found = self.provision.get((service.id, measure.council_id))
        return found or never_provided(first_day=self.quarter.first_day, last_day=self.quarter.last_day)

    def _accountability(self, row: Accountability) -> AccountabilityInForce:
        return AccountabilityInForce(
            id=row.pk,
            starts_on=row.starts_on,
            policy=self.policies[row.policy_id],
            own_policy=None if row.own_policy_id is None else self.policies[row.own_policy_id],
            owner_post=row.owner_post,
            sign_off_post=row.sign_off_post,
        )

    def _target(self, row: Target) -> TargetInForce:
        return TargetInForce(
            id=row.pk,
            year=row.year,
            starts_on=row.starts_on,
            kind=row.kind,
            annual=row.annual,
            lower=row.lower,
            upper=row.upper,
            floor=row.floor,
            words=row.words,
            profile=row.profile,
            profile_words=row.profile_words,
            quarters=(row.q1, row.q2, row.q3, row.q4),
            tolerance=row.tolerance,
            tolerance_unit=row.tolerance_unit,
            illustrative=row.illustrative,
            source=row.source,
            rationale=row.rationale,
            authority=authority_within_list(row.decision, starts_on=row.starts_on, agreed_list=self.agreed_list),
        )


def _every_measure() -> Iterator[Measure]:
    return iter(Measure.objects.select_related("indicator", "council").order_by("indicator__ref", "id"))


def _versions(rows: Iterable[V], *, key: Callable[[V], int]) -> dict[int, list[V]]:
    """Rows by what they are versions of, oldest first."""
    found: dict[int, list[V]] = {}
    for row in sorted(rows, key=lambda version: version.starts_on):
        found.setdefault(key(row), []).append(row)
    return found


def _breaks(versions: list[Definition]) -> tuple[DefinitionBreak, ...]:
    """Every break, oldest first. The first version breaks nothing: there is no series before it."""
    return tuple(
        DefinitionBreak(starts_on=version.starts_on, note=version.card.get("break_note", ""))
        for version in versions[1:]
        if version.card.get("break_in_series")
    )


def _break_since(day: date, *, versions: list[Definition]) -> DefinitionBreak | None:
    """The newest break that began after the day."""
    return next((one for one in reversed(_breaks(versions)) if one.starts_on > day), None)


def _place(measure: DueMeasure) -> tuple[int, str, str, int, str]:
    """The order of reports: by service, then reference, then council, the whole partnership last."""
    council = measure.council
    last = 1 << 30
    return (
        measure.service.position,
        measure.service.name,
        measure.ref,
        last if council is None else council.position,
        "" if council is None else council.name,
    )
