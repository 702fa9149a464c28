"""Clears a council's frozen figures."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.figures.queries.clearances import council_called, frozen_versions
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import add_quarter, typed_quarter


class Command(ChangingCommand):
    help = (
        "Clear a council's frozen figures of a quarter: that they may be published. The version is recorded, with the "
        "SHA-256 of what was cleared. A later version that changes figures of that council lapses the clearance; one "
        "that changes those of others alone does not. A restatement after it leaves packs of the year that tell it "
        "uncleared: clear the quarter again. Where the register says that the council's clearance is "
        "required, no pack with its figures is released without one. Needs the Section 151 officer or the partner lead "
        "of that council."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread clear --year 2019-20 --quarter Q2 --council havering --by section151@example.org",
        "goldenthread clear --year 2019-20 --quarter Q2 --council havering --version 2 "
        '--words "The overspend is as reported to Cabinet" --by section151@example.org',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_quarter(parser)
        parser.add_argument("--council", required=True, metavar="SLUG", help="the council, by its short name")
        parser.add_argument(
            "--version", type=int, metavar="N", help="version of the figures that was looked at (default: the newest)"
        )
        parser.add_argument(
            "--words", default="", metavar="WORDS", help="what is said with it, for the clearance sheet"
        )

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        quarter = typed_quarter(options)
        cleared = clear_figures(
            quarter=quarter,
            council=options["council"],
            by=by,
            at=at,
            version=options["version"],
            words=options["words"].strip(),
        )
        if options["json"]:
            self.print_json({"period": str(quarter), "council": options["council"], **to_plain(cleared)})
            return
        name = council_called(options["council"]).name
        self.stdout.write(f"{quarter.label}, version {cleared.version}: figures of {name} cleared by {cleared.post}.")
        self.stdout.write(f"  SHA-256 of what was cleared: {cleared.sha256}")
        newest = max(frozen_versions(quarter))
        if newest > cleared.version:
            self.stdout.write(
                f"Version {newest} is newer. Where it says something else of {name}, it waits to be cleared itself."
            )
