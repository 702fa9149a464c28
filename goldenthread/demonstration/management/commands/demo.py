"""Makes the demonstration."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import call_command

from goldenthread.demonstration.files import write_clock, write_pack, write_samples
from goldenthread.demonstration.operations import check_can_make_demonstration, make_demonstration
from goldenthread.demonstration.queries import PACK, the_demonstration
from goldenthread.terminal.commands import TerminalCommand

ADDRESS = "http://127.0.0.1:8000/"


class Command(TerminalCommand):
    help = (
        "Make the demonstration: a partnership in the published shape of oneSource in 2019/20, whose second quarter "
        "is taken from returned workbooks to a published pack, by the same operations that you would use. Figures, "
        "targets and words are illustrative, except where a published source is named. It makes the database if there "
        "is none. A second run keeps everything; a database that holds anything else is not touched. Needs no network."
    )
    examples: ClassVar[tuple[str, ...]] = ("goldenthread demo",)

    def run(self, options: dict[str, Any]) -> None:
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
        f"{program} import-returns {_shown(workbook)} --year 2019-20 --quarter Q3 --dry-run "
        "--by print.and.post.manager@onesource.example.org",
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
