"""What every command shares: problems printed whole, people named by e-mail, moments typed, help to learn from."""

from __future__ import annotations

import contextlib
import json
import sys
import textwrap
from argparse import HelpFormatter
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from typing import Any, ClassVar, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import person_by_email
from goldenthread.domain.problems import Problem, Refused
from goldenthread.terminal.hints import told_at_terminal
from goldenthread.terminal.order import moment_of
from goldenthread.terminal.streams import Output, Remarks, speak_utf_8
from goldenthread.terminal.typed import moment

EXAMPLES = "For example:"
WRONG_USAGE = 2
# argparse's own beginnings, in our words.
_SAID_BY_PARSER = (
    ("argument ", ""),
    ("the following arguments are required: ", "Missing: "),
    ("unrecognized arguments: ", "Not known here: "),
)


class WrongUsage(Refused):
    """A command was not typed as it has to be: exit status 2. The text is a whole sentence that says how."""


class Help(HelpFormatter):
    """Paragraphs are filled to the terminal's width; examples stay as they are typed."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.startswith(EXAMPLES):
            return text
        paragraphs = (textwrap.fill(paragraph, width) for paragraph in text.split("\n\n"))
        return "\n\n".join(paragraphs)


class TerminalCommand(BaseCommand):
    """A command. Subclasses write `run`; a refusal becomes exit status 1 with its reason.

    `examples` are whole command lines, printed at the end of `--help`.
    """

    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute
    # Django's own options stay, but no one has to read past them.
    suppressed_base_arguments: set[str] = {  # noqa: RUF012 - Django's own attribute
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }
    examples: ClassVar[tuple[str, ...]] = ()
    stdout: Output
    stderr: Remarks

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stdout = Output(kwargs.get("stdout") or sys.stdout)
        self.stderr = Remarks(kwargs.get("stderr") or sys.stderr, after=self.stdout)
        self.stderr.style_func = self.style.ERROR

    def get_version(self) -> str:
        return version("goldenthread")

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django's parser, under the name that was typed, with the examples after the options."""
        lines = [EXAMPLES, *(f"  {example}" for example in self.examples)] if self.examples else []
        parser = super().create_parser(
            prog_name,
            subcommand.replace("_", "-"),
            epilog="\n".join(lines),
            formatter_class=Help,
            # Django's own --version gives way to a command that means a version of the figures.
            conflict_handler="resolve",
            **kwargs,
        )

        def refuse(message: str) -> NoReturn:
            raise WrongUsage(f"{_said_plainly(message)} `{parser.prog} --help` says more.")

        def print_help(_file: object = None) -> None:
            self.stdout.write(parser.format_help())

        # Django makes the parser itself, and asks no one of which class.
        parser.error = refuse  # type: ignore[method-assign]
        parser.print_help = print_help  # type: ignore[method-assign, assignment]  # argparse's own passes over a full disk
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """Django's; what is typed wrongly is said as every other problem is."""
        try:
            super().run_from_argv(argv)
        except WrongUsage as wrong:
            self._stop([Problem(str(wrong))], as_json="--json" in argv, status=WRONG_USAGE)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the outcome, or every problem, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.run(options)
        except WrongUsage:
            raise
        except Refused as refusal:
            self._stop(map(told_at_terminal, refusal.told_at_terminal()), as_json=options["json"])
        except BrokenPipeError:
            raise
        except OSError as error:
            if error.filename is None:
                raise
            self._stop([Problem(f"{error.filename}: {error.strerror}.")], as_json=options["json"])
        except DatabaseError as error:
            told = _database_problem(error)
            if told is None:
                raise
            self._stop([told], as_json=options["json"])

    def run(self, options: dict[str, Any]) -> None:
        raise NotImplementedError

    def _stop(self, problems: Iterable[Problem], *, as_json: bool, status: int = 1) -> NoReturn:
        # Whoever stopped reading changed nothing about what is wrong.
        with contextlib.suppress(BrokenPipeError):
            self.print_problems(problems, as_json=as_json)
        sys.exit(status)

    def print_problems(self, problems: Iterable[Problem], *, as_json: bool) -> None:
        """Every problem, one a line on standard error, or all as one JSON object on output."""
        listed = tuple(problems)
        if as_json:
            self._print_problems_as_json(listed)
            return
        for problem in listed:
            self.stderr.write(str(problem))
        if len(listed) > 1:
            self.stderr.write(f"{len(listed):,} problems; nothing was written.")

    def _print_problems_as_json(self, problems: tuple[Problem, ...]) -> None:
        """A line each, never all in memory at once: a table of 100,000 rows may have one in every row."""
        speak_utf_8(self.stdout)
        self.stdout.write('{\n  "problems": [')
        for number, problem in enumerate(problems, start=1):
            plain = json.dumps(problem.as_dict(), ensure_ascii=False)
            self.stdout.write(f"    {plain}{',' if number < len(problems) else ''}")
        self.stdout.write("  ]\n}")

    def print_json(self, value: object) -> None:
        speak_utf_8(self.stdout)
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
        return person_by_email(options["by"]), moment_of(options)


def _said_plainly(message: str) -> str:
    """What argparse says, as a sentence."""
    for theirs, ours in _SAID_BY_PARSER:
        if message.startswith(theirs):
            message = ours + message.removeprefix(theirs)
    return f"{message[:1].upper()}{message[1:]}{'' if message.endswith('.') else '.'}"


def _database_problem(error: DatabaseError) -> Problem | None:
    """What somebody can mend about a database that does not answer; None for a fault of ours."""
    said = str(error).strip()
    # PostgreSQL's code for an unknown table or column; None where there was no server to give one.
    code = getattr(error.__cause__, "sqlstate", "")
    if code in ("42P01", "42703") or said.startswith(("no such table", "no such column")):
        return Problem(
            "The database's tables are missing or older than this version. Run `goldenthread migrate` first, "
            "or `goldenthread demo` for the demonstration."
        )
    if said == "database is locked":
        return Problem("Somebody else kept the database busy for half a minute; nothing was written. Try again.")
    if code == "53100" or said.startswith(("database or disk is full", "disk I/O error")):
        return Problem(
            f"The disk is full or cannot be written ({said}). Nothing was changed: make room, and try again."
        )
    if said.startswith(("file is not a database", "database disk image is malformed")):
        return Problem(
            f"The database cannot be read: {said}. Put a back-up in its place, or name another folder with "
            "GOLDENTHREAD_DATA."
        )
    if code is None or said.startswith(("unable to open", "attempt to write a readonly")):
        return Problem(f"The database cannot be opened or written: {said}. GOLDENTHREAD_DATA or DATABASE_URL names it.")
    return None
