"""Promises of earlier quarters of which a quarter says nothing, those of measures that ended among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.left import left_promises
from goldenthread.figures.queries.promises import carried_promises, ended_in_the_round
from goldenthread.partnership.models import Service


@dataclass(frozen=True, kw_only=True)
class UnansweredPromise:
    """A promise of an earlier quarter of which nothing is said. `ended` says why nothing can be, of a measure that
    ended; else it is ""."""

    name: str
    owner_post: str
    action_id: int
    words: str
    promised_for: str
    due_on: date
    ended: str = ""


def unanswered_promises(
    quarter: Quarter, *, round_id: int, services: Sequence[int] | None = None
) -> tuple[UnansweredPromise, ...]:
    """By service and reference, those of measures that ended last: as many as the quarter's packs count, of some
    services or of all. A figure that no value is asked of can owe an answer too."""
    every = Figure.objects.filter(round_id=round_id)
    figures = every.exclude(pk__in=ended_in_the_round(every).order_by().values("pk"))
    if services is not None:
        figures = figures.filter(service_id__in=services)
    carried = carried_promises(figures, period=str(quarter))
    rows = figures.filter(measure_id__in=carried).order_by("service__position", "terms__indicator_ref", "pk")
    asked = tuple(
        UnansweredPromise(
            name=figure.name,
            owner_post=promise.owner_post,
            action_id=promise.action_id,
            words=promise.words,
            promised_for=promise.promised_for,
            due_on=promise.due_on,
        )
        for figure in rows
        for promise in carried[figure.measure_id]
        if not promise.outcome
    )
    names = set(Service.objects.filter(pk__in=services or ()).order_by("pk").values_list("name", flat=True))
    ended = tuple(
        UnansweredPromise(
            name=one.name,
            owner_post=one.promise.owner_post,
            action_id=one.promise.action_id,
            words=one.promise.words,
            promised_for=one.promised_for,
            due_on=one.promise.due_on,
            ended="its measure is not on this year's list"
            if one.last_day is None
            else f"its measure ended on {day_words(one.last_day)}",
        )
        for one in left_promises(quarter)
        if services is None or one.service in names
    )
    return (*asked, *ended)
