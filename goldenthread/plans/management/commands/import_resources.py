"""import-resources: staff and money that were agreed for actions, from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.plans.forms import read_resources
from goldenthread.plans.operations import agree_resources
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.files import input_file


class Command(ChangingCommand):
    help = (
        "Reads from a TOML file which staff (full-time equivalents) and money were agreed for actions of plans, by "
        "council and year, by whom and when; whole or not at all. What was agreed before stays beside it. The same "
        "file twice changes nothing. docs/reference/resources-file.md describes the file. Needs the performance "
        "officer."
    )
    examples = ("goldenthread import-resources resources.toml --by officer@example.org",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_file, metavar="FILE.toml", help="what was agreed")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        by, at = self.person_and_moment(options)
        said = read_resources(path.read_bytes(), file=path.name)
        made = agree_resources(said, by=by, at=at)
        if options["json"]:
            self.print_json({"read": len(said), "written": made})
            return
        self.stdout.write(f"{path.name}: {len(said)} read, {made} of them new.")
