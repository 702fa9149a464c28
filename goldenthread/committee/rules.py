"""Who may change the committee's record, and what may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goldenthread.accounts.models import User
from goldenthread.committee.forms import CommitteeRecord
from goldenthread.committee.models.agenda import Access
from goldenthread.domain.days import NO_SUCH_YEAR, can_be_meant, day_words, years_in_words
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.rules import check_may

# Local Government Act 1972, Schedule 12A, Part 1 (England): information about what may be kept from the public.
SCHEDULE_12A = {
    "1": "any individual",
    "2": "what is likely to reveal the identity of an individual",
    "3": "the financial or business affairs of any person, the authority among them",
    "4": "consultations or negotiations on a labour relations matter",
    "5": "what legal professional privilege could be claimed for",
    "6": "a proposed notice, order or direction under an enactment",
    "7": "action to prevent, investigate or prosecute crime",
}


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
        elif meeting.date > today and any(item.decisions or item.minute for item in meeting.items):
            yield Problem(
                f"This meeting is after {day_words(today)}, so nothing was decided at it yet. Correct the day, or "
                "take out its decisions; its agenda may stay.",
                file=record.file,
                column=place,
                found=meeting.date.isoformat(),
            )


def check_restriction(
    access: str, *, exempt_paragraphs: str, public_interest: str, safe_title: str
) -> Iterator[Problem]:
    """What is missing where something is kept from the public.

    Exempt is by a numbered paragraph of Part 1 of Schedule 12A to the Local Government Act 1972, and only as long as
    keeping it outweighs the public interest in telling it (paragraph 10). Confidential (section 100A(3)) is for no one
    to weigh.
    """
    if access not in Access:
        yield Problem("Say whether this is open, exempt or confidential.", column="access", found=access)
        return
    if access == Access.OPEN:
        return
    if not safe_title.strip():
        yield Problem("Give a title that tells the public nothing of what is kept.", column="safe_title")
    if access == Access.EXEMPT:
        if not is_exempt_by(exempt_paragraphs):
            yield Problem(
                "Say by which paragraphs of Schedule 12A this is exempt.",
                column="exempt_paragraphs",
                found=exempt_paragraphs,
                expected="numbers from 1 to 7, as in 3 or 1,2",
            )
        if not public_interest.strip():
            yield Problem("Say why keeping this outweighs the public interest in telling it.", column="public_interest")


def is_exempt_by(paragraphs: str) -> bool:
    """Whether these are numbers of paragraphs of Schedule 12A, Part 1 (England), each once: "3", "1,2"."""
    said = paragraphs.split(",")
    return all(one in SCHEDULE_12A for one in said) and len(set(said)) == len(said)
