"""check-thread: what hangs on nothing; the exit status says whether anything does."""

from __future__ import annotations

import sys
from typing import Any

from goldenthread.domain.plain import to_plain
from goldenthread.domain.thread import Finding, Loose
from goldenthread.terminal.clock import today
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.thread.queries.coverage import coverage


class Command(TerminalCommand):
    help = (
        "List what hangs on nothing today: priorities with nothing measured or whose corporate plan has ended, "
        "indicators and actions that serve no priority, actions without an owner, owners of whom nobody signs in, "
        "and indicators whose definition nobody reviewed this year. Exit status 1 where there is any, 0 where there is "
        "none. Nothing is written."
    )
    examples = ("goldenthread check-thread", "goldenthread check-thread --json")

    def run(self, options: dict[str, Any]) -> None:
        found = coverage(today())
        if options["json"]:
            self.print_json(to_plain(found))
        else:
            for loose in Loose:
                self._print(loose, found.of(loose), out_of=found.out_of(loose))
            if not found.findings:
                self.stdout.write("Nothing hangs on nothing.")
        if found.findings:
            sys.exit(1)

    def _print(self, loose: Loose, findings: tuple[Finding, ...], *, out_of: int | None) -> None:
        if not findings:
            return
        base = "" if out_of is None else f" of {out_of:,}"
        self.stdout.write(f"{loose.heading}: {len(findings):,}{base}. {loose.remedy}")
        for one in findings:
            named = one.name if one.key == one.name else f"{one.key} {one.name}"
            self.stdout.write(f"  {named}{f': {one.words}' if one.words else ''}")
