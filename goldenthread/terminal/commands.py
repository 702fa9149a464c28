"""What every command shares: problems printed whole, people named by e-mail, moments typed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import person_by_email
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.terminal.clock import now


class TerminalCommand(BaseCommand):
    """A command. Subclasses write `run`; a refusal becomes exit status 1 with its reason."""

    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.run(options)
        except InputRefused as refusal:
            self.print_problems(refusal.problems, as_json=options["json"])
            sys.exit(1)
        except Refused as refusal:
            self.print_problems([Problem(str(refusal))], as_json=options["json"])
            sys.exit(1)

    def run(self, options: dict[str, Any]) -> None:
        raise NotImplementedError

    def print_problems(self, problems: Iterable[Problem], *, as_json: bool) -> None:
        """Every problem, one a line on standard error, or all as one JSON object on output."""
        listed = list(problems)
        if as_json:
            self.print_json({"problems": [problem.as_dict() for problem in listed]})
            return
        for problem in listed:
            self.stderr.write(str(problem))
        if len(listed) > 1:
            self.stderr.write(f"{len(listed)} problems; nothing was written.")

    def print_json(self, value: object) -> None:
        self.stdout.write(json.dumps(value, indent=2, ensure_ascii=False))

    def progress(self, words: str) -> None:
        """One line on standard error, so that long work is seen to go on and output stays clean."""
        self.stderr.write(words, self.style.NOTICE)


class ChangingCommand(TerminalCommand):
    """A command that changes something: it says who does it and when."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--by",
            required=True,
            metavar="EMAIL",
            help="e-mail address of the person who does this; must hold the role that it needs",
        )
        parser.add_argument(
            "--at",
            metavar="WHEN",
            type=moment,
            help="when it is done, as 2019-10-15 or 2019-10-15T14:30 (default: now)",
        )

    @staticmethod
    def person_and_moment(options: dict[str, Any]) -> tuple[User, datetime]:
        """Who does it and when, from the options; raises PersonUnknown."""
        return person_by_email(options["by"]), options["at"] or now()


def moment(typed: str) -> datetime:
    """A day (noon is meant) or a day and time, in London unless an offset is typed.

    Raises ValueError, which the argument parser turns into wrong usage.
    """
    try:
        read = datetime.combine(date.fromisoformat(typed), time(12))
    except ValueError:
        read = datetime.fromisoformat(typed)
    return read if timezone.is_aware(read) else timezone.make_aware(read)
