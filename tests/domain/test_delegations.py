"""The life of a delegation, by any path."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.delegations import (
    DELEGATION_STEPS,
    DelegationState,
    DelegationStep,
    DelegationStepNotAllowed,
    delegation_steps_from,
    is_overdue,
    next_delegation_state,
)

TODAY = date(2020, 2, 7)


@given(st.lists(st.sampled_from(DelegationStep), max_size=12))
def test_it_is_reported_back_only_after_it_was_discharged(steps):
    path = [DelegationState.OPEN]
    for step in steps:
        if step in delegation_steps_from(path[-1]):
            path.append(next_delegation_state(state=path[-1], step=step))

    if DelegationState.REPORTED in path:
        assert path[path.index(DelegationState.REPORTED) - 1] == DelegationState.DISCHARGED
    assert not {DelegationState.REPORTED, DelegationState.REVOKED} <= set(path)


@given(st.sampled_from(DelegationState), st.sampled_from(DelegationStep))
def test_what_is_not_in_the_table_is_refused(state, step):
    if (state, step) in DELEGATION_STEPS:
        assert next_delegation_state(state=state, step=step) == DELEGATION_STEPS[state, step]
        return

    with pytest.raises(DelegationStepNotAllowed) as refused:
        next_delegation_state(state=state, step=step)

    assert ("Nothing more can be done" in str(refused.value)) == (not delegation_steps_from(state))


@given(st.sampled_from(DelegationState), st.none() | st.dates())
def test_only_an_open_one_with_a_day_that_is_past_is_overdue(state, due_on):
    overdue = is_overdue(state=state, due_on=due_on, today=TODAY)

    assert overdue == (state == "open" and due_on is not None and due_on < TODAY)


def test_on_the_day_itself_it_is_in_time():
    assert not is_overdue(state="open", due_on=TODAY, today=TODAY)
    assert is_overdue(state="open", due_on=TODAY - timedelta(days=1), today=TODAY)
