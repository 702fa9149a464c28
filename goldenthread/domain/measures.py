"""What kinds of measure there are."""

from __future__ import annotations

from enum import StrEnum


class Polarity(StrEnum):
    """Which way is better. A band is "plan is best": between its edges is on target."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"
    NONE = "none"


class MeasureType(StrEnum):
    """What a figure covers: Havering marks (C), (S), (R) and (A); a period figure is discrete."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"
    SNAPSHOT = "snapshot"
    ROLLING_YEAR = "rolling-year"
    ANNUAL = "annual"


class YearEndRule(StrEnum):
    """How the year's figure follows from its quarters'. Ratio: sum of numerators over sum of denominators."""

    LAST = "last"
    SUM = "sum"
    MEAN = "mean"
    RATIO = "ratio"


class ToleranceUnit(StrEnum):
    """Points are in the measure's own unit; percent is of the absolute target."""

    PERCENT = "percent"
    POINTS = "points"
