"""plan-workbook: a plan as a workbook, to be changed and imported again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.problems import Refused
from goldenthread.plans.forms import write_plan_workbook
from goldenthread.plans.queries.plans import plan_called, record_now
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Write a plan to a workbook (.xlsx): its head, its actions, their milestones and its risks, each on a sheet. A "
        "draft is changed there and imported again with import-plan. Of a plan that is final it holds what is agreed "
        "now, and is not taken back with a change. Nothing is written but the file."
    )
    examples = ("goldenthread plan-workbook improvement-plan improvement-plan.xlsx",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("plan", metavar="PLAN", help="the plan, by its short name")
        parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="the workbook; there is none of this name yet")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        plan = plan_called(options["plan"])
        written = record_now(plan.id)
        try:
            with path.open("xb") as file:
                file.write(write_plan_workbook(written))
        except FileExistsError:
            raise Refused(f"There is a file {path} already. Give another name.") from None
        if options["json"]:
            self.print_json({"plan": plan.slug, "file": str(path), "actions": len(written.actions)})
            return
        self.stdout.write(f"{plan.title}: {len(written.actions)} actions, written to {path}.")
