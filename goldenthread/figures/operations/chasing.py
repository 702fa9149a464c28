"""Reminding people of figures that are due: by the day, or because the officer says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import tell
from goldenthread.audit.operations import record
from goldenthread.domain.days import is_late
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.figures.models import Round
from goldenthread.figures.queries.chased import CHASED, Asked, asked_of_people, would_chase
from goldenthread.figures.queries.rounds import round_of
from goldenthread.figures.rules import today_in_london
from goldenthread.mail import letters
from goldenthread.mail.letters import Letter
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE, HeldRole, what_may
from goldenthread.partnership.rules import RoleMissing
from goldenthread.terminal.order import moment_in_words

# So many days before figures are due, whoever has not submitted them is reminded.
REMINDED = timedelta(days=5)
# And so often once they are overdue.
OVERDUE_EVERY = 7
_RETURNS = "/returns"


class NothingToChase(Refused):
    """Every figure that the person may chase is submitted, or nobody is there to be written to."""

    def __init__(self, quarter: Quarter, *, whole: bool) -> None:
        theirs = "" if whole else "that you may chase "
        super().__init__(f"Every figure of {quarter.label} {theirs}is submitted, so there is nobody to chase.")


class ChasedMeanwhile(Refused):
    """The round was chased, or figures of it submitted, since somebody looked at whom a chase would write to."""

    def __init__(self, quarter: Quarter, *, last: tuple[datetime, str] | None) -> None:
        who = "" if last is None else f" {last[1]} chased them last on {moment_in_words(last[0])}."
        super().__init__(
            f"Nobody was written to: what of {quarter.label} is not submitted changed, or was chased, since you "
            f"looked.{who} Look again at who would be reminded."
        )


@transaction.atomic
def tell_what_is_due(*, today: date, at: datetime) -> int:
    """Tells everybody of figures that are theirs to return, reminds them five days before the day, and each week after
    it; each once, however often this runs. How many messages were queued."""
    queued = 0
    for asked, count in asked_of_people(today=today).items():
        name = f"{asked.period}/{asked.due_on.isoformat()}"
        if is_late(asked.due_on, on=today):
            week = (today - asked.due_on).days // OVERDUE_EVERY
            say, once = letters.overdue, f"overdue/{name}/{week}"
        elif asked.due_on - today <= REMINDED:
            say, once = letters.reminder, f"reminder/{name}"
        else:
            say, once = letters.figures_due, f"figures due/{name}"
        queued += _say(say, asked, count=count, at=at, once=once)
    return queued


@transaction.atomic
def chase_figures(*, quarter: Quarter, by: User, at: datetime) -> int:
    """Writes now to each person who has not submitted figures of the quarter: one message for each, and each day due.
    Who runs the round for one council writes of that council's figures alone.

    How many messages. Raises RoleMissing, RoundNotOpen and NothingToChase.
    """
    today = today_in_london(at)
    held = _held_by(by, today=today)
    round_ = round_of(quarter)
    queued = 0
    for asked, count in asked_of_people(today=today, period=str(quarter), reached_by=held).items():
        say = letters.overdue if is_late(asked.due_on, on=today) else letters.reminder
        queued += _say(say, asked, count=count, at=at)
    if not queued:
        raise NothingToChase(quarter, whole=any(one.reaches(WHOLE) for one in held))
    record(CHASED, subject="round", subject_id=round_.period, by=by.pk, at=at, details={"messages": queued})
    return queued


@transaction.atomic
def chase_as_seen(*, quarter: Quarter, seen: str, by: User, at: datetime) -> int:
    """Chases the figures if those who would be written to are those that were looked at (`queries.chased.would_chase`),
    and nobody chased them since: pressed twice, it writes once.

    How many messages. Raises ChasedMeanwhile, and whatever `chase_figures` raises.
    """
    # Two presses in one moment come one after the other.
    Round.objects.select_for_update().filter(period=str(quarter)).first()
    today = today_in_london(at)
    now = would_chase(quarter, today=today, held=_held_by(by, today=today))
    if now.seen != seen:
        raise ChasedMeanwhile(quarter, last=now.last)
    return chase_figures(quarter=quarter, by=by, at=at)


def _held_by(by: User, *, today: date) -> tuple[HeldRole, ...]:
    held = what_may(by, today=today).get(Permission.OPEN_ROUNDS, ())
    if not held:
        raise RoleMissing(by, Permission.OPEN_ROUNDS, on=today, where=WHOLE.name)
    return held


def _say(say: Callable[..., Letter], asked: Asked, *, count: int, at: datetime, once: str = "") -> int:
    letter = say(quarter=Quarter.parse(asked.period).label, count=count, due_on=asked.due_on, path=_RETURNS)
    return tell(letter, people=[asked.person], by=None, at=at, once=once)
