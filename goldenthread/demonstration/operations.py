"""Making the demonstration: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from goldenthread.audit.operations import record
from goldenthread.demonstration.doing import OFFICER, post
from goldenthread.demonstration.queries import MADE, SUBJECT, YEAR_END, holds_something_else, is_made
from goldenthread.demonstration.story import steps
from goldenthread.demonstration.year_end import year_end_steps
from goldenthread.domain.problems import Refused
from goldenthread.storage.turns import take_turns


class DatabaseInUse(Refused):
    """The database holds something that is not the demonstration."""

    def __init__(self) -> None:
        super().__init__(
            "This database is in use and does not hold the demonstration, so it was not touched. Name another data "
            "folder with GOLDENTHREAD_DATA, or another database with DATABASE_URL, and make the demonstration there."
        )


def check_can_make_demonstration(story: str = SUBJECT) -> None:
    """Raises DatabaseInUse where the database holds something else. It need not have tables yet."""
    if holds_something_else(story):
        raise DatabaseInUse


@transaction.atomic
def make_demonstration(*, tell: Callable[[str], None], to_the_year_end: bool = False) -> bool:
    """Takes the story from its first step to its last; False where the demonstration is here already.

    The second database's story goes on `to_the_year_end`, and has a place of its own.

    One transaction holds all of it: what is cut off leaves nothing, and the next run begins anew.
    `tell` is given a sentence for each milestone. Raises DatabaseInUse.
    """
    take_turns(SUBJECT)
    story = YEAR_END if to_the_year_end else SUBJECT
    check_can_make_demonstration(story)
    if is_made(story):
        return False
    told = year_end_steps() if to_the_year_end else steps()
    for step in told:
        if step.words:
            tell(f"{step.at.day} {step.at:%B %Y}: {step.words}")
        step.take()
    record(MADE, subject=SUBJECT, subject_id=story, by=post(OFFICER).pk, at=told[-1].at, details={"steps": len(told)})
    return True
