"""Writes or publishes the progress report of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.publishing.document import Status
from goldenthread.publishing.rules import fit_files
from goldenthread.reports.folders import check_free, write_files
from goldenthread.reports.management.commands._published import files_as_data
from goldenthread.reports.plan_reports import progress_report
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.order import moment_of
from goldenthread.terminal.typed import add_quarter, moment, typed_quarter


class Command(TerminalCommand):
    help = (
        "Write the progress report of a plan for a quarter to a folder, in every format that a pack has: how its "
        "actions stand by their dates, which moved, what is behind and why, what was changed by whose authority, and "
        "what is complete and to be agreed. While the quarter is not closed it says DRAFT. publish-plan-report "
        "publishes it."
    )
    examples = ("goldenthread plan-report improvement-plan --year 2019-20 --quarter Q3 --out q3-progress",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("plan", metavar="PLAN", help="the plan, by its short name")
        add_quarter(parser)
        parser.add_argument(
            "--out", required=True, type=Path, metavar="DIR", help="folder to write to; made if missing"
        )
        parser.add_argument("--at", metavar="WHEN", type=moment, help="moment of a draft (default: now)")

    def run(self, options: dict[str, Any]) -> None:
        quarter, out = typed_quarter(options), options["out"]
        document = progress_report(options["plan"], quarter, at=moment_of(options))
        check_free(out, name=document.name)
        self.progress(f"Typesetting {document.period} and checking the PDF")
        files = fit_files(document)
        write_files(files, folder=out)
        if options["json"]:
            self.print_json(
                {
                    "status": document.status.value,
                    "folder": str(out),
                    "files": files_as_data(files),
                }
            )
            return
        stands = "as it was closed" if document.status is Status.PUBLISHED else document.status.badge
        self.stdout.write(f"{document.title}, {quarter.label}: {stands}")
        for file in files:
            self.stdout.write(f"  {out / file.name}")
