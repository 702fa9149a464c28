"""Checks a publication, or a downloaded folder, byte for byte."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.publishing.queries import stored_publication
from goldenthread.publishing.verification import Verification, verify_folder, verify_publication
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Check that published bytes are what was published. A publication is checked against its stored SHA-256s and "
        "rendered anew, to be compared byte for byte; a downloaded folder is checked by its manifest and rendered anew "
        "from the document in it, without a database. Where the template, Typst, pikepdf or the fonts have changed "
        "since, it says which, and compares no rendering. Exit status 1 where something was changed."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread verify 2019-20-q2-joint-committee-1",
        "goldenthread verify q2-pack",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("what", metavar="ID-OR-FOLDER", help="a publication's id, or the folder of a pack")

    def run(self, options: dict[str, Any]) -> None:
        found = _verification(options["what"])
        if options["json"]:
            self.print_json(_as_plain(found))
        else:
            self._print(found)
        if not found.is_right:
            sys.exit(1)

    def _print(self, found: Verification) -> None:
        by_name = defaultdict(list)
        for finding in found.findings:
            by_name[finding.name].append(finding)
        for name, findings in by_name.items():
            wrong = [finding.words for finding in findings if not finding.is_right]
            if wrong:
                self.stderr.write(f"WRONG  {name}: {'; '.join(wrong)}")
            else:
                self.stdout.write(f"right  {name}: {'; '.join(finding.words for finding in findings)}")
        if found.differing:
            self.stdout.write("Not rendered anew, since the same bytes are not to be expected. What has changed:")
            for what, then, now in found.differing:
                self.stdout.write(f"  {what}: {then} at publication, {now} now")
        self.stdout.write(f"{found.subject}: {'unchanged' if found.is_right else 'CHANGED'}")


def _verification(what: str) -> Verification:
    folder = Path(what)
    return verify_folder(folder) if folder.is_dir() else verify_publication(stored_publication(what))


def _as_plain(found: Verification) -> dict[str, Any]:
    return {
        "subject": found.subject,
        "right": found.is_right,
        "rendered_anew": found.rendered_anew,
        "differing": [{"what": what, "then": then, "now": now} for what, then, now in found.differing],
        "findings": [{"name": one.name, "right": one.is_right, "words": one.words} for one in found.findings],
    }
