"""Reads a returned workbook, whole or not at all."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.figures.forms.returns import read_returns
from goldenthread.figures.management.commands._choosing import counted
from goldenthread.figures.operations import take_returns
from goldenthread.figures.queries import figures_due, round_of, within_reach
from goldenthread.figures.queries.returned import ReturnedFile, TakenReturns
from goldenthread.figures.rules import check_may_return_any
from goldenthread.spreadsheets.reading import read_workbook
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.files import input_file
from goldenthread.terminal.memory import without_collecting
from goldenthread.terminal.typed import add_quarter, typed_quarter

# A service's workbook has some 30 KB; from here on it takes long enough to say what goes on.
BIG_FILE = 200_000


class Command(ChangingCommand):
    help = (
        "Read a returned workbook (.xlsx, .ods or .csv). It is taken whole or not at all: every problem is printed "
        "with its sheet, row and column, and nothing is written. A row left blank is not returned. A later file "
        "replaces what is not submitted yet, and shows old and new; the same file again changes nothing. Unlikely "
        "values are taken, with a warning to answer before sign-off. Needs the service lead or the performance officer."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread import-returns exchequer.xlsx --year 2019-20 --quarter Q2 --by lead@example.org --dry-run",
        "goldenthread import-returns exchequer.xlsx --year 2019-20 --quarter Q2 --by lead@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_file, metavar="FILE", help="the workbook, as it came")
        add_quarter(parser)
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")

    def run(self, options: dict[str, Any]) -> None:
        with without_collecting():
            self._run(options)

    def _run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        quarter = typed_quarter(options)
        path: Path = options["file"]
        content = path.read_bytes()
        round_ = round_of(quarter)
        reach = check_may_return_any(by, at=at)
        if len(content) > BIG_FILE:
            self.progress(f"Reading {path.name}, {len(content):,} bytes …")
        with ThreadPoolExecutor(max_workers=1) as beside:
            # A process of its own parses the file while this one reads what is due.
            reading = beside.submit(read_workbook, content, name=path.name)
            due = figures_due(round_.pk, quarter=quarter)
            workbook = reading.result()
        found = read_returns(workbook, figures=due, may_return=within_reach(due, reach=reach), quarter=quarter)
        if len(content) > BIG_FILE and not found.problems:
            self.progress(f"Taking {len(found.returns):,} figures …")
        taken = take_returns(
            returns=found.returns,
            problems=found.problems,
            due=due,
            file=ReturnedFile(name=path.name, content=content, sha256=hashlib.sha256(content).hexdigest()),
            by=by,
            at=at,
            dry_run=options["dry_run"],
        )
        if options["json"]:
            self.print_json(
                {
                    "period": str(quarter),
                    "dry_run": options["dry_run"],
                    **to_plain(taken),
                    "blank_rows": found.blank_rows,
                    "notes": [*workbook.warnings, *found.notes, *taken.notes],
                }
            )
            return
        for note in (*workbook.warnings, *found.notes, *taken.notes):
            self.stderr.write(f"Note: {note}")
        self._print(taken, blank_rows=found.blank_rows, dry_run=options["dry_run"])

    def _print(self, taken: TakenReturns, *, blank_rows: int, dry_run: bool) -> None:
        lines = [str(change) for change in taken.changes]
        if taken.figures:
            lines += ["", "Rated so far:", *(f"  {one.name}: {one.reason}" for one in taken.figures)]
        wanted = [one.name for one in taken.figures if one.wants_words]
        if wanted:
            lines += ["", "Exception reports still wanted:", *(f"  {name}" for name in wanted)]
        if taken.warnings:
            lines += ["", "Warnings to answer before sign-off:"]
            lines += [f"  {one.name}: {one.words} ({one.code})" for one in taken.warnings]
        said = "would change" if dry_run else "changed"
        blank = counted(blank_rows, "row", then=("was", "were"))
        lines += [
            "",
            f"{counted(len(taken.figures), 'figure')} {said}; {taken.unchanged} said nothing new; {blank} left blank.",
        ]
        if dry_run:
            lines.append("This was a dry run: nothing was written.")
        self.stdout.write("\n".join(lines).lstrip("\n"))
