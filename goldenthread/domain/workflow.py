"""Which steps are allowed from where: one table for each kind of thing that moves."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from goldenthread.domain.listing import listed
from goldenthread.domain.problems import Refused


class FigureState(StrEnum):
    """Where a figure stands."""

    DUE = "due"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    SIGNED_OFF = "signed-off"
    FROZEN = "frozen"


class FigureStep(StrEnum):
    """What may be done to a figure."""

    RETURN = "return"
    SUBMIT = "submit"
    QUERY = "query"
    ANSWER = "answer"
    SIGN_OFF = "sign-off"
    REOPEN = "reopen"
    ASK_AGAIN = "ask-again"  # what was frozen without ever being returned is reopened so
    FREEZE = "freeze"
    OVERRIDE = "override"  # its rating, by judgement
    REFRESH = "refresh"  # its terms, from the register
    EDIT_WORDS = "edit-words"  # for publication


# A round is frozen whole: what was never returned, or not signed off, is frozen as it stands and the
# pack says so. After a freeze, reopening a figure leads to the next version of the pack.
FIGURE_STEPS: Mapping[tuple[FigureState, FigureStep], FigureState] = {
    (FigureState.DUE, FigureStep.RETURN): FigureState.RETURNED,
    (FigureState.DUE, FigureStep.FREEZE): FigureState.FROZEN,
    (FigureState.RETURNED, FigureStep.RETURN): FigureState.RETURNED,
    (FigureState.RETURNED, FigureStep.SUBMIT): FigureState.SUBMITTED,
    (FigureState.RETURNED, FigureStep.FREEZE): FigureState.FROZEN,
    (FigureState.SUBMITTED, FigureStep.QUERY): FigureState.QUERIED,
    (FigureState.SUBMITTED, FigureStep.SIGN_OFF): FigureState.SIGNED_OFF,
    (FigureState.SUBMITTED, FigureStep.REOPEN): FigureState.RETURNED,
    (FigureState.SUBMITTED, FigureStep.FREEZE): FigureState.FROZEN,
    # An answer in words sends the figure back to the person who asked; a new return starts over.
    (FigureState.QUERIED, FigureStep.ANSWER): FigureState.SUBMITTED,
    (FigureState.QUERIED, FigureStep.RETURN): FigureState.RETURNED,
    (FigureState.QUERIED, FigureStep.REOPEN): FigureState.RETURNED,
    (FigureState.QUERIED, FigureStep.FREEZE): FigureState.FROZEN,
    (FigureState.SIGNED_OFF, FigureStep.QUERY): FigureState.QUERIED,
    (FigureState.SIGNED_OFF, FigureStep.REOPEN): FigureState.RETURNED,
    (FigureState.SIGNED_OFF, FigureStep.FREEZE): FigureState.FROZEN,
    (FigureState.FROZEN, FigureStep.REOPEN): FigureState.RETURNED,
    (FigureState.FROZEN, FigureStep.ASK_AGAIN): FigureState.DUE,
    # What a director signed off is no longer what stands there: it waits to be signed off anew.
    (FigureState.RETURNED, FigureStep.OVERRIDE): FigureState.RETURNED,
    (FigureState.SUBMITTED, FigureStep.OVERRIDE): FigureState.SUBMITTED,
    (FigureState.QUERIED, FigureStep.OVERRIDE): FigureState.QUERIED,
    (FigureState.SIGNED_OFF, FigureStep.OVERRIDE): FigureState.SUBMITTED,
    (FigureState.DUE, FigureStep.REFRESH): FigureState.DUE,
    (FigureState.RETURNED, FigureStep.REFRESH): FigureState.RETURNED,
    (FigureState.SUBMITTED, FigureStep.REFRESH): FigureState.SUBMITTED,
    (FigureState.QUERIED, FigureStep.REFRESH): FigureState.QUERIED,
    (FigureState.SIGNED_OFF, FigureStep.REFRESH): FigureState.SUBMITTED,
    (FigureState.RETURNED, FigureStep.EDIT_WORDS): FigureState.RETURNED,
    (FigureState.SUBMITTED, FigureStep.EDIT_WORDS): FigureState.SUBMITTED,
    (FigureState.QUERIED, FigureStep.EDIT_WORDS): FigureState.QUERIED,
    (FigureState.SIGNED_OFF, FigureStep.EDIT_WORDS): FigureState.SUBMITTED,
}


class StepNotAllowed(Refused):
    """This cannot be done from where the thing stands; the text names both, and what can be done."""

    def __init__(self, *, state: str, step: str, allowed: tuple[str, ...]) -> None:
        self.state, self.step, self.allowed = state, step, allowed
        instead = f"from here it is possible to {_listed(allowed)}" if allowed else "nothing can be done from here"
        super().__init__(f"It is {_words(state)}, so it is not possible to {_words(step)} it: {instead}.")


def next_figure_state(*, state: FigureState | str, step: FigureStep | str) -> FigureState:
    """Where the step leads; raises StepNotAllowed."""
    known_state, known_step = FigureState(state), FigureStep(step)
    reached = FIGURE_STEPS.get((known_state, known_step))
    if reached is None:
        raise StepNotAllowed(state=known_state, step=known_step, allowed=figure_steps_from(known_state))
    return reached


def figure_steps_from(state: FigureState | str) -> tuple[FigureStep, ...]:
    """What may be done to a figure that stands here."""
    return tuple(step for (origin, step) in FIGURE_STEPS if origin == state)


def _words(code: str) -> str:
    return code.replace("-", " ")


def _listed(codes: tuple[str, ...]) -> str:
    return listed((_words(code) for code in codes), last="or")
