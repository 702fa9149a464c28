"""cost-shares: who bears which share of a service's cost, and variances as they were reported."""

from __future__ import annotations

from typing import Any

from goldenthread.domain.cost_shares import in_brackets
from goldenthread.domain.plain import to_plain
from goldenthread.plans.queries.cost_shares import cost_shares, variances
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Print the share of each service's cost that each council bears, by year, and the variances against budget as "
        "they were reported, in millions of pounds, with each council's part: in brackets what was spent below the "
        "budget. Nothing is written."
    )
    examples = ("goldenthread cost-shares",)

    def run(self, options: dict[str, Any]) -> None:
        shares, stated = cost_shares(), variances()
        if options["json"]:
            self.print_json({"shares": to_plain(shares), "variances": to_plain(stated)})
            return
        for one in shares:
            each = ", ".join(f"{council} {percent.normalize():f}%" for council, percent in one.shares.items())
            self.stdout.write(f"{one.service}, {one.year_label}: {each} ({_source(one.source, one.illustrative)})")
        for each_variance in stated:
            of = each_variance.of or "everything shared"
            parts = ", ".join(f"{council} {in_brackets(part)}" for council, part in each_variance.parts.items())
            self.stdout.write(
                f"{each_variance.year_label} {each_variance.period}, {of}: £m {in_brackets(each_variance.total)} = "
                f"{parts} ({_source(each_variance.source, each_variance.illustrative)})"
            )
        if not shares and not stated:
            self.stdout.write("No cost shares are set yet.")


def _source(source: str, illustrative: bool) -> str:
    return f"illustrative; {source}" if illustrative else source
