"""use-protocol: a request is evaluated by another version of the protocol."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.requests.operations import use_protocol
from goldenthread.terminal.commands import ChangingCommand


class Command(ChangingCommand):
    help = (
        "Evaluate a request by another version of the protocol: the one in force, or a later draft for a trial. Gates "
        "and scores under the version before stay, and do not count any more; what is asked, its staff, price, views "
        "and case do. Needs the performance officer or the clerk."
    )
    examples = ("goldenthread use-protocol 2019-001 2 --by officer@example.org",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("reference", metavar="REFERENCE", help="the request")
        parser.add_argument("version", type=int, metavar="VERSION", help="the number of the version")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        reference, number = options["reference"], options["version"]
        use_protocol(reference=reference, version=None, number=number, by=by, at=at)
        if options["json"]:
            self.print_json({"reference": reference, "protocol": number})
            return
        self.stdout.write(f"{reference} is evaluated by version {number} of the protocol.")
