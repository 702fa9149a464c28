"""The life of a meeting: each step from each state, by any path."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.meetings import (
    MEETING_STEPS,
    MeetingState,
    MeetingStep,
    MeetingStepNotAllowed,
    meeting_steps_from,
    next_meeting_state,
)

STEPS = st.lists(st.sampled_from(MeetingStep), max_size=20)
IN_ORDER = (
    MeetingState.SCHEDULED,
    MeetingState.AGENDA_PUBLISHED,
    MeetingState.HELD,
    MeetingState.MINUTES_DRAFTED,
    MeetingState.MINUTES_AGREED,
    MeetingState.MINUTES_SIGNED,
)


def walked(steps: list[MeetingStep]) -> list[MeetingState]:
    """Where each allowed step of them leads, from the beginning."""
    reached = [MeetingState.SCHEDULED]
    for step in steps:
        if step in meeting_steps_from(reached[-1]):
            reached.append(next_meeting_state(state=reached[-1], step=step))
    return reached


def test_the_path_from_scheduled_to_signed():
    steps = [
        MeetingStep.CHANGE_AGENDA,
        MeetingStep.PUBLISH_AGENDA,
        MeetingStep.ADD_LATE,
        MeetingStep.HOLD,
        MeetingStep.MINUTE,
        MeetingStep.AGREE_MINUTES,
        MeetingStep.SIGN_MINUTES,
    ]

    assert walked(steps)[-1] == MeetingState.MINUTES_SIGNED


@given(STEPS)
def test_no_path_goes_back(steps):
    places = [IN_ORDER.index(state) for state in walked(steps) if state != MeetingState.CANCELLED]

    assert places == sorted(places)
    assert all(after - before <= 1 for before, after in pairwise(places))


@given(STEPS)
def test_what_was_cancelled_or_signed_is_the_end(steps):
    path = walked(steps)
    ends = [state for state in path if state in (MeetingState.CANCELLED, MeetingState.MINUTES_SIGNED)]

    assert ends in ([], [path[-1]])


@given(st.sampled_from(MeetingState), st.sampled_from(MeetingStep))
def test_what_is_not_in_the_table_is_refused_with_what_can_be_done(state, step):
    if (state, step) in MEETING_STEPS:
        assert next_meeting_state(state=state, step=step) == MEETING_STEPS[state, step]
        return

    with pytest.raises(MeetingStepNotAllowed) as refused:
        next_meeting_state(state=state, step=step)

    assert ("Nothing more can be done" in str(refused.value)) == (not meeting_steps_from(state))


def test_a_refusal_says_where_the_meeting_stands_and_what_can_be_done():
    with pytest.raises(MeetingStepNotAllowed) as refused:
        next_meeting_state(state="minutes-agreed", step="minute")

    assert str(refused.value) == (
        "This meeting has minutes that were agreed, so it cannot be minuted. It can have its minutes signed."
    )
