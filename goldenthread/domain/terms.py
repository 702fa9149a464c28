"""The terms of a figure: every input of its rating, copied when its round opens.

Nothing that is edited later in the register can rate a figure anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit, YearEndRule
from goldenthread.domain.plain import from_plain, to_plain
from goldenthread.domain.rating.inputs import RatingCode, RatingInputs, Status, absence_of, value_of_fraction
from goldenthread.domain.units import Reading, ReadingKind, Unit


class TargetKind(StrEnum):
    """What kind of target a measure has. A floor stands under a target."""

    NUMBER = "number"
    BAND = "band"
    FLOOR = "floor"
    WORDS = "words"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class SeriesBreak:
    """From this day on the measure counts something else than before; `note` says what changed."""

    starts_on: date
    note: str

    @property
    def words(self) -> str:
        on = self.starts_on
        return f"From {on.day} {on:%B %Y} it counts something else than before: {self.note.rstrip('.')}."


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a figure is, what it was measured against, and who agreed it."""

    # What is measured
    indicator_ref: str
    title: str
    definition: str = ""
    definition_version: str = ""  # the day from which this definition holds, "2018-10-01"
    definition_sha256: str = ""
    family: str = ""  # quality, monetary, speed, volume
    source: str = ""  # where the figures come from
    numerator_label: str = ""
    denominator_label: str = ""
    numerator_in_denominator: bool = False

    # For whom
    service: str = ""
    directorate: str = ""
    council: str = ""  # "" is the whole partnership
    council_gss: str = ""
    owner_post: str = ""
    sign_off_post: str = ""
    strategic: bool = False
    counted: bool = False

    # How
    unit: Unit
    decimals: int
    polarity: Polarity
    measure_type: MeasureType
    frequency: Frequency = Frequency.QUARTERLY
    year_end_rule: YearEndRule = YearEndRule.LAST
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    target_zero_intended: bool = False
    small_number: Decimal | None = None  # a share of fewer cases is flagged
    sum_of: tuple[str, ...] = ()  # indicators whose figures for the same council and quarter add up to this one
    not_more_than: str = ""  # the indicator whose figure this one never exceeds
    lag_days: int = 0
    due_on: date | None = None
    part_period_note: str = ""  # the service was provided for a part of the period

    # Breaks in the series. The definition changed since the same period last year; since the
    # previous period, unless that is said to be otherwise.
    break_in_series: bool = False
    break_since_previous: bool | None = None
    break_note: str = ""
    breaks: tuple[SeriesBreak, ...] = ()  # every one up to the quarter's last day, oldest first: charts break there

    # Against what
    target_kind: TargetKind = TargetKind.NONE
    annual_target: Decimal | None = None
    target: Decimal | None = None  # this quarter's
    target_lower: Decimal | None = None
    target_upper: Decimal | None = None
    floor: Decimal | None = None
    target_words: str = ""
    profile_words: str = ""
    tolerance: Decimal | None = None
    tolerance_unit: ToleranceUnit = ToleranceUnit.POINTS
    policy_slug: str
    policy_version: int
    policy_sha256: str
    # Of the council itself, beside the joint committee's; "" where it has none of its own.
    own_policy_slug: str = ""
    own_policy_version: int = 0
    own_policy_sha256: str = ""

    # By whose authority
    authority: str = ""  # public reference of the decision, or "" while there is none
    authority_words: str = ""
    proposed: bool = False  # the list was not yet agreed when the round opened
    target_agreed_late: bool = False  # after the period began
    target_changed_in_year: bool = False
    illustrative: bool = False
    illustrative_note: str = ""

    # Why nothing can be due of it, where that is so
    absence: Status | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold: decimals and dates as text."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Terms:
        """What `as_dict` gave, as it was; raises PlainUnreadable for anything missing or unknown."""
        return from_plain(cls, plain)


def rating_inputs(
    terms: Terms,
    *,
    value: Decimal | None,
    reading: Reading | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    previous: Decimal | None = None,
    last_year: Decimal | None = None,
    forecast: Decimal | None = None,
    stated: RatingCode | None = None,
) -> RatingInputs:
    """A figure's inputs from its terms, its value and its comparators: the one way in which figures are rated.

    Without a value it is made from numerator and denominator. `reading` says what stands in place of a value:
    "n/a", "[x]", words. A value that nobody gave is awaited.
    """
    absence, words = None, ""
    is_blank = reading is None or reading.kind is ReadingKind.BLANK
    if value is None and is_blank and numerator is not None and denominator is not None:
        value, absence, words = value_of_fraction(numerator, denominator, unit=terms.unit)
    if terms.absence is not None or absence is None:
        absence, words = _absence(terms, value=value, reading=reading)
    since_previous = terms.break_since_previous
    return RatingInputs(
        polarity=terms.polarity,
        value=value,
        unit=terms.unit,
        decimals=terms.decimals,
        measure_type=terms.measure_type,
        target=terms.target,
        target_lower=terms.target_lower,
        target_upper=terms.target_upper,
        floor=terms.floor,
        annual_target=terms.annual_target,
        tolerance=terms.tolerance,
        tolerance_unit=terms.tolerance_unit,
        previous=previous,
        last_year=last_year,
        forecast=forecast,
        stated=stated,
        absence=absence,
        absence_words=words,
        target_changed_in_year=terms.target_changed_in_year,
        break_since_previous=terms.break_in_series if since_previous is None else since_previous,
        break_since_last_year=terms.break_in_series,
    )


def _absence(terms: Terms, *, value: Decimal | None, reading: Reading | None) -> tuple[Status | None, str]:
    """Why there is nothing to rate: from the measure first, then from what was given in place of a value."""
    if terms.absence is not None:
        return terms.absence, ""
    if value is None:
        absence, words = (Status.AWAITING_DATA, "") if reading is None else absence_of(reading)
        if absence is not None:
            return absence, words
    if terms.target_kind is TargetKind.WORDS:
        return Status.NARRATIVE_ONLY, f"its target is in words, “{terms.target_words}”" if terms.target_words else ""
    return None, ""
