"""migrate: makes the tables of the database, or brings them up to date."""

from __future__ import annotations

import argparse
from typing import Any, ClassVar

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand, migrate.Command):
    """Django's own, with our help, our words and our problems. Its options stay, for Django and its tests."""

    help = (
        "Make the tables of a new database, or bring those of an older version up to date. What is in them is kept, "
        "and where nothing is missing nothing is done. `demo` does this by itself. Back the database up before a new "
        "version. GOLDENTHREAD_DATA or DATABASE_URL names the database."
    )
    examples: ClassVar[tuple[str, ...]] = ("goldenthread migrate",)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        known = set(parser._actions)
        migrate.Command.add_arguments(self, parser)
        for action in parser._actions:
            if action not in known:
                action.help = argparse.SUPPRESS

    def run(self, options: dict[str, Any]) -> None:
        is_quiet = not options["verbosity"] or options["json"]
        if options["plan"] or options["check_unapplied"] or options["verbosity"] > 1:
            migrate.Command.handle(self, **options)
            return
        before = _steps_taken(options["database"])
        migrate.Command.handle(self, **{**options, "verbosity": 0})
        taken = sorted(_steps_taken(options["database"]) - before)
        if options["json"]:
            self.print_json({"steps": [".".join(step) for step in taken]})
        elif not is_quiet:
            steps = "1 step was" if len(taken) == 1 else f"{len(taken)} steps were"
            self.stdout.write(f"The tables are up to date: {steps} taken." if taken else "The tables were up to date.")


def _steps_taken(database: str) -> set[tuple[str, str]]:
    return set(MigrationRecorder(connections[database]).applied_migrations())
