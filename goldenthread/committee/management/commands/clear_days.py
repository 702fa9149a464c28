"""clear-days: the last day to publish before a meeting."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.committee.calendar import bank_holidays
from goldenthread.committee.queries.timetable import NoticeOf, notice_of
from goldenthread.domain.round_calendar import CLEAR_DAYS
from goldenthread.domain.workdays import clear_days_in_words, last_day_to_publish
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.typed import day

# The Local Government Act 1972 has been in force since 1 April 1974.
FIRST_YEAR = 1975
LAST_YEAR = 2199
# Holidays are known for the year of the meeting and the one before.
MOST_DAYS = 200


class Command(TerminalCommand):
    help = (
        "Prints the last day on which a paper can be published for a meeting: first as YYYY-MM-DD, then in words. "
        "Clear days count neither the day of publication nor the day of the meeting; Saturdays, Sundays and the bank "
        "holidays of England and Wales are left out (Local Government Act 1972, s100B); with --committee, the "
        "days on which its councils are closed too."
    )
    examples = (
        "goldenthread clear-days --meeting 2020-02-07",
        "goldenthread clear-days --meeting 2020-04-17 --days 28",
        "goldenthread clear-days --meeting 2020-02-07 --committee onesource-joint-committee",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--meeting", required=True, type=_meeting, metavar="DATE", help="day of the meeting")
        parser.add_argument(
            "--days", type=_days, metavar="N", help="how many clear days (default: the committee's, or 5)"
        )
        parser.add_argument("--committee", metavar="SLUG", help="whose closed days count for nothing, and whose notice")

    def run(self, options: dict[str, Any]) -> None:
        meeting: date = options["meeting"]
        committee: str | None = options["committee"]
        if committee is None:
            notice = NoticeOf(clear_days=CLEAR_DAYS, days_off=bank_holidays(around=meeting))
            left_out = "bank holidays"
        else:
            notice = notice_of(committee, around=meeting)
            left_out = "days on which its councils are closed"
        days: int = notice.clear_days if options["days"] is None else options["days"]
        last = last_day_to_publish(meeting=meeting, days=days, holidays=notice.days_off)
        words = clear_days_in_words(meeting=meeting, days=days, holidays=notice.days_off, left_out=left_out)
        if options["json"]:
            self.print_json(
                {
                    "publish_by": last.isoformat(),
                    "meeting": meeting.isoformat(),
                    "clear_days": days,
                    "words": words,
                }
            )
            return
        self.stdout.write(last.isoformat())
        self.stdout.write(words)


def _meeting(typed: str) -> date:
    meeting = day(typed)
    if not FIRST_YEAR <= meeting.year <= LAST_YEAR:
        raise ArgumentTypeError(f"give a meeting of the years {FIRST_YEAR} to {LAST_YEAR}")
    return meeting


def _days(typed: str) -> int:
    # isdecimal also takes digits that int() reads and nobody types; the length keeps int() short.
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 3) or int(typed) > MOST_DAYS:
        raise ArgumentTypeError(f"{typed!r} is not a number of days from 0 to {MOST_DAYS}")
    return int(typed)
