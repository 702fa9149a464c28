"""What a public document may be made from: nothing that is withheld, and no words but those that are published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from goldenthread.domain.proposal import ProposedList
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.withheld import facts_for_the_public, for_the_public, result_for_the_public
from goldenthread.reports.sources import EarlierVersion


def public_figures(figures: Iterable[FigureSnapshot]) -> tuple[FigureSnapshot, ...]:
    """The figures, each without what is withheld of it."""
    return tuple(for_the_public(figure) for figure in figures)


def public_version(before: EarlierVersion | None, *, figures: Iterable[FigureSnapshot]) -> EarlierVersion | None:
    """The version before, without what is withheld in it, or in `figures` now: what it said once is not said again."""
    if before is None:
        return None
    now = {figure.measure_id: figure.withheld for figure in figures}
    return replace(
        before,
        facts=facts_for_the_public(before.facts),
        figures=public_figures(
            replace(figure, withheld=(*now.get(figure.measure_id, ()), *figure.withheld)) for figure in before.figures
        ),
        # Whom a restricted pack was given to is not for the public.
        held=tuple(one for one in before.held if not one.restricted),
    )


def public_proposal(proposed: ProposedList) -> ProposedList:
    """The proposal without results that are withheld."""
    measures = tuple(
        replace(one, results=tuple(result_for_the_public(result) for result in one.results))
        for one in proposed.measures
    )
    return replace(proposed, measures=measures)
