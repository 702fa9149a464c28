"""Which figures of a round were not returned: those that may still come in time, and those that are late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.days import is_late
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.due import DueFigure


@dataclass(frozen=True, kw_only=True)
class MissingFigure:
    """A figure that nothing was returned for. While its day has not passed, it is awaited."""

    name: str
    title: str
    service: str
    owner_post: str
    due_on: date
    is_late: bool
    is_frozen: bool


def figures_missing(figures: Sequence[DueFigure], *, on: date) -> tuple[MissingFigure, ...]:
    """Those that were not returned, late ones first and each by the day that it is due."""
    found = [
        MissingFigure(
            name=due.name,
            title=due.terms.title,
            service=due.service,
            owner_post=due.terms.owner_post,
            due_on=due.row.due_on,
            is_late=is_late(due.row.due_on, on=on),
            is_frozen=due.state == Figure.State.FROZEN,
        )
        for due in figures
        if due.reading is None or not due.reading.is_returned
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_late, one.due_on)))
