"""protocol: the protocol on requests of outside bodies, as it is in force or in one of its versions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.domain.problems import Refused
from goldenthread.domain.request_prices import pounds
from goldenthread.requests.queries.protocols import protocol_in_force, protocol_numbered
from goldenthread.requests.queries.wording import number
from goldenthread.requests.rules import NoProtocol
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Print the protocol by which requests of outside bodies are evaluated: the version that is in force, or "
        "another; where none was agreed, the newest draft. Nothing is written."
    )
    examples = ("goldenthread protocol", "goldenthread protocol --number 1")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--number", type=int, metavar="N", help="this version")

    def run(self, options: dict[str, Any]) -> None:
        asked = options["number"]
        found = protocol_in_force() if asked is None else protocol_numbered(asked)
        if found is None and asked is not None:
            raise Refused(f"There is no version {asked} of the protocol.")
        if found is None:
            raise NoProtocol
        if options["json"]:
            decision = None if found.decision is None else found.decision.reference
            self.print_json({"number": found.number, "decision": decision, "protocol": to_plain(found.record)})
            return
        record = found.record
        marked = " It is illustrative." if record.illustrative else ""
        self.stdout.write(f"{record.title}: {found.words}.{marked}")
        self.stdout.write(record.purpose)
        self.stdout.write("Gates")
        for gate in record.gates:
            self.stdout.write(f"  {gate.gate.heading}: {gate.words}")
        self.stdout.write("Criteria")
        for one in record.criteria:
            self.stdout.write(f"  {one.title} ({one.key}), weight {number(one.weight)}")
            for score, words in enumerate(one.guidance):
                self.stdout.write(f"    {score}: {words}")
        self.stdout.write(f"A request may be accepted from a total of {number(record.least_total)}.")
        self.stdout.write(
            f"An officer decides up to {pounds(record.officer_up_to)}, a director up to "
            f"{pounds(record.director_up_to)}, the joint committee above, and what has no known value."
        )
        self.stdout.write(
            f"A price is built with {number(record.overheads)}% of overheads and {number(record.margin)}% of margin."
        )
