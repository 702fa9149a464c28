"""Reminding people of figures that are due: by the day, or because the officer says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import tell
from goldenthread.audit.operations import record
from goldenthread.domain.days import is_late
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.figures.models import Figure
from goldenthread.figures.operations.telling import who_returns
from goldenthread.figures.queries.rounds import round_of
from goldenthread.figures.rules import today_in_london
from goldenthread.mail import letters
from goldenthread.mail.letters import Letter
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import Scope, held_roles
from goldenthread.partnership.rules import check_may

# So many days before figures are due, whoever has not submitted them is reminded.
REMINDED = timedelta(days=5)
# And so often once they are overdue.
OVERDUE_EVERY = 7
_RETURNS = "/returns"


class NothingToChase(Refused):
    """Every figure of the round is submitted, or nobody is there to be written to."""

    def __init__(self, quarter: Quarter) -> None:
        super().__init__(f"Every figure of {quarter.label} is submitted, so there is nobody to chase.")


@dataclass(frozen=True)
class _Asked:
    """What one person has to return by one day."""

    period: str
    person: int
    due_on: date


@transaction.atomic
def tell_what_is_due(*, today: date, at: datetime) -> int:
    """Tells everybody of figures that are theirs to return, reminds them five days before the day, and each week after
    it; each once, however often this runs. How many messages were queued."""
    queued = 0
    for asked, count in _asked(today=today).items():
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

    How many messages. Raises RoleMissing, RoundNotOpen and NothingToChase.
    """
    today = today_in_london(at)
    check_may(by, Permission.OPEN_ROUNDS, today=today)
    round_ = round_of(quarter)
    queued = 0
    for asked, count in _asked(today=today, period=str(quarter)).items():
        say = letters.overdue if is_late(asked.due_on, on=today) else letters.reminder
        queued += _say(say, asked, count=count, at=at)
    if not queued:
        raise NothingToChase(quarter)
    record("figures chased", subject="round", subject_id=round_.period, by=by.pk, at=at, details={"messages": queued})
    return queued


def _say(say: Callable[..., Letter], asked: _Asked, *, count: int, at: datetime, once: str = "") -> int:
    letter = say(quarter=Quarter.parse(asked.period).label, count=count, due_on=asked.due_on, path=_RETURNS)
    return tell(letter, people=[asked.person], by=None, at=at, once=once)


def _asked(*, today: date, period: str = "") -> dict[_Asked, int]:
    """How many figures each person has not submitted yet, by quarter and day due."""
    over = (Figure.State.SUBMITTED, Figure.State.SIGNED_OFF, Figure.State.FROZEN)
    waiting = Figure.objects.filter(terms__absence=None).exclude(state__in=over).order_by("round__period", "pk")
    if period:
        waiting = waiting.filter(round__period=period)
    held = held_roles(on=today)
    found: dict[_Asked, int] = {}
    people: dict[Scope, tuple[int, ...]] = {}
    places = ("measure__council_id", "service__directorate_id", "service_id")
    for its_period, due_on, *place in waiting.values_list("round__period", "due_on", *places):
        of = Scope(*place)
        if of not in people:
            people[of] = who_returns(held, of=of)
        for person in people[of]:
            asked = _Asked(its_period, person, due_on)
            found[asked] = found.get(asked, 0) + 1
    return found
