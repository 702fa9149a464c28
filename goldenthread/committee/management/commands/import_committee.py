"""import-committee: meetings, items and decisions from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.committee.forms import read_committee
from goldenthread.committee.operations import import_committee
from goldenthread.partnership.queries import person_or_first
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.files import input_file
from goldenthread.terminal.order import moment_of


class Command(ChangingCommand):
    help = (
        "Reads a committee with its meetings, agenda items and decisions from a TOML file, whole or not at all. "
        "The same file twice changes nothing; changed words are an update that keeps the old ones in the log. The "
        "words of a decision that a list or a target rests on need --because. A meeting to come has no decisions. "
        "docs/reference/committee-file.md describes the file. In a new database, where nobody holds a role yet, "
        "anybody may do this; afterwards the committee clerk, the performance officer or an administrator."
    )

    examples = ("goldenthread import-committee joint-committee.toml --by clerk@example.org",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_file, metavar="FILE.toml", help="the committee's record")
        parser.add_argument(
            "--because", metavar="WHY", default="", help="why words change that something rests on; kept in the log"
        )
        parser.add_argument("--dry-run", action="store_true", help="check everything and say what would change")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        at = moment_of(options)
        record = read_committee(path.read_bytes(), file=path.name)
        is_trial: bool = options["dry_run"]
        changes = import_committee(
            record, by=person_or_first(options["by"]), at=at, because=options["because"].strip(), is_trial=is_trial
        )
        if options["json"]:
            self.print_json(
                {
                    "dry_run": is_trial,
                    "added": list(changes.added),
                    "changed": list(changes.changed),
                    "unchanged": changes.unchanged,
                }
            )
            return
        for reference in changes.added:
            self.stdout.write(f"added {reference}")
        for reference in changes.changed:
            self.stdout.write(f"changed {reference}")
        self.stdout.write(changes.in_words)
        if is_trial:
            self.stdout.write("Nothing was written: this was a trial.")
