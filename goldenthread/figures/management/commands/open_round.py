"""Opens a quarter: one figure due for each measure on the year's list."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import to_plain
from goldenthread.figures.management.commands._choosing import counted
from goldenthread.figures.operations import MovedMeeting, move_meeting, open_round
from goldenthread.figures.queries.rounds import is_open
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.typed import add_quarter, day, typed_quarter


class Command(ChangingCommand):
    help = (
        "Open a quarter's round. Every measure on the year's list gets one figure, with its target, tolerance, policy "
        "and definition copied as they stand on the quarter's last day: nothing edited later rates it anew. Before the "
        "list is agreed, the round runs on proposed targets and says so. Needs the performance officer.\n\n"
        "A round that is open stays as it is; with another --meeting it is reported to that one from now on."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread open-round --year 2019-20 --quarter Q2 --meeting 2020-02-07 --by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_quarter(parser)
        parser.add_argument(
            "--meeting", type=day, metavar="DATE", help="the meeting that the quarter is reported to, as 2020-02-07"
        )

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        quarter = typed_quarter(options)
        meeting: date | None = options["meeting"]
        if meeting is not None and is_open(quarter):
            self._print_moved(move_meeting(quarter=quarter, meeting=meeting, by=by, at=at), quarter, options)
            return
        opened = open_round(quarter=quarter, meeting=meeting, by=by, at=at)
        if options["json"]:
            self.print_json({"period": str(quarter), **to_plain(opened)})
            return
        lines = [f"{quarter.label} is open: {counted(opened.due, 'figure', then=('is', 'are'))} due."]
        if opened.not_due:
            more = "1 more figure is" if opened.not_due == 1 else f"{opened.not_due} more figures are"
            lines.append(f"{more} not due this quarter, suspended or not provided; the pack says why.")
        if opened.proposed:
            lines.append("The year's list is not agreed yet: the round runs on proposed targets, and says so.")
        if opened.not_agreed_targets:
            not_agreed = counted(opened.not_agreed_targets, "target", then=("is", "are"))
            lines.append(f"{not_agreed} not agreed by any decision.")
        if opened.late_targets:
            late = counted(opened.late_targets, "target", then=("was", "were"))
            lines.append(f"{late} agreed after the quarter began: marked so.")
        self.stdout.write("\n".join(lines))

    def _print_moved(self, moved: MovedMeeting, quarter: Quarter, options: dict[str, Any]) -> None:
        if options["json"]:
            self.print_json({"period": str(quarter), "meeting": to_plain(moved)})
            return
        old = "no meeting" if moved.old is None else f"the meeting of {day_words(moved.old)}"
        new = day_words(moved.new)
        self.stdout.write(f"{quarter.label} is open already. It was for {old}; it is for that of {new} now.")
        if moved.frozen_as is not None:
            self.stdout.write(f"Version {moved.frozen_as} was frozen for {old}: freeze again before you publish.")
