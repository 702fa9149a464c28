"""review-definition: that somebody read an indicator's definition and found it still right."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.indicators.operations.reviewing import review_definition
from goldenthread.terminal.commands import ChangingCommand


class Command(ChangingCommand):
    help = (
        "Records that the definition of an indicator was reviewed and is still right. The card is not changed; the log "
        "keeps who said so. check-thread lists the indicators whose definition nobody reviewed this year. Needs the "
        "performance officer or an administrator."
    )
    examples = (
        'goldenthread review-definition EXC01 --words "Source and exclusions looked at" --by officer@example.org',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("ref", metavar="REF", help="the indicator")
        parser.add_argument("--words", required=True, help="what was looked at")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        review_definition(ref=options["ref"], words=options["words"], by=by, at=at)
        if options["json"]:
            self.print_json({"indicator": options["ref"]})
            return
        self.stdout.write(f"{options['ref']}: its definition was reviewed.")
