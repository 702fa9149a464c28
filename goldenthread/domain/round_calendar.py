"""The days of a round, counted back from its meeting in working days.

The agenda goes out five clear days before the meeting (Local Government Act 1972 s100B). The days before that are a
plan to work by: they leave somebody a day to sign off, three to clear, one to put the agenda together. Nothing is
refused by them.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.domain.workdays import last_day_to_publish, working_day_before

CLEAR_DAYS = 5


class Stage(StrEnum):
    """What should be done by a day, in the order of a round."""

    SIGN_OFF = "sign-off"
    FREEZE = "freeze"
    CLEAR = "clear"
    DESPATCH = "despatch"  # of the agenda, with the published pack


@dataclass(frozen=True)
class Deadline:
    """By which day a stage should be reached."""

    stage: Stage
    day: date


# Working days from each stage to the one after it.
_DAYS_BEFORE = ((Stage.CLEAR, 1), (Stage.FREEZE, 3), (Stage.SIGN_OFF, 1))


def counted_back(*, meeting: date, holidays: AbstractSet[date]) -> tuple[Deadline, ...]:
    """Every stage with its day, the first one first."""
    day = last_day_to_publish(meeting=meeting, days=CLEAR_DAYS, holidays=holidays)
    found = [Deadline(Stage.DESPATCH, day)]
    for stage, days in _DAYS_BEFORE:
        for _ in range(days):
            day = working_day_before(day, holidays=holidays)
        found.append(Deadline(stage, day))
    return tuple(reversed(found))
