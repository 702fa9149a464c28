"""What a public document may be made from: nothing that is withheld, and no words but those that are published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from goldenthread.domain.proposal import ProposedList
from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.domain.withheld import (
    facts_for_the_public,
    for_the_public,
    rests_on_withheld,
    result_for_the_public,
)
from goldenthread.domain.withheld_by_now import marked_facts, marked_figure, withheld_in
from goldenthread.reports.sources import EarlierVersion


def public_figures(figures: Iterable[FigureSnapshot]) -> tuple[FigureSnapshot, ...]:
    """The figures, each without what is withheld of it."""
    return tuple(for_the_public(figure) for figure in figures)


def public_version(
    before: EarlierVersion | None, *, facts: RoundFacts, figures: Iterable[FigureSnapshot]
) -> EarlierVersion | None:
    """The version before, without what is withheld of any period in it, or by `facts` and `figures` now: what it said
    once is not said again."""
    if before is None:
        return None
    newer = {figure.measure_id: figure for figure in figures}
    withheld = withheld_in(facts, newer.values())
    marked = (marked_figure(one, period=facts.period, withheld=withheld) for one in before.figures)
    return replace(
        before,
        facts=facts_for_the_public(marked_facts(before.facts, withheld=withheld)),
        figures=public_figures(_resting(one, before=before, newer=newer.get(one.measure_id)) for one in marked),
        # Whom a restricted pack was given to is not for the public.
        held=tuple(one for one in before.held if not one.restricted),
    )


def _resting(figure: FigureSnapshot, *, before: EarlierVersion, newer: FigureSnapshot | None) -> FigureSnapshot:
    """The figure with those of its ratings withheld that rest on what is withheld by now; where that is not known, also
    those that are in the newer version."""
    if figure.measure_id in before.resting:
        return replace(figure, rests_on_withheld=before.resting[figure.measure_id])
    names = () if newer is None else newer.rests_on_withheld or ()
    if not names:
        return figure
    return replace(figure, rests_on_withheld=tuple(dict.fromkeys((*rests_on_withheld(figure), *names))))


def public_proposal(proposed: ProposedList) -> ProposedList:
    """The proposal without results that are withheld."""
    measures = tuple(
        replace(one, results=tuple(result_for_the_public(result) for result in one.results))
        for one in proposed.measures
    )
    return replace(proposed, measures=measures)
