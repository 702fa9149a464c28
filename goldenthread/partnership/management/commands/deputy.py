"""Names who acts for somebody who is away."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser
from django.utils import timezone

from goldenthread.accounts.queries import person_by_email
from goldenthread.partnership.operations import call_off_deputy, name_deputy
from goldenthread.terminal.clock import today
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.typed import day


class Command(TerminalCommand):
    help = (
        "Name who acts in every role of somebody while they are away, from a day to a last day; what the deputy does "
        'is printed as done by "Director of Finance (deputy)". Or call it off. Needs the person themself, or an '
        "administrator."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread deputy --of head@example.org --deputy second@example.org --from 2019-10-14 --to 2019-10-25 "
        "--by head@example.org",
        "goldenthread deputy --of head@example.org --deputy second@example.org --call-off --by head@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--of", required=True, metavar="EMAIL", help="e-mail address of who is away")
        parser.add_argument("--deputy", required=True, metavar="EMAIL", help="e-mail address of who acts for them")
        parser.add_argument("--from", dest="starts_on", type=day, metavar="DAY", help="the first day, as 2019-10-14")
        parser.add_argument("--to", dest="ends_on", type=day, metavar="DAY", help="the last day, as 2019-10-25")
        parser.add_argument("--call-off", action="store_true", help="today is the last day that the deputy acts")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="e-mail address of the person who does this")

    def run(self, options: dict[str, Any]) -> None:
        whom = {"of": options["of"], "deputy": options["deputy"], "by": person_by_email(options["by"])}
        outcome: dict[str, object]
        if options["call_off"]:
            ended = call_off_deputy(**whom, last_day=today(), today=today(), at=timezone.now())
            said, outcome = f"Called off, for {ended} role{'s' if ended != 1 else ''}.", {"called_off": ended}
        elif options["starts_on"] is None or options["ends_on"] is None:
            raise WrongUsage("Give the first and the last day with --from and --to, or --call-off.")
        else:
            days = {"starts_on": options["starts_on"], "ends_on": options["ends_on"]}
            posts = name_deputy(**whom, **days, today=today(), at=timezone.now())
            said, outcome = f"{options['deputy']} acts as {', '.join(posts)}.", {"posts": list(posts)}
        if options["json"]:
            self.print_json(outcome)
            return
        self.stdout.write(said)
