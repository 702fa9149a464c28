"""What is withheld from the public of figures, now: the newest word counts, whether it withholds or shows again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from goldenthread.domain.restated import NamedFigure
from goldenthread.domain.snapshot import Comparator, Withheld
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.models import Withholding

_ORDER = [part.value for part in WithheldPart]
# By measure and period: what is withheld, and why.
WithheldOf = Mapping[tuple[int, str], tuple[Withheld, ...]]


def withheld_of(measures: Collection[int], *, until: str = "") -> dict[tuple[int, str], tuple[Withheld, ...]]:
    """What is withheld of the measures, in every period up to that one; one read."""
    if not measures:
        return {}
    rows = Withholding.objects.filter(
        figure__measure_id__gte=min(measures), figure__measure_id__lte=max(measures)
    ).order_by("pk")
    newest: dict[tuple[int, str], dict[str, str]] = {}
    wanted = set(measures)
    columns = ("figure__measure_id", "figure__round__period", "what", "withheld", "reason")
    for measure, period, what, is_withheld, reason in rows.values_list(*columns):
        if measure in wanted and (not until or period <= until):
            kept = newest.setdefault((measure, period), {})
            kept.pop(what, None)
            if is_withheld:
                kept[what] = reason
    return {
        which: tuple(Withheld(what=what, reason=kept[what]) for what in sorted(kept, key=_ORDER.index))
        for which, kept in newest.items()
        if kept
    }


def is_hidden(withheld: WithheldOf, measure: int, period: str, *parts: WithheldPart) -> bool:
    """Whether one of these parts of the measure's figure of a period is withheld."""
    return any(one.what in parts for one in withheld.get((measure, period), ()))


def marked(comparator: Comparator | None, *, measure: int, withheld: WithheldOf) -> Comparator | None:
    """A comparator that says whether its own figure is withheld."""
    if comparator is None or not is_hidden(withheld, measure, comparator.period, WithheldPart.MEASURE):
        return comparator
    return replace(comparator, withheld=True)


def marked_name(named: NamedFigure, *, withheld: WithheldOf) -> NamedFigure:
    """The same of a figure that a later pack names."""
    if not is_hidden(withheld, named.measure_id, named.period, WithheldPart.MEASURE):
        return named
    return replace(named, withheld=True)


def withheld_since(period: str, *, moment: datetime) -> tuple[str, ...]:
    """Names of figures of the quarter, and of those before it, of which something was withheld after a moment."""
    rows = Withholding.objects.filter(
        figure__round__period__lte=period, said_at__gt=moment, withheld=True
    ).select_related("figure__round")
    return tuple(dict.fromkeys(f"{row.figure.name}, {row.figure.round.period}" for row in rows.order_by("pk")))
