"""How many actions of a plan stand where, of how many, and which of them moved since the quarter before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenthread.domain.plan_progress import ActionStatus


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An action whose status differs from that of the quarter before. None: it was not in the plan then, or is not
    now."""

    ref: str
    was: ActionStatus | None
    now: ActionStatus | None


@dataclass(frozen=True, kw_only=True)
class StatusChange:
    """How the number of one status came from the one before: of `before`, `left` went elsewhere and `came` joined."""

    status: ActionStatus
    before: int
    now: int
    left: tuple[Moved, ...]
    came: tuple[Moved, ...]


def counts_of(statuses: Mapping[str, ActionStatus]) -> dict[ActionStatus, int]:
    """How many actions have each status, every status among them; their sum is the base."""
    found = dict.fromkeys(ActionStatus, 0)
    for status in statuses.values():
        found[status] += 1
    return found


def moved_between(before: Mapping[str, ActionStatus], now: Mapping[str, ActionStatus]) -> tuple[Moved, ...]:
    """Every action whose status differs, by its ref; those that came into the plan or left it too."""
    return tuple(
        Moved(ref=ref, was=before.get(ref), now=now.get(ref))
        for ref in sorted({*before, *now})
        if before.get(ref) != now.get(ref)
    )


def change_of(
    status: ActionStatus, *, before: Mapping[str, ActionStatus], now: Mapping[str, ActionStatus]
) -> StatusChange:
    """Why the number of a status is what it is: `before` less those that left, and those that came, is `now`."""
    moved = moved_between(before, now)
    return StatusChange(
        status=status,
        before=counts_of(before)[status],
        now=counts_of(now)[status],
        left=tuple(one for one in moved if one.was is status),
        came=tuple(one for one in moved if one.now is status),
    )


def counted_in_words(statuses: Mapping[str, ActionStatus]) -> str:
    """ "3 actions: 1 on target, 2 not reported."; "" without any."""
    number = len(statuses)
    told = [f"{count} {status.value}" for status, count in counts_of(statuses).items() if count]
    return f"{number} action{'' if number == 1 else 's'}: {', '.join(told)}." if told else ""


def moved_in_words(moved: Iterable[Moved], *, since: str) -> tuple[str, ...]:
    """Each in a sentence: "1.1 was on target in Q3 2019/20, and is reprogrammed with approval."."""
    return tuple(
        f"{one.ref} was {'not in the plan' if one.was is None else one.was.value} in {since}, and is "
        f"{'not in it any more' if one.now is None else one.now.value}."
        for one in moved
    )
