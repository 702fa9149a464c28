"""Submits returned figures for sign-off."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.figures.management.commands._choosing import add_choice, chosen, print_stepped
from goldenthread.figures.operations import submit_figures
from goldenthread.terminal.commands import ChangingCommand


class Command(ChangingCommand):
    help = (
        "Submit returned figures for sign-off. From here on a figure's rating stands on fixed comparators, and no "
        "later file replaces it. Figures named one by one are submitted together or not at all; of a service, those "
        "that are returned. Needs the service lead or the performance officer."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread submit --year 2019-20 --quarter Q2 --service exchequer-and-transactional --by lead@example.org",
        "goldenthread submit --year 2019-20 --quarter Q2 --figures EXC01:havering EXC02 --by lead@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_choice(parser, whole_round="every returned figure that you answer for")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        picked = chosen(options)
        stepped = submit_figures(figure_ids=picked.figure_ids, by=by, at=at, whole=picked.by_name)
        print_stepped(self, stepped, said="submitted", as_json=options["json"])
