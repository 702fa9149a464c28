"""Which document is meant on the command line: a quarter's pack, the year-end pack, or the list proposed for a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.figures.queries.clearances import CouncilUnknown
from goldenthread.reports.audiences import Audience, AudienceUnknown, audience_called
from goldenthread.reports.year_documents import PROPOSED_LIST, YEAR_END
from goldenthread.terminal.commands import WrongUsage
from goldenthread.terminal.typed import financial_year, quarter_number

QUARTER = "quarter"
_MEANINGS = {
    QUARTER: "quarter (the default): the pack of --quarter",
    YEAR_END: "year-end: the pack of a closed year",
    PROPOSED_LIST: "proposed-list: the list proposed for --year, for the committee to agree",
}
DOCUMENTS = tuple(_MEANINGS)


def add_document(parser: CommandParser, *, wanted: bool = True, documents: Sequence[str] = DOCUMENTS) -> None:
    """Asks for `--year 2019-20 --quarter Q2`, or for `--year 2019-20 --document year-end`."""
    parser.add_argument(
        "--year", required=wanted, type=financial_year, metavar="YEAR", help="financial year, as 2019-20"
    )
    parser.add_argument(
        "--quarter", type=quarter_number, metavar="QUARTER", help="Q1 (April to June) to Q4, for a quarter's pack"
    )
    parser.add_argument(
        "--document",
        choices=documents,
        default=QUARTER,
        help="; ".join(_MEANINGS[document] for document in documents),
    )


def add_audience(parser: CommandParser, *, wanted: bool = True) -> None:
    """Asks for `--audience section-151:havering`, or `--audience section-151 --council havering`."""
    parser.add_argument(
        "--audience",
        required=wanted,
        metavar="AUDIENCE",
        help="for whom the pack is: joint-committee, management-team, chairs-briefing, section-151:COUNCIL or "
        "partner-council:COUNCIL",
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
            raise WrongUsage("Give --quarter for a quarter's pack, or --document for one of a year.")
        return False
    if options["quarter"] is not None:
        raise WrongUsage(f"--document {document} is of a whole year: leave --quarter out.")
    if options.get("version") is not None:
        raise WrongUsage("--version is of a quarter's figures: leave it out with --document.")
    return True
