"""The life of a delegation: given, discharged after the consultations that it asks for, and reported back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from goldenthread.domain.listing import listed
from goldenthread.domain.problems import Refused


class DelegationState(StrEnum):
    """Where a delegation stands."""

    OPEN = "open"
    DISCHARGED = "discharged"
    REPORTED = "reported"
    REVOKED = "revoked"


class DelegationStep(StrEnum):
    """What may be done with a delegation."""

    CONSULT = "consult"
    DISCHARGE = "discharge"
    REPORT_BACK = "report-back"
    REVOKE = "revoke"


# What was decided under a delegation is only closed once the committee has been told of it.
DELEGATION_STEPS: Mapping[tuple[DelegationState, DelegationStep], DelegationState] = {
    (DelegationState.OPEN, DelegationStep.CONSULT): DelegationState.OPEN,
    (DelegationState.OPEN, DelegationStep.DISCHARGE): DelegationState.DISCHARGED,
    (DelegationState.OPEN, DelegationStep.REVOKE): DelegationState.REVOKED,
    (DelegationState.DISCHARGED, DelegationStep.REPORT_BACK): DelegationState.REPORTED,
}
_IT = {
    DelegationState.OPEN: "is open",
    DelegationState.DISCHARGED: "was discharged",
    DelegationState.REPORTED: "was discharged and reported back",
    DelegationState.REVOKED: "was revoked",
}
_CAN = {
    DelegationStep.CONSULT: "take views",
    DelegationStep.DISCHARGE: "be discharged",
    DelegationStep.REPORT_BACK: "be reported back",
    DelegationStep.REVOKE: "be revoked",
}


class DelegationStepNotAllowed(Refused):
    """This cannot be done with a delegation where it stands; the text says where that is, and what can be done."""

    def __init__(self, *, state: DelegationState, step: DelegationStep) -> None:
        self.state, self.step = state, step
        allowed = [_CAN[one] for one in delegation_steps_from(state)]
        instead = f"It can {listed(allowed, last='or')}." if allowed else "Nothing more can be done with it."
        super().__init__(f"This delegation {_IT[state]}, so it cannot {_CAN[step]}. {instead}")


def next_delegation_state(*, state: DelegationState | str, step: DelegationStep | str) -> DelegationState:
    """Where the step leads; raises DelegationStepNotAllowed."""
    known_state, known_step = DelegationState(state), DelegationStep(step)
    reached = DELEGATION_STEPS.get((known_state, known_step))
    if reached is None:
        raise DelegationStepNotAllowed(state=known_state, step=known_step)
    return reached


def delegation_steps_from(state: DelegationState | str) -> tuple[DelegationStep, ...]:
    """What may be done with a delegation that stands here."""
    return tuple(step for (origin, step) in DELEGATION_STEPS if origin == state)


def is_overdue(*, state: DelegationState | str, due_on: date | None, today: date) -> bool:
    """Whether it was to be discharged by a day that is past: one without a day is never overdue."""
    return state == DelegationState.OPEN and due_on is not None and due_on < today
