"""plan: how the actions of a plan stand at a quarter's end."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.days import day_words
from goldenthread.domain.plain import to_plain
from goldenthread.domain.plan_movement import counted_in_words, moved_in_words
from goldenthread.plans.queries.board import (
    ActionRow,
    Board,
    board_before,
    board_of,
    moved_since,
    quarters_asked,
    quarters_missing,
)
from goldenthread.plans.queries.plans import PlanFacts, plan_called
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.typed import add_quarter, typed_quarter


class Command(TerminalCommand):
    help = (
        "Print how each action of a plan stands at a quarter's end: its status by the rule of dates, the day agreed "
        "first and the day agreed now, the day expected, and by how many days it is behind; how many have each status, "
        "of how many; which moved since the quarter before; the quarters of which nothing was reported. Nothing is "
        "written."
    )
    examples = ("goldenthread plan improvement-plan --year 2019-20 --quarter Q3",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("plan", metavar="PLAN", help="the plan, by its short name")
        add_quarter(parser)

    def run(self, options: dict[str, Any]) -> None:
        plan, quarter = plan_called(options["plan"]), typed_quarter(options)
        board = board_of(plan.id, quarter)
        before = board_before(plan.id, quarter)
        moved = moved_since(before, board)
        missing = quarters_missing(quarters_asked(plan.id))
        if options["json"]:
            self.print_json(
                {
                    "plan": to_plain(plan),
                    "period": str(quarter),
                    "closed": board.is_closed,
                    "actions": to_plain(board.rows),
                    "counts": {status.value: number for status, number in board.counts.items()},
                    "base": len(board.rows),
                    "moved": to_plain(moved),
                    "quarters_without_a_report": [str(one) for one in missing],
                }
            )
            return
        for line in _head(plan, board):
            self.stdout.write(line)
        for row in board.rows:
            self.stdout.write(_line(row))
        self.stdout.write(counted_in_words(board.statuses) or "The plan has no action yet.")
        for line in () if before is None else moved_in_words(moved, since=before.quarter.label):
            self.stdout.write(line)
        for gap in missing:
            self.stdout.write(f"Of {gap.label} nothing was reported.")


def _head(plan: PlanFacts, board: Board) -> list[str]:
    agreed = f", agreed by {plan.decision}" if plan.decision else ""
    marked = " Its actions are illustrative." if plan.illustrative else ""
    lines = [f"{plan.title}: {plan.state_words}{agreed}.{marked}"]
    lines += [
        f"Amendment {one.place}: {one.words} "
        + ("Not settled yet." if one.settled_on is None else f"Settled on {day_words(one.settled_on)}: {one.how}")
        for one in plan.amendments
    ]
    stands = "as it was closed" if board.is_closed else "as it stands" if board.is_asked else "no progress was asked"
    return [*lines, f"{board.quarter.label}, {stands}:"]


def _line(row: ActionRow) -> str:
    """ "1.2 Write a protocol: up to one month behind, by 12 days; due 31 December 2019, first 30 September 2019"."""
    parts = [f"{row.ref} {row.words} ({row.owner_post}): {row.status.value}"]
    if row.days_behind:
        parts.append(f"behind by {row.days_behind} day{'' if row.days_behind == 1 else 's'}")
    first = f", first {day_words(row.first_due_on)}" if row.first_due_on != row.due_on else ""
    parts.append(f"due {day_words(row.due_on)}{first}")
    if row.expected_on is not None:
        parts.append(f"expected {day_words(row.expected_on)}")
    if row.said is not None:
        parts.append(f"the outcome is {row.said.confidence}")
    if row.awaits_confirmation:
        parts.append("called done, not confirmed")
    if row.is_late_to_start:
        parts.append("should have started")
    if row.lacks_a_milestone:
        parts.append("nothing of it is due in the next two quarters")
    return "; ".join(parts)
