"""Lists the exception reports that are due, given and missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.days import day_words
from goldenthread.domain.overdue import OverdueFigure
from goldenthread.domain.plain import to_plain
from goldenthread.figures.management.commands._choosing import counted
from goldenthread.figures.queries import figures_due, round_of, service_called
from goldenthread.figures.queries.exceptions import BadRun, ExceptionDue, bad_runs, exceptions_due
from goldenthread.figures.queries.missing import MissingFigure, figures_missing
from goldenthread.figures.queries.overdue import overdue_before
from goldenthread.figures.queries.unanswered import unanswered_promises
from goldenthread.figures.rules import today_in_london
from goldenthread.terminal.clock import now
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.typed import add_quarter, typed_quarter


class Command(TerminalCommand):
    help = (
        "List the exception reports of a quarter: every amber and red figure, the difference between target and "
        "achievement, whether its reasons and remedial actions were given, and by which post they are owed; the "
        "promises of earlier quarters that have no answer; the figures that were not returned, late or awaited, with "
        "the day and the post, and those of earlier quarters that were frozen without them; and words such as TBC "
        "that keep a pack from being published. Words that the officer edited stand beside the author's own; reasons "
        "that are last quarter's again, heads that are too long and shares of few cases are pointed out. At the end, "
        "for the director, every figure that is red, or worse than the period before, for the third time in a row. "
        "Nothing is written."
    )
    examples = (
        "goldenthread exceptions --year 2019-20 --quarter Q2",
        "goldenthread exceptions --year 2019-20 --quarter Q2 --service exchequer-and-transactional --missing",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_quarter(parser)
        parser.add_argument("--service", metavar="SLUG", help="only this service, by its short name")
        parser.add_argument("--missing", action="store_true", help="only those that are missing")

    def run(self, options: dict[str, Any]) -> None:
        quarter = typed_quarter(options)
        round_ = round_of(quarter)
        chosen = None if options["service"] is None else service_called(options["service"])
        only, service = (None, "") if chosen is None else ([chosen.id], chosen.name)
        due_figures = figures_due(round_.pk, quarter=quarter, services=only)
        unanswered = unanswered_promises(quarter, round_id=round_.pk, services=only)
        found = exceptions_due(due_figures, unanswered=unanswered)
        at = now()
        runs = bad_runs(quarter, round_id=round_.pk, at=at, services=only)
        absent = figures_missing(due_figures, on=today_in_london(at))
        overdue = [one for one in overdue_before(quarter, at=at) if service in ("", one.figure.service)]
        listed = found.missing if options["missing"] else found.exceptions
        due, missing = len(found.exceptions), len(found.missing)
        if options["json"]:
            self.print_json(
                {
                    "period": str(quarter),
                    "due": due,
                    "given": due - missing,
                    "missing": missing,
                    "exceptions": to_plain(listed),
                    "unanswered_promises": to_plain(found.unanswered),
                    "not_returned": to_plain(absent),
                    "overdue": to_plain(tuple(overdue)),
                    "unfinished_words": to_plain(found.unfinished),
                    "streaks": to_plain(runs),
                }
            )
            return
        for one in listed:
            self.stdout.write(f"{one.name}: {one.rating}. {one.difference} {_what_was_said(one)}")
            self._print_words(one)
        for promise in found.unanswered:
            self.stdout.write(
                f"{promise.name}: no answer to action {promise.action_id} of {promise.promised_for}, owed by "
                f"{promise.owner_post}: {promise.words}{f' ({promise.ended})' if promise.ended else ''}"
            )
        self._print_missing(absent, overdue=overdue)
        for unfinished in found.unfinished:
            self.stdout.write(str(unfinished))
        self._print_runs(runs)
        reports = counted(due, "exception report", then=("is", "are"))
        left = sum(bool(promise.ended) for promise in found.unanswered)
        promises = counted(len(found.unanswered) - left, "promise", then=("has", "have"))
        more = f"; {left} more {'is of a measure' if left == 1 else 'are of measures'} that ended" if left else ""
        self.stdout.write(f"{reports} due, {due - missing} given, {missing} missing; {promises} no answer{more}.")

    def _print_missing(self, absent: Sequence[MissingFigure], *, overdue: Sequence[OverdueFigure]) -> None:
        for one in absent:
            self.stdout.write(_what_is_missing(one))
        for late in overdue:
            self.stdout.write(
                f"{late.figure.name}: {late.figure.period} was frozen without it. It was due on "
                f"{day_words(late.due_on)}, and is owed by {late.figure.owner_post}."
            )
        if absent:
            late_ones = sum(one.is_late for one in absent)
            figures = counted(late_ones, "figure", then=("was", "were"))
            self.stdout.write(f"{figures} not returned by the due day; {len(absent) - late_ones} awaited.")

    def _print_words(self, one: ExceptionDue) -> None:
        if one.edited_by:
            self.stdout.write(f"  {one.edited_by} edited the words: {one.edited_because}")
            pairs = ((one.reasons, one.published_reasons), (one.back_on_track, one.published_back_on_track))
            for original, published in pairs:
                if original != published:
                    self.stdout.write(f"    as the author wrote it: {original or 'nothing'}")
                    self.stdout.write(f"    as published: {published or 'nothing'}")
        if one.is_repeated:
            self.stdout.write("  The reasons are the same words as last quarter's.")
        for remark in one.remarks:
            self.stdout.write(f"  {remark}")

    def _print_runs(self, runs: Sequence[BadRun]) -> None:
        for run in runs:
            self.stdout.write(f"{run.name}: {run.words}. For {run.sign_off_post}.")


def _what_is_missing(one: MissingFigure) -> str:
    due = day_words(one.due_on)
    reopen = " It is frozen without: open it with `reopen` before it is sent." if one.is_frozen else ""
    if one.is_late:
        return f"{one.name}: not returned by {one.owner_post}, due on {due}.{reopen}"
    return f"{one.name}: awaited from {one.owner_post}, due on {due}.{reopen}"


def _what_was_said(one: ExceptionDue) -> str:
    if not one.given:
        return f"No explanation given by {one.owner_post}."
    if not one.actions:
        return "Reasons given, but no remedial action."
    return f"Reasons and {counted(one.actions, 'remedial action')} given."
