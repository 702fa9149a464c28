"""How long what a meeting leaves behind is open to inspection. The end of a right, and of nothing else: it is kept.

Minutes, agenda and open reports: six years beginning with the day of the meeting; background papers: four (Local
Government Act 1972, sections 100C(1) and 100D(2)). The Local Authorities (Executive Arrangements) (Meetings and Access
to Information) (England) Regulations 2012, regulation 22, give the same years from the day of the decision.
"""

from __future__ import annotations

from datetime import date, timedelta

MINUTES_YEARS, BACKGROUND_YEARS = 6, 4


def last_day_of_years(beginning: date, *, years: int) -> date:
    """The last day of a period of so many years that begins with this day: 7 February 2020, six: 6 February 2026."""
    year = beginning.year + years
    if (beginning.month, beginning.day) == (2, 29):
        return date(year, 2, 28)
    return beginning.replace(year=year) - timedelta(days=1)
