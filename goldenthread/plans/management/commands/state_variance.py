"""state-variance: a variance against budget as it was reported, with the part of each council."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.cost_shares import in_brackets, read_amount
from goldenthread.plans.forms import read_named_numbers
from goldenthread.plans.operations import VarianceSaid, state_variance
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import add_year


class Command(ChangingCommand):
    help = (
        "Records a variance against budget as it was reported, in millions of pounds, in brackets what was spent below "
        "the budget. The parts come to the total within rounding; else nothing is written, and the difference is told, "
        "with the sign that would mend it. Needs the performance officer."
    )
    examples = (
        'goldenthread state-variance --year 2017-18 outturn "(1.342)" "havering=(0.630)" "newham=(0.649)" '
        '"bexley=(0.063)" --source "Minutes of 3 August 2018" --by officer@example.org',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("period", metavar="PERIOD", help='of which period, as in "outturn" or "Period 9"')
        parser.add_argument("total", metavar="TOTAL", help='in millions of pounds, as in "(0.080)"')
        parser.add_argument("parts", metavar="COUNCIL=AMOUNT", nargs="+", help="each council with its part")
        parser.add_argument("--of", default="", metavar="SERVICE", help="of one service (default: all that is shared)")
        parser.add_argument("--source", required=True, help="where it was reported")
        parser.add_argument("--illustrative", action="store_true", help="it is made up")
        add_year(parser)

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        said = VarianceSaid(
            year=options["year"],
            period=options["period"],
            total=read_amount(options["total"]),
            parts=read_named_numbers(options["parts"]),
            source=options["source"],
            of=options["of"],
            illustrative=options["illustrative"],
        )
        made = state_variance(said, by=by, at=at)
        if options["json"]:
            self.print_json({"year": str(said.year), "period": said.period, "number": made.number if made else None})
            return
        if made is None:
            self.stdout.write("It is stated so already: nothing was written.")
            return
        self.stdout.write(f"{said.year.label} {said.period}: £m {in_brackets(said.total)} is stated.")
