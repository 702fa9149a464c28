"""Which moment may follow which: the one place for the order in which things are done.

Nothing is done later than now, and nothing before what it builds on: a figure is not submitted before it was
returned, nor frozen before it was signed off. Commands ask `moment_of`; operations `why_too_early` of every step.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from goldenthread.domain.days import day_words
from goldenthread.domain.problems import Refused
from goldenthread.terminal.clock import now

# Two machines' clocks differ, and a command may wait half a minute for its turn: so little is no disorder.
LEEWAY = timedelta(seconds=45)


class OutOfOrder(Refused):
    """Something is said to be done before what it builds on, or later than now."""


def moment_of(options: Mapping[str, Any]) -> datetime:
    """When a command's work is done: what was typed with --at, or now. Raises OutOfOrder for a later moment."""
    current, typed = now(), options["at"]
    if typed is None:
        return current
    if _comes_before(current, typed):
        raise OutOfOrder(
            f"{moment_in_words(typed)} is still to come: today is {day_words(current.date())}. Give the moment "
            "when it was done with --at, or leave --at out for now."
        )
    read: datetime = typed
    return read


def why_too_early(at: datetime, *, after: datetime, what: str) -> str:
    """A sentence where `at` is before the moment `after` of what it builds on, "It was submitted"; else ""."""
    if not _comes_before(at, after):
        return ""
    return f"{what} on {moment_in_words(after)}, and {moment_in_words(at)} is before that. Do it at a later moment."


def check_in_order(at: datetime, *, after: datetime, what: str) -> None:
    """Raises OutOfOrder where `at` is before the moment of what it builds on."""
    why = why_too_early(at, after=after, what=what)
    if why:
        raise OutOfOrder(why)


def moment_in_words(at: datetime) -> str:
    """15 October 2019 at 14:30, in London."""
    local = timezone.localtime(at)
    return f"{day_words(local.date())} at {local:%H:%M}"


def _comes_before(one: datetime, other: datetime) -> bool:
    """Whether one moment is before the other.

    A fixed day is one moment: its time of day starts anew each morning, and yesterday's afternoon would
    come after it.
    """
    fixed = settings.GOLDENTHREAD_TODAY
    if fixed is not None and timezone.localdate(one) == timezone.localdate(other) == fixed:
        return False
    return one < other - LEEWAY
