"""agree-service-plan: that a committee's decision agreed a service plan as it stands."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.plans.operations import agree_service_plan
from goldenthread.terminal.commands import ChangingCommand


class Command(ChangingCommand):
    help = (
        "Records that a decision agreed a service plan as it stands. A plan that is written again afterwards is not "
        "agreed any more, until a decision agrees it again. Needs the performance officer."
    )
    examples = (
        "goldenthread agree-service-plan ict-services 2019-20 --decision onesource-joint-committee/2019-07-12/27/1 "
        "--by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("service", metavar="SERVICE", help="the service, by its short name")
        parser.add_argument("year", metavar="YEAR", help="the year, as in 2019-20")
        parser.add_argument("--decision", required=True, help="the decision, by its reference")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        service, year = options["service"], options["year"]
        plan = agree_service_plan(service=service, year=year, decision=options["decision"], by=by, at=at)
        if options["json"]:
            self.print_json({"service_plan": f"{service}/{year}", "version": plan.version})
            return
        self.stdout.write(f"Service plan {service}/{year}: version {plan.version} is agreed.")
