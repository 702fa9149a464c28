"""Copies changed inputs from the register on to the figures of an open round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.figures.forms.words import checked_words
from goldenthread.figures.management.commands._choosing import add_choice, chosen, counted
from goldenthread.figures.operations import Refreshed, RefreshedFigure, Refreshing, refresh_figures
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import typed_quarter


class Command(ChangingCommand):
    help = (
        "Copy what changed in the register (targets, profiles, tolerances, policies, definitions, owners) on to "
        "figures of an open round, with the reason and the decision that agreed it, and show each rating before and "
        "after. Figures that would not change are passed over; one whose service ended within the quarter ends, and is "
        "in no pack of the quarter and in no count; it is taken up again where the service is provided again before "
        "the freeze. A sign-off given before lapses. Never after the round "
        "was frozen. The report prints a changed target or tolerance with the rating under both. Needs the performance "
        "officer."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread refresh-figures --year 2019-20 --quarter Q3 --all "
        '--reason "The committee changed a target on 18 October" --by officer@example.org --dry-run',
        "goldenthread refresh-figures --year 2019-20 --quarter Q3 --figures EXC03:havering "
        '--reason "The sum was out of reach" --decision onesource-joint-committee/2019-10-18/36/1 '
        "--by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_choice(parser, whole_round="every figure of the round")
        parser.add_argument("--reason", required=True, metavar="WORDS", help="why; it is kept beside each figure")
        parser.add_argument(
            "--decision",
            default="",
            metavar="REF",
            help="the decision that agreed it, where the register names none (default: not yet agreed)",
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        # Also those that ended: their service may be provided again.
        picked = chosen(options, also_not_due=True)
        said = Refreshing(
            figure_ids=picked.figure_ids,
            versions=picked.versions,
            reason=checked_words(options["reason"], name="reason"),
            decision=options["decision"].strip(),
        )
        dry_run = options["dry_run"]
        refreshed = refresh_figures(said, quarter=typed_quarter(options), by=by, at=at, dry_run=dry_run)
        if options["json"]:
            self.print_json({"dry_run": dry_run, **to_plain(refreshed)})
            return
        self.stdout.write("\n".join(_lines(refreshed, dry_run=dry_run)))


def _lines(refreshed: Refreshed, *, dry_run: bool) -> Iterator[str]:
    for one in refreshed.figures:
        yield from _figure(one)
    for name, why in refreshed.passed_over:
        yield f"{name}: passed over. {why}"
    done = ("would be refreshed", "would be refreshed") if dry_run else ("was refreshed", "were refreshed")
    changed = counted(len(refreshed.figures), "figure", then=done) if refreshed.figures else "No figure differs"
    same = counted(refreshed.unchanged, "figure", then=("is", "are"))
    yield f"{changed}; {same} as the register has {'it' if refreshed.unchanged == 1 else 'them'}."
    if dry_run:
        yield "This was a dry run: nothing was written."


def _figure(one: RefreshedFigure) -> Iterator[str]:
    yield f"{one.name}: {_moved(one.rating_before, one.rating)}"
    for change in one.changes:
        yield f"  {change.what}: from {change.old} to {change.new}"
    yield f"  {one.reason}" if one.reason else "  No value was returned yet."
    if one.own or one.own_before:
        yield f"  Under the council's own policy: {_moved(one.own_before, one.own)}"
    yield f"  Authority: {one.authority or 'not yet agreed'}"
    if one.by_judgement:
        yield "  It is rated by judgement, which stands: look whether it still holds."
    for warning in one.warnings:
        yield f"  To be answered: {warning}"
    if one.sign_off_lapsed:
        yield "  Its sign-off lapsed: it is submitted, and waits to be signed off again."


def _moved(before: str, after: str) -> str:
    was, now = (rating.replace("-", " ") or "not rated" for rating in (before, after))
    return f"{now}, as before" if was == now else f"from {was} to {now}"
