"""Publishes a quarter's pack."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.reports.management.commands._documents import (
    add_audience,
    add_document,
    add_version,
    is_of_a_year,
    typed_audience,
)
from goldenthread.reports.management.commands._published import published_as_data, published_in_lines
from goldenthread.reports.operations import publish_pack
from goldenthread.reports.yearly import publish_year_document
from goldenthread.terminal.commands import ChangingCommand, WrongUsage
from goldenthread.terminal.typed import typed_quarter


class Command(ChangingCommand):
    help = (
        "Publish a quarter's pack from the latest freeze, or from the one that --version names: the document and all "
        "its files, stored together or not at all, and never changed. The PDF must pass both checks (PDF/UA-1, "
        "PDF/A-2a). A second publication of the same pack is refused unless it says what it replaces, and why. It is "
        "public once it is released. Needs the performance officer.\n\n"
        "Refused are: counts that do not add up, placeholders such as ??, TBC or XX, warnings without an answer, text "
        "that cannot be printed, and a meeting before the quarter's end. Told and published over are: no meeting, less "
        "than five clear days, targets not yet agreed, figures not signed off, and explanations not given.\n\n"
        "With --document year-end it publishes the year-end pack for a public audience, from the newest close of the "
        "year: refused where a quarter was opened or frozen again since, or something of it withheld. With --document "
        "proposed-list it publishes the list proposed for the year, for the committee to agree; refused while a target "
        "that changes, or a measure that is dropped, has no rationale."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread publish --year 2019-20 --quarter Q2 --audience joint-committee --by officer@example.org",
        "goldenthread publish --year 2019-20 --quarter Q2 --audience joint-committee --by officer@example.org "
        '--replaces 2019-20-q2-joint-committee-1 --because "Complaints of Q2 were 31, not 38"',
        "goldenthread publish --year 2019-20 --quarter Q2 --audience partner-council:havering --by officer@example.org",
        "goldenthread publish --year 2019-20 --document year-end --audience joint-committee --by officer@example.org",
        "goldenthread publish --year 2019-20 --document year-end --audience partner-council:havering "
        "--by officer@example.org",
        "goldenthread publish --year 2020-21 --document proposed-list --audience joint-committee "
        "--by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_document(parser)
        add_audience(parser)
        add_version(parser)
        parser.add_argument("--replaces", metavar="ID", help="the publication that this one corrects")
        parser.add_argument("--because", metavar="WHY", help="why, in words for its readers")

    def run(self, options: dict[str, Any]) -> None:
        replaces = _typed(
            options["replaces"], wanted="--replaces is empty: give the id of the publication that this corrects"
        )
        because = _typed(options["because"], wanted="--because is empty: say why, in words for the readers of the pack")
        if bool(replaces) != bool(because):
            raise WrongUsage("--replaces and --because go together: name what is replaced, and say why.")
        by, at = self.person_and_moment(options)
        which: dict[str, Any] = {"by": by, "at": at, "replaces": replaces, "because": because}
        which["audience"] = typed_audience(options).key
        if is_of_a_year(options):
            published = publish_year_document(options["document"], year=options["year"], **which, tell=self.progress)
        else:
            which["version"] = options["version"]
            published = publish_pack(quarter=typed_quarter(options), **which, tell=self.progress)
        publication = published.publication
        if options["json"]:
            self.print_json(
                {
                    **published_as_data(publication, published.files),
                    "warnings": [{"code": f.code, "message": f.told_at_terminal} for f in published.warnings],
                }
            )
            return
        for finding in published.warnings:
            self.stderr.write(f"{finding.weight.value}: {finding.told_at_terminal}")
        for line in published_in_lines(publication, published.files):
            self.stdout.write(line)


def _typed(words: str | None, *, wanted: str) -> str:
    """What was typed, or "" where the option was left out; raises WrongUsage where it is blank."""
    if words is not None and not words.strip():
        raise WrongUsage(f"{wanted}.")
    return "" if words is None else words.strip()
