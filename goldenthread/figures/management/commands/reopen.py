"""Opens submitted, signed-off or frozen figures again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.figures.forms.words import checked_words
from goldenthread.figures.management.commands._choosing import add_choice, chosen, print_stepped
from goldenthread.figures.operations import reopen_figures
from goldenthread.terminal.commands import ChangingCommand


class Command(ChangingCommand):
    help = (
        "Open submitted, queried, signed-off or frozen figures again, so that they can be returned anew. A sign-off "
        "lapses. What was frozen or published stays as it is: the next freeze is a new version. Needs the performance "
        "officer or the director."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread reopen --year 2019-20 --quarter Q2 --figures EXC01:havering "
        '--reason "38 complaints should have been 31" --by officer@example.org',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_choice(parser)
        parser.add_argument("--reason", required=True, metavar="WORDS", help="why; it is kept in the log")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        picked = chosen(options)
        reason = checked_words(options["reason"], name="reason")
        stepped = reopen_figures(figure_ids=picked.figure_ids, reason=reason, by=by, at=at)
        print_stepped(self, stepped, said="reopened", as_json=options["json"])
