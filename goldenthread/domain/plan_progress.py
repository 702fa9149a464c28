"""How an action of a plan stands at a quarter's end: its status by the rule of dates, and nothing else.

The rule is that of Bromsgrove District Council's Improvement Plan exception reports (2006 to 2009): on target, one
month behind, over one month behind, reprogrammed with approval. What was reprogrammed stays in a class of its own and
is never counted as on target.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from goldenthread.domain.plan_actions import ActionLife, Standing

Colour = Literal["green", "amber", "red"]


class ActionStatus(StrEnum):
    """How an action stands at a quarter's end."""

    NOT_STARTED = "not started"
    ON_TARGET = "on target"
    UP_TO_A_MONTH = "up to one month behind"
    OVER_A_MONTH = "over one month behind"
    COMPLETE = "complete"
    REPROGRAMMED = "reprogrammed with approval"
    DEFERRED = "deferred"
    CANCELLED = "cancelled"  # removed, or merged into another, by a decision
    NOT_REPORTED = "not reported"  # a gap: its owner said nothing of the quarter

    @property
    def colour(self) -> Colour | Literal[""]:
        """ "green", "amber", "red"; "" for what is none of them."""
        return _COLOURS.get(self, "")

    @property
    def needs_exception(self) -> bool:
        """Whether reasons and a remedy are asked for."""
        return self.colour in ("amber", "red")


_COLOURS: Mapping[ActionStatus, Colour] = {
    ActionStatus.ON_TARGET: "green",
    ActionStatus.UP_TO_A_MONTH: "amber",
    ActionStatus.OVER_A_MONTH: "red",
}


class Confidence(StrEnum):
    """How sure the owner is that the outcome will come. It is no part of the status: the two are never merged."""

    LIKELY = "likely"
    UNCERTAIN = "uncertain"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, kw_only=True)
class ReportedProgress:
    """What the owner said of a quarter: whether it has begun, and when the action and each open milestone are expected.

    `expected` is by the key of the milestone, "" the action itself; `done` the keys of what is done, with the day.
    """

    is_started: bool
    expected: dict[str, date]
    done: dict[str, date]


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Something open that is behind the day agreed for it."""

    key: str  # of the milestone; "" the action itself
    due_on: date  # as agreed now
    by: date  # the later of the day expected and the quarter's end

    @property
    def days(self) -> int:
        return (self.by - self.due_on).days

    @property
    def is_over_a_month(self) -> bool:
        """More than a calendar month: from 31 January until 28 or 29 February is a month."""
        return self.by > month_after(self.due_on)


@dataclass(frozen=True, kw_only=True)
class ActionAtQuarter:
    """The status with what it rests on: everything that is behind, the worst first."""

    status: ActionStatus
    behind: tuple[Behind, ...] = ()
    is_late_to_start: bool = False
    awaits_confirmation: bool = False  # its owner called it done; somebody else has yet to confirm it

    @property
    def days_behind(self) -> int:
        return self.behind[0].days if self.behind else 0


def month_after(day: date) -> date:
    """The same day of the next month, or its last one where that has no such day."""
    if (day.year, day.month) == (date.max.year, date.max.month):
        return date.max
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def with_done(reported: ReportedProgress, before: dict[str, date]) -> ReportedProgress:
    """What was reported, with what was done before it, which is not asked for again."""
    return replace(reported, is_started=reported.is_started or bool(before), done=before | reported.done)


def behind_of(life: ActionLife, reported: ReportedProgress | None, *, quarter_end: date) -> tuple[Behind, ...]:
    """What is open and behind the day agreed for it at the quarter's end, the worst first.

    What was not reported is open, and expected on no day: it is behind once its day is past. A milestone that was done
    after the quarter was open at its end. An action that its owner calls done is behind where it was done late.
    """
    terms = life.terms
    expected = {} if reported is None else reported.expected
    done = {} if reported is None else reported.done

    def by(key: str) -> date:
        return done.get(key, max(expected.get(key, quarter_end), quarter_end))

    agreed = [("", terms.due_on), *((one.key, one.due_on) for one in terms.milestones)]
    found = (
        Behind(key=key, due_on=due_on, by=by(key))
        for key, due_on in agreed
        if not key or key not in done or done[key] > quarter_end
    )
    late = (one for one in found if one.by > one.due_on)
    return tuple(sorted(late, key=lambda one: (-one.is_over_a_month, -one.days, one.key)))


def standing_at(
    life: ActionLife, reported: ReportedProgress | None, *, quarter_end: date, is_confirmed: bool = False
) -> ActionAtQuarter:
    """The status at a quarter's end. `is_confirmed`: its owner called it done with evidence, and somebody else
    confirmed it; until then it stands as its dates have it."""
    if life.standing is Standing.DEFERRED:
        return ActionAtQuarter(status=ActionStatus.DEFERRED)
    if life.standing in (Standing.REMOVED, Standing.MERGED):
        return ActionAtQuarter(status=ActionStatus.CANCELLED)
    if life.standing is Standing.CLOSED:
        return ActionAtQuarter(status=ActionStatus.COMPLETE)
    called_done = reported is not None and "" in reported.done
    if called_done and is_confirmed:
        return ActionAtQuarter(status=ActionStatus.COMPLETE)
    behind = behind_of(life, reported, quarter_end=quarter_end)
    if reported is None:
        return ActionAtQuarter(status=ActionStatus.NOT_REPORTED, behind=behind)
    late_to_start = not reported.is_started and life.terms.starts_on <= quarter_end
    if behind:
        status = ActionStatus.OVER_A_MONTH if behind[0].is_over_a_month else ActionStatus.UP_TO_A_MONTH
    elif life.is_reprogrammed:
        status = ActionStatus.REPROGRAMMED
    elif not reported.is_started and not called_done:
        status = ActionStatus.NOT_STARTED
    else:
        status = ActionStatus.ON_TARGET
    return ActionAtQuarter(
        status=status, behind=behind, is_late_to_start=late_to_start, awaits_confirmation=called_done
    )


def has_a_milestone_soon(life: ActionLife, *, done: Iterable[str], until: date) -> bool:
    """Whether something of it is due by a day: a milestone that is open, or the action itself."""
    keys = set(done)
    return life.terms.due_on <= until or any(
        one.due_on <= until and one.key not in keys for one in life.terms.milestones
    )
