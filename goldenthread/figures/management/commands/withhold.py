"""Keeps figures, or heads of their exception reports, out of public packs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.forms.words import checked_words
from goldenthread.figures.management.commands._choosing import add_names, typed_names
from goldenthread.figures.operations import WithholdingSaid, withhold
from goldenthread.figures.queries import chosen_figures, round_of
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import typed_quarter


class Command(ChangingCommand):
    help = (
        "Withhold figures, or the reasons or remedial actions given for them, from public packs. The pack then prints "
        "[c] and the reason in their place, in every format, and later packs do not give them away; a withheld "
        "measure stays in the base of every count, in a place of its own. Restricted packs show it. What was "
        "published stays as it is: withhold before the freeze, or freeze again before publishing. Needs the "
        "performance officer."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread withhold --year 2019-20 --quarter Q2 --figures HRS04:bexley --what measure "
        '--reason "So few people that each could be known." --by officer@example.org',
        "goldenthread withhold --year 2019-20 --quarter Q2 --figures HRS04:bexley --what measure --show-again "
        '--reason "They agreed to its publication." --by officer@example.org',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_names(parser)
        parser.add_argument(
            "--what",
            required=True,
            choices=[part.value for part in WithheldPart],
            help="the measure with everything said of it, or one head of its exception report",
        )
        parser.add_argument("--show-again", action="store_true", help="show what was withheld")
        parser.add_argument("--reason", required=True, metavar="WORDS", help="why; the pack prints it")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        quarter = typed_quarter(options)
        picked = chosen_figures(round_of(quarter).pk, names=typed_names(options))
        said = WithholdingSaid(
            figure_ids=picked.figure_ids,
            what=WithheldPart(options["what"]),
            withheld=not options["show_again"],
            reason=checked_words(options["reason"], name="reason"),
        )
        done = withhold(said, by=by, at=at)
        if options["json"]:
            self.print_json({"figures": to_plain(done)})
            return
        for one in done:
            word = "withheld from public packs" if one.withheld else "shown again"
            self.stdout.write(f"{one.name}: {one.what} {word}")
        if any(one.is_frozen for one in done):
            self.stdout.write(
                f"{quarter.label} is frozen: freeze it again, and publish that. What was published stays as it is."
            )
