"""request-form: the form that a requester fills in, as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.problems import Refused
from goldenthread.partnership.queries import services, the_partnership
from goldenthread.requests.forms import write_request_form
from goldenthread.terminal.commands import TerminalCommand, WrongUsage


class Command(TerminalCommand):
    help = (
        "Write the form that an outside body fills in to ask for support, as a workbook (.xlsx). What comes back is "
        "entered with import-request. Nothing is written but the file."
    )
    examples = ("goldenthread request-form request-for-support.xlsx",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="the form; there is none of this name yet")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        if path.suffix.casefold() != ".xlsx":
            raise WrongUsage("Give a file that ends in .xlsx.")
        partnership = the_partnership()
        known = [(one.slug, one.name) for one in services()]
        content = write_request_form(known, partnership="" if partnership is None else partnership.name)
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            raise Refused(f"There is a file {path} already. Give another name.") from None
        if options["json"]:
            self.print_json({"file": str(path), "services": len(known)})
            return
        self.stdout.write(f"The form is written to {path}.")
