"""Makes the first administrator."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser
from django.utils import timezone

from goldenthread.partnership.management.commands.invite import print_link
from goldenthread.partnership.operations import first_administrator
from goldenthread.terminal.clock import today
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Make somebody administrator where nobody is, and print the link by which they choose a password. From then "
        "on administrators invite others."
    )
    examples: ClassVar[tuple[str, ...]] = ('goldenthread first-administrator admin@example.org --name "Sam Okoye"',)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email", metavar="EMAIL", help="e-mail address of the administrator")
        parser.add_argument("--name", default="", metavar="NAME", help="their name, where they are not known yet")

    def run(self, options: dict[str, Any]) -> None:
        person, link = first_administrator(
            email=options["email"], name=options["name"], today=today(), at=timezone.now()
        )
        print_link(self, name=person.name, address=link.address, until=link.expires_at, as_json=options["json"])
