"""Writes a document of a request, of the protocol, or of a quarter of the register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.periods import PeriodUnreadable, Quarter
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.rules import fit_files
from goldenthread.reports.folders import check_free, write_files
from goldenthread.reports.management.commands._published import files_as_data
from goldenthread.reports.request_documents import (
    document_of_evaluation,
    document_of_notice,
    document_of_protocol,
    document_of_register,
)
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.order import moment_of
from goldenthread.terminal.typed import moment


class Command(TerminalCommand):
    help = (
        "Write a document to a folder, in every format that a pack has: a version of the protocol, fit to put before a "
        "committee; what the protocol made of a request, which is exempt; the notice of what was decided of one; or "
        "what happened of requests in a quarter."
    )
    examples = (
        "goldenthread request-document protocol 1 --out protocol",
        "goldenthread request-document evaluation 2019-001 --out evaluation",
        "goldenthread request-document notice 2019-001 --out notice",
        "goldenthread request-document register '2019-20 Q4' --out register",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("what", choices=("protocol", "evaluation", "notice", "register"), help="which document")
        parser.add_argument("of", metavar="OF", help="the number of the version, the request, or the quarter")
        parser.add_argument(
            "--out",
            required=True,
            type=Path,
            metavar="DIR",
            help="folder to write to; made if missing. The same document there is replaced",
        )
        parser.add_argument("--at", metavar="WHEN", type=moment, help="moment of the document (default: now)")

    def run(self, options: dict[str, Any]) -> None:
        out = options["out"]
        document = self._document(options)
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

    def _document(self, options: dict[str, Any]) -> ReportDocument:
        what, of = options["what"], options["of"]
        if what == "evaluation":
            return document_of_evaluation(of)
        if what == "notice":
            return document_of_notice(of)
        if what == "protocol":
            if not (of.isascii() and of.isdecimal() and len(of) < 10):
                raise WrongUsage("Give the number of a version, such as 1.")
            return document_of_protocol(int(of), at=moment_of(options))
        try:
            quarter = Quarter.parse(of)
        except PeriodUnreadable as error:
            raise WrongUsage(str(error)) from None
        return document_of_register(quarter, at=moment_of(options))
