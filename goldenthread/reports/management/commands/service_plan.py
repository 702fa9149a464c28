"""Writes a service plan as a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.publishing.rules import fit_files
from goldenthread.reports.folders import check_free, write_files
from goldenthread.reports.management.commands._published import files_as_data
from goldenthread.reports.service_plans import document_of_service_plan
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.order import moment_of
from goldenthread.terminal.typed import moment


class Command(TerminalCommand):
    help = (
        "Write a service's plan for a year to a folder, in every format that a pack has: its purpose, what each "
        "council gets with which establishment and budget, the priorities it serves, and its service levels, with "
        "whether each is kept by the newest figure that is published. While no decision agreed it, it says DRAFT."
    )
    examples = ("goldenthread service-plan ict-services 2019-20 --out ict-service-plan",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("service", metavar="SERVICE", help="the service, by its short name")
        parser.add_argument("year", metavar="YEAR", help="the year, as in 2019-20")
        parser.add_argument(
            "--out", required=True, type=Path, metavar="DIR", help="folder to write to; made if missing"
        )
        parser.add_argument("--at", metavar="WHEN", type=moment, help="moment of the document (default: now)")

    def run(self, options: dict[str, Any]) -> None:
        out = options["out"]
        document = document_of_service_plan(options["service"], options["year"], at=moment_of(options))
        check_free(out, name=document.name)
        self.progress(f"Typesetting {document.title} and checking the PDF")
        files = fit_files(document)
        write_files(files, folder=out)
        if options["json"]:
            self.print_json({"status": document.status.value, "folder": str(out), "files": files_as_data(files)})
            return
        self.stdout.write(document.title)
        for file in files:
            self.stdout.write(f"  {out / file.name}")
