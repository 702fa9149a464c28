"""What is unlikely about a returned value: never refused, always to be answered.

Each rule comes from something that a council published or a committee complained of: a target of 0,
a result of 73,390 against a target of 420 (Oxford, 2017), a cumulative percentage that fell
(Havering, sundry debt, 84.54 then 78.24), 1,234 typed for 123.4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.days import day_words
from goldenthread.domain.heads import MOST_WORDS, Head, long_heads, same_words
from goldenthread.domain.measures import MeasureType
from goldenthread.domain.periods import Quarter
from goldenthread.domain.units import (
    HUNDRED,
    Unit,
    decimals_of,
    decimals_to_tell_apart,
    print_value,
    round_half_up,
)

TIMES_THE_LAST = 10
TIMES_THE_TARGET = 150
PERIODS_UNCHANGED = 4
YEARS_AHEAD = 10
# A spreadsheet's own division is good for 15 digits; the last of them is noise.
MOST_PLACES_COMPARED = 8

# The same answer four times running is what such measures are for.
_OFTEN_THE_SAME = (Unit.YES_NO, Unit.TEXT)


class WarningCode(StrEnum):
    """A kind of unlikely value. The codes are stored and typed, so they never change."""

    TEN_TIMES_THE_LAST = "ten-times-last-value"
    TENTH_OF_THE_LAST = "tenth-of-last-value"
    CUMULATIVE_FALLING = "cumulative-falling"
    UNCHANGED = "unchanged-four-periods"
    TARGET_OF_ZERO = "target-of-zero"
    FAR_ABOVE_TARGET = "150-times-target"
    PERCENTAGES_DISAGREE = "percentages-disagree"
    OVER_A_HUNDRED = "over-100-percent"
    FORECAST_PASSED = "forecast-already-passed"
    SAME_WORDS = "same-words-as-last-quarter"
    LONG_WORDS = "long-reasons"
    ACTION_DATE = "unlikely-action-date"
    # Of rules that the card states between measures (domain.between).
    NOT_THE_SUM = "not-the-sum-of"
    MORE_THAN = "more-than"


def warning_in_words(code: str) -> str:
    """What the warning is called in a sentence: "unchanged for four periods"."""
    return _IN_WORDS.get(code) or code.replace("-", " ")


_IN_WORDS: dict[str, str] = {
    WarningCode.TEN_TIMES_THE_LAST: "ten times the last value",
    WarningCode.TENTH_OF_THE_LAST: "a tenth of the last value",
    WarningCode.CUMULATIVE_FALLING: "a year to date that falls",
    WarningCode.UNCHANGED: "unchanged for four periods",
    WarningCode.TARGET_OF_ZERO: "a target of 0",
    WarningCode.FAR_ABOVE_TARGET: "150 times the target",
    WarningCode.OVER_A_HUNDRED: "over 100 per cent",
    WarningCode.SAME_WORDS: "the same words as last quarter's",
    WarningCode.NOT_THE_SUM: "not the sum that it should be",
    WarningCode.MORE_THAN: "more than it can be",
}
OF_WORDS = (WarningCode.SAME_WORDS, WarningCode.LONG_WORDS)


@dataclass(frozen=True, kw_only=True)
class UnlikelyValue:
    """One thing unlikely about a value, in a sentence that ends in what to do."""

    code: WarningCode
    words: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What a value is judged by.

    `typed` is what was typed beside the numerator and denominator that make `value`. `earlier` are the quarters before,
    newest first, None where a quarter has no value. `previous_in_year` is the quarter before if it lies in
    the same financial year, `same_last_year` the same quarter of the year before.
    """

    unit: Unit
    decimals: int
    measure_type: MeasureType
    value: Decimal | None
    typed: Decimal | None = None
    forecast: Decimal | None = None
    target: Decimal | None = None
    target_zero_intended: bool = False
    earlier: tuple[Decimal | None, ...] = ()
    previous_in_year: Decimal | None = None
    same_last_year: Decimal | None = None


def unlikely(evidence: Evidence) -> tuple[UnlikelyValue, ...]:
    """Everything unlikely about the value, in the order of the codes; each code at most once."""
    if evidence.unit is Unit.TEXT:
        return ()
    found = [*_of_the_target(evidence)]
    if evidence.value is not None:
        found += [*_beside_the_last(evidence), *_of_the_value(evidence)]
    order = list(WarningCode)
    return tuple(sorted(found, key=lambda one: order.index(one.code)))


def unlikely_words(reasons: str, *, last_quarter: Collection[str]) -> tuple[UnlikelyValue, ...]:
    """What is unlikely about the reasons given: last quarter's again, as written or as edited, or more than members
    will read."""
    found = []
    if any(same_words(reasons, before) for before in last_quarter):
        found.append(
            UnlikelyValue(
                code=WarningCode.SAME_WORDS,
                words="The reasons are the same words as last quarter's; say what is new, or that nothing is.",
            )
        )
    for long in long_heads(reasons=reasons, back_on_track="", actions=()):
        found.append(
            UnlikelyValue(
                code=WarningCode.LONG_WORDS,
                words=f"The reasons are {long.words} words long; members ask for at most {MOST_WORDS[Head.REASONS]}. "
                "Shorten them, or say why each is needed.",
            )
        )
    return tuple(found)


def unlikely_dates(days: Collection[date], *, quarter: Quarter) -> tuple[UnlikelyValue, ...]:
    """What is unlikely about the dates of remedial actions: over before the quarter began, or a lifetime away."""
    last = quarter.last_day.replace(year=quarter.last_day.year + YEARS_AHEAD)
    said = [
        *(
            f"{day_words(day)}, before the quarter began on {day_words(quarter.first_day)}"
            for day in days
            if day < quarter.first_day
        ),
        *(
            f"{day_words(day)}, more than {YEARS_AHEAD} years after the quarter ended on {day_words(quarter.last_day)}"
            for day in days
            if day > last
        ),
    ]
    if not said:
        return ()
    listed = ", and another on ".join(said)
    words = f"A remedial action is due on {listed}; check the date, or say why it is right."
    return (UnlikelyValue(code=WarningCode.ACTION_DATE, words=words),)


def last_comparable(evidence: Evidence) -> tuple[Decimal, str] | None:
    """The value that this one should be of the size of, and what to call it.

    A running total starts again in April, so it is held against the same quarter last year; any other
    value against the newest quarter that has one.
    """
    if evidence.measure_type is MeasureType.CUMULATIVE:
        if evidence.same_last_year is None:
            return None
        return evidence.same_last_year, "the same quarter last year"
    for value in evidence.earlier:
        if value is not None:
            return value, "the last value"
    return None


def _of_the_target(evidence: Evidence) -> Iterator[UnlikelyValue]:
    if evidence.target is None:
        return
    if not evidence.target:
        if not evidence.target_zero_intended:
            yield UnlikelyValue(
                code=WarningCode.TARGET_OF_ZERO,
                words="The target is 0, and the definition does not say that 0 is meant; check the target.",
            )
        return
    if evidence.value is not None and abs(evidence.value) >= TIMES_THE_TARGET * abs(evidence.target):
        yield UnlikelyValue(
            code=WarningCode.FAR_ABOVE_TARGET,
            words=f"{_shown(evidence.value, evidence)} is {TIMES_THE_TARGET} times the target of "
            f"{_shown(evidence.target, evidence)} or more; check the value, its unit and the target.",
        )


def _beside_the_last(evidence: Evidence) -> Iterator[UnlikelyValue]:
    value = evidence.value
    assert value is not None
    comparable = last_comparable(evidence)
    if comparable is not None and evidence.unit is not Unit.YES_NO:
        last, name = comparable
        if last and abs(value) >= TIMES_THE_LAST * abs(last):
            yield UnlikelyValue(
                code=WarningCode.TEN_TIMES_THE_LAST,
                words=f"{_shown(value, evidence)} is ten times {name}, {_shown(last, evidence)}, or more; "
                "check the decimal point and the unit.",
            )
        elif value and abs(last) >= TIMES_THE_LAST * abs(value):
            yield UnlikelyValue(
                code=WarningCode.TENTH_OF_THE_LAST,
                words=f"{_shown(value, evidence)} is a tenth of {name}, {_shown(last, evidence)}, or less; "
                "check the decimal point and the unit.",
            )
    before = evidence.previous_in_year
    if evidence.measure_type is MeasureType.CUMULATIVE and before is not None and value < before:
        shown, shown_before = _both_shown(value, before, evidence)
        yield UnlikelyValue(
            code=WarningCode.CUMULATIVE_FALLING,
            words=f"A year-to-date figure fell from {shown_before} to {shown}; "
            "say why, or check that this is the year to date and not the quarter alone.",
        )
    run = evidence.earlier[: PERIODS_UNCHANGED - 1]
    is_unchanged = len(run) == PERIODS_UNCHANGED - 1 and all(one == value for one in run)
    if is_unchanged and evidence.unit not in _OFTEN_THE_SAME:
        yield UnlikelyValue(
            code=WarningCode.UNCHANGED,
            words=f"{_shown(value, evidence)} is the same for the fourth quarter running; check that it was measured.",
        )


def _of_the_value(evidence: Evidence) -> Iterator[UnlikelyValue]:
    value = evidence.value
    assert value is not None
    if evidence.unit is Unit.PERCENTAGE and value > HUNDRED:
        shown, _ = _both_shown(value, HUNDRED, evidence)
        yield UnlikelyValue(
            code=WarningCode.OVER_A_HUNDRED,
            words=f"{shown} is over 100%; say how that can be, or check the value.",
        )
    if evidence.typed is not None:
        yield from _disagreement(evidence, typed=evidence.typed, computed=value)
    forecast = evidence.forecast
    counts_up = evidence.measure_type is MeasureType.CUMULATIVE and evidence.unit is not Unit.PERCENTAGE
    if counts_up and forecast is not None and 0 <= forecast < value:
        shown, shown_forecast = _both_shown(value, forecast, evidence)
        yield UnlikelyValue(
            code=WarningCode.FORECAST_PASSED,
            words=f"The forecast for the year, {shown_forecast}, is below what has been reached already, {shown}; "
            "check the forecast.",
        )


def agrees_with_parts(typed: Decimal, *, computed: Decimal) -> bool:
    """Whether what was typed is what its parts make, rounded half up to as many decimals as were typed."""
    places = min(decimals_of(typed), MOST_PLACES_COMPARED)
    return round_half_up(computed, decimals=places) == round_half_up(typed, decimals=places)


def _disagreement(evidence: Evidence, *, typed: Decimal, computed: Decimal) -> Iterator[UnlikelyValue]:
    """What was typed is not what its parts make, rounded half up to as many decimals as were typed."""
    places = min(decimals_of(typed), MOST_PLACES_COMPARED)
    if agrees_with_parts(typed, computed=computed):
        return
    decimals = decimals_to_tell_apart(typed, computed, decimals=max(evidence.decimals, places))
    yield UnlikelyValue(
        code=WarningCode.PERCENTAGES_DISAGREE,
        words=f"{print_value(typed, unit=evidence.unit, decimals=decimals)} was typed, but numerator and denominator "
        f"make {print_value(computed, unit=evidence.unit, decimals=decimals)}, which is what counts; check all three.",
    )


def _shown(value: Decimal, evidence: Evidence) -> str:
    return print_value(value, unit=evidence.unit, decimals=max(evidence.decimals, min(decimals_of(value), 6)))


def _both_shown(value: Decimal, other: Decimal, evidence: Evidence) -> tuple[str, str]:
    decimals = decimals_to_tell_apart(value, other, decimals=evidence.decimals)
    return (
        print_value(value, unit=evidence.unit, decimals=decimals),
        print_value(other, unit=evidence.unit, decimals=decimals),
    )
