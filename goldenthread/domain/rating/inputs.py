"""What a rating is made from, and what it says."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit
from goldenthread.domain.units import QUOTIENT, Reading, ReadingKind, Unit, percentage_of


class RatingCode(StrEnum):
    """The four ratings, best first. What a council calls them is its policy's affair."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_RATED = "not-rated"


class Status(StrEnum):
    """Rated, or why not. None of these is ever folded into green, amber or red."""

    RATED = "rated"
    NO_TARGET = "no-target"
    DATA_ONLY = "data-only"
    AWAITING_DATA = "awaiting-data"
    NOT_DUE = "not-due"
    DATA_LAG = "data-lag"
    SUSPENDED = "suspended"
    DISCONTINUED = "discontinued"
    NOT_PROVIDED = "not-provided"
    NARRATIVE_ONLY = "narrative-only"
    NOT_APPLICABLE = "not-applicable"


STATUS_WORDS = {
    Status.RATED: "rated",
    Status.NO_TARGET: "no target is set",
    Status.DATA_ONLY: "it is reported as data only, and neither direction is better",
    Status.AWAITING_DATA: "no figure has been given yet",
    Status.NOT_DUE: "the figure is not due yet",
    Status.DATA_LAG: "the figure for this period comes out later",
    Status.SUSPENDED: "the measure is suspended",
    Status.DISCONTINUED: "the measure is discontinued",
    Status.NOT_PROVIDED: "the service is not provided to this council",
    Status.NARRATIVE_ONLY: "it is reported in words only",
    Status.NOT_APPLICABLE: "it does not apply in this period",
}

# What an owner may state of a figure, as Havering's key of 2019/20 words it.
STATED_WORDS = {RatingCode.GREEN: "on track", RatingCode.AMBER: "at risk", RatingCode.RED: "off track"}


class StatedUnreadable(ValueError):
    """An owner's judgement that is none of those that can be stated."""


class RatingInputs(NamedTuple):
    """Everything that a rating and its direction of travel depend on, and nothing else. Give the fields by name.

    A named tuple, as Rating is: a table of 100,000 rows makes that many, and a frozen dataclass takes
    four times as long to make.

    Values are exact and unrounded. `target` is the period's; `annual_target` is what a year-end
    forecast is held against, and is taken to be `target` where it is None. A band with neither edge
    has `target` for both. `decimals` is how many the measure shows; None shows what was given.
    """

    polarity: Polarity
    value: Decimal | None
    unit: Unit = Unit.PERCENTAGE
    decimals: int | None = None
    measure_type: MeasureType = MeasureType.PERIOD
    target: Decimal | None = None
    target_lower: Decimal | None = None
    target_upper: Decimal | None = None
    floor: Decimal | None = None
    annual_target: Decimal | None = None
    tolerance: Decimal | None = None
    tolerance_unit: ToleranceUnit = ToleranceUnit.POINTS
    previous: Decimal | None = None
    last_year: Decimal | None = None
    forecast: Decimal | None = None
    stated: RatingCode | None = None
    absence: Status | None = None
    absence_words: str = ""
    target_changed_in_year: bool = False
    break_since_previous: bool = False
    break_since_last_year: bool = False


class Rating(NamedTuple):
    """The answer of a policy, with its reason in one sentence.

    `variance` is the value minus the target, whatever the polarity; for a band it is the distance
    from the nearer edge: below 0 under the band, above 0 over it, 0 inside. `variance_percent` is
    of the absolute target, and None at a target of 0.
    """

    code: RatingCode
    status: Status
    variance: Decimal | None
    variance_percent: Decimal | None
    rule: str
    reason: str

    @property
    def is_rated(self) -> bool:
        return self.status is Status.RATED

    @property
    def needs_commentary(self) -> bool:
        """Amber and red want an exception report."""
        return self.code in (RatingCode.AMBER, RatingCode.RED)


def absence_of(reading: Reading) -> tuple[Status | None, str]:
    """Why a reading gives nothing to rate, and in what words; (None, "") where it gives a value or text."""
    if reading.value is not None or reading.kind is ReadingKind.TEXT:
        return None, ""
    return _ABSENCES.get(reading.kind, (Status.AWAITING_DATA, f"only {reading.text} was given, without a figure"))


_ABSENCES: dict[ReadingKind, tuple[Status, str]] = {
    ReadingKind.BLANK: (Status.AWAITING_DATA, ""),
    ReadingKind.DASH: (Status.AWAITING_DATA, "a dash was given in place of a figure"),
    ReadingKind.NOT_APPLICABLE: (Status.NOT_APPLICABLE, ""),
    ReadingKind.MARK_Z: (Status.NOT_APPLICABLE, ""),
    ReadingKind.MARK_X: (Status.AWAITING_DATA, "the figure is marked not available [x]"),
    ReadingKind.MARK_C: (Status.AWAITING_DATA, "the figure is withheld as confidential [c]"),
    ReadingKind.MARK_W: (Status.AWAITING_DATA, "none is recorded [w]"),
    ReadingKind.MARK_K: (Status.AWAITING_DATA, "the figure is marked as rounding to 0, and is not given [k]"),
    ReadingKind.MARK_LOW: (Status.AWAITING_DATA, "the figure is marked as rounding to 0, and is not given [low]"),
}


def value_of_fraction(
    numerator: Decimal, denominator: Decimal, *, unit: Unit
) -> tuple[Decimal | None, Status | None, str]:
    """The figure that a numerator and a denominator make, or why they make none: nothing is divided by 0.

    None of no cases is not a result, good or bad: the measure does not apply in such a period.
    """
    if denominator:
        if unit is Unit.PERCENTAGE:
            return percentage_of(numerator, denominator), None, ""
        return QUOTIENT.divide(numerator, denominator), None, ""
    if not numerator:
        return None, Status.NOT_APPLICABLE, "there were no cases in this period"
    return None, Status.AWAITING_DATA, f"a numerator of {numerator:f} over a denominator of 0 makes no figure"


def read_stated(text: str) -> RatingCode | None:
    """The owner's judgement: green or on track, amber or at risk, red or off track; blank is none."""
    words = " ".join(text.casefold().replace("-", " ").split())
    if not words:
        return None
    for code, phrase in STATED_WORDS.items():
        if words in (code.value, phrase):
            return code
    raise StatedUnreadable(f"{text!r} is no judgement that can be stated; give on track, at risk or off track.")
