"""Closes or opens somebody's account."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser
from django.utils import timezone

from goldenthread.accounts.queries import person_by_email
from goldenthread.partnership.operations import close_account, open_account
from goldenthread.terminal.clock import today
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Close somebody's account: they are signed out everywhere at once, and nobody signs in as them. What they did "
        "stays. Or open it again. Needs an administrator."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread account lead@example.org --close --by admin@example.org",
        "goldenthread account lead@example.org --open --by admin@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email", metavar="EMAIL", help="e-mail address of the person")
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--close", action="store_true", help="close the account")
        which.add_argument("--open", action="store_true", help="open it again")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="e-mail address of the administrator")

    def run(self, options: dict[str, Any]) -> None:
        by, change = person_by_email(options["by"]), close_account if options["close"] else open_account
        person = change(email=options["email"], by=by, today=today(), at=timezone.now())
        state = "open" if options["open"] else "closed"
        if options["json"]:
            self.print_json({"name": person.name, "account": state})
            return
        self.stdout.write(f"The account of {person.name} is {state}.")
