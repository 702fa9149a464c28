"""thread: from a council's priorities down to figures, or from anything up to the priorities it serves."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.domain.problems import Refused
from goldenthread.domain.thread import Node, lines_of
from goldenthread.partnership.queries import CouncilFacts, councils
from goldenthread.terminal.clock import now, today
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.thread.queries.pages import priority_called, priority_down
from goldenthread.thread.queries.reading import Reading, reading_at_terminal
from goldenthread.thread.queries.trees import tree_of
from goldenthread.thread.queries.upwards import up_from_key


class CouncilUnknown(Refused):
    """There is no council of this name."""

    def __init__(self, slug: str) -> None:
        known = ", ".join(one.slug for one in councils()) or "none yet"
        super().__init__(f"There is no council {slug!r}. There are: {known}.")


class PriorityUnknown(Refused):
    """The council has no such priority."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The council has no priority {key!r}. Give its corporate plan and its ref, as in corporate-plan-2019/1."
        )


class Command(TerminalCommand):
    help = (
        "Print the golden thread of a council: the priorities of its corporate plans in force, what serves each, and "
        "of every indicator the newest figure that was frozen, its exception, what was promised and what the committee "
        "decided; of every action how it stood at the last quarter that was asked. With --priority that priority "
        "alone. With --up the other way: from an indicator, a plan, an action, a service plan, a figure or a decision "
        "to what it serves. Nothing is written."
    )
    examples = (
        "goldenthread thread --council havering",
        "goldenthread thread --council havering --up EXC01",
        "goldenthread thread --council havering --up improvement-plan/1.1 --json",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--council", required=True, metavar="COUNCIL", help="the council, by its short name")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--priority", metavar="PLAN/REF", help="one priority, by its corporate plan and its ref in that"
        )
        which.add_argument(
            "--up", metavar="THING", help="an indicator, plan, action, service plan, figure or decision, by its name"
        )

    def run(self, options: dict[str, Any]) -> None:
        council = _council(options["council"])
        node = _node(council, options, reading_at_terminal(today=today(), at=now()))
        if options["json"]:
            self.print_json(to_plain(node))
            return
        for depth, line in lines_of(node):
            self.stdout.write(f"{'  ' * depth}{line}")


def _council(slug: str) -> CouncilFacts:
    for one in councils():
        if one.slug == slug.strip():
            return one
    raise CouncilUnknown(slug)


def _node(council: CouncilFacts, options: dict[str, Any], reading: Reading) -> Node:
    if options["up"]:
        return up_from_key(options["up"], reading, council=council.slug)
    if not options["priority"]:
        return tree_of(council, reading)
    slug, _, ref = options["priority"].strip().rpartition("/")
    row = priority_called(slug, ref)
    if row is None or row.council != council.slug:
        raise PriorityUnknown(options["priority"])
    return priority_down(row, reading)
