"""The days before a meeting, counted back from it in working days.

The agenda goes out so many clear days before the meeting: five (Local Government Act 1972 s100B), or what the committee
gives. The days before that are a plan to work by: they leave somebody a day to sign off, one to freeze, three to clear,
one to put the agenda together; more where the committee's Chair is briefed first. Nothing is refused by them.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.domain.workdays import last_day_to_publish, working_days_before

CLEAR_DAYS = 5


class Stage(StrEnum):
    """What should be done by a day, in the order of a round."""

    COLLECT = "collect"  # the last day to return a figure
    SIGN_OFF = "sign-off"
    FREEZE = "freeze"
    CLEAR = "clear"
    BRIEFING = "briefing"  # of the chair, who is given what will go out
    DESPATCH = "despatch"  # of the agenda, with the published pack


@dataclass(frozen=True)
class Deadline:
    """By which day a stage should be reached."""

    stage: Stage
    day: date


# Working days from each stage to the one after it.
_DAYS_BEFORE = ((Stage.CLEAR, 1), (Stage.FREEZE, 3), (Stage.SIGN_OFF, 1), (Stage.COLLECT, 1))


def counted_back(
    *,
    meeting: date,
    holidays: AbstractSet[date],
    clear_days: int = CLEAR_DAYS,
    briefing_days: int | None = None,
) -> tuple[Deadline, ...]:
    """Every stage with its day, the first one first. The chair is briefed `briefing_days` working days before the
    agenda goes out, on what is cleared by then; None: there is no briefing."""
    day = last_day_to_publish(meeting=meeting, days=clear_days, holidays=holidays)
    found = [Deadline(Stage.DESPATCH, day)]
    briefing = () if briefing_days is None else ((Stage.BRIEFING, briefing_days),)
    for stage, days in (*briefing, *_DAYS_BEFORE):
        day = working_days_before(day, days=days, holidays=holidays)
        found.append(Deadline(stage, day))
    return tuple(reversed(found))
