"""Who is reminded of the figures of a round: one message for each person and each day on which figures are due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from goldenthread.accounts.models import User
from goldenthread.audit.queries import Entry, history_of
from goldenthread.domain.days import is_late
from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import Figure
from goldenthread.partnership.permissions import Permission, roles_with
from goldenthread.partnership.queries import HeldRole, Scope, held_roles

CHASED = "figures chased"  # as the log calls it
_OVER = (Figure.State.SUBMITTED, Figure.State.SIGNED_OFF, Figure.State.FROZEN)


@dataclass(frozen=True)
class Asked:
    """What one person has to return by one day."""

    period: str
    person: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Reminded:
    """One person who would be reminded of so many figures due on a day."""

    name: str
    due_on: date
    figures: int
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class Chase:
    """Whom a chase would write to, in the order of their names, and of how many figures; `nobodys` of those have nobody
    to be written to. `last` is when the round was chased last, and by whom; `seen` stands for all of it."""

    reminded: tuple[Reminded, ...]
    people: int
    figures: int
    nobodys: int
    last: tuple[datetime, str] | None
    seen: str


def who_returns(held: Sequence[HeldRole], *, of: Scope) -> tuple[int, ...]:
    """Ids of the people who return figures there, deputies among them: its service leads, or where there is none the
    performance officers."""
    for role in roles_with(Permission.RETURN_FIGURES):
        found = dict.fromkeys(one.person_id for one in held if one.role == role and one.reaches(of))
        if found:
            return tuple(found)
    return ()


def asked_of_people(*, today: date, period: str = "", reached_by: Iterable[HeldRole] | None = None) -> dict[Asked, int]:
    """How many figures each person has not submitted yet, by quarter and day due; two reads.

    With `reached_by`, of those figures alone that one of these roles reaches.
    """
    found: dict[Asked, int] = {}
    for its_period, due_on, people in _waiting(today=today, period=period, reached_by=reached_by):
        for person in people:
            asked = Asked(its_period, person, due_on)
            found[asked] = found.get(asked, 0) + 1
    return found


def _waiting(
    *, today: date, period: str, reached_by: Iterable[HeldRole] | None
) -> list[tuple[str, date, tuple[int, ...]]]:
    """Each figure that is not submitted: its quarter, its day, and the ids of those who return it."""
    reaching = None if reached_by is None else tuple(reached_by)
    waiting = Figure.objects.filter(terms__absence=None).exclude(state__in=_OVER).order_by("round__period", "pk")
    if period:
        waiting = waiting.filter(round__period=period)
    held = held_roles(on=today)
    people: dict[Scope, tuple[int, ...]] = {}
    found = []
    places = ("measure__council_id", "service__directorate_id", "service_id")
    for its_period, due_on, *place in waiting.values_list("round__period", "due_on", *places):
        of = Scope(*place)
        if reaching is not None and not any(one.reaches(of) for one in reaching):
            continue
        if of not in people:
            people[of] = who_returns(held, of=of)
        found.append((its_period, due_on, people[of]))
    return found


def would_chase(quarter: Quarter, *, today: date, held: Iterable[HeldRole]) -> Chase:
    """Whom a chase of the quarter's round by somebody with these roles would write to now: of the figures that the
    roles reach. Five reads at most."""
    waiting = _waiting(today=today, period=str(quarter), reached_by=held)
    ids = {person for _, _, people in waiting for person in people}
    names = dict(User.objects.filter(pk__in=ids, is_active=True).values_list("pk", "name")) if ids else {}
    counts: dict[tuple[int, date], int] = {}
    nobodys = 0
    for _, due_on, people in waiting:
        reached = [person for person in people if person in names]
        nobodys += not reached
        for person in reached:
            counts[person, due_on] = counts.get((person, due_on), 0) + 1
    rows = sorted(counts.items(), key=lambda one: (names[one[0][0]], one[0]))
    last = _last_chase(quarter)
    seen = (rows, nobodys, None if last is None else last.at.isoformat())
    return Chase(
        reminded=tuple(
            Reminded(name=names[person], due_on=due_on, figures=count, is_late=is_late(due_on, on=today))
            for (person, due_on), count in rows
        ),
        people=len({person for person, _ in counts}),
        figures=len(waiting) - nobodys,
        nobodys=nobodys,
        last=None if last is None else (last.at, _named(last)),
        seen=sha256(repr(seen).encode()).hexdigest()[:32],
    )


def _last_chase(quarter: Quarter) -> Entry | None:
    chased = [one for one in history_of(subject="round", subject_id=str(quarter)) if one.kind == CHASED]
    return chased[-1] if chased else None


def _named(entry: Entry) -> str:
    names: Mapping[int, str] = dict(User.objects.filter(pk=entry.by or 0).values_list("pk", "name"))
    return names.get(entry.by or 0, "Somebody")
