"""Counts of actions, and why a number moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.plan_movement import change_of, counts_of, moved_between
from goldenthread.domain.plan_progress import ActionStatus

STATUSES = st.dictionaries(st.sampled_from("ABCDEFGH"), st.sampled_from(ActionStatus))


@given(STATUSES, STATUSES, st.sampled_from(ActionStatus))
def test_every_step_from_one_number_to_the_next_is_an_action_by_name(before, now, status):
    change = change_of(status, before=before, now=now)

    assert change.before - len(change.left) + len(change.came) == change.now
    assert {one.ref for one in (*change.left, *change.came)} <= {one.ref for one in moved_between(before, now)}


@given(STATUSES)
def test_every_action_is_counted_once_and_nothing_moves_where_nothing_changed(statuses):
    assert sum(counts_of(statuses).values()) == len(statuses)
    assert moved_between(statuses, statuses) == ()


def test_it_is_said_why_green_fell():
    before = {"A": ActionStatus.ON_TARGET, "B": ActionStatus.ON_TARGET, "C": ActionStatus.OVER_A_MONTH}
    now = {"A": ActionStatus.UP_TO_A_MONTH, "B": ActionStatus.REPROGRAMMED, "D": ActionStatus.ON_TARGET}

    change = change_of(ActionStatus.ON_TARGET, before=before, now=now)

    assert (change.before, change.now) == (2, 1)
    assert [(one.ref, one.now) for one in change.left] == [
        ("A", ActionStatus.UP_TO_A_MONTH),
        ("B", ActionStatus.REPROGRAMMED),
    ]
    assert [(one.ref, one.was) for one in change.came] == [("D", None)]
