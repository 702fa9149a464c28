"""Invites somebody."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser
from django.utils import timezone

from goldenthread.accounts.queries import person_by_email
from goldenthread.partnership.operations import invite
from goldenthread.terminal.clock import today
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Make a link by which somebody chooses a password, or links their organisation's own sign-in. It works once, "
        "and for a few days; a new one ends an earlier one. Also for who forgot their password, and with --new-code "
        "for who lost their telephone. Needs an administrator. The link is printed, and sent to the person by `work`."
    )
    examples: ClassVar[tuple[str, ...]] = (
        'goldenthread invite lead@example.org --name "Asha Patel" --by admin@example.org',
        "goldenthread invite lead@example.org --new-code --by admin@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email", metavar="EMAIL", help="e-mail address of the person")
        parser.add_argument("--name", default="", metavar="NAME", help="their name, where they are not known yet")
        parser.add_argument("--new-code", action="store_true", help="remove their code: their telephone is lost")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="e-mail address of the administrator")

    def run(self, options: dict[str, Any]) -> None:
        person, link = invite(
            email=options["email"],
            name=options["name"],
            by=person_by_email(options["by"]),
            today=today(),
            at=timezone.now(),
            new_code=options["new_code"],
        )
        print_link(self, name=person.name, address=link.address, until=link.expires_at, as_json=options["json"])


def print_link(command: TerminalCommand, *, name: str, address: str, until: Any, as_json: bool) -> None:
    """The link, and until when it works."""
    if as_json:
        command.print_json({"name": name, "link": address, "until": until.isoformat()})
        return
    local = timezone.localtime(until)
    command.stdout.write(f"{name} is invited, until {local.day} {local:%B %Y at %H:%M}. The link works once:")
    command.stdout.write(f"  {address}")
