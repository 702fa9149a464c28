"""The last result of strategic indicators, which are not due every quarter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.queries.history import EarlierValue, earlier_values
from goldenthread.figures.queries.sight import Seen
from goldenthread.figures.queries.standing import StandingFigure, StandingRound
from goldenthread.figures.queries.withheld import is_hidden, withheld_of


@dataclass(frozen=True, kw_only=True)
class LastResult:
    """The newest value of a measure before the quarter, and its period ("2018-19" of an annual one)."""

    period: str
    value: Decimal


def last_results(found: StandingRound) -> dict[int, LastResult]:
    """By measure, of the strategic figures of the round that have no value themselves.

    Who does not see a figure as it stands sees only results that were published before rounds were kept here.
    """
    wanted = {one.measure_id: one for one in found.figures if one.strategic and one.value is None}
    if not wanted:
        return {}
    period = str(found.quarter)
    withheld = withheld_of(list(wanted), until=period)
    results = {}
    for measure, values in earlier_values(found.quarter, measures=list(wanted)).items():
        for one in reversed(values):
            hidden = is_hidden(withheld, measure, one.period, WithheldPart.MEASURE)
            if one.value is not None and not hidden and _is_open(one, figure=wanted[measure]):
                results[measure] = LastResult(period=one.period, value=one.value)
                break
    return results


def _is_open(value: EarlierValue, *, figure: StandingFigure) -> bool:
    return value.is_imported or figure.seen is Seen.NOW
