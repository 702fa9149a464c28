"""Figures of before rounds were kept here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP
from goldenthread.indicators.models import EarlierFigure, Measure


@dataclass(frozen=True, kw_only=True)
class EarlierFigureFacts:
    """An imported figure; `text` is that of a measure in words. Where there is no value, `marker` says why.

    Beside a value a marker says something of it: "[r]" revised, "[p]" provisional.
    """

    period: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    target: Decimal | None
    text: str
    marker: str
    source: str
    illustrative: bool


def earlier_figures(measures: Collection[int]) -> dict[int, tuple[EarlierFigureFacts, ...]]:
    """Imported figures of these measures, by measure, oldest first; in one read. A measure without any has ()."""
    found: dict[int, list[EarlierFigureFacts]] = {measure: [] for measure in measures}
    if not found:
        return {}
    # Bounded by the ids and chosen here: a list of ids would outgrow what SQLite takes in one query.
    rows = EarlierFigure.objects.filter(measure_id__gte=min(found), measure_id__lte=max(found))
    for row in rows.order_by("period", "id"):
        if row.measure_id in found:
            found[row.measure_id].append(
                EarlierFigureFacts(
                    period=row.period,
                    value=row.value,
                    numerator=row.numerator,
                    denominator=row.denominator,
                    target=row.target,
                    text=row.text,
                    marker=row.marker,
                    source=row.source,
                    illustrative=row.illustrative,
                )
            )
    return {measure: tuple(figures) for measure, figures in found.items()}


def measures_in_rounds(quarters: Collection[str]) -> frozenset[tuple[str, str, str]]:
    """Reference, council's slug and quarter of each measure that a round of one of the quarters holds; in one read."""
    if not quarters:
        return frozenset()
    # Rounds are of a room above this one: asked for through the database's own relation, nothing of it imported.
    found = Measure.objects.filter(figure__round__period__in=quarters)
    rows = found.values_list("indicator__ref", "council__slug", "figure__round__period")
    return frozenset((ref, council or WHOLE_PARTNERSHIP, period) for ref, council, period in rows)
