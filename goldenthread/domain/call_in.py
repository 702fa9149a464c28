"""When a decision's notice is late, how long it may be called in, and from when the decision takes effect.

A council's members may call a decision in from the day on which its notice is published until so many working days
after it; it takes effect on the working day after that, unless it is called in. Each council has its own rule (Local
Government Act 2000, section 9F, leaves it to them).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from goldenthread.domain.workdays import is_working_day, working_day_after, working_days_after


def last_day_to_call_in(*, published: date, working_days: int, holidays: AbstractSet[date]) -> date | None:
    """The last day on which a decision may be called in; None where the council has no call-in of it."""
    return working_days_after(published, days=working_days, holidays=holidays) if working_days else None


def takes_effect_on(*, decided: date, last_day: date | None, holidays: AbstractSet[date]) -> date:
    """The working day after the last one to call it in; where there is none, the day of the decision itself."""
    return decided if last_day is None else working_day_after(last_day, holidays=holidays)


def may_be_called_in_on(day: date, *, published: date, last_day: date | None) -> bool:
    """Whether the window is open on that day: from publication, whatever day of the week it is, to its last day."""
    return last_day is not None and published <= day <= last_day


def days_late(*, decided: date, published: date, within: int, holidays: AbstractSet[date]) -> int:
    """How many working days late a notice is on a day, where it is to be published `within` working days; 0: in
    time."""
    due = working_days_after(decided, days=within, holidays=holidays)
    after = (due + timedelta(days=step) for step in range(1, (published - due).days + 1))
    return sum(is_working_day(day, holidays=holidays) for day in after)
