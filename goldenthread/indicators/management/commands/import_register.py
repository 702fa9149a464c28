"""import-register: the register from a workbook or CSV."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.indicators.forms.reading import read_register, read_register_folder
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.operations import RegisterOutcome, import_register
from goldenthread.partnership.queries import person_or_first
from goldenthread.terminal.commands import ChangingCommand, TerminalCommand
from goldenthread.terminal.files import input_folder, input_path
from goldenthread.terminal.order import moment_of


class Command(ChangingCommand):
    help = (
        "Reads the register whole or not at all: partnership, councils, services, provision, people, policies, "
        "indicators, measures, history, lists and targets. FILE is a workbook (.xlsx, .ods), a folder or .zip of CSV "
        "files (councils.csv, targets.csv and so on), or one such CSV file; sheets may be left out.\n\n"
        "The same file twice changes nothing, and leaving a row out removes nothing. What holds from a day is never "
        "written anew: a change is a row with a later From. Decisions must be in the committee's record first "
        "(import-committee). docs/reference/register.md lists every sheet and column.\n\n"
        "The performance officer or an administrator may do this; only an administrator changes people and their "
        "appointments. In a new database the register itself must make --by one of the two."
    )
    examples = (
        "goldenthread import-register register.xlsx --by officer@example.org --dry-run",
        "goldenthread import-register register/ --by officer@example.org --policies policies/",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=input_path, metavar="FILE", help="workbook, folder, .zip or .csv")
        parser.add_argument(
            "--policies",
            type=input_folder,
            metavar="DIR",
            help="folder of rating policies as TOML files, beside those shipped",
        )
        parser.add_argument("--dry-run", action="store_true", help="check everything and say what would change")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        at = moment_of(options)
        self.progress(f"Reading {path.name}")
        register, problems = _read(path)
        policies: Path | None = options["policies"]
        if policies is not None:
            files = {file.name: _text(file) for file in sorted(policies.glob("*.toml"))}
            register = replace(register, policy_files={**files, **register.policy_files})
        self.progress("Checking it against what is there")
        outcome = import_register(
            register,
            by=person_or_first(options["by"]),
            at=at,
            problems=problems,
            is_trial=options["dry_run"],
        )
        print_outcome(self, outcome, is_trial=options["dry_run"], as_json=options["json"])


def print_outcome(command: TerminalCommand, outcome: RegisterOutcome, *, is_trial: bool, as_json: bool) -> None:
    """What an import did, sheet by sheet, with what is odd about the file."""
    if as_json:
        command.print_json(
            {
                "dry_run": is_trial,
                "sheets": {
                    sheet.sheet: {
                        "added": sheet.added,
                        "changed": sheet.changed,
                        "unchanged": sheet.unchanged,
                        "changes": list(sheet.changes),
                    }
                    for sheet in outcome.sheets
                },
                "warnings": [warning.as_dict() for warning in outcome.warnings],
            }
        )
        return
    for warning in outcome.warnings:
        command.stdout.write(f"Warning: {warning}")
    for sheet in outcome.sheets:
        if sheet.added or sheet.changed:
            command.stdout.write(
                f"{sheet.sheet}: {sheet.added} added, {sheet.changed} changed, {sheet.unchanged} as they were"
            )
            for change in sheet.changes:
                command.stdout.write(f"  {change}")
    if not any(sheet.added or sheet.changed or sheet.unchanged for sheet in outcome.sheets):
        command.stdout.write("Nothing changes: there are headings, and no rows under them.")
    elif outcome.changes_nothing:
        command.stdout.write("Nothing changes: everything is there already.")
    elif is_trial:
        command.stdout.write("Nothing was written: this was a trial.")


def _read(path: Path) -> tuple[Register, tuple[Problem, ...]]:
    if not path.is_dir():
        return read_register(path.read_bytes(), name=path.name)
    files = (*path.glob("*.csv"), *path.glob("*.toml"))
    return read_register_folder({file.name: file.read_bytes() for file in files}, name=path.name)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputRefused([Problem("This file is not text in UTF-8. Save it as UTF-8.", file=file.name)]) from None
