"""What is known of frozen figures since they were reported: restatements, and what is not final yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.restated import NamedFigure, ProvisionalFigure, RestatedFigure, RestatementKind
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.models import Figure, Freeze, FrozenFigure, Restatement, ReturnedValue
from goldenthread.figures.queries.posts import Posts
from goldenthread.partnership.permissions import Permission


@dataclass(frozen=True, kw_only=True)
class KnownFigure:
    """A figure as it was frozen newest before a moment, and what was known of it since.

    `restatements` are those of the value that is frozen there, oldest first: one that was returned anew afterwards
    leaves them behind.
    """

    figure_id: int
    quarter: Quarter
    number: int  # of the freeze
    frozen_at: datetime
    snapshot: FigureSnapshot
    restatements: tuple[RestatedFigure, ...]

    @property
    def newest(self) -> RestatedFigure | None:
        return self.restatements[-1] if self.restatements else None

    @property
    def value(self) -> Decimal | None:
        return self.snapshot.value if self.newest is None else self.newest.value

    @property
    def numerator(self) -> Decimal | None:
        return self.snapshot.numerator if self.newest is None else self.newest.numerator

    @property
    def denominator(self) -> Decimal | None:
        return self.snapshot.denominator if self.newest is None else self.newest.denominator

    @property
    def is_provisional(self) -> bool:
        return self.snapshot.provisional if self.newest is None else self.newest.provisional

    @property
    def since(self) -> datetime | None:
        """When the value that is known was given."""
        return self.snapshot.provenance.returned_at if self.newest is None else self.newest.at


def known_figure(figure: Figure, *, at: datetime | None = None) -> KnownFigure | None:
    """The figure as it is known, or was at the moment; None where it was not frozen by then."""
    return next(iter(known_figures(Figure.objects.filter(pk=figure.pk), at=at)), None)


def known_figures(which: QuerySet[Figure], *, at: datetime | None) -> list[KnownFigure]:
    """Those of the figures that were frozen by the moment, as they were known then, by quarter and id."""
    return [_known(one) for one in _followed(which, at=at) if one.freezes]


def restatements_to_tell(quarter: Quarter, *, at: datetime) -> tuple[RestatedFigure, ...]:
    """What a freeze of the quarter at that moment tells of, in the order in which it was said.

    Of earlier quarters' figures: every restatement that no other quarter's freeze has told of, so that each is told
    of by the packs of one quarter. Of the quarter's own: those that were made since it was first frozen.
    """
    restated = Figure.objects.filter(
        Exists(Restatement.objects.filter(figure=OuterRef("pk"), said_at__lte=at)), round__period__lte=str(quarter)
    )
    if not restated.exists():
        return ()
    told_by = _told_by(at=at)
    own = str(quarter)
    every = [one for followed in _followed(restated, at=at) for one in followed.restatements]
    wanted = [one for one in every if one.figure.period == own or told_by.get(one.restatement_id, own) == own]
    return tuple(sorted(wanted, key=lambda one: one.restatement_id))


def provisional_before(quarter: Quarter, *, at: datetime) -> tuple[ProvisionalFigure, ...]:
    """Figures of earlier quarters that were reported, and whose newest known value was provisional at the moment."""
    ever = Exists(ReturnedValue.objects.filter(figure=OuterRef("pk"), provisional=True))
    restated_so = Exists(Restatement.objects.filter(figure=OuterRef("pk"), provisional=True))
    which = Figure.objects.filter(ever | restated_so, round__period__lt=str(quarter))
    if not which.exists():
        return ()
    return tuple(
        ProvisionalFigure(
            figure=named(known.snapshot, period=str(known.quarter)),
            value=known.value,
            words=known.snapshot.text,
            since=known.since,
            restated=known.newest is not None,
        )
        for known in known_figures(which, at=at)
        if known.is_provisional
    )


def named(snapshot: FigureSnapshot, *, period: str) -> NamedFigure:
    """A figure as later packs name it."""
    terms = snapshot.terms
    return NamedFigure(
        measure_id=snapshot.measure_id,
        period=period,
        indicator_ref=terms.indicator_ref,
        title=terms.title,
        council=terms.council,
        council_gss=terms.council_gss,
        service=terms.service,
        owner_post=terms.owner_post,
        unit=terms.unit,
        decimals=terms.decimals,
        illustrative=terms.illustrative,
    )


_MOST_IN_A_QUERY = 500  # SQLite takes about 999 values in one


@dataclass(frozen=True, kw_only=True)
class _Frozen:
    number: int
    frozen_at: datetime
    snapshot: FigureSnapshot


def _frozen(figures: Sequence[Figure], *, at: datetime | None) -> dict[tuple[int, int], list[_Frozen]]:
    """The figures in every freeze up to the moment, oldest first, by ids of round and measure; two reads.

    First which rows they are, by their index; only those are read whole, for each holds some thousand letters.
    """
    wanted = {(one.round_id, one.measure_id) for one in figures}
    measures = sorted({measure for _, measure in wanted})
    which = FrozenFigure.objects.filter(
        _until(at, "freeze__frozen_at"),
        freeze__round_id__in={round_id for round_id, _ in wanted},
        measure_id__gte=measures[0],
        measure_id__lte=measures[-1],
    )
    places = which.order_by().values_list("pk", "freeze__round_id", "measure_id")
    ids = [pk for pk, round_id, measure in places if (round_id, measure) in wanted]
    if len(ids) <= _MOST_IN_A_QUERY:
        which = FrozenFigure.objects.filter(pk__in=ids)
    rows = which.order_by("freeze__number", "pk").values_list(
        "freeze__round_id", "measure_id", "freeze__number", "freeze__frozen_at", "snapshot"
    )
    found: dict[tuple[int, int], list[_Frozen]] = {}
    for round_id, measure_id, number, frozen_at, plain in rows:
        if (round_id, measure_id) not in wanted:
            continue
        frozen = _Frozen(number=number, frozen_at=frozen_at, snapshot=from_plain(FigureSnapshot, plain))
        found.setdefault((round_id, measure_id), []).append(frozen)
    return found


@dataclass(frozen=True, kw_only=True)
class _Followed:
    """A figure with every freeze of it and every restatement, those of a value that was returned anew since too."""

    figure: Figure
    freezes: Sequence[_Frozen]
    restatements: Sequence[RestatedFigure]


def _followed(which: QuerySet[Figure], *, at: datetime | None) -> Iterator[_Followed]:
    """Each figure up to the moment, by quarter and id; the number of reads does not depend on how many there are."""
    figures = list(which.select_related("round", "measure").order_by("round__period", "pk"))
    if not figures:
        return
    frozen = _frozen(figures, at=at)
    said: dict[int, list[Restatement]] = {}
    rows = Restatement.objects.filter(_until(at, "said_at"), figure__in=which.order_by().values("pk"))
    for row in rows.order_by("pk"):
        said.setdefault(row.figure_id, []).append(row)
    posts = Posts() if said else None
    for figure in figures:
        freezes = frozen.get((figure.round_id, figure.measure_id), [])
        told = () if posts is None else _told(figure, said.get(figure.pk, ()), freezes=freezes, posts=posts)
        yield _Followed(figure=figure, freezes=freezes, restatements=tuple(told))


def _until(at: datetime | None, moment: str) -> Q:
    """Up to the moment, if one is given."""
    return Q() if at is None else Q(**{f"{moment}__lte": at})


def _known(one: _Followed) -> KnownFigure:
    frozen = one.freezes[-1]
    returned_at = frozen.snapshot.provenance.returned_at
    return KnownFigure(
        figure_id=one.figure.pk,
        quarter=Quarter.parse(one.figure.round.period),
        number=frozen.number,
        frozen_at=frozen.frozen_at,
        snapshot=frozen.snapshot,
        restatements=tuple(said for said in one.restatements if returned_at is None or said.at >= returned_at),
    )


def _told(
    figure: Figure, said: Iterable[Restatement], *, freezes: Sequence[_Frozen], posts: Posts
) -> Iterator[RestatedFigure]:
    before: Restatement | None = None
    for row in said:
        frozen = [one for one in freezes if one.frozen_at <= row.said_at][-1]
        returned_at = frozen.snapshot.provenance.returned_at
        if before is not None and returned_at is not None and before.said_at < returned_at:
            before = None  # that one was of an earlier return
        yield _restated(figure, row, frozen=frozen, before=before, posts=posts)
        before = row


def _restated(
    figure: Figure, row: Restatement, *, frozen: _Frozen, before: Restatement | None, posts: Posts
) -> RestatedFigure:
    snapshot = frozen.snapshot
    own = "" if snapshot.own is None else snapshot.own.rating
    return RestatedFigure(
        restatement_id=row.pk,
        figure=named(snapshot, period=figure.round.period),
        policy_slug=snapshot.terms.policy_slug,
        policy_version=snapshot.terms.policy_version,
        kind=RestatementKind(row.kind),
        reason=row.reason,
        by=posts.post(
            row.said_by_id,
            Permission.RESTATE_FIGURES,
            at=row.said_at,
            council_id=figure.measure.council_id,
            service_id=figure.service_id,
        ),
        at=row.said_at,
        reported_in=frozen.number,
        reported=snapshot.value,
        reported_words=reported_words(snapshot),
        reported_provisional=snapshot.provisional,
        known_before=row.before,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        provisional=row.provisional,
        rating_reported=snapshot.rating,
        status_reported=snapshot.status,
        rating_before=snapshot.rating if before is None else before.rating,
        rating=row.rating,
        status=row.status,
        rating_reason=row.rating_reason,
        own_rating_reported=own,
        own_rating_before=own if before is None else before.own_rating,
        own_rating=row.own_rating,
    )


def reported_words(snapshot: FigureSnapshot) -> str:
    """What stood in place of a value: the mark or words that were returned, or that nothing was."""
    if snapshot.value is not None:
        return ""
    return "not returned" if snapshot.kind in ("", "blank") else snapshot.text or snapshot.kind.replace("-", " ")


def _told_by(*, at: datetime) -> Mapping[int, str]:
    """Which quarter's freeze was the first to tell of each restatement of an earlier quarter's figure."""
    found: dict[int, str] = {}
    freezes = Freeze.objects.filter(Q(facts__restatements__isnull=False), frozen_at__lte=at).order_by("pk")
    for period, told in freezes.values_list("round__period", "facts__restatements"):
        for one in told or ():
            if one["figure"]["period"] != period:
                found.setdefault(one["restatement_id"], period)
    return found
