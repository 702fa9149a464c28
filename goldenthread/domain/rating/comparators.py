"""Which earlier figures a figure may be compared with, and why not.

Havering stated a short-term direction only where the quarterly target stayed constant through the
year (2014/15); a cumulative figure grows by itself from quarter to quarter; and complaints answered
in 10 days are not comparable with complaints answered in 15.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.measures import MeasureType
from goldenthread.domain.rating.inputs import RatingInputs

# Python 3.11 takes long to look up a member of an enum, and these are asked for every figure.
_CUMULATIVE = MeasureType.CUMULATIVE


class Since(StrEnum):
    """What a figure is compared with."""

    LAST_PERIOD = "last-period"
    LAST_YEAR = "last-year"


_LAST_YEAR = Since.LAST_YEAR
SINCE_WORDS = {Since.LAST_PERIOD: "the previous period", Since.LAST_YEAR: "the same period last year"}


def comparator(inputs: RatingInputs, since: Since) -> Decimal | None:
    """The earlier figure, or None where there is none or it may not be compared with."""
    if why_not_comparable(inputs, since):
        return None
    return inputs.previous if since is not _LAST_YEAR else inputs.last_year


def why_not_comparable(inputs: RatingInputs, since: Since) -> str:
    """Why this figure may not be compared with the earlier one; empty where it may."""
    if since is _LAST_YEAR:
        if inputs.break_since_last_year:
            return "the definition changed since the same period last year"
        return "" if inputs.last_year is not None else "there is no figure for the same period last year"
    if inputs.measure_type is _CUMULATIVE:
        return "a cumulative figure is not compared with the previous period"
    if inputs.target_changed_in_year:
        return "the target changed within the year"
    if inputs.break_since_previous:
        return "the definition changed since the previous period"
    return "" if inputs.previous is not None else "there is no figure for the previous period"
