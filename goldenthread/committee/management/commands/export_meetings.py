"""export-meetings: the public record of a committee, as XML of the common committee system and as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from goldenthread.committee.forms.meetings_xml_writing import write_meetings
from goldenthread.committee.forms.record_csv import write_record_csv
from goldenthread.committee.queries.exported import public_record
from goldenthread.domain.problems import Refused
from goldenthread.storage.turns import take_turns
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.files import make_folder, write_whole

FORMATS = {"xml": write_meetings, "csv": write_record_csv}


class FolderHoldsMore(Refused):
    """The folder has meetings that this export has not, and whoever reads it would take them for part of it."""


class Command(TerminalCommand):
    help = (
        "Writes the public record of a committee into a folder: its meetings, agendas, minutes and decisions in the "
        "XML of the common committee system's web service (getcommittees.xml, getmeetings.xml, and a getmeeting file "
        "for each meeting), and as CSV (meetings, items, decisions, papers). Of what is exempt or confidential it has "
        "the safe title and the reason. import-meetings reads the XML again. The same record is the same files, byte "
        "for byte."
    )
    examples = (
        "goldenthread export-meetings onesource-joint-committee --out record",
        "goldenthread export-meetings onesource-joint-committee --out record --format csv",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("committee", metavar="COMMITTEE", help="the committee's slug")
        parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the files go")
        parser.add_argument("--format", choices=sorted(FORMATS), help="only the XML, or only the CSV")

    def run(self, options: dict[str, Any]) -> None:
        folder: Path = options["out"]
        with transaction.atomic():
            # No import comes between one read and the next.
            take_turns("committee")
            record = public_record(options["committee"])
        formats = [options["format"]] if options["format"] else sorted(FORMATS)
        written = {name: content for each in formats for name, content in FORMATS[each](record).items()}
        make_folder(folder)
        others = sorted(path.name for path in folder.glob("getmeeting-*.xml") if path.name not in written)
        if others and "xml" in formats:
            raise FolderHoldsMore(
                f"{folder} has meetings of another export, such as {others[0]}. Empty it, or name another folder."
            )
        for name, content in written.items():
            write_whole(folder / name, content)
        if options["json"]:
            self.print_json({"files": [str(folder / name) for name in written]})
            return
        for name in written:
            self.stdout.write(f"wrote {folder / name}")
