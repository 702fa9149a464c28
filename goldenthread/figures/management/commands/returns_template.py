"""Writes each service's workbook, ready to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.figures.forms.template import returns_workbook
from goldenthread.figures.management.commands._choosing import counted
from goldenthread.figures.queries import figures_due, round_of, service_called
from goldenthread.partnership.queries import services, the_partnership
from goldenthread.terminal.clock import now
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.files import make_folder, write_whole
from goldenthread.terminal.typed import add_quarter, typed_quarter


class Command(TerminalCommand):
    help = (
        "Write one prefilled workbook for each service: its measures with target, last quarter and the same quarter "
        "last year, what was promised last quarter, warnings to answer, and what was returned so far. Each column says "
        "in words what it wants. Sent back untouched, a workbook changes nothing."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread returns-template --year 2019-20 --quarter Q2 --out returns",
        "goldenthread returns-template --year 2019-20 --quarter Q2 --service exchequer-and-transactional --out returns",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_quarter(parser)
        parser.add_argument("--service", metavar="SLUG", help="only this service, by its short name")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder to write to")

    def run(self, options: dict[str, Any]) -> None:
        quarter = typed_quarter(options)
        round_ = round_of(quarter)
        asked = services() if options["service"] is None else (service_called(options["service"]),)
        due = figures_due(round_.pk, quarter=quarter, services=[service.id for service in asked], with_earlier=True)
        partnership = the_partnership()
        folder: Path = options["out"]
        make_folder(folder)
        written = []
        for service in asked:
            own = [figure for figure in due if figure.service_id == service.id]
            if not own:
                continue
            workbook = returns_workbook(
                own,
                quarter=quarter,
                partnership="" if partnership is None else partnership.name,
                service=service.name,
                slug=service.slug,
                at=now(),
            )
            path = folder / workbook.name
            write_whole(path, workbook.content)
            written.append({"service": service.slug, "figures": len(own), "file": str(path)})
            if not options["json"]:
                self.stdout.write(f"{path}: {counted(len(own), 'figure')}")
        if options["json"]:
            self.print_json({"period": str(quarter), "workbooks": written})
        elif not written:
            self.stdout.write(f"Nothing is due of {', '.join(service.name for service in asked)} in {quarter.label}.")
