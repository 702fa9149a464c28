"""Who may change the committee's record, and what may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goldenthread.accounts.models import User
from goldenthread.committee.forms import CommitteeRecord
from goldenthread.domain.days import NO_SUCH_YEAR, can_be_meant, day_words, years_in_words
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.rules import check_may


def check_can_keep_the_record(person: User, *, on: date) -> None:
    """The clerk, the performance officer or an administrator may; raises RoleMissing."""
    check_may(person, Permission.KEEP_THE_RECORD, today=on)


def check_days(record: CommitteeRecord, *, today: date) -> None:
    """A meeting to come has an agenda and no decisions; raises InputRefused with every meeting that is not so."""
    problems = list(_wrong_days(record, today=today))
    if problems:
        raise InputRefused(problems)


def _wrong_days(record: CommitteeRecord, *, today: date) -> Iterator[Problem]:
    for position, meeting in enumerate(record.meetings, start=1):
        place = f"meeting[{position}].date"
        if not can_be_meant(meeting.date, today=today):
            yield Problem(
                NO_SUCH_YEAR,
                file=record.file,
                column=place,
                found=meeting.date.isoformat(),
                expected=years_in_words(today=today),
            )
        elif meeting.date > today and any(item.decisions for item in meeting.items):
            yield Problem(
                f"This meeting is after {day_words(today)}, so nothing was decided at it yet. Correct the day, or "
                "take out its decisions; its agenda may stay.",
                file=record.file,
                column=place,
                found=meeting.date.isoformat(),
            )
