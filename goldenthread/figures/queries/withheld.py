"""What is withheld from the public of figures, now: the newest word counts, whether it withholds or shows again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from goldenthread.domain.restated import NamedFigure
from goldenthread.domain.snapshot import Comparator, Withheld, WithheldFigure
from goldenthread.domain.withheld import WithheldOf, WithheldPart
from goldenthread.domain.withheld_by_now import withheld_beyond
from goldenthread.figures.models import Withholding

_ORDER = [part.value for part in WithheldPart]
# Of more measures, all that is withheld is read: little is, and a database that is asked for the measures looks through
# every figure that they ever had.
_FEW = 50


def withheld_of(measures: Collection[int], *, until: str = "") -> dict[tuple[int, str], tuple[Withheld, ...]]:
    """What is withheld of the measures, in every period up to that one; one read."""
    if not measures:
        return {}
    rows = Withholding.objects.order_by("pk")
    if len(measures) <= _FEW:
        rows = rows.filter(figure__measure_id__in=measures)
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


def withheld_until(period: str = "") -> tuple[WithheldFigure, ...]:
    """Everything that is withheld now of figures of quarters up to that one ("": of all), in one read, in the order of
    quarters and of names."""
    rows = Withholding.objects.select_related("figure__round").order_by("pk")
    if period:
        rows = rows.filter(figure__round__period__lte=period)
    newest = {(row.figure.measure_id, row.figure.round.period, row.what): row for row in rows}
    found = (
        WithheldFigure(
            measure_id=row.figure.measure_id,
            period=row.figure.round.period,
            name=row.figure.name,
            what=row.what,
            reason=row.reason,
        )
        for row in newest.values()
        if row.withheld
    )
    return tuple(sorted(found, key=lambda one: (one.period, one.name, one.measure_id, _ORDER.index(one.what))))


def withheld_since(period: str, *, known: Iterable[WithheldFigure]) -> tuple[str, ...]:
    """Names of figures of the quarter, and of those before it ("": of any), of which more is withheld now than was
    known when something was made from them."""
    beyond = withheld_beyond(withheld_until(period), known=known)
    return tuple(dict.fromkeys(f"{one.name}, {one.period}" for one in beyond))
