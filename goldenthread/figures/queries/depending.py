"""What a frozen figure's value, as it is known, is told in or compared with: what a restatement of it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.figures.models import Clearance, Figure, Freeze, Round
from goldenthread.figures.queries.restatements import KnownFigure, known_figure
from goldenthread.figures.queries.versions import version_label
from goldenthread.figures.queries.years import latest_close
from goldenthread.publishing.queries import StandingPublication, publications_made_from


@dataclass(frozen=True, kw_only=True)
class LaterRound:
    """A round after the figure's own; `version` is its newest freeze, 0 while it has none."""

    quarter: Quarter
    version: int


@dataclass(frozen=True, kw_only=True)
class ClearedBy:
    """Who cleared the council's figures of the quarter last, of which version and when."""

    name: str
    version: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Depending:
    """What tells a figure, oldest first: nothing of it changes by a restatement, and each has something to do with it.

    `close` is the version of the year's newest close, 0 where the year was never closed.
    """

    publications: tuple[StandingPublication, ...]
    later: tuple[LaterRound, ...]
    year: FinancialYear
    close: int
    cleared: ClearedBy | None


def known_by_id(figure_id: int) -> KnownFigure | None:
    """The figure as it is known now; None where it was never frozen."""
    figure = Figure.objects.filter(pk=figure_id).first()
    return None if figure is None else known_figure(figure)


def depending_on(known: KnownFigure, *, at: datetime) -> Depending:
    """What rests on the figure; as many reads as its quarter has versions, and what was published of them."""
    quarter = known.quarter
    labels = [version_label(quarter, number=number) for number in range(1, known.number + 1)]
    year = quarter.year
    close = latest_close(year)
    return Depending(
        publications=tuple(one for label in labels for one in publications_made_from(label, at=at)),
        later=_later(quarter),
        year=year,
        close=0 if close is None else close.number,
        cleared=_cleared(known),
    )


def _later(quarter: Quarter) -> tuple[LaterRound, ...]:
    """Rounds up to the same quarter of the next year, which compares with it last."""
    until = str(quarter.year.next.quarters[quarter.number - 1])
    rounds = Round.objects.filter(period__gt=str(quarter), period__lte=until).order_by("period")
    newest = dict(
        Freeze.objects.filter(round__in=rounds.order_by()).order_by("number").values_list("round_id", "number")
    )
    return tuple(
        LaterRound(quarter=Quarter.parse(period), version=newest.get(pk, 0))
        for pk, period in rounds.values_list("pk", "period")
    )


def _cleared(known: KnownFigure) -> ClearedBy | None:
    gss = known.snapshot.terms.council_gss
    row = (
        Clearance.objects.filter(freeze__round__period=str(known.quarter), council__gss_code=gss)
        .select_related("cleared_by", "freeze")
        .order_by("-cleared_at", "-pk")
        .first()
    )
    return None if row is None else ClearedBy(name=row.cleared_by.name, version=row.freeze.number, at=row.cleared_at)
