"""export-register: the whole register as a workbook or as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from goldenthread.indicators.forms.writing import write_register_csv, write_register_workbook, write_register_zip
from goldenthread.indicators.queries import held_register
from goldenthread.storage.turns import take_turns
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.files import make_folder, write_whole

KINDS = (".xlsx", ".zip", "")


class Command(TerminalCommand):
    help = (
        "Writes the whole register: as a workbook where FILE ends with .xlsx, as CSV files in a .zip, or into a folder "
        "of that name. import-register reads each of them again. The same register is the same file, byte for byte. "
        "It holds people's names and e-mail addresses: keep it as you keep those."
    )
    examples = ("goldenthread export-register register.xlsx", "goldenthread export-register register/")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE", help="register.xlsx, register.zip or a folder")

    def run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        if path.suffix.casefold() not in KINDS:
            raise WrongUsage(f"{str(path)!r} is none of .xlsx, .zip or a folder.")
        with transaction.atomic():
            # No import comes between one table's read and the next.
            take_turns("register")
            register = held_register().register
        match path.suffix.casefold():
            case ".xlsx":
                written = {path: write_register_workbook(register)}
            case ".zip":
                written = {path: write_register_zip(register)}
            case _:
                written = {path / name: content for name, content in write_register_csv(register).items()}
        for file, content in written.items():
            make_folder(file.parent)
            write_whole(file, content)
        if options["json"]:
            self.print_json({"files": [str(file) for file in written]})
            return
        for file in written:
            self.stdout.write(f"wrote {file}")
