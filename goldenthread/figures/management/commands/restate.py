"""Says what a frozen figure is now known to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.domain.restated import RestatedFigure, RestatementKind
from goldenthread.figures.forms.restating import TypedValue, read_restated
from goldenthread.figures.forms.words import checked_words
from goldenthread.figures.operations import Restating, restate_figure
from goldenthread.figures.queries.named import NamedOne, figure_named
from goldenthread.terminal.commands import ChangingCommand, WrongUsage
from goldenthread.terminal.typed import add_quarter, typed_quarter


class Command(ChangingCommand):
    help = (
        "Say what a frozen figure is now known to be. The value as reported stays, and nothing that was published "
        "changes; direction of travel, charts and the year to date use the value as now known from here on, marked "
        "[r]. The next pack lists it with the reason and the rating that it would have had; a correction that changes "
        "a rating is said at the head of that pack. A provisional value stays on the board until it is said to be "
        "final: with --final and no value it becomes final as it is known. Needs the performance officer."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread restate --year 2019-20 --quarter Q1 --figure COM01:havering --value 31 --kind correction "
        '--reason "Seven complaints were counted twice." --by officer@example.org --dry-run',
        "goldenthread restate --year 2019-20 --quarter Q1 --figure EXC01:havering --numerator 1595 --denominator 1733 "
        '--kind scheduled-revision --reason "Late invoices of June are in." --by officer@example.org',
        "goldenthread restate --year 2019-20 --quarter Q1 --figure EXC01:havering --final --kind scheduled-revision "
        '--reason "The audit changed nothing." --by officer@example.org',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_quarter(parser)
        parser.add_argument("--figure", required=True, metavar="NAME", help="the figure by name: EXC01:havering")
        parser.add_argument(
            "--value",
            default="",
            metavar="VALUE",
            help="the value as now known, as 31 or 92.1%%; one that has parts wants them instead",
        )
        parser.add_argument("--numerator", default="", metavar="NUMBER", help="or what the value is made from")
        parser.add_argument("--denominator", default="", metavar="NUMBER", help="and out of how many")
        parser.add_argument(
            "--kind",
            required=True,
            choices=[kind.value for kind in RestatementKind],
            help="a revision that was expected, or the correction of something wrong",
        )
        parser.add_argument("--reason", default="", metavar="WHY", help="why, in words for the readers of packs")
        settled = parser.add_mutually_exclusive_group()
        settled.add_argument("--provisional", action="store_true", help="the value may change again")
        settled.add_argument("--final", action="store_true", help="the value is final (so it is where neither is said)")
        parser.add_argument("--dry-run", action="store_true", help="show what would be kept, and write nothing")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        reason = checked_words(options["reason"], name="reason")
        figure = figure_named(typed_quarter(options), name=options["figure"])
        typed = TypedValue(value=options["value"], numerator=options["numerator"], denominator=options["denominator"])
        reading = read_restated(typed, terms=figure.terms, name=figure.name)
        if reading is None and not options["final"]:
            raise WrongUsage(
                "Say what the value is now: --value, or --numerator and --denominator; or --final, if it stays."
            )
        marked_provisional = reading is not None and reading.provisional and not options["final"]
        restated = restate_figure(
            Restating(
                figure_id=figure.figure_id,
                version=figure.version,
                kind=RestatementKind(options["kind"]),
                reason=reason,
                reading=reading,
                provisional=options["provisional"] or marked_provisional,
            ),
            by=by,
            at=at,
            dry_run=options["dry_run"],
        )
        if options["json"]:
            changes = {"changes_value": restated.changes_value, "changes_rating": restated.changes_rating}
            self.print_json({"dry_run": options["dry_run"], **to_plain(restated), **changes})
            return
        self.stdout.write("\n".join(_lines(restated, figure=figure)))
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was written.")


def _lines(restated: RestatedFigure, *, figure: NamedOne) -> Iterator[str]:
    kind = restated.kind.value.replace("-", " ")
    yield f"{figure.name}, {figure.quarter.label}: {kind}"
    reported = restated.printed(restated.reported) or restated.reported_words
    yield f"  as reported:  {reported}, {_rating(restated.rating_reported)}"
    if restated.known_before != restated.reported:
        yield f"  until now:    {restated.printed(restated.known_before)}, {_rating(restated.rating_before)}"
    state = "provisional" if restated.provisional else "final"
    yield f"  as now known: {restated.printed(restated.value)}, {state}, {_rating(restated.rating)}"
    yield f"  {restated.rating_reason}"
    if restated.own_rating:
        yield (
            f"  under the council's own policy: reported {_rating(restated.own_rating_reported)}, "
            f"would have been {_rating(restated.own_rating)}"
        )
    if restated.changes_rating and restated.kind is RestatementKind.CORRECTION:
        yield "  It changes a rating: the next pack says so on its first page."
    yield "Nothing published changes. The next pack lists it."


def _rating(code: str) -> str:
    return code.replace("-", " ")
