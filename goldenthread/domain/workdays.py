"""Clear days before a meeting, given the holidays.

Local Government Act 1972 s100B: agenda and reports are open to inspection at least five clear days
before the meeting. Clear days count neither the day of publication nor the day of the meeting; most
councils read them as working days. The number is the caller's, and so are the holidays: a council
may add its own.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date, *, holidays: AbstractSet[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def working_day_before(day: date, *, holidays: AbstractSet[date]) -> date:
    """The last working day before this day."""
    earlier = day - timedelta(days=1)
    while not is_working_day(earlier, holidays=holidays):
        earlier -= timedelta(days=1)
    return earlier


def working_day_after(day: date, *, holidays: AbstractSet[date]) -> date:
    """The next working day after this day."""
    return working_days_after(day, days=1, holidays=holidays)


def working_days_before(day: date, *, days: int, holidays: AbstractSet[date]) -> date:
    """So many working days before this day; none: the day itself."""
    for _ in range(days):
        day = working_day_before(day, holidays=holidays)
    return day


def working_days_after(day: date, *, days: int, holidays: AbstractSet[date]) -> date:
    """So many working days after this day, which is not counted; none: the day itself."""
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day, holidays=holidays):
            day += timedelta(days=1)
    return day


def clear_days_before(*, meeting: date, days: int, holidays: AbstractSet[date]) -> tuple[date, ...]:
    """The last `days` working days before the meeting, in order."""
    if days < 0:
        raise ValueError(f"{days} clear days cannot be counted")
    found: list[date] = []
    day = meeting
    for _ in range(days):
        day = working_day_before(day, holidays=holidays)
        found.append(day)
    return tuple(reversed(found))


def last_day_to_publish(*, meeting: date, days: int = 5, holidays: AbstractSet[date]) -> date:
    """The last working day on which publishing leaves that many clear days before the meeting."""
    clear = clear_days_before(meeting=meeting, days=days, holidays=holidays)
    return working_day_before(clear[0] if clear else meeting, holidays=holidays)


def clear_days_between(*, published: date, meeting: date, holidays: AbstractSet[date]) -> int:
    """How many clear days a publication gives: the working days strictly between the two."""
    span = (meeting - published).days
    between = (published + timedelta(days=step) for step in range(1, span))
    return sum(is_working_day(day, holidays=holidays) for day in between)


def clear_days_in_words(
    *, meeting: date, days: int = 5, holidays: AbstractSet[date], left_out: str = "bank holidays"
) -> str:
    """How the last day to publish was counted, for the person who must meet it."""
    last = last_day_to_publish(meeting=meeting, days=days, holidays=holidays)
    clear = clear_days_before(meeting=meeting, days=days, holidays=holidays)
    counted = f" ({', '.join(_short(day) for day in clear)})" if clear else ""
    return (
        f"{_long(last)} is the last day to publish for a meeting on {_long(meeting)}: "
        f"{days} clear {'day' if days == 1 else 'days'}{counted}, counting neither the day of publication, "
        f"the day of the meeting, Saturdays, Sundays nor {left_out}."
    )


def _short(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B}"


def _long(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"
