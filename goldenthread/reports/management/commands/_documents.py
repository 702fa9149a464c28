"""Which document is meant on the command line: a quarter's pack, the year-end pack, or the list proposed for a year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from goldenthread.figures.queries.clearances import CouncilUnknown
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.rules import fit_files
from goldenthread.reports.audiences import Audience, AudienceUnknown, audience_called
from goldenthread.reports.documents.pack import JOINT_COMMITTEE
from goldenthread.reports.folders import write_files
from goldenthread.reports.yearly import PROPOSED_LIST, YEAR_END, proposed_list_document, year_end_document
from goldenthread.terminal.clock import now
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.typed import financial_year, quarter_number

QUARTER = "quarter"
DOCUMENTS = (QUARTER, YEAR_END, PROPOSED_LIST)
WRONG_USAGE = 2


def add_document(parser: CommandParser) -> None:
    """Asks for `--year 2019-20 --quarter Q2`, or for `--year 2019-20 --document year-end`."""
    parser.add_argument("--year", required=True, type=financial_year, metavar="YEAR", help="financial year, as 2019-20")
    parser.add_argument(
        "--quarter", type=quarter_number, metavar="QUARTER", help="Q1 (April to June) to Q4, for a quarter's pack"
    )
    parser.add_argument(
        "--document",
        choices=DOCUMENTS,
        default=QUARTER,
        help="quarter (the default): the pack of --quarter; year-end: the pack of a closed year; proposed-list: the "
        "list proposed for --year, for the committee to agree",
    )


def add_audience(parser: CommandParser, *, wanted: bool = True) -> None:
    """Asks for `--audience section-151:havering`, or `--audience section-151 --council havering`."""
    parser.add_argument(
        "--audience",
        required=wanted,
        metavar="AUDIENCE",
        help="for whom the pack is: joint-committee, management-team, section-151:COUNCIL or partner-council:COUNCIL",
    )
    parser.add_argument(
        "--council", default="", metavar="SLUG", help="the council of a pack for one, by its short name"
    )


def add_version(parser: CommandParser) -> None:
    """Asks for `--version 2`."""
    parser.add_argument(
        "--version", type=int, metavar="N", help="version of the figures to make it from (default: the latest)"
    )


def typed_audience(options: dict[str, Any]) -> Audience:
    """The audience that `add_audience` asked for; one that there is not is wrong usage."""
    try:
        return audience_called(options["audience"], council=options["council"])
    except (AudienceUnknown, CouncilUnknown) as unknown:
        raise WrongUsage(str(unknown)) from unknown


def is_of_a_year(options: dict[str, Any]) -> bool:
    """Whether a document of a whole year is meant; refuses what does not go together."""
    document = options["document"]
    if document == QUARTER:
        if options["quarter"] is None:
            raise CommandError(
                "Give --quarter for a quarter's pack, or --document for one of a year.", returncode=WRONG_USAGE
            )
        return False
    if options["quarter"] is not None:
        raise CommandError(f"--document {document} is of a whole year: leave --quarter out.", returncode=WRONG_USAGE)
    if options["audience"] != JOINT_COMMITTEE:
        raise CommandError(f"--document {document} is for --audience {JOINT_COMMITTEE}.", returncode=WRONG_USAGE)
    return True


def write_year_document(command: TerminalCommand, options: dict[str, Any]) -> None:
    """Writes the document's files to the folder, and says what would be mended before publication."""
    document, findings = _document(options)
    folder: Path = options["out"]
    command.progress("Typesetting and checking the PDF")
    files = fit_files(document)
    write_files(files, folder=folder)
    if options["json"]:
        command.print_json(
            {
                "status": document.status.value,
                "folder": str(folder),
                "files": [{"name": f.name, "bytes": len(f.content), "sha256": f.sha256} for f in files],
                "findings": [{"weight": "refused", "code": "not-fit", "message": words} for words in findings],
            }
        )
        return
    for words in findings:
        command.stderr.write(f"to mend before publication: {words}")
    command.stdout.write(f"{document.title}, {document.period}")
    for file in files:
        command.stdout.write(f"  {folder / file.name}")


def _document(options: dict[str, Any]) -> tuple[ReportDocument, tuple[str, ...]]:
    if options["document"] == PROPOSED_LIST:
        document, _, findings = proposed_list_document(options["year"], at=options["at"] or now())
    else:
        document, _, findings = year_end_document(options["year"], audience=options["audience"])
    return document, findings
