"""Everything that changes an action. Each room that promises calls these within its own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.actions.models import Action
from goldenthread.audit.operations import Happening, record_all


@dataclass(frozen=True, kw_only=True)
class NewAction:
    """What is promised, by which post, and by when."""

    words: str
    owner_post: str
    due_on: date
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """What became of an action: its state from now on, and the date given now, if there is a new one."""

    action_id: int
    state: Action.State
    due_on: date | None
    why: str


@transaction.atomic
def promise_actions(promised: Sequence[NewAction], *, by: int, at: datetime) -> list[Action]:
    """Adds the actions, in order."""
    made = Action.objects.bulk_create(
        [
            Action(
                words=new.words,
                owner_post=new.owner_post,
                first_due_on=new.due_on,
                due_on=new.due_on,
                made_at=at,
                illustrative=new.illustrative,
            )
            for new in promised
        ]
    )
    record_all(
        (_happening("action promised", action, owner=action.owner_post, due_on=action.due_on) for action in made),
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def withdraw_actions(action_ids: Iterable[int], *, why: str, by: int, at: datetime) -> None:
    """Drops actions that were replaced before anyone relied on them."""
    ids = sorted(action_ids)
    Action.objects.filter(pk__in=ids, state=Action.State.OPEN).update(state=Action.State.DROPPED, closed_at=at)
    record_all(
        (Happening("action withdrawn", "action", str(pk), {"why": why}) for pk in ids),
        by=by,
        at=at,
    )


@transaction.atomic
def follow_up_actions(told: Sequence[FollowUp], *, by: int, at: datetime) -> None:
    """Brings actions to what was said of them. Saying the same again changes and records nothing."""
    actions = Action.objects.select_for_update().order_by("pk").in_bulk([one.action_id for one in told])
    happenings = []
    for one in told:
        action = actions[one.action_id]
        due_on = one.due_on or action.due_on
        if (action.state, action.due_on) == (one.state, due_on):
            continue
        happenings.append(
            _happening(
                "action followed up",
                action,
                state=one.state,
                state_before=action.state,
                due_on=due_on,
                due_on_before=action.due_on,
                why=one.why,
            )
        )
        if one.state == Action.State.OPEN:
            action.closed_at = None
        elif action.state == Action.State.OPEN:
            action.closed_at = at
        action.state, action.due_on = one.state, due_on
    Action.objects.bulk_update(actions.values(), ["state", "due_on", "closed_at"], batch_size=100)
    record_all(happenings, by=by, at=at)


@transaction.atomic
def reword_action(
    action_id: int, *, words: str, owner_post: str, due_on: date, state: Action.State, why: str, by: int, at: datetime
) -> None:
    """Brings an action to what was agreed of it anew; the day first given stays. The log keeps what it was before."""
    action = Action.objects.select_for_update().get(pk=action_id)
    new = {"words": words, "owner_post": owner_post, "due_on": due_on, "state": state}
    old = {name: getattr(action, name) for name in new}
    differing = [name for name in new if new[name] != old[name]]
    if not differing:
        return
    for name in differing:
        setattr(action, name, new[name])
    if "state" in differing:
        action.closed_at = None if state == Action.State.OPEN else at
    action.save()
    changes = {name: new[name] for name in differing} | {f"{name}_before": old[name] for name in differing}
    record_all([_happening("action agreed anew", action, why=why, **changes)], by=by, at=at)


def _happening(kind: str, action: Action, **details: object) -> Happening:
    return Happening(kind, "action", str(action.pk), {name: str(value) for name, value in details.items()})
