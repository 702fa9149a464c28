"""apportion: an amount split by the shares in which councils bear a service's cost."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.cost_shares import apportioned, in_brackets, read_amount
from goldenthread.plans.queries.cost_shares import shares_of
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.typed import add_year


class Command(TerminalCommand):
    help = (
        "Split an amount in millions of pounds by the shares of a service and year, in whole thousands, so that the "
        "parts come to it exactly: each is rounded down, and what is left goes to whoever lost most by it. In brackets "
        "is what is below nothing: an underspend. Nothing is written."
    )
    examples = ('goldenthread apportion strategic-finance "(0.080)" --year 2017-18',)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("service", metavar="SERVICE", help="the service, by its short name")
        parser.add_argument("amount", metavar="AMOUNT", help='in millions of pounds, as in "(0.080)"')
        add_year(parser)

    def run(self, options: dict[str, Any]) -> None:
        shares = shares_of(options["service"], options["year"])
        amount = read_amount(options["amount"])
        parts = apportioned(amount, shares.shares)
        if options["json"]:
            told = {name: str(one) for name, one in parts.items()}
            self.print_json({"service": shares.service_slug, "year": shares.year, "parts": told})
            return
        self.stdout.write(f"{shares.service}, {shares.year_label}: £m {in_brackets(amount)}")
        for council, part in parts.items():
            self.stdout.write(f"  {council} {shares.shares[council].normalize():f}%: {in_brackets(part)}")
