"""The bank holidays of England and Wales, for clear days."""

from __future__ import annotations

from datetime import date

import holidays


def bank_holidays(*, around: date) -> frozenset[date]:
    """Those of the day's own calendar year and the one before: no deadline is counted back further."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=(around.year - 1, around.year)))
