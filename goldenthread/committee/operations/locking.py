"""A meeting that is about to be changed: locked, as its reader saw it, and where the step leads."""

from __future__ import annotations

from datetime import time

from goldenthread.committee.models import Meeting
from goldenthread.domain.days import day_words
from goldenthread.domain.meetings import MeetingStep, next_meeting_state
from goldenthread.domain.problems import Refused


class ChangedMeanwhile(Refused):
    """Somebody else changed what is being changed, since its reader looked at it."""


class MeetingChanged(ChangedMeanwhile):
    """Somebody else changed the meeting since its reader looked at it."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(
            f"Somebody changed the meeting of {day_words(meeting.date)} since you looked at it. Look at it as it is "
            "now, and do it again where it is still right."
        )


def locked_meeting(meeting_id: int, *, version: int) -> Meeting:
    """The meeting, which nobody else changes until the transaction ends; raises MeetingChanged."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=meeting_id)
    if meeting.version != version:
        raise MeetingChanged(meeting)
    return meeting


def step_on(meeting: Meeting, step: MeetingStep) -> Meeting.State:
    """Where the step leads from where the meeting stands; raises MeetingStepNotAllowed."""
    return Meeting.State(next_meeting_state(state=meeting.state, step=step))


def reference_of(meeting: Meeting) -> str:
    """ "onesource-joint-committee/2019-04-05": as events and decisions name a meeting."""
    return f"{meeting.committee.slug}/{meeting.date.isoformat()}"


def in_words(moment: time | None) -> str:
    """ "18:30", or "" where no time is known."""
    return "" if moment is None else f"{moment:%H:%M}"
