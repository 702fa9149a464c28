"""Writes a pack's files to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.publishing.queries import stored_publication
from goldenthread.publishing.rendering import RenderedFile
from goldenthread.publishing.rules import fit_files
from goldenthread.reports.folders import check_free, write_files
from goldenthread.reports.linter import LintFinding, Weight
from goldenthread.reports.management.commands._documents import (
    add_audience,
    add_document,
    add_version,
    is_of_a_year,
    typed_audience,
    write_year_document,
)
from goldenthread.reports.queries import findings_of, pack_document, pack_published, pack_source, unpublished
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.order import moment_of
from goldenthread.terminal.typed import moment, typed_quarter


class Command(TerminalCommand):
    help = (
        "Write a quarter's pack for an audience to a folder: PDF, HTML and JSON of the whole, ODT and DOCX of the "
        "report, ODS and XLSX of its tables, CSV of the figures, and a manifest with their checksums. It is of the "
        "latest freeze, or of the one that --version names: where that was published, the files as they were "
        "published; else it says FROZEN, NOT PUBLISHED on every page and in every file. Where nothing is frozen it is "
        "a draft, and says DRAFT. What is not for the public says RESTRICTED. Prints what the checks before "
        "publication would find.\n\n"
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
        check_free(options["out"], name=document.name)
        public_id = "" if audience.is_restricted else pack_published(document)
        findings: tuple[LintFinding, ...] = ()
        if public_id:
            files = _published_files(public_id)
        else:
            document = unpublished(document)
            findings = findings_of(source, audience=audience, document=document, at=at)
            self.progress(f"Typesetting {len(source.figures)} measures and checking the PDF")
            files = fit_files(document)
        write_files(files, folder=options["out"])
        if options["json"]:
            self.print_json(
                {
                    "status": document.status.value,
                    "publication": public_id,
                    "folder": str(options["out"]),
                    "files": [{"name": f.name, "bytes": len(f.content), "sha256": f.sha256} for f in files],
                    "findings": [{"weight": f.weight.value, "code": f.code, "message": f.words} for f in findings],
                }
            )
            return
        for finding in findings:
            self.stderr.write(f"{_BEFORE_PUBLICATION[finding.weight]}: {finding.words}")
        what = f"version {source.facts.version} of the figures, as published: {public_id}"
        if not public_id:
            badge, version = document.status.badge, f"version {source.facts.version} of the figures"
            what = f"{badge}, not for publication" if source.is_draft else f"{version}, frozen and not published"
            if audience.is_restricted and not source.is_draft:
                what = f"{badge}, {version}"
        self.stdout.write(f"{document.title}, {quarter.label}: {what}")
        for file in files:
            self.stdout.write(f"  {options['out'] / file.name}")


def _published_files(public_id: str) -> tuple[RenderedFile, ...]:
    """The files byte for byte as they were published: a correction's notice is in them alone."""
    return tuple(
        RenderedFile(name=f.name, media_type=f.media_type, content=f.content, style_sha256=f.style_sha256)
        for f in stored_publication(public_id).files
    )


_BEFORE_PUBLICATION = {Weight.REFUSED: "to mend before publication", Weight.WARNING: "warning"}
