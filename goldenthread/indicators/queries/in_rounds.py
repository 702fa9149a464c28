"""Which rounds hold an indicator and are not frozen yet: what is changed of it now does not change them."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.domain.periods import Quarter
from goldenthread.indicators.models import Measure


@dataclass(frozen=True, kw_only=True)
class HeldInRound:
    """An open round, and the councils for which it holds the indicator: "" is the whole partnership."""

    quarter: Quarter
    councils: tuple[str, ...]


def open_rounds_with(ref: str = "") -> tuple[HeldInRound, ...]:
    """The open rounds that hold the indicator, or any where none is named, oldest first; in one read."""
    # Rounds are of a room above this one: asked for through the database's own relation, nothing of it imported.
    rows = Measure.objects.filter(figure__isnull=False, figure__round__freezes__isnull=True)
    if ref:
        rows = rows.filter(indicator__ref=ref)
    named = rows.order_by("figure__round__period", "council__position")
    found: dict[str, list[str]] = {}
    for period, council, _ in named.values_list(
        "figure__round__period", "council__name", "council__position"
    ).distinct():
        found.setdefault(period, []).append(council or "")
    return tuple(
        HeldInRound(quarter=Quarter.parse(period), councils=tuple(dict.fromkeys(names)))
        for period, names in found.items()
    )
