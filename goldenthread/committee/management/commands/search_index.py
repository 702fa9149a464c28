"""search-index: what the record is searched by, made anew."""

from __future__ import annotations

from typing import Any

from goldenthread.committee.operations.searching import build_search
from goldenthread.terminal.commands import TerminalCommand


class Command(TerminalCommand):
    help = (
        "Makes anew what the public record is searched by: titles, the words of papers, agreed minutes and resolutions "
        "of every meeting. Whatever changes the record keeps it in step by itself; this is for a database in which "
        "meetings were recorded before there was a search, and does no harm at any other time."
    )
    examples = ("goldenthread search-index",)

    def run(self, options: dict[str, Any]) -> None:
        found = build_search()
        if options["json"]:
            self.print_json({"entries": found})
            return
        self.stdout.write(f"{found:,} agenda items and papers can be searched.")
