"""The bank holidays of England and Wales, for clear days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays


def bank_holidays(*, around: date) -> frozenset[date]:
    """Those of the day's own calendar year, the one before and the one after: no day is counted further."""
    return _of_years(around.year - 1, around.year, around.year + 1)


@lru_cache(maxsize=64)
def _of_years(*years: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=years))
