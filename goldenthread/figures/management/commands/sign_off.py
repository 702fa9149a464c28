"""Signs submitted figures off."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.figures.management.commands._choosing import add_choice, chosen, print_stepped
from goldenthread.figures.operations import sign_off_figures
from goldenthread.terminal.commands import ChangingCommand


class Command(ChangingCommand):
    help = (
        "Sign submitted figures off. Nobody signs off a figure that they returned, nor one with an unanswered warning. "
        "Figures named one by one are signed off together or not at all; of a service, those that can be, and the "
        "others are listed with the reason. Needs the director."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread sign-off --year 2019-20 --quarter Q2 --service exchequer-and-transactional "
        "--by director@example.org",
        "goldenthread sign-off --year 2019-20 --quarter Q2 --figures EXC01:havering --by director@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_choice(parser, whole_round="every submitted figure that you answer for")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        picked = chosen(options)
        stepped = sign_off_figures(figure_ids=picked.figure_ids, by=by, at=at, whole=picked.by_name)
        print_stepped(self, stepped, said="signed off", as_json=options["json"])
