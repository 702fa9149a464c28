"""Proposes the next year's list: writes the workbook to answer, and reads the answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.figures.forms.proposal import proposal_workbook, read_proposal
from goldenthread.figures.management.commands._choosing import counted
from goldenthread.figures.operations.proposing import measures_to_answer, propose_year
from goldenthread.partnership.queries import the_partnership
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.files import input_file, output_file
from goldenthread.terminal.typed import financial_year


class Command(ChangingCommand):
    help = (
        "Propose the list of the year after --from. With --out it writes a workbook with one row for each measure: "
        "three years' results, the target, and cells to fill in: keep, change or drop, another target, and why. What "
        "is withheld from the public is in it, and marked so: keep the file to those who answer it. With --in it reads "
        "the answers, whole or not at all, and enters list and targets of the next year as proposed. "
        "Owners, policies and links go on as they are; a measure of a council that leaves before the year is not "
        "carried.\n\n"
        "Publish the proposal with `publish --document proposed-list`; `agree-list` gives it the committee's decision. "
        "Needs the performance officer or an administrator."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread new-year --from 2019-20 --out proposal.xlsx --by officer@example.org",
        "goldenthread new-year --from 2019-20 --in proposal.xlsx --by officer@example.org --dry-run",
        "goldenthread new-year --from 2019-20 --in proposal.xlsx --by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--from",
            required=True,
            type=financial_year,
            dest="year",
            metavar="YEAR",
            help="the year whose list is carried on, as 2019-20",
        )
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--out", type=output_file, metavar="FILE", help="write the workbook to answer (.xlsx)")
        which.add_argument("--in", type=input_file, dest="answers", metavar="FILE", help="read the answered workbook")
        parser.add_argument("--dry-run", action="store_true", help="with --in: check everything, and write nothing")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        year = options["year"]
        if options["out"] is not None:
            path: Path = options["out"]
            measures = measures_to_answer(year, by=by, at=at)
            partnership = the_partnership()
            name = "" if partnership is None else partnership.name
            path.write_bytes(proposal_workbook(measures, year=year, partnership=name, at=at))
            if options["json"]:
                self.print_json({"year": str(year.next), "file": str(path), "measures": len(measures)})
                return
            self.stdout.write(
                f"{path}: {counted(len(measures), 'measure')} to keep, change or drop for {year.next.label}."
            )
            return
        answers: Path = options["answers"]
        rows, problems = read_proposal(answers.read_bytes(), name=answers.name)
        proposed = propose_year(
            rows, year=year, file=answers.name, by=by, at=at, problems=problems, is_trial=options["dry_run"]
        )
        if options["json"]:
            self.print_json({"dry_run": options["dry_run"], **to_plain(proposed)})
            return
        for warning in proposed.warnings:
            self.stderr.write(f"Warning: {warning}")
        would = "would be" if options["dry_run"] else "is"
        self.stdout.write(
            f"The list of {year.next.label} {would} proposed: {proposed.kept} kept, {proposed.changed} changed, "
            f"{proposed.dropped} dropped. No decision has agreed it yet."
        )
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was written.")
