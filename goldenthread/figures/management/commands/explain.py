"""Prints everything behind a published number, and does its arithmetic again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.explained import Check, Explanation
from goldenthread.domain.periods import read_period
from goldenthread.domain.plain import to_plain
from goldenthread.figures.forms.cell_again import explained_with_cell
from goldenthread.figures.queries.explained import NOT_FROZEN, explained_figure
from goldenthread.figures.queries.explained_year import explained_year
from goldenthread.terminal.clock import now
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.typed import financial_year, quarter_number, typed_quarter

DISAGREES = 1


class Command(TerminalCommand):
    help = (
        "Print everything behind a published number: the value and its parts, target and profile, the rule that "
        "decided and every other rule tried, what it was compared with, who returned, submitted, signed, froze and "
        "published it and when, the file and cell, the definition, the decision, and every publication in which it "
        "stands. All arithmetic is done again from what was frozen, and says “agrees” or “DOES NOT AGREE”; where "
        "anything does not agree the exit status is 1. A figure of a round that was never frozen is explained as it "
        "stands, and marked so. Without --quarter it is the measure's value of the closed year: its quarters, rule, "
        "target and rating."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread explain EXC01:havering --year 2019-20 --quarter Q2",
        "goldenthread explain EXC01:havering --year 2019-20 --quarter Q2 --version 1 --json",
        "goldenthread explain EXC01:havering --year 2019-20",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("figure", metavar="FIGURE", help="the figure by name: EXC01:havering")
        parser.add_argument(
            "--year", required=True, type=financial_year, metavar="YEAR", help="financial year, as 2019-20"
        )
        parser.add_argument(
            "--quarter",
            type=quarter_number,
            metavar="QUARTER",
            help="Q1 (April to June) to Q4 (default: the closed year as a whole)",
        )
        parser.add_argument(
            "--version",
            dest="number",
            type=int,
            metavar="N",
            help="of the frozen figures, or of the close (default: the newest)",
        )

    def run(self, options: dict[str, Any]) -> None:
        told = self._told(options)
        if options["json"]:
            self.print_json(_as_json(told))
        else:
            self.stdout.write("\n".join(_lines(told)))
        if told.disagreements:
            sys.exit(DISAGREES)

    def _told(self, options: dict[str, Any]) -> Explanation:
        name, number = options["figure"], options["number"]
        if options["quarter"] is not None:
            found = explained_figure(typed_quarter(options), name=name, at=now(), number=number)
            return explained_with_cell(found)
        return explained_year(options["year"], name=name, number=number)


def _lines(told: Explanation) -> Iterator[str]:
    version = f"version {told.version} of the {'figures' if 'Q' in told.period else 'close'}"
    if told.version == NOT_FROZEN:
        version = "NOT FROZEN: as it stands now"
    yield f"{told.name}: {told.title}, {read_period(told.period).label}, {version}"
    for part in told.parts:
        if not part.lines and not part.checks:
            continue
        yield ""
        yield part.title
        for line in part.lines:
            yield f"  {line.what}: {_indented(line.words)}"
        for check in part.checks:
            yield f"  {_verdict(check)}"
    yield ""
    wrong, number = len(told.disagreements), len(told.checks)
    yield f"All {number} agree." if not wrong else f"{wrong} of {number} DO NOT AGREE."


def _indented(words: str) -> str:
    return words.replace("\n", "\n    ")


def _verdict(check: Check) -> str:
    if check.agrees:
        return f"agrees: {check.what} is {check.told}"
    return f"DOES NOT AGREE: {check.what} was told as {check.told}, and comes out as {check.anew}"


def _as_json(told: Explanation) -> dict[str, Any]:
    parts = [
        {**to_plain(part), "checks": [{**to_plain(check), "agrees": check.agrees} for check in part.checks]}
        for part in told.parts
    ]
    return {**to_plain(told), "parts": parts, "agrees": not told.disagreements}
