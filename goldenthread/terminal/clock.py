"""Where commands and pages learn the time: the real clock, or the demonstration's fixed date."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment. Under a fixed date, that date with the real time of day."""
    real = timezone.localtime()
    fixed: date | None = settings.GOLDENTHREAD_TODAY
    if fixed is None:
        return real
    return real.replace(year=fixed.year, month=fixed.month, day=fixed.day)


def today() -> date:
    """This day in London."""
    return now().date()
