"""agree-protocol: a decision of the committee agreed a version of the protocol."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.requests.operations import agree_protocol
from goldenthread.terminal.commands import ChangingCommand


class Command(ChangingCommand):
    help = (
        "Record that a decision of the committee agreed a version of the protocol: requests are decided by it from "
        "then on. With --action, it is what that action of a plan was to bring, and the action is complete and closed "
        "by the same decision. Needs the performance officer or the clerk; to close an action, the performance officer."
    )
    examples = (
        "goldenthread agree-protocol 1 --decision onesource-joint-committee/2020-06-26/9/1 "
        "--action improvement-plan/3.1 --by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("version", type=int, metavar="VERSION", help="the number of the version")
        parser.add_argument("--decision", required=True, metavar="REFERENCE", help="the decision that agreed it")
        parser.add_argument("--action", default="", metavar="PLAN/REF", help="the action whose deliverable it is")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        number, decision, action = options["version"], options["decision"], options["action"]
        agree_protocol(number=number, decision=decision, action=action, by=by, at=at)
        if options["json"]:
            self.print_json({"version": number, "decision": decision, "closed": action})
            return
        closed = f" Action {action} is complete, and closed." if action else ""
        self.stdout.write(f"Version {number} of the protocol is agreed by {decision}.{closed}")
