"""Closes a year: each measure's outturn against its annual target."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.figures.management.commands._choosing import counted
from goldenthread.figures.operations.closing import close_year
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import financial_year


class Command(ChangingCommand):
    help = (
        "Close a year whose four quarters are frozen. Each measure gets its value of the year by the rule of its card "
        "(last, sum, mean, or numerators over denominators), from values as they are now known, and is rated against "
        "its annual target under the joint committee's policy and its council's own; last year's outturn stands beside "
        "it. A missing quarter leaves the year without a value, and is named. The year-end pack is made from the "
        "close: `pack --document year-end`. Targets and list of a closed year do not change. Needs the performance "
        "officer.\n\n"
        "A year that was closed before is closed again only with --because, as the next version."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread close-year --year 2019-20 --by officer@example.org --dry-run",
        "goldenthread close-year --year 2019-20 --by officer@example.org",
        'goldenthread close-year --year 2019-20 --by officer@example.org --because "Complaints of Q1 were restated"',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--year", required=True, type=financial_year, metavar="YEAR", help="financial year, as 2019-20"
        )
        parser.add_argument("--because", default="", metavar="WHY", help="why a closed year is closed again")
        parser.add_argument("--dry-run", action="store_true", help="show what the year comes to, and write nothing")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        year = options["year"]
        self.progress(f"Adding up {year.label}")
        closed = close_year(year=year, by=by, at=at, because=options["because"], dry_run=options["dry_run"])
        if options["json"]:
            self.print_json({"year": str(year), "dry_run": options["dry_run"], **to_plain(closed)})
            return
        is_or_would = "would be" if options["dry_run"] else "is"
        ratings = ", ".join(f"{count} {code.replace('-', ' ')}" for code, count in closed.ratings)
        lines = [
            f"{year.label} {is_or_would} closed as version {closed.number}, with {counted(closed.figures, 'measure')}.",
            f"Of those counted: {ratings}.",
        ]
        if closed.ended:
            lines.append(f"{counted(closed.ended, 'measure')} ended within the year and {_stand(closed.ended)} beside.")
        for title, names in (
            ("Without a value, because a quarter is missing:", closed.incomplete),
            ("Of a part of the year:", closed.part_year),
            (
                "Not rated, because their target is that of one quarter and their year adds the quarters up (give next "
                "year's list the year's target, with the profile straight line, from history or typed):",
                closed.targets_of_a_quarter,
            ),
        ):
            if names:
                lines += [title, *(f"  {name}" for name in names)]
        if options["dry_run"]:
            lines.append("This was a dry run: nothing was written.")
        self.stdout.write("\n".join(lines))


def _stand(number: int) -> str:
    return "stands" if number == 1 else "stand"
