"""Fills an empty database with a sample of any size."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from goldenthread.demonstration.files import write_clock
from goldenthread.demonstration.large.operations import check_is_empty, load_sample, today_of
from goldenthread.demonstration.large.register import Plan
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Fill an empty database with a made-up partnership of any size, to try how fast the product is with many years "
        "behind it. Everything in it is illustrative and says so. Each quarter is opened, returned, signed off, frozen "
        "and released, and the newest is left under way. It makes the database if there is none; one that holds "
        "anything is not touched. 2,000 measures through 10 years take a quarter of an hour or so, and a gigabyte. "
        "With meetings, a committee has a record of so many, four weeks apart: of each twenty items with three papers, "
        "their words, minutes, resolutions and matters."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread load-sample",
        "goldenthread load-sample --measures 2000 --years 10",
        "goldenthread load-sample --measures 3 --years 1 --meetings 400",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--measures", type=_from_one_to(9999), default=120, help="how many measures (default: 120)")
        parser.add_argument(
            "--years", type=_from_one_to(20), default=2, help="how many financial years of quarters (default: 2)"
        )
        parser.add_argument(
            "--meetings", type=_from_one_to(999), default=0, help="how many meetings with a record (default: none)"
        )

    def run(self, options: dict[str, Any]) -> None:
        plan = Plan(measures=options["measures"], years=options["years"], meetings=options["meetings"])
        check_is_empty()
        call_command("migrate", verbosity=0, interactive=False)
        loaded = load_sample(plan, tell=self.progress)
        today = write_clock(settings.DATA, day=today_of(plan))
        if options["json"]:
            self.print_json(
                {
                    "measures": plan.measures,
                    "rounds": loaded.rounds,
                    "figures": loaded.figures,
                    "meetings": loaded.meetings,
                    "newest": str(loaded.newest),
                    "today": today,
                }
            )
            return
        self.stdout.write(
            f"The sample is loaded: {loaded.figures:,} figures of {plan.measures:,} measures in {loaded.rounds} "
            f"quarters, {loaded.newest.label} under way{_and_meetings(loaded.meetings)}. All of it is illustrative.\n"
            f"Here today is {today}: {settings.DATA / 'settings.env'} says so."
        )


def _and_meetings(count: int) -> str:
    return f", and {count:,} meetings with their papers" if count else ""


def _from_one_to(most: int) -> Any:
    def number(typed: str) -> int:
        if not typed.isdecimal() or not 1 <= int(typed) <= most:
            raise ArgumentTypeError(f"{typed!r} cannot be used; give a whole number from 1 to {most}")
        return int(typed)

    return number
