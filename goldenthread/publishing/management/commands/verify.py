"""Checks a publication, or a downloaded folder, byte for byte."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.publishing.queries import stored_publication
from goldenthread.publishing.rendering import MANIFEST
from goldenthread.publishing.verification import FolderUnreadable, Verification, verify_folder, verify_publication
from goldenthread.terminal.commands import TerminalCommand, WrongUsage


class Command(TerminalCommand):
    help = (
        "Check that published bytes are what was published. A publication is checked against its stored SHA-256s; a "
        "downloaded folder by its manifest, without a database, and may hold no other file. In both the files are made "
        "anew from the document and compared byte for byte: CSV, HTML and JSON where the template is the same, ODS and "
        "XLSX where what packs them is too, the others where Typst, pikepdf and the fonts are.\n\n"
        "Each file is right, WRONG, or open: not wrong, and not proved either, since something named has changed. What "
        "a folder proves of itself is that it is whole; which document was published, its publisher's copy says.\n\n"
        "Exit status 0: of a folder, everything is proved; of a publication, nothing is wrong. Exit status 1: "
        "something is wrong, or of a folder not proved, since its own manifest says what made it; --allow-unproved "
        "lets that pass."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread verify 2019-20-q2-joint-committee-1",
        "goldenthread verify q2-pack",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("what", metavar="ID-OR-FOLDER", help="a publication's id, or the folder of a pack")
        parser.add_argument(
            "--allow-unproved", action="store_true", help="exit status 0 for a folder in which nothing is wrong"
        )

    def run(self, options: dict[str, Any]) -> None:
        what = options["what"]
        if not what.strip():
            raise WrongUsage("Name what is to be verified: a publication's id, or the folder of a pack.")
        found = _verification(what)
        if options["json"]:
            self.print_json(_as_plain(found))
        else:
            self._print(found)
        is_enough = found.is_proved or options["allow_unproved"] or not Path(what).is_dir()
        if not found.is_right or not is_enough:
            sys.exit(1)

    def _print(self, found: Verification) -> None:
        by_name = defaultdict(list)
        for finding in found.findings:
            by_name[finding.name].append(finding)
        for name, findings in by_name.items():
            wrong = [finding.words for finding in findings if not finding.is_right]
            if wrong:
                self.stderr.write(f"WRONG  {name}: {'; '.join(wrong)}")
                continue
            standing = "right" if all(finding.is_proved for finding in findings) else "open "
            findings.sort(key=lambda finding: finding.is_proved)
            self.stdout.write(f"{standing}  {name}: {'; '.join(finding.words for finding in findings)}")
        if found.differing:
            self.stdout.write("The same bytes are not to be expected of all. What has changed since:")
            for what, then, now in found.differing:
                self.stdout.write(f"  {what}: {then} at publication, {now} now")
        self.stdout.write(f"{found.subject}: {found.verdict}")


def _verification(what: str) -> Verification:
    folder = Path(what)
    if folder.is_file():
        raise FolderUnreadable(f"{folder} is a file: give the folder that it lies in, with its {MANIFEST}.")
    return verify_folder(folder) if folder.is_dir() else verify_publication(stored_publication(what))


def _as_plain(found: Verification) -> dict[str, Any]:
    return {
        "subject": found.subject,
        "right": found.is_right,
        "proved": found.is_proved,
        "verdict": found.verdict,
        "rendered_anew": found.rendered_anew,
        "differing": [{"what": what, "then": then, "now": now} for what, then, now in found.differing],
        "findings": [
            {"name": one.name, "right": one.is_right, "proved": one.is_proved, "words": one.words}
            for one in found.findings
        ],
    }
