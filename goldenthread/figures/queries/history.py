"""Earlier values of a measure: from rounds kept here, and imported ones for the time before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KT

from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import MeasureType
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.snapshot import Comparator, FigureSnapshot
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import Figure, FrozenFigure, Restatement, ReturnedValue
from goldenthread.indicators.models import EarlierFigure

FROM_A_ROUND = "round"
NOT_RETURNED = "not returned"

_MARKERS = {
    ReadingKind.NOT_APPLICABLE: "n/a",
    ReadingKind.DASH: "-",
    **{kind: f"[{kind.removeprefix('mark-')}]" for kind in ReadingKind if kind.startswith("mark-")},
}
# A figure of a round that was never frozen counts as rated from its submission on.
_RATED_FROM = (Figure.State.SUBMITTED, Figure.State.SIGNED_OFF, Figure.State.FROZEN)
# What a restatement says of a figure in place of what was reported.
_KNOWN = ("value", "numerator", "denominator", "provisional", "rating", "status")
# How many quarters back the previous figure of a measure lies.
_STEP = {Frequency.QUARTERLY: 1, Frequency.ANNUAL: 4}


@dataclass(frozen=True, kw_only=True)
class EarlierValue:
    """A figure of an earlier period. Where there is no value, `marker` says why."""

    period: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    target: Decimal | None
    marker: str
    rating: str  # "" where it was not rated here
    status: str
    source: str  # "round", or the source of an imported figure
    illustrative: bool
    version: int | None  # which returned value of the round it is
    revised: bool = False  # restated since: not the value that was reported
    provisional: bool = False
    target_lower: Decimal | None = None
    target_upper: Decimal | None = None

    @property
    def is_imported(self) -> bool:
        return self.version is None

    def as_comparator(self) -> Comparator:
        """What a figure is compared with, with its version where it came from a round."""
        return Comparator(
            period=self.period,
            value=self.value,
            rating=self.rating,
            status=self.status,
            source=self.source if self.version is None else f"{self.source}, value {self.version}",
            illustrative=self.illustrative,
            revised=self.revised,
        )


Earlier = Sequence[EarlierValue]


def earlier_values(
    quarter: Quarter, *, measures: Collection[int], since: Quarter | None = None
) -> dict[int, tuple[EarlierValue, ...]]:
    """Values of periods before the quarter, by measure, oldest first; a measure without any has ().

    The number of reads does not depend on the number of measures. A period that both a round and an import speak of is
    the round's. A figure that was ever frozen is what its latest freeze says, whatever was returned since; one that
    was restated has the value as it is now known.
    """
    if not measures:
        return {}
    found: dict[int, dict[str, EarlierValue]] = {measure: {} for measure in measures}
    first = "" if since is None else str(since)
    for measure, value in _imported(quarter, measures=measures, first=first):
        found[measure][value.period] = value
    frozen = _opened_again(quarter, measures=measures, first=first)
    for measure, value in _from_rounds(quarter, measures=measures, first=first, frozen=frozen):
        before = found[measure].get(value.period)
        if before is None or value.marker != NOT_RETURNED:
            found[measure][value.period] = value
    restated = _restated(quarter, measures=measures, first=first, frozen=frozen)
    newest = {(measure, period): known for measure, period, known in restated}
    for (measure, period), known in newest.items():
        reported = found[measure].get(period)
        if reported is not None:
            # What became final as it was reported is no other value.
            is_revised = known["value"] != reported.value
            found[measure][period] = replace(reported, **known, marker="", revised=is_revised)
    return {measure: tuple(values[period] for period in sorted(values)) for measure, values in found.items()}


def oldest_compared(quarter: Quarter, terms_of: Mapping[int, Terms]) -> Quarter | None:
    """How far back ratings and warnings look: a year, or as far as there is where a measure is annual."""
    is_quarterly = all(terms.frequency is Frequency.QUARTERLY for terms in terms_of.values())
    return quarter.same_last_year if is_quarterly else None


def _imported(quarter: Quarter, *, measures: Collection[int], first: str) -> Iterable[tuple[int, EarlierValue]]:
    # Rows and not objects: ten thousand measures with nine quarters each are read at every import.
    figures = EarlierFigure.objects.filter(measure_id__gte=min(measures), measure_id__lte=max(measures))
    rows = figures.filter(period__gte=first[:7], period__lt=str(quarter)).order_by("pk")
    wanted = set(measures)
    columns = ("period", "value", "numerator", "denominator", "target", "marker", "source", "illustrative")
    for row in rows.values("measure_id", *columns):
        measure = row.pop("measure_id")
        if measure in wanted and (row["period"] >= first or "Q" not in row["period"]):
            yield measure, EarlierValue(**row, rating="", status="", version=None)


@dataclass(frozen=True, kw_only=True)
class _StillFrozen:
    """What the latest freeze says of a figure that was opened again since."""

    snapshot: FigureSnapshot
    version: int | None

    @property
    def returned_at(self) -> datetime | None:
        return self.snapshot.provenance.returned_at

    def in_place_of(self, live: EarlierValue) -> EarlierValue:
        snapshot = self.snapshot
        is_missing = snapshot.kind in ("", ReadingKind.BLANK)
        return replace(
            live,
            value=snapshot.value,
            numerator=snapshot.numerator,
            denominator=snapshot.denominator,
            target=snapshot.terms.target,
            target_lower=snapshot.terms.target_lower,
            target_upper=snapshot.terms.target_upper,
            marker=NOT_RETURNED if is_missing else _MARKERS.get(ReadingKind(snapshot.kind), ""),
            rating=snapshot.rating,
            status=snapshot.status,
            illustrative=bool(snapshot.terms.illustrative_note),
            version=self.version or 0,
            provisional=snapshot.provisional,
        )


_Frozen = Mapping[tuple[int, str], _StillFrozen]


def _figures_before(quarter: Quarter, *, measures: Collection[int], first: str) -> QuerySet[Figure]:
    # Bounded by the ids, and chosen by whoever reads: a list of ids would outgrow what SQLite takes in one query.
    return Figure.objects.filter(
        measure_id__gte=min(measures),
        measure_id__lte=max(measures),
        round__period__lt=str(quarter),
        round__period__gte=first,
    )


def _opened_again(quarter: Quarter, *, measures: Collection[int], first: str) -> _Frozen:
    """Figures that are open though their rounds were frozen, by measure and period; one read where there is none."""
    thawed = _figures_before(quarter, measures=measures, first=first).exclude(state=Figure.State.FROZEN)
    # Which they are comes first: each frozen figure of every year would be held against them otherwise.
    wanted = set(thawed.order_by().values_list("round_id", "measure_id"))
    if not wanted:
        return {}
    theirs = sorted({measure for _, measure in wanted})
    rows = FrozenFigure.objects.filter(
        freeze__round_id__in={round_id for round_id, _ in wanted}, measure_id__gte=theirs[0], measure_id__lte=theirs[-1]
    ).order_by("freeze__number")
    columns = ("freeze__round_id", "measure_id", "freeze__round__period", "snapshot")
    plain = {
        (measure, period): kept
        for round_id, measure, period, kept in rows.values_list(*columns)
        if (round_id, measure) in wanted
    }
    if not plain:
        return {}
    values = ReturnedValue.objects.filter(figure__in=thawed).order_by("pk")
    versions = {
        (measure, period, at): pk
        for measure, period, at, pk in values.values_list(
            "figure__measure_id", "figure__round__period", "returned_at", "pk"
        )
    }
    found = {}
    for (measure, period), kept in plain.items():
        snapshot = from_plain(FigureSnapshot, kept)
        returned_at = snapshot.provenance.returned_at
        version = None if returned_at is None else versions.get((measure, period, returned_at))
        found[measure, period] = _StillFrozen(snapshot=snapshot, version=version)
    return found


def _from_rounds(
    quarter: Quarter, *, measures: Collection[int], first: str, frozen: _Frozen
) -> Iterable[tuple[int, EarlierValue]]:
    rows = (
        _figures_before(quarter, measures=measures, first=first)
        .order_by("pk")
        .values_list(
            "measure_id",
            "round__period",
            "state",
            "value_id",
            "value__kind",
            "value__value",
            "value__numerator",
            "value__denominator",
            "value__provisional",
            "rating",
            "status",
            KT("terms__target"),
            KT("terms__target_lower"),
            KT("terms__target_upper"),
            KT("terms__illustrative_note"),
            KT("terms__absence"),
        )
    )
    wanted = set(measures)
    for measure, period, state, version, kind, value, numerator, denominator, provisional, *rest in rows:
        rating, status = rest[:2]
        target, lower, upper, made_up, absence = (_text(one) for one in rest[2:])
        if measure not in wanted or absence:
            continue  # not due, suspended or not provided: no figure of that period is missing
        live = EarlierValue(
            period=period,
            value=value,
            numerator=numerator,
            denominator=denominator,
            target=_amount(target),
            target_lower=_amount(lower),
            target_upper=_amount(upper),
            marker=NOT_RETURNED if kind in (None, ReadingKind.BLANK) else _MARKERS.get(kind, ""),
            rating=rating if state in _RATED_FROM else "",
            status=status if state in _RATED_FROM else "",
            source=FROM_A_ROUND,
            illustrative=bool(made_up),  # the value: its target may be made up where it is not
            version=version or 0,
            provisional=bool(provisional),
        )
        kept = frozen.get((measure, period))
        yield measure, live if kept is None else kept.in_place_of(live)


def _restated(
    quarter: Quarter, *, measures: Collection[int], first: str, frozen: _Frozen
) -> Iterable[tuple[int, str, dict[str, Any]]]:
    """Measure, period and what is now known of its figure; of several restatements the newest comes last.

    The rating is the one that it would have had, so that value and rating are of one time. A figure that was opened,
    returned anew and frozen after a restatement has left that behind.
    """
    is_open = ~Q(figure__state=Figure.State.FROZEN)
    restated = Restatement.objects.filter(
        is_open | Q(figure__value=None) | Q(said_at__gte=F("figure__value__returned_at")),
        figure__measure_id__gte=min(measures),
        figure__measure_id__lte=max(measures),
        figure__round__period__lt=str(quarter),
        figure__round__period__gte=first,
    )
    wanted = set(measures)
    rows = restated.order_by("pk").values_list("figure__measure_id", "figure__round__period", "said_at", *_KNOWN)
    for measure, period, said_at, *known in rows:
        kept = frozen.get((measure, period))
        is_left_behind = kept is not None and kept.returned_at is not None and said_at < kept.returned_at
        if measure in wanted and not is_left_behind:
            yield measure, period, dict(zip(_KNOWN, known, strict=True))


def _text(extracted: Any) -> str | None:
    """A value out of JSON as both databases give it: SQLite says "null" where PostgreSQL gives nothing."""
    return None if extracted is None or extracted == "null" else str(extracted)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def comparators(quarter: Quarter, terms: Terms, *, earlier: Earlier) -> dict[str, Comparator]:
    """The previous figure and that of the same period last year, where there are any with a value."""
    previous = quarter
    for _ in range(_STEP[terms.frequency]):
        previous = previous.previous
    sought = {"previous": previous, "last_year": quarter.same_last_year}
    found = {name: value_of(period, terms=terms, earlier=earlier) for name, period in sought.items()}
    return {name: value.as_comparator() for name, value in found.items() if value and value.value is not None}


def as_now_known(fixed: dict[str, Comparator], *, fresh: dict[str, Comparator]) -> dict[str, Comparator]:
    """Comparators that were fixed at submission, with those that were restated since as they are now known."""
    restated = {name: one for name, one in fresh.items() if one.revised and fixed.get(name) != one}
    return {**fixed, **restated}


def value_of(quarter: Quarter, *, terms: Terms, earlier: Earlier) -> EarlierValue | None:
    """The value of one quarter; of an annual measure the year's is that of its fourth quarter."""
    names = {str(quarter)}
    if terms.frequency is Frequency.ANNUAL and quarter.number == 4:
        names.add(str(quarter.year))
    return next((value for value in reversed(earlier) if value.period in names), None)


def last_with_a_rating(earlier: Earlier) -> Comparator | None:
    """The newest earlier figure that was rated here."""
    return next(
        (value.as_comparator() for value in reversed(earlier) if value.rating and value.status == "rated"), None
    )


def last_annual(terms: Terms, *, earlier: Earlier) -> EarlierValue | None:
    """The newest result of a measure that is not due every quarter."""
    if terms.frequency is Frequency.QUARTERLY and terms.measure_type is not MeasureType.ANNUAL:
        return None
    return next((value for value in reversed(earlier) if value.value is not None), None)


def values_before(quarter: Quarter, *, terms: Terms, earlier: Earlier, count: int) -> tuple[Decimal | None, ...]:
    """Values of the quarters before, newest first; None where a quarter has none."""
    step = _STEP[terms.frequency]
    found = []
    period = quarter
    for _ in range(count):
        for _ in range(step):
            period = period.previous
        value = value_of(period, terms=terms, earlier=earlier)
        found.append(None if value is None else value.value)
    return tuple(found)
