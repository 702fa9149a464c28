"""Promises are kept with the date first given, and every change of them is in the log."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.actions.models import Action
from goldenthread.actions.operations import FollowUp, NewAction, follow_up_actions, promise_actions, withdraw_actions
from goldenthread.audit.queries import history_of

pytestmark = pytest.mark.django_db

OCTOBER = datetime(2019, 10, 15, 12, tzinfo=UTC)
JANUARY = datetime(2020, 1, 15, 12, tzinfo=UTC)


def promised(words: str = "Recruit two officers", *, due_on: date = date(2019, 12, 31)) -> Action:
    new = NewAction(words=words, owner_post="Head of Exchequer", due_on=due_on)
    return promise_actions([new], by=1, at=OCTOBER)[0]


def told(action: Action, state: Action.State, *, due_on: date | None = None) -> FollowUp:
    return FollowUp(action_id=action.pk, state=state, due_on=due_on, why="Answered in Q3 2019/20")


def kinds_of(action: Action) -> list[str]:
    return [entry.kind for entry in history_of(subject="action", subject_id=action.pk)]


def test_a_promise_keeps_the_date_first_given_when_it_is_moved() -> None:
    action = promised(due_on=date(2019, 12, 31))

    follow_up_actions([told(action, Action.State.OPEN, due_on=date(2020, 3, 31))], by=1, at=JANUARY)

    action.refresh_from_db()
    assert (action.first_due_on, action.due_on) == (date(2019, 12, 31), date(2020, 3, 31))
    assert history_of(subject="action", subject_id=action.pk)[-1].details["due_on_before"] == "2019-12-31"


def test_a_kept_promise_has_the_moment_it_was_closed() -> None:
    action = promised()

    follow_up_actions([told(action, Action.State.DONE)], by=1, at=JANUARY)

    action.refresh_from_db()
    assert (action.state, action.closed_at) == ("done", JANUARY)


def test_the_same_follow_up_again_records_nothing() -> None:
    action = promised()
    follow_up_actions([told(action, Action.State.DONE)], by=1, at=JANUARY)

    follow_up_actions([told(action, Action.State.DONE)], by=1, at=JANUARY.replace(day=20))

    assert kinds_of(action) == ["action promised", "action followed up"]


def test_an_action_said_to_be_done_can_be_opened_again() -> None:
    action = promised()
    follow_up_actions([told(action, Action.State.DONE)], by=1, at=JANUARY)

    follow_up_actions([told(action, Action.State.OPEN)], by=1, at=JANUARY.replace(day=20))

    action.refresh_from_db()
    assert (action.state, action.closed_at) == ("open", None)


def test_a_withdrawn_promise_is_dropped_and_says_why() -> None:
    action = promised()

    withdraw_actions([action.pk], why="Replaced by a later return", by=1, at=OCTOBER)

    action.refresh_from_db()
    assert action.state == "dropped"
    assert history_of(subject="action", subject_id=action.pk)[-1].details == {"why": "Replaced by a later return"}
