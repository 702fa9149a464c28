"""What is withheld by now, beside what something that was made from figures knew to be withheld.

Told by what is kept with a freeze or a close, and never by clocks: two people's may be some seconds apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.domain.restated import ProvisionalFigure, RestatedFigure
from goldenthread.domain.snapshot import Comparator, FigureSnapshot, LeftPromise, RoundFacts, Withheld, WithheldFigure
from goldenthread.domain.withheld import COMPARATORS, RATINGS, WithheldOf, WithheldPart
from goldenthread.domain.year_close import YearFacts, YearSnapshot


def withheld_beyond(now: Iterable[WithheldFigure], *, known: Iterable[WithheldFigure]) -> tuple[WithheldFigure, ...]:
    """What is withheld now, and is not among what was known to be. A whole measure covers its heads."""
    before = {(one.measure_id, one.period, one.what) for one in known}
    return tuple(
        one
        for one in now
        if not before & {(one.measure_id, one.period, what) for what in (one.what, WithheldPart.MEASURE.value)}
    )


def known_withheld(facts: RoundFacts, figures: Iterable[FigureSnapshot]) -> tuple[WithheldFigure, ...]:
    """What a freeze knew to be withheld. Of one that did not keep it: what its own figures say of themselves, no more,
    so that whatever else is withheld is taken to be new."""
    if facts.withheld is not None:
        return facts.withheld
    return tuple(
        WithheldFigure(
            measure_id=figure.measure_id,
            period=facts.period,
            name=f"{figure.terms.indicator_ref}, {figure.terms.council or 'whole partnership'}",
            what=one.what,
            reason=one.reason,
        )
        for figure in figures
        for one in figure.withheld
    )


def known_withheld_of_year(facts: YearFacts, snapshots: Iterable[YearSnapshot]) -> tuple[WithheldFigure, ...]:
    """What a close knew to be withheld; the same of one that did not keep it."""
    if facts.withheld is not None:
        return facts.withheld
    return tuple(
        WithheldFigure(
            measure_id=one.measure_id,
            period=quarter.period,
            name=f"{one.terms.indicator_ref}, {one.terms.council or 'whole partnership'}",
            what=WithheldPart.MEASURE.value,
            reason=one.withheld,
        )
        for one in snapshots
        for quarter in one.quarters
        if quarter.withheld
    )


def withheld_in(facts: RoundFacts, figures: Iterable[FigureSnapshot]) -> WithheldOf:
    """Everything that facts and figures say is withheld, of whichever period, wherever they say it."""
    found: dict[tuple[int, str], dict[str, str]] = {}
    for measure, period, what, reason in _said_in(facts, figures):
        found.setdefault((measure, period), {}).setdefault(what, reason)
    return {
        which: tuple(Withheld(what=what, reason=reason) for what, reason in kept.items())
        for which, kept in found.items()
    }


def marked_figure(figure: FigureSnapshot, *, period: str, withheld: WithheldOf) -> FigureSnapshot:
    """The figure of an older version, marked with what is withheld by now: of itself and of everything that it tells
    of other periods."""
    measure = figure.measure_id

    def is_hidden(of: str, *parts: WithheldPart) -> bool:
        return any(one.what in parts for one in withheld.get((measure, of), ()))

    def comparator(one: Comparator | None) -> Comparator | None:
        return replace(one, withheld=True) if one is not None and is_hidden(one.period, WithheldPart.MEASURE) else one

    marked = replace(
        figure,
        withheld=tuple({one.what: one for one in (*figure.withheld, *withheld.get((measure, period), ()))}.values()),
        previous=comparator(figure.previous),
        last_year=comparator(figure.last_year),
        last_rated=comparator(figure.last_rated),
        annual=comparator(figure.annual),
        series=tuple(
            replace(one, withheld=True) if is_hidden(one.period, WithheldPart.MEASURE) else one for one in figure.series
        ),
        promises=tuple(
            replace(one, promise=replace(one.promise, withheld=True))
            if is_hidden(one.promised_for, WithheldPart.MEASURE, WithheldPart.ACTIONS)
            else one
            for one in figure.promises
        ),
    )
    newly = [
        point
        for point, old in zip(marked.series, figure.series, strict=True)
        if point.withheld and not old.withheld and point.period != period
    ]
    if newly:
        # Which of its ratings came of comparing with that was not asked when it was frozen.
        return replace(marked, rests_on_withheld=(*RATINGS, *COMPARATORS))
    return marked


def marked_facts(facts: RoundFacts, *, withheld: WithheldOf) -> RoundFacts:
    """The facts of an older version, their named figures marked with what is withheld by now."""

    def is_hidden(one: RestatedFigure | ProvisionalFigure) -> bool:
        return any(
            said.what == WithheldPart.MEASURE for said in withheld.get((one.figure.measure_id, one.figure.period), ())
        )

    return replace(
        facts,
        restatements=tuple(
            replace(one, figure=replace(one.figure, withheld=True)) if is_hidden(one) else one
            for one in facts.restatements
        ),
        provisional=tuple(
            replace(one, figure=replace(one.figure, withheld=True)) if is_hidden(one) else one
            for one in facts.provisional
        ),
        left_promises=None
        if facts.left_promises is None
        else tuple(_marked_promise(one, withheld=withheld) for one in facts.left_promises),
    )


def _marked_promise(one: LeftPromise, *, withheld: WithheldOf) -> LeftPromise:
    parts = (WithheldPart.MEASURE, WithheldPart.ACTIONS)
    if not any(said.what in parts for said in withheld.get((one.measure_id, one.promised_for), ())):
        return one
    return replace(one, promise=replace(one.promise, withheld=True))


def _said_in(facts: RoundFacts, figures: Iterable[FigureSnapshot]) -> Iterator[tuple[int, str, str, str]]:
    whole, actions = WithheldPart.MEASURE.value, WithheldPart.ACTIONS.value
    for kept in facts.withheld or ():
        yield kept.measure_id, kept.period, kept.what, kept.reason
    for named in (*(one.figure for one in facts.restatements), *(one.figure for one in facts.provisional)):
        if named.withheld:
            yield named.measure_id, named.period, whole, ""
    for left in facts.left_promises or ():
        if left.promise.withheld:
            yield left.measure_id, left.promised_for, actions, ""
    for figure in figures:
        for one in figure.withheld:
            yield figure.measure_id, facts.period, one.what, one.reason
        compared = (figure.previous, figure.last_year, figure.last_rated, figure.annual)
        hidden = [one.period for one in compared if one is not None and one.withheld]
        hidden += [point.period for point in figure.series if point.withheld]
        yield from ((figure.measure_id, period, whole, "") for period in hidden)
        for promise in figure.promises:
            if promise.promise.withheld:
                yield figure.measure_id, promise.promised_for, actions, ""
