"""The definition card of an indicator: what is measured, how, and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from goldenthread.domain.measures import MeasureType, Polarity, YearEndRule
from goldenthread.domain.plain import from_plain, to_plain
from goldenthread.domain.problems import Problem
from goldenthread.domain.units import Unit


class Frequency(StrEnum):
    """How often a figure is due."""

    QUARTERLY = "quarterly"
    ANNUAL = "annual"

    def is_due_in(self, quarter: int) -> bool:
        """Whether a figure is due for quarter 1 to 4 of a year; an annual one is, for the last."""
        return self is Frequency.QUARTERLY or quarter == 4


class Family(StrEnum):
    """What kind of performance an indicator speaks of."""

    QUALITY = "quality"
    MONETARY = "monetary"
    SPEED = "speed"
    VOLUME = "volume"


class Level(StrEnum):
    """Whether the committee named an indicator as a key priority, or a service plan sets it."""

    STRATEGIC = "strategic"
    OPERATIONAL = "operational"


@dataclass(frozen=True, kw_only=True)
class Card:
    """Everything that defines an indicator, whichever council it is measured for.

    Service, owner, sign-off post, target, tolerance and policy stand beside it in the register: they
    may differ by council or move without a change of what is measured. Empty text and None mean that
    nothing was said.
    """

    title: str
    definition: str
    unit: Unit
    polarity: Polarity
    measure_type: MeasureType
    year_end_rule: YearEndRule
    frequency: Frequency = Frequency.QUARTERLY
    decimals: int = 0
    formula: str = ""
    numerator_label: str = ""
    denominator_label: str = ""
    numerator_in_denominator: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    target_zero_intended: bool = False
    # Below this denominator a percentage swings on a few cases, and is flagged.
    small_number: Decimal | None = None
    # Rules between measures of one council and quarter, by the references of indicators: the figures of these add up
    # to this one's; this one's is never more than that one's.
    sum_of: tuple[str, ...] = ()
    not_more_than: str = ""
    data_source: str = ""
    lag_days: int = 0
    level: Level = Level.OPERATIONAL
    family: Family | None = None
    priority: str = ""
    benchmark_set: str = ""
    # This version counts something else than the one before: nothing is compared across its first day.
    break_in_series: bool = False
    break_note: str = ""
    illustrative_note: str = ""


@cache
def _defaults() -> dict[str, Any]:
    return {f.name: to_plain(f.default) for f in fields(Card) if f.default is not MISSING}


def card_as_dict(card: Card) -> dict[str, Any]:
    """The card as JSON can hold it."""
    plain: dict[str, Any] = to_plain(card)
    return plain


def card_from_dict(plain: dict[str, Any]) -> Card:
    """The card again; raises PlainUnreadable. A field that is younger than a stored card has its default."""
    return from_plain(Card, {**_defaults(), **plain})


def contradictions(card: Card) -> Iterator[Problem]:
    """Everything in a card that cannot be true together. `column` of each names the field."""
    yield from _words(card)
    yield from _numbers(card)
    yield from _fraction(card)
    yield from _time(card)


def _words(card: Card) -> Iterator[Problem]:
    if not card.title.strip():
        yield Problem("Give the indicator a title.", column="title")
    if not card.definition.strip():
        yield Problem("Say in words what is measured.", column="definition")
    if card.break_in_series and not card.break_note.strip():
        yield Problem("A break in the series needs a note of what changed.", column="break_note")
    if card.break_note.strip() and not card.break_in_series:
        yield Problem(
            "There is a note of a break but no break in the series; mark the break or take out the note.",
            column="break_in_series",
        )


def _numbers(card: Card) -> Iterator[Problem]:
    if not 0 <= card.decimals <= 6:
        yield Problem("Decimals are 0 to 6.", column="decimals", found=str(card.decimals))
    if card.lag_days < 0 or card.lag_days > 730:
        yield Problem("The lag is 0 to 730 days.", column="lag_days", found=str(card.lag_days))
    if card.minimum is not None and card.maximum is not None and card.minimum > card.maximum:
        yield Problem(
            "The smallest value allowed is above the largest.",
            column="minimum",
            found=str(card.minimum),
            expected=f"at most {card.maximum}",
        )
    if card.unit in (Unit.TEXT, Unit.YES_NO):
        said = "words" if card.unit is Unit.TEXT else "yes or no"
        if card.minimum is not None or card.maximum is not None:
            yield Problem(f"An answer in {said} has no smallest or largest value.", column="minimum")
        if card.decimals:
            yield Problem(f"An answer in {said} has no decimals.", column="decimals", found=str(card.decimals))
        if card.measure_type is MeasureType.CUMULATIVE:
            yield Problem(f"An answer in {said} cannot add up over a year.", column="measure_type")
        if card.year_end_rule is not YearEndRule.LAST:
            yield Problem(
                f"An answer in {said} has no sum or mean: the year's is the last.",
                column="year_end_rule",
                found=card.year_end_rule.value,
                expected=YearEndRule.LAST.value,
            )
    if card.unit is Unit.TEXT and card.polarity is not Polarity.NONE:
        yield Problem("Words are not better when higher or lower.", column="polarity", found=card.polarity.value)


def _fraction(card: Card) -> Iterator[Problem]:
    for label, other in (("numerator_label", "denominator_label"), ("denominator_label", "numerator_label")):
        if getattr(card, label) and not getattr(card, other):
            words = other.removesuffix("_label")
            yield Problem(f"There is one part of a fraction without the other; name the {words} too.", column=other)
    has_fraction = bool(card.numerator_label and card.denominator_label)
    if has_fraction and card.unit not in (Unit.PERCENTAGE, Unit.RATIO, Unit.DAYS, Unit.GBP):
        yield Problem(
            "A numerator over a denominator makes a percentage, a ratio, days each or pounds each.",
            column="unit",
            found=card.unit.value,
        )
    if card.numerator_in_denominator and not has_fraction:
        yield Problem("The numerator is part of a denominator that has no name.", column="denominator_label")
    if card.numerator_in_denominator and card.unit is not Unit.PERCENTAGE:
        yield Problem(
            "Only of a percentage is the numerator part of the denominator.",
            column="numerator_in_denominator",
        )
    if card.numerator_in_denominator and card.maximum is not None and card.maximum > 100:
        yield Problem(
            "A part of a whole is never over 100%.",
            column="maximum",
            found=str(card.maximum),
            expected="at most 100",
        )
    if card.year_end_rule is YearEndRule.RATIO and not has_fraction:
        yield Problem(
            "The year's figure is made of numerators and denominators, which have no names.",
            column="year_end_rule",
            found=card.year_end_rule.value,
        )
    if card.small_number is not None and not has_fraction:
        yield Problem("A small denominator is flagged, but there is no denominator.", column="small_number")
    if card.small_number is not None and card.small_number <= 0:
        yield Problem("The small number is above 0.", column="small_number", found=str(card.small_number))


def _time(card: Card) -> Iterator[Problem]:
    if card.measure_type is MeasureType.ANNUAL and card.frequency is not Frequency.ANNUAL:
        yield Problem(
            "An annual measure is due once a year.",
            column="frequency",
            found=card.frequency.value,
            expected=Frequency.ANNUAL.value,
        )
    whole_years = (MeasureType.CUMULATIVE, MeasureType.ROLLING_YEAR, MeasureType.ANNUAL)
    adds_up = card.year_end_rule in (YearEndRule.SUM, YearEndRule.RATIO)
    if (card.measure_type in whole_years and card.year_end_rule is not YearEndRule.LAST) or (
        card.measure_type is MeasureType.SNAPSHOT and adds_up
    ):
        kind = card.measure_type.value.replace("-", " ")
        yield Problem(
            f"A quarter's figure of a {kind} measure is no part of the year's, so the year's is not made of quarters.",
            column="year_end_rule",
            found=card.year_end_rule.value,
            expected=YearEndRule.LAST.value,
        )
    if card.unit is Unit.RANK and card.year_end_rule in (YearEndRule.SUM, YearEndRule.RATIO):
        yield Problem("Ranks are not added up.", column="year_end_rule", found=card.year_end_rule.value)
    if card.unit is Unit.PERCENTAGE and card.year_end_rule is YearEndRule.SUM:
        yield Problem(
            "Percentages of quarters are not added up; use last, mean or ratio.",
            column="year_end_rule",
            found=card.year_end_rule.value,
        )
