"""The figures of an open round, which what changed in the register can be copied on to."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import Figure, Freeze, Round
from goldenthread.partnership.queries import Scope


@dataclass(frozen=True, kw_only=True)
class Refreshable:
    """One figure of the round, also one that nothing is asked of: its service may be provided again."""

    figure_id: int
    version: int
    name: str
    scope: Scope


@dataclass(frozen=True, kw_only=True)
class RoundToRefresh:
    """The quarter's round; `frozen_as` is the newest version, 0 while it was never frozen."""

    quarter: Quarter
    frozen_as: int
    figures: tuple[Refreshable, ...]


def round_to_refresh(quarter: Quarter) -> RoundToRefresh | None:
    """The quarter's round with all of its figures; None where none is open. Three reads."""
    pk = Round.objects.filter(period=str(quarter)).values_list("pk", flat=True).first()
    if pk is None:
        return None
    rows = Figure.objects.filter(round_id=pk).select_related("measure__council", "service").order_by("pk")
    newest = Freeze.objects.filter(round_id=pk).order_by("-number").values_list("number", flat=True).first()
    return RoundToRefresh(
        quarter=quarter,
        frozen_as=newest or 0,
        figures=tuple(
            Refreshable(
                figure_id=row.pk,
                version=row.version,
                name=row.name,
                scope=Scope(row.measure.council_id, row.service.directorate_id, row.service_id),
            )
            for row in rows
        ),
    )
