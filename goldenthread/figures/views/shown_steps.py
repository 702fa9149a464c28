"""The steps of a round in their order, each with how it stands: what is closed once its pack is released."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from goldenthread.components.lists import Tag, Task
from goldenthread.domain.days import day_words
from goldenthread.figures.queries.board import BoardRound
from goldenthread.figures.queries.round_steps import RoundSteps
from goldenthread.figures.views import shown_board

_WAITS, _DONE = Tag(words="Cannot start yet"), Tag(words="Done", tone="done")


def steps_of(board: BoardRound, steps: RoundSteps | None, *, freeze: str) -> tuple[Task, ...]:
    """Every step from the return to the release. `freeze` is where the figures are frozen, "" for who may not."""
    return tuple(_steps(board, steps, freeze=freeze))


def complete_words(board: BoardRound, steps: RoundSteps | None) -> str:
    """That the round is complete, once the pack of its newest version is released and nothing was opened again; ""
    before."""
    pack = None if steps is None else steps.pack
    if pack is None or pack.released_at is None or not board.is_frozen:
        return ""
    return (
        f"This round is complete: {pack.public_id} was released on {_on(pack.released_at)}. A figure that turns out "
        "otherwise is restated, or opened again for a correction that says what it replaces."
    )


def _steps(board: BoardRound, steps: RoundSteps | None, *, freeze: str) -> Iterator[Task]:
    base = len(board.figures)
    returned = sum(one.is_returned for one in board.figures)
    # What is frozen without a sign-off stays so: the pack says it.
    signed = sum(one.state in ("signed-off", "frozen") for one in board.figures)
    for words, key, number, asked in (
        ("Figures returned", "returned", returned, {"state": "due"}),
        ("Figures signed off", "signed-off", signed, {"state": "submitted"}),
    ):
        is_done = number == base or board.is_frozen
        yield Task(
            words=words,
            key=f"step-{key}",
            state=_DONE if is_done else Tag(words=f"{number} of {base}", tone="due"),
            address="" if is_done else f"{shown_board.board_address(board.quarter, **asked)}#list",
        )
    yield Task(
        words="Figures frozen",
        key="step-frozen",
        state=_frozen(board),
        address="" if board.is_frozen else freeze,
        hint=_on(board.frozen[-1][1]) if board.frozen else "",
    )
    yield from _after_the_freeze(board, steps)


def _frozen(board: BoardRound) -> Tag:
    if not board.frozen:
        return Tag(words="To do", tone="due")
    number, _ = board.frozen[-1]
    return Tag(words=f"Version {number}", tone="done") if board.is_frozen else Tag(words="Opened again", tone="due")


def _after_the_freeze(board: BoardRound, steps: RoundSteps | None) -> Iterator[Task]:
    pack = None if steps is None else steps.pack
    cleared = _WAITS if steps is None else _DONE if steps.is_cleared else Tag(words="Waits", tone="due")
    missing = [] if steps is None else [one.council for one in steps.clearances if not one.is_cleared]
    yield Task(
        words="Cleared by the councils that ask for it",
        key="step-cleared",
        state=cleared,
        hint=f"Not yet: {', '.join(missing)}" if missing else "",
    )
    published = Tag(words="To do", tone="due") if board.is_frozen else _WAITS
    yield Task(
        words="Committee’s pack published",
        key="step-published",
        state=published if pack is None else _DONE,
        hint="" if pack is None else f"{pack.public_id}, {_on(pack.published_at)}",
    )
    released_at = None if pack is None else pack.released_at
    waiting = _WAITS if pack is None else Tag(words="To do", tone="due")
    yield Task(
        words="Released: the round is complete",
        key="step-released",
        state=waiting if released_at is None else _DONE,
        hint="With the agenda" if released_at is None else _on(released_at),
    )


def _on(moment: datetime) -> str:
    return day_words(timezone.localtime(moment).date())
