"""What the stored records know of the things that a paper speaks of."""

from __future__ import annotations

from datetime import date

from goldenthread.committee.queries import meetings
from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.freezes import facts_of, latest_freeze, snapshots_of
from goldenthread.figures.queries.numbers import numbers_frozen
from goldenthread.reports.papers.checks.quarters import quarter_reported
from goldenthread.reports.papers.findings import Facts, FigureKnown
from goldenthread.reports.papers.paper import KnownMeeting, Paper


def recorded_facts(paper: Paper, *, meeting_on: date | None) -> Facts:
    """Every meeting of the record; and of the quarter that the paper reports on, the agreed list and the figures as
    they were frozen last."""
    quarter = quarter_reported(paper)
    counted, figures = ((), ()) if quarter is None else _frozen(quarter)
    return Facts(
        meetings=tuple(KnownMeeting(committee=one.committee, day=one.date) for one in meetings()),
        meeting_on=meeting_on,
        counted=counted,
        figures=figures,
    )


def _frozen(quarter: Quarter) -> tuple[tuple[tuple[str, int], ...], tuple[FigureKnown, ...]]:
    freeze = latest_freeze(quarter)
    if freeze is None:
        return (), ()
    counted = tuple((council.council, council.measures) for council in facts_of(freeze).councils)
    figures = tuple(
        FigureKnown(
            reference=one.terms.indicator_ref,
            title=one.terms.title,
            council=one.terms.council,
            numbers=numbers_frozen(one, period=str(quarter)),
        )
        for one in snapshots_of(freeze)
    )
    return counted, figures
