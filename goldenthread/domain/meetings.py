"""The life of a meeting and of its minutes: which steps are allowed from where."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from goldenthread.domain.listing import listed
from goldenthread.domain.problems import Refused


class MeetingState(StrEnum):
    """Where a meeting stands, with its minutes."""

    SCHEDULED = "scheduled"
    AGENDA_PUBLISHED = "agenda-published"
    HELD = "held"
    MINUTES_DRAFTED = "minutes-drafted"
    MINUTES_AGREED = "minutes-agreed"
    MINUTES_SIGNED = "minutes-signed"
    CANCELLED = "cancelled"


class MeetingStep(StrEnum):
    """What may be done to a meeting."""

    MOVE = "move"  # to another day, time or venue
    CHANGE_AGENDA = "change-agenda"  # add, change, take out or move items, and their papers
    ADD_LATE = "add-late"  # supplementary papers and urgent items, once the agenda is published
    PUBLISH_AGENDA = "publish-agenda"
    HOLD = "hold"
    CORRECT_ATTENDANCE = "correct-attendance"  # who came and what was declared, until the minutes are agreed
    MINUTE = "minute"
    AGREE_MINUTES = "agree-minutes"
    SIGN_MINUTES = "sign-minutes"
    CANCEL = "cancel"


# What an agenda that was published says stays: what comes later is a supplementary paper, or an urgent item with the
# chair's reason. Minutes are of a meeting that was held; agreed, they are only corrected at a later meeting.
MEETING_STEPS: Mapping[tuple[MeetingState, MeetingStep], MeetingState] = {
    (MeetingState.SCHEDULED, MeetingStep.MOVE): MeetingState.SCHEDULED,
    (MeetingState.SCHEDULED, MeetingStep.CHANGE_AGENDA): MeetingState.SCHEDULED,
    (MeetingState.SCHEDULED, MeetingStep.PUBLISH_AGENDA): MeetingState.AGENDA_PUBLISHED,
    (MeetingState.SCHEDULED, MeetingStep.CANCEL): MeetingState.CANCELLED,
    (MeetingState.AGENDA_PUBLISHED, MeetingStep.MOVE): MeetingState.AGENDA_PUBLISHED,
    (MeetingState.AGENDA_PUBLISHED, MeetingStep.ADD_LATE): MeetingState.AGENDA_PUBLISHED,
    (MeetingState.AGENDA_PUBLISHED, MeetingStep.HOLD): MeetingState.HELD,
    (MeetingState.AGENDA_PUBLISHED, MeetingStep.CANCEL): MeetingState.CANCELLED,
    (MeetingState.HELD, MeetingStep.CORRECT_ATTENDANCE): MeetingState.HELD,
    (MeetingState.HELD, MeetingStep.ADD_LATE): MeetingState.HELD,  # what was tabled
    (MeetingState.HELD, MeetingStep.MINUTE): MeetingState.MINUTES_DRAFTED,
    (MeetingState.MINUTES_DRAFTED, MeetingStep.MINUTE): MeetingState.MINUTES_DRAFTED,
    (MeetingState.MINUTES_DRAFTED, MeetingStep.CORRECT_ATTENDANCE): MeetingState.MINUTES_DRAFTED,
    (MeetingState.MINUTES_DRAFTED, MeetingStep.ADD_LATE): MeetingState.MINUTES_DRAFTED,
    (MeetingState.MINUTES_DRAFTED, MeetingStep.AGREE_MINUTES): MeetingState.MINUTES_AGREED,
    (MeetingState.MINUTES_AGREED, MeetingStep.SIGN_MINUTES): MeetingState.MINUTES_SIGNED,
}


_IT = {
    MeetingState.SCHEDULED: "is scheduled, and its agenda is not published",
    MeetingState.AGENDA_PUBLISHED: "has its agenda published",
    MeetingState.HELD: "was held",
    MeetingState.MINUTES_DRAFTED: "has draft minutes",
    MeetingState.MINUTES_AGREED: "has minutes that were agreed",
    MeetingState.MINUTES_SIGNED: "has minutes that were signed",
    MeetingState.CANCELLED: "was cancelled",
}
_CAN = {
    MeetingStep.MOVE: "be moved",
    MeetingStep.CHANGE_AGENDA: "have its agenda changed",
    MeetingStep.ADD_LATE: "take supplementary papers and urgent items",
    MeetingStep.PUBLISH_AGENDA: "have its agenda published",
    MeetingStep.HOLD: "be recorded as held",
    MeetingStep.CORRECT_ATTENDANCE: "have its attendance put right",
    MeetingStep.MINUTE: "be minuted",
    MeetingStep.AGREE_MINUTES: "have its minutes agreed",
    MeetingStep.SIGN_MINUTES: "have its minutes signed",
    MeetingStep.CANCEL: "be cancelled",
}


class MeetingStepNotAllowed(Refused):
    """This cannot be done to a meeting where it stands; the text says where that is, and what can be done."""

    def __init__(self, *, state: MeetingState, step: MeetingStep) -> None:
        self.state, self.step = state, step
        allowed = [_CAN[one] for one in meeting_steps_from(state)]
        instead = f"It can {listed(allowed, last='or')}." if allowed else "Nothing more can be done to it."
        super().__init__(f"This meeting {_IT[state]}, so it cannot {_CAN[step]}. {instead}")


def next_meeting_state(*, state: MeetingState | str, step: MeetingStep | str) -> MeetingState:
    """Where the step leads; raises MeetingStepNotAllowed."""
    known_state, known_step = MeetingState(state), MeetingStep(step)
    reached = MEETING_STEPS.get((known_state, known_step))
    if reached is None:
        raise MeetingStepNotAllowed(state=known_state, step=known_step)
    return reached


def meeting_steps_from(state: MeetingState | str) -> tuple[MeetingStep, ...]:
    """What may be done to a meeting that stands here."""
    return tuple(step for (origin, step) in MEETING_STEPS if origin == state)


def adding_step(state: MeetingState | str) -> MeetingStep:
    """The step by which an item or a paper comes to the agenda of a meeting that stands here: late, once it may not be
    changed any more."""
    may_change = MeetingStep.CHANGE_AGENDA in meeting_steps_from(state)
    return MeetingStep.CHANGE_AGENDA if may_change else MeetingStep.ADD_LATE
