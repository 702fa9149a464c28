"""Makes the demonstration."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from goldenthread.demonstration.files import (
    YEAR_END_TODAY,
    write_clock,
    write_pack,
    write_samples,
    write_year_end_samples,
)
from goldenthread.demonstration.operations import check_can_make_demonstration, make_demonstration
from goldenthread.demonstration.queries import PACK, YEAR_END, the_demonstration, the_year_end
from goldenthread.terminal.commands import TerminalCommand

ADDRESS = "http://127.0.0.1:8000/"
LEAD = "print.and.post.manager@onesource.example.org"


class Command(TerminalCommand):
    help = (
        "Make the demonstration: a partnership in the published shape of oneSource in 2019/20, whose second quarter "
        "is taken from returned workbooks to a published pack, by the same operations that you would use. Figures, "
        "targets and words are illustrative, except where a published source is named. It makes the database if there "
        "is none. A second run keeps everything; a database that holds anything else is not touched. Needs no network."
        "\n\n"
        "With --year-end it makes a second one, in the folder year-end beside the first: the year is taken to its "
        "close, its pack and the next year's list are published, the list is agreed, and a council leaves."
    )
    examples: ClassVar[tuple[str, ...]] = ("goldenthread demo", "goldenthread demo --year-end")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year-end", action="store_true", help="the second demonstration, of the year's end")

    def run(self, options: dict[str, Any]) -> None:
        if options["year_end"]:
            self._run_year_end(options)
            return
        data: Path = settings.DATA
        check_can_make_demonstration()
        call_command("migrate", verbosity=0, interactive=False)
        is_new = make_demonstration(tell=self.progress)
        today = write_clock(data)
        made = the_demonstration()
        pack = write_pack(data / "packs" / PACK, public_id=made.public_id)
        samples = write_samples(data / "samples")
        if options["json"]:
            self.print_json(
                {
                    "new": is_new,
                    "counted": made.counted,
                    "councils": list(made.councils),
                    "public_id": made.public_id,
                    "today": today,
                    "pack": [str(path) for path in pack],
                    "samples": [str(path) for path in samples],
                    "address": ADDRESS,
                }
            )
            return
        beginning = "The demonstration is made" if is_new else "The demonstration is here"
        lines = [
            f"{beginning}: {made.counted} measures ({', '.join(made.councils)}). Figures, targets and words are",
            "illustrative, except where a published source is named.",
            "",
            f"Q2 2019/20, published as {made.public_id}:",
            *(f"  {_shown(path)}" for path in pack),
            "To try:",
            *(f"  {_shown(path)}" for path in samples),
            "",
            f"Here today is {today}: {data / 'settings.env'} says so.",
            f"The pack's page is at {ADDRESS} once you serve it. Next, for example:",
            *(f"  {line}" for line in next_commands(samples=samples, public_id=made.public_id)),
            "The last one prints a link by which you sign in as a service lead, with figures to return.",
        ]
        self.stdout.write("\n".join(lines))

    def _run_year_end(self, options: dict[str, Any]) -> None:
        """Makes the second database: in its own data folder, and so in a process of its own."""
        data: Path = settings.DATA
        if data.name != YEAR_END:
            environment = {**os.environ, "GOLDENTHREAD_DATA": str(data / YEAR_END)}
            typed = ["--year-end", *(["--json"] if options["json"] else [])]
            done = subprocess.run([sys.executable, "-m", "goldenthread", "demo", *typed], env=environment, check=False)
            if done.returncode:
                sys.exit(done.returncode)
            return
        data.mkdir(parents=True, exist_ok=True)
        check_can_make_demonstration(YEAR_END)
        call_command("migrate", verbosity=0, interactive=False)
        is_new = make_demonstration(tell=self.progress, to_the_year_end=True)
        today = write_clock(data, day=YEAR_END_TODAY)
        made = the_year_end()
        samples = write_year_end_samples(data / "samples")
        packs = [path for name in made.published for path in write_pack(data / "packs" / name[:-2], public_id=name)]
        if options["json"]:
            self.print_json(
                {
                    "new": is_new,
                    "published": list(made.published),
                    "before": list(made.before),
                    "after": list(made.after),
                    "today": today,
                    "packs": [str(path) for path in packs],
                    "samples": [str(path) for path in samples],
                }
            )
            return
        program = f"GOLDENTHREAD_DATA={_shown(data)} {_program()}"
        lines = [
            f"The demonstration of the year's end {'is made' if is_new else 'is here'}. Figures, targets, decisions",
            "and words are illustrative, except where a published source is named.",
            f"Counted in Q1 2020/21: {', '.join(made.before)}. In Q2, after Bexley left: {', '.join(made.after)}.",
            "",
            "Published:",
            *(f"  {name}: {_shown(data / 'packs' / name[:-2])}" for name in made.published),
            "",
            f"To try: {_shown(data / 'samples')}, with a note of what each file is for.",
            "",
            f"Here today is {today}. Name the folder before each command, for example:",
            f"  {program} serve",
            f"  {program} verify {made.published[2]}",
            f"  {program} explain ICT04:havering --year 2019-20",
            f"  {program} new-year --from 2020-21 --out proposal.xlsx --by performance@onesource.example.org",
        ]
        self.stdout.write("\n".join(lines))


def next_commands(*, samples: tuple[Path, ...], public_id: str) -> tuple[str, ...]:
    """Commands to try next, as they can be typed where this one was."""
    _, csv, workbook, *_ = samples
    program = _program()
    return (
        f"{program} serve",
        f"{program} verify {public_id}",
        f"{program} exceptions --year 2019-20 --quarter Q3",
        f"{program} pack --year 2019-20 --quarter Q3 --audience joint-committee --out q3-draft",
        f"{program} rate {_shown(csv)} --policy own-tolerance",
        f"{program} import-returns {_shown(workbook)} --year 2019-20 --quarter Q3 --dry-run --by {LEAD}",
        # No password is made up here that anybody could guess: the link is made when it is asked for, and works once.
        f"{program} invite {LEAD} --by performance@onesource.example.org",
    )


def _program() -> str:
    """The command as it was typed: .venv/bin/goldenthread where the shell does not find it by its name alone."""
    typed = sys.argv[0]
    is_by_path = Path(typed).name == "goldenthread" and shutil.which("goldenthread") != typed
    return typed if is_by_path else "goldenthread"


def _shown(path: Path) -> str:
    """The path from where the command is run, where that is shorter to type."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
