"""Returning one figure at a page: tried first, and then kept and submitted in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.domain.problems import Refused
from goldenthread.figures.operations.returning import take_returns
from goldenthread.figures.operations.steps import submit_figures
from goldenthread.figures.queries.mine import AskedFigure, figure_asked
from goldenthread.figures.queries.returned import FigureReturn, TakenReturns


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What a return would change, and the figure as it would stand then. Nothing of it was written."""

    taken: TakenReturns
    then: AskedFigure


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Something that is still to be said before a figure is submitted: of which part, and what."""

    part: str  # "value", "reasons", "actions", "promise 12", "warning sign-changed"
    words: str


class StillWanted(Refused):
    """The figure is not submitted yet: something is still to be said of it. Nothing was written."""

    def __init__(self, wanted: tuple[Wanted, ...]) -> None:
        super().__init__(" ".join(one.words for one in wanted))
        self.wanted = wanted


@transaction.atomic
def try_return(said: FigureReturn, *, by: User, at: datetime) -> Tried:
    """Takes the return, looks at the figure, and undoes it. Raises InputRefused as taking it would."""
    taken = take_returns(returns=[said], file=None, by=by, at=at)
    then = _asked(said)
    transaction.set_rollback(True)
    return Tried(taken=taken, then=then)


@transaction.atomic
def submit_return(said: FigureReturn, *, by: User, at: datetime) -> TakenReturns:
    """Takes the return and submits the figure, or does neither.

    Whoever submits one figure at a page has the exception report, last quarter's actions and the warnings before
    them, and so says something of each. A service that sends a workbook may submit without, and the pack says so.
    Raises InputRefused, StepsRefused and StillWanted.
    """
    taken = take_returns(returns=[said], file=None, by=by, at=at)
    wanted = tuple(_still_wanted(_asked(said)))
    if wanted:
        raise StillWanted(wanted)
    submit_figures(figure_ids=[said.figure_id], by=by, at=at)
    return taken


def _asked(said: FigureReturn) -> AskedFigure:
    asked = figure_asked(said.figure_id)
    assert asked is not None  # it was held just now
    return asked


def _still_wanted(asked: AskedFigure) -> Iterator[Wanted]:
    due = asked.due
    if due.reading is None or not due.reading.is_returned:
        yield Wanted(part="value", words="Enter the figure, or why there is none: n/a, [x] or [z].")
    if due.is_exception and not due.reasons:
        yield Wanted(part="reasons", words="Say why the figure is off target.")
    if due.is_exception and not due.actions:
        yield Wanted(part="actions", words="Say what will be done about it.")
    for promise in due.promises:
        if not promise.outcome:
            yield Wanted(part=f"promise {promise.action_id}", words=f"Say how it went: {promise.words}")
    for warning in due.warnings:
        if not warning.answer:
            yield Wanted(part=f"warning {warning.code}", words=f"Answer this: {warning.words}")
