"""The last result of strategic indicators, which are not due every quarter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.domain.terms import Terms
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.sight import Seen
from goldenthread.figures.queries.standing import StandingRound, terms_of
from goldenthread.indicators.models import EarlierFigure

_MOST = 200  # far more than any committee names; SQLite takes about 999 values in one query


@dataclass(frozen=True, kw_only=True)
class LastResult:
    """The newest value of a measure before the quarter, its period ("2018-19" of an annual one), and its terms."""

    period: str
    value: Decimal
    terms: Terms


def last_results(found: StandingRound) -> dict[int, LastResult]:
    """By measure, of the strategic figures of the round that have no value themselves.

    Who does not see a figure as it stands sees only results of before rounds were kept here.
    """
    wanted = [one for one in found.figures if one.strategic and one.value is None][:_MOST]
    if not wanted:
        return {}
    period = str(found.quarter)
    before = {"period__lt": period, "measure_id__in": [one.measure_id for one in wanted], "value__isnull": False}
    imported = EarlierFigure.objects.filter(**before).order_by("period", "pk")
    values: dict[int, tuple[str, Decimal]] = {}
    for measure, when, value in imported.values_list("measure_id", "period", "value"):
        if value is not None:
            values[measure] = (when, value)
    whole = [one.measure_id for one in wanted if one.seen is Seen.NOW]
    # Those that are frozen are chosen here: asked for them, a database would read every frozen figure of every year.
    returned = Figure.objects.filter(measure_id__in=whole, round__period__lt=period, value__value__isnull=False)
    rows = returned.order_by("round__period", "pk").values_list("measure_id", "round__period", "value__value", "state")
    for measure, when, value, state in rows:
        if state == Figure.State.FROZEN and value is not None and when >= values.get(measure, ("", value))[0]:
            values[measure] = (when, value)
    terms = terms_of(wanted)
    return {
        one.measure_id: LastResult(
            period=values[one.measure_id][0], value=values[one.measure_id][1], terms=terms[one.figure_id]
        )
        for one in wanted
        if one.measure_id in values
    }
