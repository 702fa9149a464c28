"""Closes or opens somebody's account, or unlinks it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser
from django.utils import timezone

from goldenthread.accounts.queries import person_by_email
from goldenthread.partnership.operations import close_account, open_account, unlink_account
from goldenthread.terminal.clock import today
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Close somebody's account: they are signed out everywhere at once, and nobody signs in as them. What they did "
        "stays. Or open it again. Or unlink their organisation's own sign-in, which then opens the account no more; an "
        "invitation links another. Needs an administrator."
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
        which.add_argument("--unlink", action="store_true", help="unlink the organisation's own sign-in")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="e-mail address of the administrator")

    def run(self, options: dict[str, Any]) -> None:
        by = person_by_email(options["by"])
        changes = {"closed": close_account, "open": open_account, "unlinked": unlink_account}
        state = "closed" if options["close"] else "open" if options["open"] else "unlinked"
        person = changes[state](email=options["email"], by=by, today=today(), at=timezone.now())
        if options["json"]:
            self.print_json({"name": person.name, "account": state})
            return
        self.stdout.write(f"The account of {person.name} is {state}.")
