"""The bank holidays of England and Wales, for clear days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays


def bank_holidays(*, around: date, until: date | None = None) -> frozenset[date]:
    """Those of the day's own calendar year, the one before and the one after. What is counted on to a later day, such
    as how late something is, needs those up to the year after that one too."""
    last = max(around, until or around)
    return _of_years(*range(around.year - 1, last.year + 2))


@lru_cache(maxsize=64)
def _of_years(*years: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=years))
