"""priorities: what each council seeks, and what serves it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.listing import listed
from goldenthread.domain.plain import to_plain
from goldenthread.domain.problems import Refused
from goldenthread.partnership.queries import councils
from goldenthread.plans.queries.priorities import corporate_plans, serving_each
from goldenthread.plans.queries.years import span_words
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Print the priorities of each council's corporate plans, in the council's own words, with their tags and "
        "with what serves each: plans, actions, service plans and indicators. Nothing is written."
    )
    examples = ("goldenthread priorities --council havering",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--council", default="", help="of this council alone, by its short name")

    def run(self, options: dict[str, Any]) -> None:
        known = [one.slug for one in councils()]
        council = options["council"]
        if council and council not in known:
            raise Refused(f"There is no council {council!r}. There are: {listed(known)}.")
        plans = corporate_plans(**({"council__slug": council} if council else {}))
        served = serving_each(one.id for plan in plans for one in plan.priorities)
        if options["json"]:
            found = [
                {**to_plain(plan), "serving": {one.ref: to_plain(served[one.id]) for one in plan.priorities}}
                for plan in plans
            ]
            self.print_json({"corporate_plans": found})
            return
        if not plans:
            self.stdout.write("No priorities are entered yet. import-priorities reads them from a file.")
        for plan in plans:
            marked = " It is illustrative." if plan.illustrative else ""
            self.stdout.write(f"{plan.council}: {plan.title}, {span_words(plan.first_year, plan.last_year)}.{marked}")
            for one in plan.priorities:
                tags = f" [{'; '.join(tag.name for tag in one.tags)}]" if one.tags else ""
                self.stdout.write(f"  {one.ref} {one.title}{tags}")
                for each in served[one.id]:
                    self.stdout.write(f"    {each.kind}: {each.words}")
                if not served[one.id]:
                    self.stdout.write("    Nothing serves it yet.")
