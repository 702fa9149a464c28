"""Prints a figure or a pack as it was known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import to_plain
from goldenthread.domain.problems import Refused
from goldenthread.domain.restated import RestatedFigure
from goldenthread.domain.units import print_value
from goldenthread.figures.queries.as_known import DayToCome, FigureAsKnown, StepTaken, figure_as_known, last_moment_of
from goldenthread.figures.queries.restatements import KnownFigure, reported_words
from goldenthread.publishing.queries import (
    StandingPublication,
    StoredPublication,
    document_called,
    publication_standing,
    stored_publication,
)
from goldenthread.publishing.rendering import RenderedFile
from goldenthread.reports.audiences import audience_called
from goldenthread.reports.documents.pack import JOINT_COMMITTEE
from goldenthread.reports.folders import write_files
from goldenthread.reports.management.commands._documents import DOCUMENTS, QUARTER
from goldenthread.reports.management.commands._published import files_as_data
from goldenthread.reports.year_documents import year_document_name
from goldenthread.terminal.clock import now
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.order import moment_in_words
from goldenthread.terminal.typed import day, financial_year, quarter_number


class NothingByThen(Refused):
    """Nothing was published under this name by that day."""


class Command(TerminalCommand):
    help = (
        "Print a figure or a pack as it was known at the end of a day in London, whatever was said or published "
        "later. A figure is told with its value, rating, words and state in the newest freeze of then, the "
        "restatements made by then, and who did what when, by the moments that were told (--at); --entered says when "
        "each was typed in. A pack is the publication that stood that day: its stored "
        "bytes, which --out writes to a folder. Nothing is made anew."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread as-known --on 2019-10-14 --figure COM01:havering --year 2019-20 --quarter Q1",
        "goldenthread as-known --on 2020-02-07 --pack --year 2019-20 --quarter Q2 --out q2-as-then",
        "goldenthread as-known --on 2020-02-07 --pack 2019-20-q2-joint-committee",
        "goldenthread as-known --on 2020-07-01 --pack --year 2019-20 --document year-end",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--on", required=True, type=day, metavar="DATE", help="the day, as 2020-02-07")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--figure", metavar="NAME", help="a figure of the quarter by name: EXC01:havering")
        what.add_argument(
            "--pack",
            nargs="?",
            const="",
            metavar="ID",
            help="a pack by its name or the id of any publication of it; or of --year and --quarter or --document",
        )
        parser.add_argument("--year", type=financial_year, metavar="YEAR", help="financial year, as 2019-20")
        parser.add_argument("--quarter", type=quarter_number, metavar="QUARTER", help="Q1 (April to June) to Q4")
        parser.add_argument(
            "--audience",
            default=JOINT_COMMITTEE,
            metavar="NAME",
            help=f"for whom the quarter's pack is (default: {JOINT_COMMITTEE})",
        )
        parser.add_argument(
            "--document", choices=DOCUMENTS, default=QUARTER, help="which document of --year (default: quarter)"
        )
        parser.add_argument(
            "--entered", action="store_true", help="with --figure: say of each step, too, when it was entered"
        )
        parser.add_argument("--out", type=Path, metavar="DIR", help="folder to write the pack's files to")

    def run(self, options: dict[str, Any]) -> None:
        on = options["on"]
        if on > now().date():
            raise DayToCome(on)
        quarter = _quarter(options)
        if options["figure"] is not None:
            if quarter is None or options["out"] is not None:
                raise WrongUsage("A figure is of a quarter: give --year and --quarter, and no --out.")
            self._print_figure(figure_as_known(quarter, name=options["figure"], on=on), options)
            return
        self._print_pack(_pack_name(options, quarter=quarter), options)

    def _print_figure(self, found: FigureAsKnown, options: dict[str, Any]) -> None:
        if options["json"]:
            self.print_json(_figure_as_plain(found))
        else:
            self.stdout.write("\n".join(_figure_lines(found, tells_when_entered=options["entered"])))

    def _print_pack(self, name: str, options: dict[str, Any]) -> None:
        on = options["on"]
        standing = publication_standing(name, at=last_moment_of(on))
        if standing is None:
            raise NothingByThen(f"Nothing was published as {name} by the end of {day_words(on)}.")
        stored = stored_publication(standing.public_id)
        if options["out"] is not None:
            write_files(_rendered(stored), folder=options["out"])
        if options["json"]:
            self.print_json({"on": on.isoformat(), **to_plain(standing), "files": files_as_data(stored.files)})
        else:
            self.stdout.write("\n".join(_pack_lines(standing, stored=stored, options=options)))


def _quarter(options: dict[str, Any]) -> Quarter | None:
    if options["year"] is None or options["quarter"] is None:
        return None
    return Quarter(options["year"], options["quarter"])


def _pack_name(options: dict[str, Any], *, quarter: Quarter | None) -> str:
    if options["pack"]:
        return document_called(options["pack"])
    if options["document"] != QUARTER:
        if options["year"] is None or options["quarter"] is not None:
            raise WrongUsage(f"--document {options['document']} is of a whole year: give --year, and no --quarter.")
        audience = audience_called(options["audience"])
        return year_document_name(options["document"], year=options["year"], audience=audience)
    if quarter is None:
        raise WrongUsage("Say which pack: --pack ID, or --year and --quarter, or --year and --document.")
    return f"{str(quarter).lower().replace(' ', '-')}-{options['audience'].replace(':', '-')}"


def _rendered(stored: StoredPublication) -> list[RenderedFile]:
    return [
        RenderedFile(name=file.name, media_type=file.media_type, content=file.content, style_sha256=file.style_sha256)
        for file in stored.files
    ]


# --- a figure in words ------------------------------------------------------------------------------------------------


def _figure_lines(found: FigureAsKnown, *, tells_when_entered: bool) -> Iterator[str]:
    yield f"{found.name}, {found.quarter.label}, as known at the end of {day_words(found.on)}"
    yield f"  {found.terms.title}; {found.terms.service}"
    if found.known is None:
        yield "  Nothing was frozen of it by then, so nothing was published of it."
        if not found.is_open:
            yield "  The quarter's round was not open by then."
        elif found.returned:
            yield f"  Returned by then: {found.returned}"
        else:
            yield "  Nothing was returned by then."
    else:
        yield from _known_lines(found.known)
        if found.opened_again:
            yield "  It was opened again by then, and not frozen since."
    for step in found.steps:
        entered = f", {_entered(step)}" if tells_when_entered else ""
        yield f"  {step.what}: {step.by or 'a post that is not known'}, {moment_in_words(step.at)}{entered}"


def _entered(step: StepTaken) -> str:
    if step.entered_at is None:
        return "recorded by an earlier version, which kept no more"
    return f"entered on {moment_in_words(step.entered_at)}"


def _known_lines(known: KnownFigure) -> Iterator[str]:
    snapshot = known.snapshot
    yield f"  Frozen as version {known.number} on {moment_in_words(known.frozen_at)}; it was {snapshot.state} then"
    reported = _printed(known, restated=None)
    yield f"  As reported: {reported}, {_rating(snapshot.rating)}"
    yield f"    {snapshot.reason}"
    if snapshot.own is not None:
        yield f"    Under the council's own policy: {_rating(snapshot.own.rating)}. {snapshot.own.reason}"
    if snapshot.exception is not None:
        words = snapshot.exception
        yield f"    Reasons: {words.reasons}" if words.given else "    No explanation was given."
        yield f"    Difference: {words.difference}"
        for action in words.actions:
            yield f"    Action: {action.words} ({action.owner_post}, by {day_words(action.due_on)})"
    for restated in known.restatements:
        kind = restated.kind.value.replace("-", " ")
        yield f"  Restated by {restated.by} on {moment_in_words(restated.at)} ({kind}): {restated.reason}"
        yield f"    {_printed(known, restated=restated)}; it would have been {_rating(restated.rating)}"
        yield f"    {restated.rating_reason}"
    newest = known.newest
    rating = snapshot.rating if newest is None else newest.rating
    mark = " [r]" if newest is not None and newest.value != snapshot.value else ""
    yield f"  As known that day: {_printed(known, restated=newest)}{mark}, {_rating(rating)}"


def _printed(known: KnownFigure, *, restated: RestatedFigure | None) -> str:
    """The value as reported, or by a restatement, with [p] while it is provisional."""
    snapshot = known.snapshot
    if restated is not None:
        return f"{restated.printed(restated.value)}{' [p]' if restated.provisional else ''}"
    if snapshot.value is None:
        return reported_words(snapshot)
    value = print_value(snapshot.value, unit=snapshot.terms.unit, decimals=snapshot.terms.decimals)
    return f"{value} [p]" if snapshot.provisional else value


def _rating(code: str) -> str:
    return code.replace("-", " ")


def _figure_as_plain(found: FigureAsKnown) -> dict[str, Any]:
    known = found.known
    return {
        "figure": found.name,
        "period": str(found.quarter),
        "on": found.on.isoformat(),
        "round_open": found.is_open,
        "returned": found.returned,
        "returned_at": to_plain(found.returned_at),
        "opened_again": found.opened_again,
        "steps": to_plain(found.steps),
        "frozen": None
        if known is None
        else {
            "version": known.number,
            "frozen_at": to_plain(known.frozen_at),
            "as_reported": to_plain(known.snapshot),
            "restatements": to_plain(known.restatements),
            "value_as_known": to_plain(known.value),
            "provisional": known.is_provisional,
        },
    }


# --- a pack in words --------------------------------------------------------------------------------------------------


def _pack_lines(standing: StandingPublication, *, stored: StoredPublication, options: dict[str, Any]) -> Iterator[str]:
    yield f"{standing.public_id} stood at the end of {day_words(options['on'])}"
    yield f"  {standing.title}"
    how = "Issued first" if standing.restricted else "Published"
    yield f"  {how} on {moment_in_words(standing.published_at)} from {standing.made_from}"
    if standing.released_at is not None:
        yield f"  Public since {moment_in_words(standing.released_at)}"
    for copy in standing.issued:
        yield f"  Issued to {copy.post} on {moment_in_words(copy.issued_at)}"
    yield f"  The document's SHA-256: {standing.document_sha256}"
    for file in stored.files:
        where = file.name if options["out"] is None else options["out"] / file.name
        yield f"  {where}  {len(file.content):,} bytes  {file.sha256}"
