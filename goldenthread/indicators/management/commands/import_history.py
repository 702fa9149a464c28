"""import-history: figures of periods before rounds were kept here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.indicators.forms.reading import read_history
from goldenthread.indicators.management.commands.import_register import print_outcome
from goldenthread.indicators.operations import import_history
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.files import input_file
from goldenthread.terminal.memory import without_collecting


class Command(ChangingCommand):
    help = (
        "Reads figures of earlier quarters and years from a workbook or CSV file with the headings Ref, Council, "
        "Period, Value, Numerator, Denominator, Target, Marker, Source, Illustrative; whole or not at all. Each is "
        "marked as imported, with its source. A percentage is worked out from its parts where they are given. The "
        "same file twice changes nothing; another value for a period that is there is refused, and so is a period "
        "whose round holds the measure."
    )
    examples = ("goldenthread import-history receipts.csv --by officer@example.org",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_file, metavar="FILE", help=".xlsx, .ods or .csv")
        parser.add_argument("--dry-run", action="store_true", help="check everything and say what would change")

    def run(self, options: dict[str, Any]) -> None:
        with without_collecting():
            self._run(options)

    def _run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        by, at = self.person_and_moment(options)
        self.progress(f"Reading {path.name}")
        rows, problems = read_history(path.read_bytes(), name=path.name)
        self.progress(f"Checking {len(rows):,} {'row' if len(rows) == 1 else 'rows'} against what is there")
        outcome = import_history(rows, file=path.name, by=by, at=at, problems=problems, is_trial=options["dry_run"])
        print_outcome(self, outcome, is_trial=options["dry_run"], as_json=options["json"])
