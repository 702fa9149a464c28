"""The golden thread over 2,000 actions in 40 plans: the board of progress, what hangs on nothing, and one council."""

from __future__ import annotations

from pathlib import Path

from bench.databases import fresh_copy
from bench.measuring import Peer, Piece, Work
from bench.plans import AT, TODAY, fill_plans
from goldenthread.domain.periods import Quarter
from goldenthread.partnership.queries import councils
from goldenthread.plans.queries.board import board_of
from goldenthread.plans.queries.plans import plans
from goldenthread.thread.queries.coverage import coverage
from goldenthread.thread.queries.reading import reading_at_terminal
from goldenthread.thread.queries.standings import progress_board
from goldenthread.thread.queries.trees import tree_of


def _ready(folder: Path) -> None:
    fresh_copy("plans-2000", lambda: fill_plans(plans=40, each=50), into=folder)
    plans(slug="none")  # the connection is there before the clock is


def _board(folder: Path) -> Work:
    _ready(folder)
    return lambda: progress_board(sees_open=True)


def _kept(folder: Path) -> Work:
    fresh_copy("plans-2000-closed", lambda: fill_plans(plans=40, each=50, closed=True), into=folder)
    plans(slug="none")
    return lambda: progress_board(sees_open=False)


def _boards(folder: Path) -> Work:
    _ready(folder)
    quarter = Quarter.parse("2019-20 Q3")
    return lambda: [board_of(one.id, quarter).counts for one in plans()]


def _coverage(folder: Path) -> Work:
    _ready(folder)
    return lambda: coverage(TODAY)


def _tree(folder: Path) -> Work:
    _ready(folder)
    return lambda: tree_of(councils()[0], reading_at_terminal(today=TODAY, at=AT))


PIECES = (
    Piece(
        "board of progress of 2,000 actions in 40 plans",
        _board,
        seconds=0.2,
        peer=Peer("each plan's own board, one after another", _boards),
    ),
    Piece("the same board once the quarters are closed, 2,000 actions", _kept, seconds=0.2),
    Piece("what hangs on nothing among 2,000 actions in 40 plans", _coverage, seconds=0.2),
    Piece("thread of a council with 680 actions and 20 indicators", _tree, seconds=0.5),
)
