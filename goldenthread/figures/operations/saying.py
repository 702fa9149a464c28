"""What is said of a promise at its own page, between returns; and that somebody else confirms it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.actions.operations import FollowUp, follow_up_actions
from goldenthread.attachments.looking import LookedOver, look_over
from goldenthread.attachments.operations import keep_files
from goldenthread.audit.operations import record
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.figures.models import PromiseConfirmation, PromiseEvidence, PromiseWord
from goldenthread.figures.operations.attaching import Shown
from goldenthread.figures.queries.promised import Promised, promise_now, told_in
from goldenthread.figures.queries.promises import CLOSING
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import HeldRole, held_roles, role_among

Outcome = PromiseWord.Outcome
_STATES = {Outcome.DONE.value: Action.State.DONE, Outcome.DROPPED.value: Action.State.DROPPED}


class SayingRefused(InputRefused):
    """What was said of a promise cannot be taken. Each problem's `column` is the part that it is of."""


class PromiseChanged(InputRefused):
    """Somebody said something of the promise since the page was opened; nothing was taken."""


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What the owner, or whoever returns the figure, says of a promise. `seen` is the promise's own, as looked at."""

    action_id: int
    seen: str
    outcome: str
    words: str = ""
    new_due_on: date | None = None
    shown: Sequence[Shown] = ()


def say_of_promise(said: Saying, *, most_bytes: int, by: User, at: datetime) -> Promised:
    """Takes what is said, with its files: the promise as it stands then.

    It takes effect at once, and the quarter that is to answer the promise next tells it unless its return says
    something else. Raises FilesRefused, SayingRefused and PromiseChanged.
    """
    looked = look_over([one.file for one in said.shown], most_bytes=most_bytes)
    return _say(said, list(zip(looked, (one.words for one in said.shown), strict=True)), by=by, at=at)


@transaction.atomic
def _say(said: Saying, files: Sequence[tuple[LookedOver, str]], *, by: User, at: datetime) -> Promised:
    promise = _held(said.action_id, seen=said.seen)
    period = told_in(promise)
    wrong = list(_wrong_with(said, promise, period=period, by=by, at=at))
    if wrong:
        raise SayingRefused(wrong)
    word = PromiseWord.objects.create(
        action_id=said.action_id,
        period=period,
        outcome=said.outcome,
        words=said.words,
        new_due_on=said.new_due_on,
        said_by=by,
        said_at=at,
    )
    kept = keep_files([one for one, _ in files], by=by.pk, at=at)
    for attachment, (_, words) in zip(kept, files, strict=True):
        PromiseEvidence.objects.create(word=word, attachment=attachment, words=words)
    state = _STATES.get(said.outcome, Action.State.OPEN)
    why = f"said at its page: {said.words}".removesuffix(": ")
    follow_up_actions(
        [FollowUp(action_id=said.action_id, state=state, due_on=said.new_due_on, why=why)], by=by.pk, at=at
    )
    record(
        "promise answered",
        subject="action",
        subject_id=said.action_id,
        by=by.pk,
        at=at,
        details={
            "outcome": said.outcome,
            "words": said.words,
            "told_in": period,
            "new_due_on": "" if said.new_due_on is None else said.new_due_on.isoformat(),
            "files": [{"name": one.name, "sha256": one.sha256} for one in kept],
        },
    )
    return _now(said.action_id)


@transaction.atomic
def confirm_promise(*, action_id: int, seen: str, words: str, by: User, at: datetime) -> Promised:
    """Somebody other than its owner, and than whoever called it done, agrees that a promise is kept.

    Raises SayingRefused and PromiseChanged.
    """
    promise = _held(action_id, seen=seen)
    why = why_not_confirm(promise, by, held=held_roles(on=today_in_london(at), person=by))
    if why:
        raise SayingRefused([Problem(why)])
    PromiseConfirmation.objects.create(action_id=action_id, words=words, confirmed_by=by, confirmed_at=at)
    record("promise confirmed", subject="action", subject_id=action_id, by=by.pk, at=at, details={"words": words})
    return _now(action_id)


def why_not_say(promise: Promised, by: User, *, held: Sequence[HeldRole]) -> str:
    """Why the person cannot say what became of the promise; "" where they can: its owner, or who returns its figure."""
    if owns(promise, held) or role_among(held, Permission.RETURN_FIGURES, of=promise.scope):
        return ""
    return f"{by.name} neither holds the post {promise.owner_post} nor returns figures of {promise.service}."


def why_not_confirm(promise: Promised, by: User, *, held: Sequence[HeldRole]) -> str:
    """Why the person cannot confirm that the promise is kept; "" where they can."""
    if promise.state != Action.State.DONE or not promise.said:
        return "Nobody has said that it is done, so there is nothing to confirm."
    if promise.is_confirmed:
        return "It is confirmed already."
    if role_among(held, Permission.CONFIRM_PROMISES, of=promise.scope) is None:
        return (
            f"{by.name} does not confirm promises of {promise.service}: its director does, or the performance officer."
        )
    if promise.said[-1].by == by.pk or owns(promise, held):
        return "Somebody other than who promised it, or called it done, has to confirm that it is kept."
    return ""


def owns(promise: Promised, held: Sequence[HeldRole]) -> bool:
    """Whether one of the roles is the post that promised, or acts in it."""
    return any(one.office.casefold() == promise.owner_post.casefold() for one in held)


def _held(action_id: int, *, seen: str) -> Promised:
    Action.objects.select_for_update().get(pk=action_id)
    promise = _now(action_id)
    if promise.seen != seen:
        raise PromiseChanged([Problem("Something was said of this promise since you opened the page.")])
    return promise


def _now(action_id: int) -> Promised:
    promise = promise_now(action_id)
    if promise is None:
        raise SayingRefused([Problem("This is no promise any more: its figure was opened again and explained anew.")])
    return promise


def _wrong_with(said: Saying, promise: Promised, *, period: str, by: User, at: datetime) -> Iterator[Problem]:
    today = today_in_london(at)
    why = why_not_say(promise, by, held=held_roles(on=today, person=by))
    if why:
        yield Problem(why)
        return
    last = promise.said[-1] if promise.said else None
    if at < promise.made_at or (last is not None and at < last.at):
        yield Problem("This moment is before what was said of the promise last.")
    if last is not None and last.outcome in CLOSING and last.period < period:
        yield Problem("It was closed in an earlier quarter. A figure's exception report makes a new promise.")
    if said.outcome == Outcome.DONE and not said.words and not said.shown:
        yield Problem("Say what was done, or attach what shows it.", column="words")
    if said.outcome == Outcome.LATE and said.new_due_on is None:
        yield Problem("Give the new day.", column="new_due_on")
    if said.outcome == Outcome.LATE and not said.words:
        yield Problem("Say why it is moved.", column="words")
    if said.outcome == Outcome.DROPPED and not said.words:
        yield Problem("Say why it is withdrawn.", column="words")
    if said.new_due_on is not None and said.outcome != Outcome.LATE:
        yield Problem(
            "A new day is given where a promise is moved. Choose that, or leave the day out.", column="new_due_on"
        )
    elif said.new_due_on is not None and said.new_due_on < today:
        yield Problem("The new day has passed already. Give one that is to come.", column="new_due_on")
    elif said.new_due_on == promise.due_on:
        yield Problem(f"{day_words(promise.due_on)} is the day that is given now.", column="new_due_on")
