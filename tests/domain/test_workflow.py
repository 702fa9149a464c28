from __future__ import annotations

from itertools import pairwise, product

import pytest

from goldenthread.domain.workflow import (
    FIGURE_STEPS,
    FigureState,
    FigureStep,
    StepNotAllowed,
    figure_steps_from,
    next_figure_state,
)

PAIRS = list(product(FigureState, FigureStep))
REFUSED = [pair for pair in PAIRS if pair not in FIGURE_STEPS]


def test_a_figure_goes_from_due_to_frozen_in_four_steps():
    steps = [FigureStep.RETURN, FigureStep.SUBMIT, FigureStep.SIGN_OFF, FigureStep.FREEZE]
    path = [FigureState.DUE, FigureState.RETURNED, FigureState.SUBMITTED, FigureState.SIGNED_OFF, FigureState.FROZEN]

    walked = [next_figure_state(state=state, step=step) for state, step in zip(path, steps, strict=False)]

    assert [(before, after) for before, after in pairwise(path)] == list(zip(path, walked, strict=False))


@pytest.mark.parametrize(
    ("state", "step", "reached"),
    [
        ("submitted", "query", "queried"),
        ("queried", "answer", "submitted"),
        ("queried", "return", "returned"),
        ("signed-off", "reopen", "returned"),
        ("frozen", "reopen", "returned"),
        ("frozen", "ask-again", "due"),
        ("returned", "override", "returned"),
        ("signed-off", "override", "submitted"),
        ("signed-off", "refresh", "submitted"),
        ("queried", "edit-words", "queried"),
        ("signed-off", "edit-words", "submitted"),
    ],
)
def test_a_figure_is_queried_and_reopened(state, step, reached):
    assert next_figure_state(state=state, step=step) == reached


@pytest.mark.parametrize(("state", "step"), REFUSED)
def test_a_step_outside_the_table_is_refused_by_state_and_step(state, step):
    with pytest.raises(StepNotAllowed) as refusal:
        next_figure_state(state=state, step=step)

    assert (refusal.value.state, refusal.value.step) == (state, step)


def test_a_submitted_figure_is_not_overwritten_by_a_later_return():
    with pytest.raises(StepNotAllowed) as refusal:
        next_figure_state(state="submitted", step="return")

    assert str(refusal.value) == (
        "It is submitted, so it is not possible to return it: from here it is possible to query, sign off, reopen, "
        "freeze, override, refresh or edit words."
    )


@pytest.mark.parametrize("state", FigureState)
def test_every_state_can_be_left_and_all_but_the_frozen_can_be_frozen(state):
    steps = figure_steps_from(state)

    assert steps
    assert (FigureStep.FREEZE in steps) == (state is not FigureState.FROZEN)


@pytest.mark.parametrize("step", ["override", "refresh"])
def test_what_changes_a_rating_is_never_done_to_a_frozen_figure_and_leaves_none_signed_off(step):
    reached = {state: FIGURE_STEPS.get((state, FigureStep(step))) for state in FigureState}

    assert reached[FigureState.FROZEN] is None
    assert FigureState.SIGNED_OFF not in reached.values()


def test_only_a_submitted_figure_is_signed_off():
    assert [state for state in FigureState if FigureStep.SIGN_OFF in figure_steps_from(state)] == ["submitted"]


def test_a_state_that_is_not_in_the_table_is_no_state():
    with pytest.raises(ValueError, match="agreed"):
        next_figure_state(state="agreed", step="return")
