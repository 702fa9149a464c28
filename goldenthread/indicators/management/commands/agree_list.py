"""agree-list: a year's list rests on the committee's decision."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.indicators.operations.agreeing import agree_list
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import financial_year


class Command(ChangingCommand):
    help = (
        "Says which decision agreed a year's proposed list; until then the list, and every target on it, is printed as "
        "not yet agreed. The decision must be in the committee's record first (import-committee). A list is agreed "
        "once: what changes after that has decisions of its own. Needs the performance officer or an administrator."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread agree-list --year 2020-21 --decision onesource-joint-committee/2020-06-26/12/1 "
        "--by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--year", required=True, type=financial_year, metavar="YEAR", help="financial year of the list, as 2020-21"
        )
        parser.add_argument("--decision", required=True, metavar="REF", help="reference of the decision in the record")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        year = options["year"]
        decision = agree_list(year=year, decision=options["decision"], by=by, at=at)
        if options["json"]:
            self.print_json({"year": str(year), "decision": decision.reference, "words": decision.words})
            return
        self.stdout.write(f"The list of {year.label} is {decision.words}.")
