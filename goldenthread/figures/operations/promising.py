"""Remedial actions promised in a return, and what a return says of those promised before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.actions.operations import NewAction, promise_actions, withdraw_actions
from goldenthread.figures.models import Figure, PromiseAnswer, RemedialAction
from goldenthread.figures.queries.returned import ReturnedAction, ReturnedAnswer


def as_returned(action: Action) -> ReturnedAction:
    return ReturnedAction(words=action.words, owner_post=action.owner_post, due_on=action.first_due_on)


def replace_actions(
    wanted: Mapping[Figure, Sequence[ReturnedAction]],
    *,
    promised: Mapping[int, Sequence[Action]],
    by: User,
    at: datetime,
) -> None:
    """Lets each figure's promises be those wanted: new ones are made, missing ones withdrawn, the rest stay."""
    new: list[tuple[Figure, ReturnedAction]] = []
    withdrawn: list[int] = []
    for figure, actions in wanted.items():
        kept = {as_returned(action): action.pk for action in promised.get(figure.pk, ())}
        new += [(figure, one) for one in actions if one not in kept]
        withdrawn += [pk for one, pk in kept.items() if one not in actions]
    made = promise_actions(
        [
            NewAction(
                words=one.words,
                owner_post=one.owner_post,
                due_on=one.due_on,
                illustrative=figure.terms["illustrative"],
            )
            for figure, one in new
        ],
        by=by.pk,
        at=at,
    )
    RemedialAction.objects.bulk_create(
        [RemedialAction(figure=figure, action=action) for (figure, _), action in zip(new, made, strict=True)],
        batch_size=500,
    )
    for start in range(0, len(withdrawn), 500):
        RemedialAction.objects.filter(action_id__in=withdrawn[start : start + 500]).update(withdrawn_at=at)
    withdraw_actions(withdrawn, why="replaced by a later return", by=by.pk, at=at)


def take_answers(said: Mapping[Figure, Sequence[ReturnedAnswer]], *, by: User, at: datetime) -> None:
    """Keeps what is said of earlier promises. The actions themselves follow when the figure is submitted."""
    PromiseAnswer.objects.bulk_create(
        [
            PromiseAnswer(
                figure=figure,
                action_id=one.action_id,
                outcome=one.outcome,
                words=one.words,
                new_due_on=one.new_due_on,
                answered_by=by,
                answered_at=at,
            )
            for figure, answers in said.items()
            for one in answers
        ],
        batch_size=500,
    )
