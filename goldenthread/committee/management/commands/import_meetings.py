"""import-meetings: meetings, agendas and minutes from the XML of the common committee system."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.committee.forms.meetings_xml import MOST_BYTES, read_meetings
from goldenthread.committee.operations import import_committees
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.partnership.queries import person_or_first
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.files import input_file
from goldenthread.terminal.order import moment_of


class Command(ChangingCommand):
    help = (
        "Reads meetings with their agendas, papers, minutes and decisions from files of the common committee system's "
        "web service (what GetCommittees, GetMeetings and GetMeeting answer, saved), in any order, whole or not at "
        "all. Nothing is fetched. The same files twice change nothing; what they leave out stays. Numbered "
        "resolutions are taken apart where the words allow it and stay words of the minute where they do not. "
        "docs/reference/meetings-xml.md describes what is read and what becomes of it."
    )

    examples = (
        "goldenthread import-meetings getmeetings.xml getmeeting-*.xml --by clerk@example.org --dry-run",
        "goldenthread import-meetings getmeeting-17355.xml --committee joint-committee --by clerk@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("files", type=input_file, nargs="+", metavar="FILE.xml", help="what the service answered")
        parser.add_argument(
            "--committee", metavar="SLUG", default="", help="whose meetings they are where no file names the committee"
        )
        parser.add_argument(
            "--because", metavar="WHY", default="", help="why words change that something rests on; kept in the log"
        )
        parser.add_argument("--dry-run", action="store_true", help="check everything and say what would change")

    def run(self, options: dict[str, Any]) -> None:
        at = moment_of(options)
        paths: list[Path] = options["files"]
        _check_sizes(paths)
        read = read_meetings([(path.name, path.read_bytes()) for path in paths], committee=options["committee"])
        is_trial: bool = options["dry_run"]
        changes = import_committees(
            read.records,
            by=person_or_first(options["by"]),
            at=at,
            because=options["because"].strip(),
            is_trial=is_trial,
        )
        if options["json"]:
            self.print_json(
                {
                    "dry_run": is_trial,
                    "added": list(changes.added),
                    "changed": list(changes.changed),
                    "unchanged": changes.unchanged,
                    "remarks": list(read.remarks),
                }
            )
            return
        for remark in read.remarks:
            self.stderr.write(remark)
        for reference in changes.added:
            self.stdout.write(f"added {reference}")
        for reference in changes.changed:
            self.stdout.write(f"changed {reference}")
        self.stdout.write(changes.in_words)
        if is_trial:
            self.stdout.write("Nothing was written: this was a trial.")


def _check_sizes(paths: list[Path]) -> None:
    """A file that is too large is not even opened."""
    large = [path for path in paths if path.stat().st_size > MOST_BYTES]
    if large:
        raise InputRefused(
            [
                Problem(
                    f"This file is larger than {MOST_BYTES // 1_000_000} MB. Save fewer meetings in one file.",
                    file=path.name,
                )
                for path in large
            ]
        )
