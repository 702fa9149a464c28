"""What whoever keeps the register may do from a page of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from goldenthread.components.surroundings import Link
from goldenthread.indicators.queries.card_history import CardHistory

# By the state of the newest place on a list.
_MEASURED, _OFF = "on the list", ("suspended", "not on the list")


def steps_of(history: CardHistory) -> tuple[Link, ...]:
    """The pages that change this indicator, of those that have something to change."""
    return tuple(Link(words=words, address=reverse(f"indicators:{name}", args=[history.ref]))
                 for words, name in _steps(history))  # fmt: skip


def _steps(history: CardHistory) -> Iterator[tuple[str, str]]:
    yield "Change the card", "edit"
    if history.measures:
        yield "Change targets", "targets"
        yield "Change who answers for it", "owners"
    yield "Measure it for more councils", "councils"
    # A measure of the whole partnership is measured without any place on a list.
    states = {_MEASURED if not one.places and one.council is None else one.places[-1].state if one.places else _OFF[1]
              for one in history.measures}  # fmt: skip
    if _MEASURED in states:
        yield "Retire this indicator", "retire"
    if states & set(_OFF):
        yield "Restore this indicator", "restore"
