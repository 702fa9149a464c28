"""import-protocol: the protocol on requests of outside bodies, from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.requests.forms import read_protocol
from goldenthread.requests.operations import write_protocol
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.files import input_file


class Command(ChangingCommand):
    help = (
        "Write the protocol by which requests of outside bodies are evaluated down from a TOML file, as a version of "
        "its own: gates, weighted criteria with what each score means, and who decides by value. Versions before it "
        "stay, with what was evaluated by them. The same file twice is one version. docs/reference/protocol-file.md "
        "describes the file. Needs the performance officer or the clerk."
    )
    examples = ("goldenthread import-protocol protocol.toml --by officer@example.org",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_file, metavar="FILE.toml", help="the protocol")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        by, at = self.person_and_moment(options)
        made = write_protocol(read_protocol(path.read_bytes(), file=path.name), by=by, at=at)
        number = None if made is None else made.number
        if options["json"]:
            self.print_json({"version": number, "written": made is not None})
            return
        same = f"{path.name}: the newest version says the same; nothing was written."
        self.stdout.write(same if made is None else f"{path.name}: written as version {number}, not agreed yet.")
