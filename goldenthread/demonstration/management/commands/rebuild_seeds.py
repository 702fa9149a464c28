"""rebuild-seeds: makes the two published documents again from the record."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.demonstration.seeds.comparing import in_words
from goldenthread.demonstration.seeds.rebuilding import NAMES, Compared, compared, rebuilt
from goldenthread.publishing.screen import page_of
from goldenthread.reports.documents.sentences import count_of
from goldenthread.terminal.clock import now
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.files import make_folder, write_whole


class Command(TerminalCommand):
    help = (
        "Make the two published documents of oneSource again, as text and as pages, from the record that the "
        "demonstration enters: the issue history of the Improvement Plan, and the report on the indicators of the "
        "second quarter of 2019/20. `demo --year-end` makes the database that holds all of it; in that of `demo` the "
        "meeting of 7 February 2020 is still to come.\n\n"
        "With --originals, each is held against its original line by line. The list of differences says of each why "
        "it is there, and what the checks of papers find in the original. Exit status 1: a difference has no reason."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread rebuild-seeds --out rebuilt",
        "goldenthread rebuild-seeds --out rebuilt --originals published",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
        parser.add_argument(
            "--originals", type=Path, metavar="DIR", help=f"the folder of the originals: {', '.join(_originals())}"
        )

    def run(self, options: dict[str, Any]) -> None:
        made = rebuilt(at=now())
        files = {f"{one.name}.txt": "\n".join((*one.lines, "")).encode() for one in made}
        files |= {f"{one.name}.html": page_of(one.document).content for one in made}
        held: list[Compared] = []
        if options["originals"] is not None:
            held = [compared(one, original=_original(options["originals"], one.name)) for one in made]
            files["differences.txt"] = "\n".join(_told(held)).encode()
        make_folder(options["out"])
        written = [options["out"] / name for name in files]
        for path, content in zip(written, files.values(), strict=True):
            write_whole(path, content)
        without = sum(not each.reason for one in held for each in one.differences)
        if options["json"]:
            self.print_json({"files": [str(path) for path in written], "documents": [_as_plain(one) for one in held]})
        else:
            for path in written:
                self.stdout.write(str(path))
            for one in held:
                self.stdout.write(
                    f"{one.name}: {count_of(len(one.differences), 'difference')}, and "
                    f"{count_of(len(one.findings), 'finding')} in the original."
                )
        if without:
            self.stderr.write(f"{count_of(without, 'difference')} without a reason.")
            sys.exit(1)


def _originals() -> tuple[str, ...]:
    return tuple(f"{name}.txt" for name in NAMES)


def _original(folder: Path, name: str) -> str:
    path = folder / f"{name}.txt"
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"The original {path} cannot be read: {error}.") from error


def _told(held: list[Compared]) -> Iterator[str]:
    for one in held:
        yield from (one.name, "=" * len(one.name), "")
        yield from in_words(one.differences)
        yield from ("What the checks of papers find in the original:", "")
        for finding in one.findings:
            yield f"{finding.severity.value}, {finding.where} ({finding.code.value}): {finding.what}"
        yield ""


def _as_plain(one: Compared) -> dict[str, Any]:
    return {
        "document": one.name,
        "differences": [
            {"line": each.line, "original": list(each.original), "ours": list(each.ours), "reason": each.reason}
            for each in one.differences
        ],
        "findings": [finding.as_dict() for finding in one.findings],
    }
