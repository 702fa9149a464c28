"""import-service-plan: what a service does for each council in a year, and what it promises, from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.plans.forms import read_service_plan
from goldenthread.plans.operations import write_service_plan
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.files import input_file


class Command(ChangingCommand):
    help = (
        "Reads a service's plan for a year from a TOML file, whole or not at all, each time as a version that stays: "
        "its purpose, what is provided to which council with which staff and budget, the priorities it serves, the "
        "actions it takes from other plans, its indicators, and its service levels, each tied to the measure that "
        "says whether it is kept. The same file twice changes nothing. docs/reference/service-plan-file.md describes "
        "the file. Needs the performance officer."
    )
    examples = ("goldenthread import-service-plan ict-services.toml --by officer@example.org",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_file, metavar="FILE.toml", help="the service plan")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        by, at = self.person_and_moment(options)
        written = read_service_plan(path.read_bytes(), file=path.name)
        made = write_service_plan(written, by=by, at=at)
        if options["json"]:
            self.print_json({"service_plan": written.name, "version": None if made is None else made.number})
            return
        if made is None:
            self.stdout.write(f"The service plan {written.name} stands so already: nothing was written.")
            return
        levels = len(written.levels)
        promised = f"{levels} service level{'' if levels == 1 else 's'}"
        self.stdout.write(f"Service plan {written.name}: {promised}, written down as version {made.number}.")
