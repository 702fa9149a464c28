"""resources: staff and money by council and priority, and the actions that have none."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.plans.queries.resources import (
    Sum,
    actions_without_resources,
    resources_by_priority,
    service_plans_without_resources,
)
from goldenthread.plans.queries.words import money_words, staff_words
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.typed import add_year


class Command(TerminalCommand):
    help = (
        "Print the staff (full-time equivalents) and the money that were agreed for a year, by council and by the "
        "priority that they serve, from actions of plans and from service plans; and the actions and service plans "
        "of which nothing was agreed. What serves two priorities stands under both, and counts once in its council's "
        "sum. Nothing is written."
    )
    examples = ("goldenthread resources --year 2019-20",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_year(parser)

    def run(self, options: dict[str, Any]) -> None:
        year = options["year"]
        councils = resources_by_priority(str(year))
        without = actions_without_resources(str(year))
        plans_without = service_plans_without_resources(str(year))
        if options["json"]:
            self.print_json(
                {
                    "year": str(year),
                    "councils": to_plain(councils),
                    "actions_without": to_plain(without),
                    "service_plans_without": list(plans_without),
                }
            )
            return
        for council in councils:
            self.stdout.write(f"{council.council}, {year.label}: {_words(council.sum)}")
            for row in council.rows:
                named = f"{row.slug}/{row.ref} {row.title}" if row.ref else "serving none of its priorities"
                self.stdout.write(f"  {named}: {_words(row.sum)}")
        for one in without:
            self.stdout.write(f"Nothing is agreed for action {one.slug}/{one.ref}: {one.words} ({one.owner_post})")
        for service in plans_without:
            self.stdout.write(f"Nothing is agreed for the service plan of {service}.")
        if not (councils or without or plans_without):
            self.stdout.write(f"No priorities, plans or resources are entered for {year.label}.")


def _words(found: Sum) -> str:
    if not found.things:
        return "nothing agreed"
    marked = " (illustrative)" if found.illustrative else ""
    return f"{staff_words(found.staff)} and {money_words(found.money)}{marked}"
