"""evaluate-request: what the protocol makes of a request in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.days import day_words
from goldenthread.domain.plain import to_plain
from goldenthread.domain.request_evaluations import evaluated
from goldenthread.requests.forms import read_request
from goldenthread.requests.queries.files import checked_dossier
from goldenthread.requests.queries.protocols import protocol_in_force
from goldenthread.requests.queries.wording import asked_facts, evaluation_lines, known_lines
from goldenthread.requests.rules import NoProtocol
from goldenthread.terminal.clock import now, today
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.files import input_file
from goldenthread.terminal.typed import day
from goldenthread.thread.queries.reading import reading_at_terminal


class Command(TerminalCommand):
    help = (
        "Evaluate a request of an outside body from a TOML file by the protocol in force: print each gate, each score, "
        "the capacity and what else the register knows of the service, the price with its floor, who decides by value, "
        "and the outcome with its reasons. Where no protocol was agreed, the newest draft is tried. "
        "docs/reference/request-file.md describes the file. Nothing is written; exit status 1 where the file is "
        "refused, and 0 whatever the outcome is."
    )
    examples = ("goldenthread evaluate-request request.toml",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_file, metavar="FILE.toml", help="the request")
        parser.add_argument("--on", type=day, metavar="DAY", help="as on this day (default: today)")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        protocol = protocol_in_force()
        if protocol is None:
            raise NoProtocol
        file = read_request(path.read_bytes(), file=path.name, protocol=protocol.record)
        on = options["on"] or today()
        reading = reading_at_terminal(today=on, at=now())
        dossier = checked_dossier(file, protocol=protocol.record, today=on, reading=reading)
        found = evaluated(protocol.record, dossier)
        if options["json"]:
            told = {"protocol": protocol.number, "agreed": protocol.is_agreed, "evaluation": to_plain(found)}
            self.print_json({**told, "known": to_plain(dossier.known)})
            return
        self.stdout.write(f"By the protocol, {protocol.words}, on {day_words(on)}")
        for label, words in asked_facts(dossier.request):
            self.stdout.write(f"  {label}: {words}")
        self.stdout.write("What the register knows")
        for line in known_lines(dossier.known):
            self.stdout.write(f"  {line}")
        for line in evaluation_lines(found):
            self.stdout.write(line)
