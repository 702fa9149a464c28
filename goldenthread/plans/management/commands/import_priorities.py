"""import-priorities: a council's corporate plan with its priorities, and what serves each, from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.plans.forms import read_priorities
from goldenthread.plans.operations import write_corporate_plan
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.files import input_file


class Command(ChangingCommand):
    help = (
        "Reads a council's corporate plan from a TOML file, whole or not at all: its priorities in the council's own "
        "words, their tags, and the plans, actions, service plans and indicators that serve each. The same file twice "
        "changes nothing. Links are added, and none is taken away by a file; a priority is not dropped while "
        "something serves it. docs/reference/priorities-file.md describes the file. Needs the performance officer."
    )
    examples = ("goldenthread import-priorities havering.toml --by officer@example.org",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_file, metavar="FILE.toml", help="the corporate plan")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        by, at = self.person_and_moment(options)
        written = read_priorities(path.read_bytes(), file=path.name)
        changed = write_corporate_plan(written, by=by, at=at)
        if options["json"]:
            self.print_json({"corporate_plan": written.slug, "changed": list(changed)})
            return
        if not changed:
            self.stdout.write(f"{written.title} stands so already: nothing was written.")
            return
        self.stdout.write(f"{written.title}: {'; '.join(changed)}.")
