"""request: one request of an outside body, whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.days import day_words
from goldenthread.domain.plain import to_plain
from goldenthread.requests.queries.dossiers import RequestFacts, day_of, request_called
from goldenthread.requests.queries.register import references
from goldenthread.requests.queries.wording import asked_facts, evaluation_lines
from goldenthread.requests.rules import RequestUnknown
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Print a request of an outside body: what is asked, what the protocol makes of it as it stands, what was "
        "decided, and everything that was stated of it, the newest first. Nothing is written."
    )
    examples = ("goldenthread request 2019-001",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("reference", metavar="REFERENCE", help="the request")

    def run(self, options: dict[str, Any]) -> None:
        found = request_called(options["reference"])
        if found is None:
            raise RequestUnknown(options["reference"], known=", ".join(references()))
        if options["json"]:
            self.print_json(_plain(found))
            return
        self.stdout.write(f"{found.reference} {found.asked.requester}, {found.service}: {found.state.value}")
        for label, words in asked_facts(found.asked):
            self.stdout.write(f"  {label}: {words}")
        if found.protocol is not None and found.evaluation is not None:
            self.stdout.write(f"By the protocol, {found.protocol.words}")
            for line in evaluation_lines(found.evaluation):
                self.stdout.write(line)
        if found.decided is not None:
            decided = found.decided
            who = decided.decision or decided.by_post
            self.stdout.write(f"Decided on {day_words(decided.decided_on)}: {decided.decided.value}, by {who}")
            self.stdout.write(f"  Reasons: {decided.reasons}")
            self.stdout.write(f"  Alternatives: {decided.alternatives}")
            for one in decided.conditions:
                self.stdout.write(f"  Condition: {one}")
        self.stdout.write("Stated")
        for stated in found.history:
            key = f" {stated.key}" if stated.key else ""
            self.stdout.write(f"  {day_words(day_of(stated))} {stated.kind_words}{key}, {stated.by_name}")


def _plain(found: RequestFacts) -> dict[str, Any]:
    evaluation, decided = found.evaluation, found.decided
    return {
        "reference": found.reference,
        "state": found.state.value,
        "service": found.service_slug,
        "asked": to_plain(found.asked),
        "protocol": None if found.protocol is None else found.protocol.number,
        "evaluation": None if evaluation is None else to_plain(evaluation),
        "decision": None if decided is None else to_plain(decided),
        "agreement": None if found.agreed is None else to_plain(found.agreed),
        "income": to_plain(found.income),
        "reviews": to_plain(found.reviews),
    }
