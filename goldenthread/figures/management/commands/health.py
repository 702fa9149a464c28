"""Prints how old and how honest the figures are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.health import Days, Health, QuarterHealth, Remark, Timeliness
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import to_plain
from goldenthread.figures.management.commands._choosing import counted
from goldenthread.figures.queries.health import health_on
from goldenthread.terminal.clock import now
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.typed import financial_year, quarter_number


class Command(TerminalCommand):
    help = (
        "Print how old and how honest the figures are: days from each quarter's end to return, sign-off, freeze, "
        "release and meeting, for each service; the share returned on time and the share with numerator and "
        "denominator; and of the newest quarter ratings by judgement, late changes, silenced warnings, unanswered "
        "promises, and measures whose post nobody holds or whose owner never returned. Every quarter, or one."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread health",
        "goldenthread health --year 2019-20 --quarter Q2 --json",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=financial_year, metavar="YEAR", help="financial year, as 2019-20")
        parser.add_argument("--quarter", type=quarter_number, metavar="Q", help="Q1, Q2, Q3 or Q4")

    def run(self, options: dict[str, Any]) -> None:
        year, number = options["year"], options["quarter"]
        if (year is None) != (number is None):
            raise WrongUsage("Give both --year and --quarter, or neither for every quarter.")
        health = health_on(now().date(), quarter=None if year is None else Quarter(year=year, number=number))
        if options["json"]:
            self.print_json(to_plain(health))
            return
        self.stdout.write("\n".join(_lines(health)))


def _lines(health: Health) -> Iterator[str]:
    if not health.quarters:
        yield "No quarter was opened yet. Open one with `open-round`."
        return
    for quarter in health.quarters:
        yield from _quarter(quarter)
    label = health.quarters[-1].label
    if len(health.quarters) > 1:
        yield f"What follows is of {label} alone; --year and --quarter name another."
    named: tuple[tuple[str, tuple[Remark, ...]], ...] = (
        ("Ratings by judgement", health.overrides),
        ("Targets and tolerances changed after the quarter began", health.late_changes),
        ("Warnings silenced as expected", health.silenced),
        ("Promises of earlier quarters without an answer", health.unanswered),
        ("Promises that were open when their measure ended", health.left),
        ("Measures whose post nobody holds", health.without_owner),
        ("Measures of which nothing was ever returned", health.never_returned),
    )
    targets = counted(health.agreed_late, "target", then=("was", "were")) if health.agreed_late else "no target was"
    yield f"{label}: {targets} agreed only after the quarter had begun."
    for title, remarks in named:
        later = health.unanswered_later if remarks is health.unanswered else 0
        yield f"{title}: {len(remarks) or 'none'}{f', of which the last {later} are due later' if later else ''}"
        yield from (f"  {remark.name}: {remark.words}" for remark in remarks)


def _quarter(quarter: QuarterHealth) -> Iterator[str]:
    yield f"{quarter.label}, days after its end"
    for one in (*quarter.services, quarter.whole):
        yield f"  {one.name}: {_timeliness(one)}"
    for what, days in (
        ("frozen", quarter.frozen_after),
        ("released", quarter.released_after),
        ("meeting", quarter.meeting_after),
    ):
        yield f"  {what}: {'not yet' if days is None else days}"
    yield ""


def _timeliness(one: Timeliness) -> str:
    awaited = one.wanted - one.expected
    return (
        f"{one.in_time} of {one.expected} returned on time, {one.returned} in all ({_days(one.return_days)}); "
        f"{f'{awaited} not due yet; ' if awaited else ''}"
        f"{one.signed_off} signed off ({_days(one.sign_off_days)})"
        f"{f', {one.by_email} of them by e-mail' if one.by_email else ''}; "
        f"{one.with_parts} of {one.with_value} values with numerator and denominator"
    )


def _days(days: Days | None) -> str:
    if days is None:
        return "none"
    return f"the first on day {days.first}, half of them by day {days.half}, the last on day {days.last}"
