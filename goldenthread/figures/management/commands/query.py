"""Asks about submitted figures, or answers what was asked."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.figures.forms.words import checked_words
from goldenthread.figures.management.commands._choosing import add_choice, chosen, print_stepped
from goldenthread.figures.operations import answer_queries, query_figures
from goldenthread.terminal.commands import ChangingCommand


class Command(ChangingCommand):
    help = (
        "Ask about submitted or signed-off figures, or answer what was asked. A question takes a sign-off away until "
        "it is answered. Instead of answering in words the service may return the figure again. Asking needs the "
        "performance officer, the director or the Section 151 officer; answering the service lead or the officer."
    )
    examples: ClassVar[tuple[str, ...]] = (
        'goldenthread query --year 2019-20 --quarter Q2 --figures EXC01:havering --ask "Is this the quarter alone?" '
        "--by officer@example.org",
        'goldenthread query --year 2019-20 --quarter Q2 --figures EXC01:havering --answer "Yes, July to September." '
        "--by lead@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_choice(parser)
        words = parser.add_mutually_exclusive_group(required=True)
        words.add_argument("--ask", metavar="WORDS", help="the question")
        words.add_argument("--answer", metavar="WORDS", help="the answer to the open question")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        picked = chosen(options)
        if options["ask"] is not None:
            asked = checked_words(options["ask"], name="question")
            stepped = query_figures(figure_ids=picked.figure_ids, asked=asked, by=by, at=at)
            print_stepped(self, stepped, said="queried", as_json=options["json"])
        else:
            answer = checked_words(options["answer"], name="answer")
            stepped = answer_queries(figure_ids=picked.figure_ids, answer=answer, by=by, at=at)
            print_stepped(self, stepped, said="answered", as_json=options["json"])
