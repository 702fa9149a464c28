"""An indicator's card through time, its measures' targets and owners, and what followed it: each with its authority."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.domain.cards import Card, card_from_dict
from goldenthread.indicators.models import (
    Accountability,
    AgreedList,
    Definition,
    EarlierFigure,
    Indicator,
    ListEntry,
    Measure,
    Succession,
    Target,
)
from goldenthread.indicators.queries.authority import AuthorityFacts, authority_of, authority_within_list
from goldenthread.partnership.queries import CouncilFacts, ServiceFacts, councils, services


@dataclass(frozen=True, kw_only=True)
class CardVersion:
    """The card from a day on."""

    starts_on: date
    card: Card
    service: ServiceFacts


@dataclass(frozen=True, kw_only=True)
class TargetVersion:
    """A measure's target and tolerance for a year, from a day on."""

    measure_id: int
    year: str
    starts_on: date
    kind: str
    annual: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    floor: Decimal | None
    words: str
    tolerance: Decimal | None
    tolerance_unit: str
    illustrative: bool
    source: str
    rationale: str
    authority: AuthorityFacts


@dataclass(frozen=True, kw_only=True)
class ListVersion:
    """From a day on, a measure is on a year's list, is suspended, or is not on it."""

    measure_id: int
    year: str
    starts_on: date
    state: str  # "on the list", "suspended", "not on the list"
    reason: str
    authority: AuthorityFacts


@dataclass(frozen=True, kw_only=True)
class OwnerVersion:
    """From a day on: who answers for a measure, and by which policies it is rated."""

    measure_id: int
    starts_on: date
    owner_post: str
    sign_off_post: str
    policy_id: int
    own_policy_id: int | None


@dataclass(frozen=True, kw_only=True)
class MeasureOfCard:
    """The indicator for one council, or for the whole partnership (None), with what changed of it, oldest first."""

    measure_id: int
    council: CouncilFacts | None
    targets: tuple[TargetVersion, ...]
    places: tuple[ListVersion, ...]
    owners: tuple[OwnerVersion, ...]
    imported: int  # how many figures of before rounds were kept here


@dataclass(frozen=True, kw_only=True)
class FollowedBy:
    """One indicator followed another from a day on."""

    ref: str
    successor: str
    kind: str
    starts_on: date
    words: str


@dataclass(frozen=True, kw_only=True)
class CardHistory:
    """Everything that the register says of one indicator; versions of the card oldest first."""

    ref: str
    versions: tuple[CardVersion, ...]
    measures: tuple[MeasureOfCard, ...]
    successions: tuple[FollowedBy, ...]

    def in_force(self, on: date) -> CardVersion:
        """The version in force on a day; the first one where none has begun."""
        begun = [one for one in self.versions if one.starts_on <= on]
        return begun[-1] if begun else self.versions[0]


def card_history(ref: str) -> CardHistory | None:
    """The indicator of this reference, however it is written; None where there is none, or it has no card.

    The number of reads does not depend on how many councils, years or versions there are.
    """
    indicator = Indicator.objects.filter(ref__iexact=ref).order_by("pk").first()
    if indicator is None:
        return None
    provided = {service.id: service for service in services()}
    versions = Definition.objects.filter(indicator=indicator).order_by("starts_on")
    if not versions:
        return None
    follows = Succession.objects.filter(indicator=indicator) | Succession.objects.filter(successor=indicator)
    return CardHistory(
        ref=indicator.ref,
        versions=tuple(
            CardVersion(starts_on=one.starts_on, card=card_from_dict(one.card), service=provided[one.service_id])
            for one in versions
        ),
        measures=_measures(indicator),
        successions=tuple(
            FollowedBy(
                ref=one.indicator.ref,
                successor=one.successor.ref,
                kind=one.kind,
                starts_on=one.starts_on,
                words=one.words,
            )
            for one in follows.select_related("indicator", "successor").order_by("starts_on", "pk")
        ),
    )


def _measures(indicator: Indicator) -> tuple[MeasureOfCard, ...]:
    known = {council.id: council for council in councils()}
    measures = dict(Measure.objects.filter(indicator=indicator).order_by("pk").values_list("pk", "council_id"))
    meeting = "decision__item__meeting__committee"
    lists = {one.year: one for one in AgreedList.objects.select_related(meeting).order_by("year")}
    mine = {"measure__indicator": indicator}
    targets = [
        _target(row, agreed_list=lists.get(row.year))
        for row in Target.objects.filter(**mine).select_related(meeting).order_by("starts_on", "pk")
    ]
    entries = ListEntry.objects.filter(**mine).select_related("agreed_list", meeting).order_by("starts_on", "pk")
    places = [_place(row, agreed_list=lists.get(row.agreed_list.year)) for row in entries]
    columns = ("measure_id", "starts_on", "owner_post", "sign_off_post", "policy_id", "own_policy_id")
    owners = [
        OwnerVersion(**row)
        for row in Accountability.objects.filter(**mine).order_by("starts_on", "pk").values(*columns)
    ]
    imported: dict[int, int] = {}
    for measure in EarlierFigure.objects.filter(**mine).order_by().values_list("measure_id", flat=True):
        imported[measure] = imported.get(measure, 0) + 1
    found = [
        MeasureOfCard(
            measure_id=pk,
            council=None if council is None else known[council],
            targets=_of(targets, pk),
            places=_of(places, pk),
            owners=_of(owners, pk),
            imported=imported.get(pk, 0),
        )
        for pk, council in measures.items()
    ]
    return tuple(sorted(found, key=lambda one: 1 << 30 if one.council is None else one.council.position))


def _of(rows: Iterable[Any], measure: int) -> tuple[Any, ...]:
    return tuple(row for row in rows if row.measure_id == measure)


def _target(row: Target, *, agreed_list: AgreedList | None) -> TargetVersion:
    return TargetVersion(
        measure_id=row.measure_id,
        year=row.year,
        starts_on=row.starts_on,
        kind=row.kind,
        annual=row.annual,
        lower=row.lower,
        upper=row.upper,
        floor=row.floor,
        words=row.words,
        tolerance=row.tolerance,
        tolerance_unit=row.tolerance_unit,
        illustrative=row.illustrative,
        source=row.source,
        rationale=row.rationale,
        authority=authority_within_list(row.decision, starts_on=row.starts_on, agreed_list=agreed_list),
    )


def _place(row: ListEntry, *, agreed_list: AgreedList | None) -> ListVersion:
    authority = (
        authority_of(row.decision)
        if row.decision is not None
        else authority_within_list(None, starts_on=row.starts_on, agreed_list=agreed_list)
    )
    state = "suspended" if row.suspended else "on the list" if row.on_list else "not on the list"
    return ListVersion(
        measure_id=row.measure_id,
        year=row.agreed_list.year,
        starts_on=row.starts_on,
        state=state,
        reason=row.reason,
        authority=authority,
    )
