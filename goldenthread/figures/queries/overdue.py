"""Which figures of earlier quarters were frozen as awaited and never came."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from goldenthread.domain.overdue import OverdueFigure
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.rating import Status
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.models import Figure, Freeze, FrozenFigure, Restatement
from goldenthread.figures.queries.restatements import named
from goldenthread.figures.rules import today_in_london


def overdue_before(quarter: Quarter, *, at: datetime) -> tuple[OverdueFigure, ...]:
    """Figures of earlier quarters that their latest freeze calls awaited, whose day has passed at the moment and of
    which nothing is returned or restated since; by quarter, in the order of their packs."""
    latest: dict[int, tuple[int, datetime]] = {}
    freezes = Freeze.objects.filter(round__period__lt=str(quarter), frozen_at__lte=at).order_by("number")
    for round_id, freeze_id, frozen_at in freezes.values_list("round_id", "pk", "frozen_at"):
        latest[round_id] = (freeze_id, frozen_at)
    own = Figure.objects.filter(
        ~Exists(Restatement.objects.filter(figure=OuterRef("pk"), said_at__lte=at)),
        Q(value=None) | Q(value__kind="blank"),
        due_on__lt=today_in_london(at),  # as `domain.days.is_late` has it
        round_id=OuterRef("freeze__round_id"),
        measure_id=OuterRef("measure_id"),
    )
    rows = FrozenFigure.objects.filter(
        Exists(own),
        freeze_id__in=[freeze_id for freeze_id, _ in latest.values()],
        snapshot__status=Status.DATA_LAG.value,
    ).order_by("freeze__round__period", "position")
    found = []
    for round_id, period, plain in rows.values_list("freeze__round_id", "freeze__round__period", "snapshot"):
        snapshot = from_plain(FigureSnapshot, plain)
        if snapshot.terms.due_on is not None:
            _, frozen_at = latest[round_id]
            figure = named(snapshot, period=period)
            found.append(OverdueFigure(figure=figure, due_on=snapshot.terms.due_on, frozen_at=frozen_at))
    return tuple(found)
