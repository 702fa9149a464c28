"""Gives returned figures a rating by judgement."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.domain.rating import RatingCode
from goldenthread.figures.forms.words import checked_words
from goldenthread.figures.management.commands._choosing import add_names, typed_names
from goldenthread.figures.operations import Overridden, Overriding, override_ratings
from goldenthread.figures.queries import chosen_figures, round_of
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import typed_quarter

AS_COMPUTED = "as-computed"


class Command(ChangingCommand):
    help = (
        "Rate returned figures by judgement, in place of what the rule computes. The computed rating stays beside it, "
        "and the report counts and lists every such rating with the reason and the post that gave it. It holds for the "
        "value that it is said of: another return ends it. A sign-off given before lapses. A frozen figure is opened "
        "with `reopen` first. Needs the performance officer or the director."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread override-rating --year 2019-20 --quarter Q2 --figures EXC01:havering --rating red "
        '--reason "The ledger lost a week of invoices." --by officer@example.org',
        "goldenthread override-rating --year 2019-20 --quarter Q2 --figures EXC01:havering --rating as-computed "
        '--reason "The week was found." --by officer@example.org',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_names(parser)
        parser.add_argument(
            "--rating",
            required=True,
            choices=[*(code.value for code in RatingCode if code is not RatingCode.NOT_RATED), AS_COMPUTED],
            help="the rating, or as-computed to take an earlier judgement back",
        )
        parser.add_argument("--reason", required=True, metavar="WORDS", help="why; the report prints it")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        picked = chosen_figures(round_of(typed_quarter(options)).pk, names=typed_names(options))
        rating = None if options["rating"] == AS_COMPUTED else RatingCode(options["rating"])
        said = Overriding(
            figure_ids=picked.figure_ids,
            versions=picked.versions,
            rating=rating,
            reason=checked_words(options["reason"], name="reason"),
        )
        overridden = override_ratings(said, by=by, at=at)
        if options["json"]:
            self.print_json({"figures": [to_plain(one) for one in overridden]})
            return
        for one in overridden:
            self._print(one)

    def _print(self, one: Overridden) -> None:
        self.stdout.write(f"{one.name}: from {_words(one.before)} to {_words(one.rating)}")
        self.stdout.write(f"  By the rule it is {_words(one.computed)}: {one.computed_reason}")
        if one.sign_off_lapsed:
            self.stdout.write("  Its sign-off lapsed: it is submitted, and waits to be signed off again.")


def _words(rating: str) -> str:
    return rating.replace("-", " ")
