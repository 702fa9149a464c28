"""set-cost-shares: the share of a service's cost that each council bears in a year."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.plans.forms import read_named_numbers
from goldenthread.plans.operations import SharesSaid, set_cost_shares
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import add_year


class Command(ChangingCommand):
    help = (
        "Sets the percentages of a service's cost that the councils bear in a year. They come to 100, and none is of a "
        "council to which the service is not provided. What was set before stays beside it. Needs the performance "
        "officer."
    )
    examples = (
        "goldenthread set-cost-shares strategic-finance --year 2017-18 newham=43 havering=42 bexley=15 "
        '--source "Minutes, item 18613" --by officer@example.org',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("service", metavar="SERVICE", help="the service, by its short name")
        parser.add_argument("shares", metavar="COUNCIL=PERCENT", nargs="+", help="each council with its percentage")
        parser.add_argument("--source", required=True, help="where they come from: an agreement, a report, a minute")
        parser.add_argument("--decision", default="", help="the decision that agreed them, by its reference")
        parser.add_argument("--illustrative", action="store_true", help="they are made up")
        add_year(parser)

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        said = SharesSaid(
            service=options["service"],
            year=options["year"],
            shares=read_named_numbers(options["shares"]),
            source=options["source"],
            decision=options["decision"],
            illustrative=options["illustrative"],
        )
        number = set_cost_shares(said, by=by, at=at)
        if options["json"]:
            self.print_json({"service": said.service, "year": str(said.year), "number": number or None})
            return
        if not number:
            self.stdout.write("These shares are set already: nothing was written.")
            return
        self.stdout.write(f"{said.service}, {said.year.label}: the shares are set.")
