"""requests: the register of requests of outside bodies, or a report of it by quarter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.domain.problems import Refused
from goldenthread.requests.forms import register_as_csv, register_as_workbook
from goldenthread.requests.queries.register import RegisterRow, quarter_report, register_rows
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.typed import financial_year, quarter_number


class Command(TerminalCommand):
    help = (
        "Print the register of requests of outside bodies, each with its state, value, level and decision; with a "
        "year and a quarter, what was received, decided, begun and earned in it. With a file, the register is written "
        "there as .csv or .xlsx. Nothing else is written."
    )
    examples = (
        "goldenthread requests",
        "goldenthread requests --year 2019-20 --quarter Q4",
        "goldenthread requests --to requests.xlsx",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=financial_year, metavar="YEAR", help="financial year, as 2019-20")
        parser.add_argument(
            "--quarter", type=quarter_number, metavar="QUARTER", help="Q1 (April to June) to Q4, of the year"
        )
        parser.add_argument("--to", type=Path, metavar="FILE", help="a .csv or .xlsx; there is none of this name yet")

    def run(self, options: dict[str, Any]) -> None:
        year, number = options["year"], options["quarter"]
        if (year is None) != (number is None):
            raise WrongUsage("Give the year and the quarter, or neither.")
        if year is not None and options["to"] is not None:
            raise WrongUsage("--to saves the whole register. `request-document register` writes a quarter.")
        if year is not None:
            report = quarter_report(year.quarters[number - 1])
            if options["json"]:
                self.print_json(to_plain(report))
                return
            for line in report.lines:
                self.stdout.write(line)
            return
        rows = register_rows()
        if options["to"] is not None:
            self._save(rows, options["to"])
            return
        if options["json"]:
            self.print_json(to_plain(rows))
            return
        for row in rows:
            self.stdout.write(row.words)
        if not rows:
            self.stdout.write("No request was received yet.")

    def _save(self, rows: tuple[RegisterRow, ...], path: Path) -> None:
        kinds = {".csv": register_as_csv, ".xlsx": register_as_workbook}
        write = kinds.get(path.suffix.casefold())
        if write is None:
            raise WrongUsage("Give a file that ends in .csv or .xlsx.")
        try:
            with path.open("xb") as file:
                file.write(write(rows))
        except FileExistsError:
            raise Refused(f"There is a file {path} already. Give another name.") from None
        self.stdout.write(f"{len(rows)} requests are written to {path}.")
