"""decide-request: a request is evaluated as it stands, and decided."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from goldenthread.domain.request_decisions import Decided, DecisionRecord
from goldenthread.domain.request_protocols import DecisionLevel
from goldenthread.requests.operations import decide_request, evaluate_request
from goldenthread.requests.queries.dossiers import request_called
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import day


class Command(ChangingCommand):
    help = (
        "Record what was decided of a request, on its evaluation; one that is not evaluated as it stands is evaluated "
        "first, and that is written down. It is decided by an officer or a "
        "director up to the value that the protocol gives them, else by a resolution of the joint committee. Nothing "
        "is accepted whose gates are not all passed. Needs whoever decides at that level; for a resolution, the "
        "performance officer or the clerk."
    )
    examples = (
        "goldenthread decide-request 2019-001 --decided accepted --level 'joint committee' "
        "--decision onesource-joint-committee/2020-06-26/9/1 --on 2020-06-26 --reasons 'It uses idle vehicles.' "
        "--alternatives 'Not to tender.' --by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("reference", metavar="REFERENCE", help="the request")
        parser.add_argument("--decided", required=True, choices=[one.value for one in Decided], help="what was decided")
        parser.add_argument("--level", required=True, choices=[one.value for one in DecisionLevel], help="who decided")
        parser.add_argument("--on", required=True, type=day, metavar="DAY", help="when it was decided")
        parser.add_argument("--reasons", required=True, help="why")
        parser.add_argument("--alternatives", required=True, help="what else was considered, and why it was not taken")
        parser.add_argument("--decision", default="", metavar="REFERENCE", help="the resolution of the committee")
        parser.add_argument("--condition", action="append", default=[], help="a condition; may be given several times")
        parser.add_argument("--interests", default="", help="interests that were declared")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        reference = options["reference"]
        said = DecisionRecord(
            decided=Decided(options["decided"]),
            level=DecisionLevel(options["level"]),
            decided_on=options["on"],
            reasons=options["reasons"],
            alternatives=options["alternatives"],
            decision=options["decision"],
            conditions=tuple(options["condition"]),
            interests=options["interests"],
        )
        found = request_called(reference)
        # The two are one: a decision that is refused leaves no evaluation behind.
        with transaction.atomic():
            if found is None or found.kept is None:
                evaluate_request(reference=reference, by=by, at=at)
            decide_request(reference=reference, version=None, said=said, by=by, at=at)
        if options["json"]:
            self.print_json({"reference": reference, "decided": said.decided.value, "level": said.level.value})
            return
        self.stdout.write(f"{reference} was {said.decided.value}, decided by the {said.level.value}.")
