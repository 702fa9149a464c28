"""Every figure of an indicator that a reader may see, quarter by quarter; and the newest of many measures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.rating import Status
from goldenthread.domain.restated import RestatedFigure
from goldenthread.domain.snapshot import FigureSnapshot, Withheld
from goldenthread.domain.withheld import WithheldOf, WithheldPart, for_the_public
from goldenthread.figures.models import Figure, Freeze, FrozenFigure
from goldenthread.figures.queries.restatements import known_figures
from goldenthread.figures.queries.sight import Reader, Seen, Sight
from goldenthread.figures.queries.snapshots import snapshots_now
from goldenthread.figures.queries.withheld import is_hidden, marked, withheld_of
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP
from goldenthread.indicators.queries.card_history import CardHistory
from goldenthread.partnership.queries import Scope, services

# Three years: as far back as a chart looks.
_MOST_QUARTERS = 12
# Of rounds that are open, the newest: the one that is being frozen, and the next.
_MOST_OPEN = 2


@dataclass(frozen=True, kw_only=True)
class SeenFigure:
    """A figure of one quarter as its reader sees it, with what was restated of it since, oldest first.

    What is public shows nothing that is withheld, and restatements only as later packs have told them.
    """

    figure_id: int
    measure_id: int
    quarter: Quarter
    seen: Seen
    version: int
    snapshot: FigureSnapshot
    frozen_at: datetime | None = None  # when it was frozen as it is seen; None as it stands
    restatements: tuple[RestatedFigure, ...] = ()
    is_frozen: bool = False  # in any version


Row = Mapping[str, Any]
Shown = Mapping[int, tuple[Row, Quarter, Seen, int]]


def figures_of_indicator(
    ref: str, *, sights: Mapping[Quarter, Sight], at: datetime
) -> dict[int, tuple[SeenFigure, ...]]:
    """By measure, the figures of the newest twelve quarters that may be seen, oldest first.

    The number of reads does not depend on how many councils or quarters there are.
    """
    every: dict[int, list[SeenFigure]] = {}
    for figure in _seen(_shown(Figure.objects.filter(measure__indicator__ref=ref), sights=sights), at=at):
        every.setdefault(figure.measure_id, []).append(figure)
    return {measure: tuple(sorted(figures, key=_by_quarter)) for measure, figures in every.items()}


def figures_of_service(
    service_id: int, *, sights: Mapping[Quarter, Sight], at: datetime
) -> dict[int, tuple[SeenFigure, ...]]:
    """As `figures_of_indicator`, of every measure that a service returned; as few reads."""
    every: dict[int, list[SeenFigure]] = {}
    for figure in _seen(_shown(Figure.objects.filter(service_id=service_id), sights=sights), at=at):
        every.setdefault(figure.measure_id, []).append(figure)
    return {measure: tuple(sorted(figures, key=_by_quarter)) for measure, figures in every.items()}


def newest_of_measures(
    measures: Collection[int], *, sights: Mapping[Quarter, Sight], at: datetime
) -> dict[int, SeenFigure]:
    """Of each of these measures, the newest figure that may be seen and of which anything was said.

    What is still awaited in a quarter that is open is passed over; what was not returned by the time that it was frozen
    is not. The number of reads does not depend on how many measures there are.
    """
    if not measures:
        return {}
    newest: dict[int, int] = {}
    shown = _shown(Figure.objects.filter(measure_id__in=measures), sights=sights)
    for pk, (row, quarter, seen, _) in shown.items():
        if seen is Seen.NOW and row["state"] != Figure.State.FROZEN and row["value__kind"] in (None, "blank"):
            continue
        before = newest.get(row["measure_id"])
        if before is None or str(shown[before][1]) < str(quarter):
            newest[row["measure_id"]] = pk
    found = _seen({pk: shown[pk] for pk in newest.values()}, at=at)
    return {one.measure_id: one for one in found}


def _seen(shown: Shown, *, at: datetime) -> list[SeenFigure]:
    """The figures with everything that is seen of them."""
    if not shown:
        return []
    measures = {row["measure_id"] for row, _, _, _ in shown.values()}
    withheld = withheld_of(measures)
    frozen = _frozen(shown)
    found = {**frozen, **_live(shown, at=at)}
    restated = _restated(shown, at=at)
    frozen_at = _moments({row["round_id"] for row, _, _, _ in shown.values()})
    return [
        SeenFigure(
            figure_id=pk,
            measure_id=row["measure_id"],
            quarter=quarter,
            seen=seen,
            version=version,
            snapshot=_as_public(found[pk], quarter, withheld=withheld) if seen is Seen.RELEASED else found[pk],
            frozen_at=frozen_at.get((row["round_id"], version)),
            restatements=() if seen is Seen.RELEASED else restated.get(pk, ()),
            is_frozen=pk in frozen,
        )
        for pk, (row, quarter, seen, version) in shown.items()
        if pk in found
    ]


def subjects_seen(
    history: CardHistory, *, figures: Mapping[int, tuple[SeenFigure, ...]], reader: Reader
) -> dict[str, list[object]]:
    """Of what the log may be shown to the reader, by subject with its ids; empty where of nothing.

    Whoever reads figures in progress or everything frozen sees what was done in the register, and with each figure
    that they see as it stands or was issued to them; who reads everything frozen, also with those that were released.
    """
    if not reader.sees_progress and not reader.reads_frozen:
        return {}
    own = [
        one.figure_id
        for every in figures.values()
        for one in every
        if one.seen is not Seen.RELEASED or reader.reads_frozen
    ]
    scopes = [WHOLE_PARTNERSHIP if one.council is None else one.council.slug for one in history.measures]
    years = {target.year for one in history.measures for target in one.targets}
    return {
        "figure": list(own),
        "indicator": [history.ref],
        "definition": [history.ref],
        "measure": [f"{history.ref}/{scope}" for scope in scopes],
        "target": [f"{year}/{history.ref}/{scope}" for year in sorted(years) for scope in scopes],
    }


def _by_quarter(figure: SeenFigure) -> str:
    return str(figure.quarter)


def _shown(which: QuerySet[Figure], *, sights: Mapping[Quarter, Sight]) -> Shown:
    """The figures that may be seen, by id, with as what they are seen and in which version."""
    quarters = {str(one): one for one in list(sights)[:_MOST_QUARTERS]}
    provided = {service.id: service.directorate_id for service in services()}
    columns = ("pk", "measure_id", "measure__council_id", "service_id", "round_id", "round__period", "state")
    rows = which.filter(round__period__in=quarters).exclude(terms__absence=Status.NOT_PROVIDED.value).order_by("pk")
    found = {}
    for row in rows.values(*columns, "value__kind"):
        quarter = quarters[row["round__period"]]
        scope = Scope(row["measure__council_id"], provided[row["service_id"]], row["service_id"])
        seen = sights[quarter].of(scope)
        if seen is not None:
            found[row["pk"]] = (row, quarter, *seen)
    return found


def _frozen(shown: Shown) -> dict[int, FigureSnapshot]:
    """Those that are seen as they were frozen: in their version, or as they stand where that is their newest."""
    wanted = {(row["round_id"], row["measure_id"]): pk for pk, (row, _, _, _) in shown.items()}
    rows = FrozenFigure.objects.filter(
        freeze__round_id__in={round_id for round_id, _ in wanted}, measure_id__in={measure for _, measure in wanted}
    )
    plain: dict[int, Any] = {}
    columns = ("freeze__round_id", "measure_id", "freeze__number", "snapshot")
    for round_id, measure, number, snapshot in rows.order_by("freeze__number", "pk").values_list(*columns):
        pk = wanted.get((round_id, measure))
        if pk is not None and shown[pk][3] in (0, number):
            plain[pk] = snapshot
    return {pk: from_plain(FigureSnapshot, kept) for pk, kept in plain.items()}


def _moments(rounds: Collection[int]) -> dict[tuple[int, int], datetime]:
    """When each version of the rounds was frozen."""
    rows = Freeze.objects.filter(round_id__in=rounds).order_by("pk").values_list("round_id", "number", "frozen_at")
    return {(round_id, number): frozen_at for round_id, number, frozen_at in rows}


def _live(shown: Shown, *, at: datetime) -> dict[int, FigureSnapshot]:
    """Those that are seen as they stand and are not frozen."""
    is_open: dict[tuple[Quarter, int], list[Row]] = {}
    for row, quarter, seen, _ in shown.values():
        if seen is Seen.NOW and row["state"] != Figure.State.FROZEN:
            is_open.setdefault((quarter, row["round_id"]), []).append(row)
    found = {}
    for (quarter, round_id), rows in sorted(is_open.items(), key=lambda entry: str(entry[0][0]))[-_MOST_OPEN:]:
        measures = [row["measure_id"] for row in rows]
        for figure, snapshot in snapshots_now(round_id, quarter=quarter, at=at, measures=measures):
            found[figure.pk] = snapshot
    return found


def _restated(shown: Shown, *, at: datetime) -> dict[int, tuple[RestatedFigure, ...]]:
    whole = [pk for pk, (_, _, seen, _) in shown.items() if seen is not Seen.RELEASED]
    which = Figure.objects.filter(pk__in=whole, restatements__isnull=False).distinct()
    return {known.figure_id: known.restatements for known in known_figures(which, at=at)}


def _as_public(snapshot: FigureSnapshot, quarter: Quarter, *, withheld: WithheldOf) -> FigureSnapshot:
    """Without what is withheld, whether that was said before it was frozen or since."""
    measure = snapshot.measure_id
    since = withheld.get((measure, str(quarter)), ())
    return for_the_public(
        replace(
            snapshot,
            withheld=_together(snapshot.withheld, since),
            series=tuple(
                replace(
                    point,
                    withheld=point.withheld or is_hidden(withheld, measure, point.period, WithheldPart.MEASURE),
                )
                for point in snapshot.series
            ),
            previous=marked(snapshot.previous, measure=measure, withheld=withheld),
            last_year=marked(snapshot.last_year, measure=measure, withheld=withheld),
            last_rated=marked(snapshot.last_rated, measure=measure, withheld=withheld),
            annual=marked(snapshot.annual, measure=measure, withheld=withheld),
        )
    )


def _together(before: Iterable[Withheld], since: Collection[Withheld]) -> tuple[Withheld, ...]:
    known = {one.what: one for one in (*since, *before)}
    return tuple(known.values())
