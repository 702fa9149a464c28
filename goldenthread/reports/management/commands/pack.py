"""Writes a pack's files to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.publishing.rules import fit_files
from goldenthread.reports.folders import check_free, write_files
from goldenthread.reports.linter import Weight
from goldenthread.reports.management.commands._documents import (
    add_audience,
    add_document,
    add_version,
    is_of_a_year,
    typed_audience,
    write_year_document,
)
from goldenthread.reports.queries import findings_of, pack_document, pack_source
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.order import moment_of
from goldenthread.terminal.typed import moment, typed_quarter


class Command(TerminalCommand):
    help = (
        "Write a quarter's pack for an audience to a folder: PDF, HTML and JSON of the whole, ODT and DOCX of the "
        "report, ODS and XLSX of its tables, CSV of the figures, and a manifest with their checksums. It is made from "
        "the latest freeze, "
        "or from the one that --version names; where nothing is frozen it is a draft, and says DRAFT on every page and "
        "in every file. What is not for the public says RESTRICTED there. Prints what the checks before publication "
        "would find.\n\n"
        "With --document year-end it writes the year-end pack of a closed year instead; with --document proposed-list "
        "the list proposed for the year."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread pack --year 2019-20 --quarter Q2 --audience joint-committee --out q2-pack",
        "goldenthread pack --year 2019-20 --quarter Q2 --audience management-team --out mt-pack",
        "goldenthread pack --year 2019-20 --quarter Q2 --audience section-151 --council havering --out havering-pack",
        "goldenthread pack --year 2019-20 --document year-end --audience joint-committee --out year-pack",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_document(parser)
        add_audience(parser)
        add_version(parser)
        parser.add_argument(
            "--out", required=True, type=Path, metavar="DIR", help="folder to write to; made if missing"
        )
        parser.add_argument("--at", metavar="WHEN", type=moment, help="moment of a draft (default: now)")

    def run(self, options: dict[str, Any]) -> None:
        audience = typed_audience(options)
        if is_of_a_year(options):
            write_year_document(self, options)
            return
        at = moment_of(options)
        quarter = typed_quarter(options)
        self.progress(f"Reading the figures of {quarter.label}")
        source = pack_source(quarter, at=at, version=options["version"])
        document = pack_document(source, audience=audience, at=at)
        findings = findings_of(source, audience=audience, document=document, at=at)
        check_free(options["out"], name=document.name)
        self.progress(f"Typesetting {len(source.figures)} measures and checking the PDF")
        files = fit_files(document)
        write_files(files, folder=options["out"])
        if options["json"]:
            self.print_json(
                {
                    "status": document.status.value,
                    "folder": str(options["out"]),
                    "files": [{"name": f.name, "bytes": len(f.content), "sha256": f.sha256} for f in files],
                    "findings": [{"weight": f.weight.value, "code": f.code, "message": f.words} for f in findings],
                }
            )
            return
        for finding in findings:
            self.stderr.write(f"{_BEFORE_PUBLICATION[finding.weight]}: {finding.words}")
        made_from = f"version {source.facts.version} of the figures"
        badge = document.status.badge
        what = f"{badge}, not for publication" if source.is_draft else f"{badge}, {made_from}" if badge else made_from
        self.stdout.write(f"{document.title}, {quarter.label}: {what}")
        for file in files:
            self.stdout.write(f"  {options['out'] / file.name}")


_BEFORE_PUBLICATION = {Weight.REFUSED: "to mend before publication", Weight.WARNING: "warning"}
