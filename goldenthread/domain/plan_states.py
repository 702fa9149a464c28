"""The life of a plan: drafted, agreed (perhaps subject to amendments), finalised (perhaps under a delegation)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from goldenthread.domain.listing import listed
from goldenthread.domain.problems import Refused


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFTED = "drafted"
    AGREED_SUBJECT = "agreed-subject"  # to amendments that are not all settled
    DELEGATED = "delegated"  # a post was given the power to finalise it
    FINAL = "final"


class PlanStep(StrEnum):
    """What may be done with a plan."""

    DRAFT = "draft"
    AGREE = "agree"
    AGREE_SUBJECT = "agree-subject"
    SETTLE = "settle"  # an amendment
    DELEGATE = "delegate"
    FINALISE = "finalise"
    CHANGE = "change"  # an action of it


# Nothing of a plan is a baseline before it is final: until then amendments are worked in under the decision that asked
# for them. From then on an action is changed one by one, each time with a reason and an authority.
PLAN_STEPS: Mapping[tuple[PlanState, PlanStep], PlanState] = {
    (PlanState.DRAFTED, PlanStep.DRAFT): PlanState.DRAFTED,
    (PlanState.DRAFTED, PlanStep.AGREE): PlanState.FINAL,
    (PlanState.DRAFTED, PlanStep.AGREE_SUBJECT): PlanState.AGREED_SUBJECT,
    (PlanState.AGREED_SUBJECT, PlanStep.DRAFT): PlanState.AGREED_SUBJECT,
    (PlanState.AGREED_SUBJECT, PlanStep.SETTLE): PlanState.AGREED_SUBJECT,
    (PlanState.AGREED_SUBJECT, PlanStep.DELEGATE): PlanState.DELEGATED,
    (PlanState.AGREED_SUBJECT, PlanStep.FINALISE): PlanState.FINAL,
    (PlanState.DELEGATED, PlanStep.DRAFT): PlanState.DELEGATED,
    (PlanState.DELEGATED, PlanStep.SETTLE): PlanState.DELEGATED,
    (PlanState.DELEGATED, PlanStep.FINALISE): PlanState.FINAL,
    (PlanState.FINAL, PlanStep.CHANGE): PlanState.FINAL,
}
_IT = {
    PlanState.DRAFTED: "is a draft",
    PlanState.AGREED_SUBJECT: "is agreed subject to amendments",
    PlanState.DELEGATED: "is with the post that finalises it",
    PlanState.FINAL: "is final",
}
_CAN = {
    PlanStep.DRAFT: "be written",
    PlanStep.AGREE: "be agreed",
    PlanStep.AGREE_SUBJECT: "be agreed subject to amendments",
    PlanStep.SETTLE: "have an amendment settled",
    PlanStep.DELEGATE: "be delegated for finalisation",
    PlanStep.FINALISE: "be finalised",
    PlanStep.CHANGE: "have an action changed, with a reason and an authority",
}


class PlanStepNotAllowed(Refused):
    """This cannot be done with a plan where it stands; the text says where that is, and what can be done."""

    def __init__(self, *, state: PlanState, step: PlanStep) -> None:
        self.state, self.step = state, step
        allowed = listed([_CAN[one] for one in plan_steps_from(state)], last="or")
        super().__init__(f"This plan {_IT[state]}, so it cannot {_CAN[step]}. It can {allowed}.")


def next_plan_state(*, state: PlanState | str, step: PlanStep | str) -> PlanState:
    """Where the step leads; raises PlanStepNotAllowed."""
    known_state, known_step = PlanState(state), PlanStep(step)
    reached = PLAN_STEPS.get((known_state, known_step))
    if reached is None:
        raise PlanStepNotAllowed(state=known_state, step=known_step)
    return reached


def plan_steps_from(state: PlanState | str) -> tuple[PlanStep, ...]:
    """What may be done with a plan that stands here."""
    return tuple(step for (origin, step) in PLAN_STEPS if origin == state)
