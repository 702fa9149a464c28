"""Making the demonstration: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from goldenthread.audit.operations import record
from goldenthread.demonstration.doing import OFFICER, post
from goldenthread.demonstration.queries import MADE, SUBJECT, holds_something_else, is_made
from goldenthread.demonstration.story import steps
from goldenthread.domain.problems import Refused
from goldenthread.storage.turns import take_turns


class DatabaseInUse(Refused):
    """The database holds something that is not the demonstration."""

    def __init__(self) -> None:
        super().__init__(
            "This database is in use and does not hold the demonstration, so it was not touched. Name another data "
            "folder with GOLDENTHREAD_DATA, or another database with DATABASE_URL, and make the demonstration there."
        )


def check_can_make_demonstration() -> None:
    """Raises DatabaseInUse where the database holds something else. It need not have tables yet."""
    if holds_something_else():
        raise DatabaseInUse


@transaction.atomic
def make_demonstration(*, tell: Callable[[str], None]) -> bool:
    """Takes the story from its first step to its last; False where the demonstration is here already.

    One transaction holds all of it: what is cut off leaves nothing, and the next run begins anew.
    `tell` is given a sentence for each milestone. Raises DatabaseInUse.
    """
    take_turns(SUBJECT)
    check_can_make_demonstration()
    if is_made():
        return False
    told = steps()
    for step in told:
        if step.words:
            tell(f"{step.at.day} {step.at:%B %Y}: {step.words}")
        step.take()
    record(MADE, subject=SUBJECT, subject_id=SUBJECT, by=post(OFFICER).pk, at=told[-1].at, details={"steps": len(told)})
    return True
