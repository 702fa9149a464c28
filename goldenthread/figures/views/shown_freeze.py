"""How the page of a freeze says what would be kept, and what is missing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Column, Table, row_of
from goldenthread.domain.rating import Status
from goldenthread.figures.queries.board import BoardFigure, BoardRound
from goldenthread.figures.queries.would_freeze import WouldFreeze
from goldenthread.figures.views import shown_board
from goldenthread.figures.views.shown import counted
from goldenthread.terminal.order import moment_in_words

# So many are named one by one; the rest stand behind the number.
_NAMED = 15
# Of what differs so much is listed, the weightiest first.
_CHANGES = 200


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Figures of which the same is missing, and what the pack will say for it."""

    heading: str
    words: str
    figures: tuple[Link, ...]
    more: Link | None


def sentence_of(would: WouldFreeze) -> str:
    """ "124 figures would be kept as version 1."."""
    return (
        f"{counted(would.figures)} would be kept as version {would.number}. Nothing changes a version once it is kept."
    )


def missing_of(board: BoardRound) -> tuple[Missing, ...]:
    """Everything that is missing of the round's figures, the gravest first."""
    tests: tuple[tuple[str, str, dict[str, str], Callable[[BoardFigure], bool]], ...] = (
        (
            "still to return",
            "The pack says so of each, with the post that owes it.",
            {"state": "due"},
            lambda one: not one.is_returned and one.state != "frozen",
        ),
        (
            "without an explanation",
            "Each is amber or red, and the pack says that no explanation was given.",
            {"wants": "words"},
            lambda one: one.is_returned and one.wants_words,
        ),
        (
            "with a question that is not answered",
            "The question is not in the pack; the figure is, as not signed off.",
            {"wants": "question"},
            lambda one: one.has_question,
        ),
        (
            "with a warning that is not answered",
            "The figure is kept as it is.",
            {"wants": "warnings"},
            lambda one: one.has_warnings,
        ),
        (
            "returned and not submitted",
            "The pack says of each that it was not signed off.",
            {"state": "returned"},
            lambda one: one.state == "returned",
        ),
        (
            "not signed off",
            "The pack says so of each.",
            {"state": "submitted"},
            lambda one: one.state == "submitted",
        ),
    )
    return tuple(
        _missing(board, found, what=what, words=words, asked=asked)
        for what, words, asked, test in tests
        if (found := [one for one in board.figures if test(one)])
    )


def _missing(board: BoardRound, found: list[BoardFigure], *, what: str, words: str, asked: dict[str, str]) -> Missing:
    over = len(found) - _NAMED
    return Missing(
        heading=f"{counted(len(found))} {what}",
        words=words,
        figures=tuple(
            Link(words=f"{one.name}: {one.title}", address=shown_board.look_address(one.figure_id))
            for one in found[: len(found) if over == 1 else _NAMED]
        ),
        more=Link(words=f"{over} more", address=f"{shown_board.board_address(board.quarter, **asked)}#list")
        if over > 1
        else None,
    )


def absent_of(would: WouldFreeze) -> tuple[str, ...]:
    """Figures that nobody had to return, by why."""
    return tuple(_absent(would))


def _absent(would: WouldFreeze) -> Iterator[str]:
    for status, count in would.absences:
        yield absence_words(status, count)


def absence_words(status: str, count: int) -> str:
    """ "2 figures are suspended."."""
    one, many = _ABSENT[Status(status)]
    return f"{counted(count)} {one if count == 1 else many}."


_ABSENT = {
    Status.DATA_LAG: ("is not due yet", "are not due yet"),
    Status.NOT_DUE: ("is due in another quarter", "are due in another quarter"),
    Status.SUSPENDED: ("is suspended", "are suspended"),
    Status.DISCONTINUED: ("is discontinued", "are discontinued"),
    Status.NOT_PROVIDED: ("is of a service that is not provided", "are of services that are not provided"),
}


def changes_of(would: WouldFreeze) -> Table | None:
    """What differs from the version before; None of the first version."""
    if would.number == 1:
        return None
    told = [one for one in would.changes if not one.internal]
    rows = tuple(row_of(one.name, one.what, one.was, one.now) for one in told[:_CHANGES])
    over = f", the first {_CHANGES} of {len(told)}" if len(told) > _CHANGES else ""
    return Table(
        caption=f"What differs from version {would.number - 1}{over}",
        columns=(Column(title="Figure"), Column(title="What"), Column(title="It was"), Column(title="It becomes")),
        rows=rows,
        key="changes",
        empty=f"Nothing that is published differs from version {would.number - 1}.",
    )


def older_of(would: WouldFreeze) -> tuple[str, ...]:
    """What was made from earlier versions and stays as it is, with whoever has it."""
    said = []
    for one in would.older:
        how = "first issued" if one.restricted else "published"
        held = "; ".join(copy.post for copy in one.issued)
        said.append(
            f"{one.public_id} was made from {one.made_from}, and {how} on {moment_in_words(one.published_at)}."
            + (f" Held by: {held}." if held else "")
        )
    return tuple(said)
