"""Writes a pack's files to a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.publishing.document import ReportDocument, Status
from goldenthread.publishing.queries import stored_publication
from goldenthread.publishing.rendering import RenderedFile
from goldenthread.publishing.rules import fit_files
from goldenthread.reports.audiences import Audience
from goldenthread.reports.folders import check_free, write_files
from goldenthread.reports.linter import LintFinding, Weight
from goldenthread.reports.management.commands._documents import (
    add_audience,
    add_document,
    add_version,
    is_of_a_year,
    typed_audience,
)
from goldenthread.reports.management.commands._published import files_as_data
from goldenthread.reports.queries import findings_of, pack_document, pack_published, pack_source, unpublished
from goldenthread.reports.year_documents import (
    year_document,
    year_document_published,
    year_document_unpublished,
)
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
        "With --document year-end it writes the year-end pack of the newest close of a year instead, for any audience, "
        "and says the same of it; with --document proposed-list the list proposed for the year, as the register "
        "stands: a DRAFT, or the files as they were published where nothing of it has changed since."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread pack --year 2019-20 --quarter Q2 --audience joint-committee --out q2-pack",
        "goldenthread pack --year 2019-20 --quarter Q2 --audience management-team --out mt-pack",
        "goldenthread pack --year 2019-20 --quarter Q2 --audience section-151 --council havering --out havering-pack",
        "goldenthread pack --year 2019-20 --document year-end --audience joint-committee --out year-pack",
        "goldenthread pack --year 2019-20 --document year-end --audience partner-council:havering --out havering-year",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_document(parser)
        add_audience(parser)
        add_version(parser)
        parser.add_argument(
            "--out", required=True, type=Path, metavar="DIR", help="folder to write to; made if missing"
        )
        parser.add_argument(
            "--at", metavar="WHEN", type=moment, help="moment of a draft, and of what is late (default: now)"
        )

    def run(self, options: dict[str, Any]) -> None:
        audience = typed_audience(options)
        made = self._of_a_year(options, audience) if is_of_a_year(options) else self._of_a_quarter(options, audience)
        document, findings, out = made.document, made.findings, options["out"]
        check_free(out, name=document.name)
        if made.public_id:
            files = _published_files(made.public_id)
        else:
            self.progress(f"Typesetting {len(document.rows.rows)} measures and checking the PDF")
            files = fit_files(document)
        write_files(files, folder=out)
        if options["json"]:
            self.print_json(
                {
                    "status": document.status.value,
                    "publication": made.public_id,
                    "folder": str(out),
                    "files": files_as_data(files),
                    "findings": [
                        {"weight": f.weight.value, "code": f.code, "message": f.told_at_terminal} for f in findings
                    ],
                }
            )
            return
        for finding in findings:
            self.stderr.write(f"{_BEFORE_PUBLICATION[finding.weight]}: {finding.told_at_terminal}")
        self.stdout.write(f"{document.title}, {made.of}: {_standing(made)}")
        for file in files:
            self.stdout.write(f"  {out / file.name}")

    def _of_a_quarter(self, options: dict[str, Any], audience: Audience) -> _Made:
        at, quarter = moment_of(options), typed_quarter(options)
        self.progress(f"Reading the figures of {quarter.label}")
        source = pack_source(quarter, at=at, version=options["version"])
        document = pack_document(source, audience=audience, at=at)
        of, made_from = quarter.label, f"version {source.facts.version} of the figures"
        public_id = "" if audience.is_restricted else pack_published(document)
        if public_id:
            return _Made(document=document, of=of, made_from=made_from, public_id=public_id)
        document = unpublished(document)
        findings = findings_of(source, audience=audience, document=document, at=at)
        return _Made(document=document, of=of, made_from=made_from, findings=findings)

    def _of_a_year(self, options: dict[str, Any], audience: Audience) -> _Made:
        kind, year = options["document"], options["year"]
        self.progress(f"Reading the figures of {year.label}")
        made = year_document(kind, year=year, audience=audience, at=moment_of(options))
        of, made_from = year.label, made.made_from.removeprefix(f"{year.label}, ")
        public_id = year_document_published(kind, made, year=year)
        if public_id:
            return _Made(document=made.document, of=of, made_from=made_from, public_id=public_id)
        document = year_document_unpublished(kind, made.document)
        return _Made(document=document, of=of, made_from=made_from, findings=made.findings)


@dataclass(frozen=True, kw_only=True)
class _Made:
    """What is written: made now, or where `public_id` says so the bytes that were published."""

    document: ReportDocument
    of: str  # the period, as it is printed
    made_from: str
    public_id: str = ""
    findings: tuple[LintFinding, ...] = ()


def _standing(made: _Made) -> str:
    """ "version 1 of the figures, frozen and not published"."""
    status = made.document.status
    if made.public_id:
        return f"{made.made_from}, as published: {made.public_id}"
    if status in (Status.DRAFT, Status.RESTRICTED_DRAFT):
        return f"{status.badge}, not for publication"
    return (
        f"{status.badge}, {made.made_from}" if status.is_restricted else f"{made.made_from}, frozen and not published"
    )


def _published_files(public_id: str) -> tuple[RenderedFile, ...]:
    """The files byte for byte as they were published: a correction's notice is in them alone."""
    return tuple(
        RenderedFile(name=f.name, media_type=f.media_type, content=f.content, style_sha256=f.style_sha256)
        for f in stored_publication(public_id).files
    )


_BEFORE_PUBLICATION = {Weight.REFUSED: "to mend before publication", Weight.WARNING: "warning"}
