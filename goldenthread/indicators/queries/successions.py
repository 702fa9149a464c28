"""Which indicators are followed by others, and from when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.indicators.models import Definition, Succession


@dataclass(frozen=True, kw_only=True)
class SuccessionFacts:
    """An indicator that another follows: replaced, split or merged. Titles are those of the newest cards."""

    ref: str
    title: str
    followed_by: str
    followed_by_title: str
    kind: str  # Succession.Kind
    starts_on: date
    words: str


def successions(*, first_day: date, last_day: date) -> tuple[SuccessionFacts, ...]:
    """Those that begin on a day of the span, by day and reference; in two reads."""
    found = Succession.objects.filter(starts_on__gte=first_day, starts_on__lte=last_day)
    rows = list(found.select_related("indicator", "successor").order_by("starts_on", "indicator__ref", "pk"))
    if not rows:
        return ()
    ids = {pk for row in rows for pk in (row.indicator_id, row.successor_id)}
    cards = Definition.objects.filter(indicator_id__in=ids).order_by("starts_on")
    titles = {definition.indicator_id: str(definition.card["title"]) for definition in cards}
    return tuple(
        SuccessionFacts(
            ref=row.indicator.ref,
            title=titles[row.indicator_id],
            followed_by=row.successor.ref,
            followed_by_title=titles[row.successor_id],
            kind=row.kind,
            starts_on=row.starts_on,
            words=row.words,
        )
        for row in rows
    )
