"""import-plan: a plan with its themes, actions and milestones from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.plans.forms import read_plan, read_plan_workbook
from goldenthread.plans.operations import write_plan
from goldenthread.spreadsheets.recognise import is_zip
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.files import input_file


class Command(ChangingCommand):
    help = (
        "Reads a plan (an Improvement Plan, a directorate's plan, a service plan) with its themes, actions and "
        "milestones from a TOML file, or from a workbook as plan-workbook writes it, whole or not at all, as a draft; "
        "each time another version that stays. The same file twice changes nothing. A plan that was agreed by a "
        "decision and is final is not changed by a file: no action of it is dropped, added or moved but by a change of "
        "its own. docs/reference/plan-file.md describes the file. Needs the performance officer."
    )
    examples = ("goldenthread import-plan improvement-plan.toml --by officer@example.org",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_file, metavar="FILE", help="the plan, as .toml, .xlsx or .ods")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        by, at = self.person_and_moment(options)
        content = path.read_bytes()
        read = (read_plan_workbook if is_zip(content) else read_plan)(content, file=path.name)
        made = write_plan(read, by=by, at=at)
        if options["json"]:
            self.print_json({"plan": read.slug, "version": None if made is None else made.number})
            return
        if made is None:
            self.stdout.write(f"{read.title} stands so already: nothing was written.")
            return
        number = len(read.actions)
        actions = "1 action" if number == 1 else f"{number} actions"
        self.stdout.write(f"{read.title}: {actions}, written down as version {made.number}.")
