"""The numbers that prose about a figure may speak of: its own, its target, and those of earlier periods."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.domain.claims import KnownQuarter, OwnNumbers
from goldenthread.domain.periods import Quarter
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.terms import Terms
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.history import earlier_values


def numbers_of(figures: Sequence[Figure]) -> dict[int, OwnNumbers]:
    """The numbers of figures of one round, by figure; as many reads however many there are."""
    if not figures:
        return {}
    quarter = Quarter.parse(figures[0].round.period)
    earlier = earlier_values(quarter, measures=[figure.measure_id for figure in figures])
    found = {}
    for figure in figures:
        terms, value = Terms.from_dict(figure.terms), figure.value
        found[figure.pk] = OwnNumbers(
            unit=terms.unit,
            decimals=terms.decimals,
            polarity=terms.polarity,
            period=str(quarter),
            value=None if value is None else value.value,
            target=terms.target,
            numerator=None if value is None else value.numerator,
            denominator=None if value is None else value.denominator,
            numerator_label=terms.numerator_label,
            denominator_label=terms.denominator_label,
            earlier=tuple(
                KnownQuarter(period=one.period, value=one.value, target=one.target)
                for one in earlier[figure.measure_id]
            ),
        )
    return found


def numbers_frozen(snapshot: FigureSnapshot, *, period: str) -> OwnNumbers:
    """The same of a figure as it was frozen: the periods that its chart shows."""
    terms = snapshot.terms
    return OwnNumbers(
        unit=terms.unit,
        decimals=terms.decimals,
        polarity=terms.polarity,
        period=period,
        value=snapshot.value,
        target=terms.target,
        numerator=snapshot.numerator,
        denominator=snapshot.denominator,
        numerator_label=terms.numerator_label,
        denominator_label=terms.denominator_label,
        earlier=tuple(
            KnownQuarter(period=one.period, value=one.value, target=one.target)
            for one in snapshot.series
            if one.period != period
        ),
    )
