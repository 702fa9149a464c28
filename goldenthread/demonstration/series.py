"""Plausible figures for what was never published: eight quarters of history, and each measure's course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from goldenthread.demonstration.chance import around_zero, between
from goldenthread.demonstration.content import IndicatorContent, MeasureContent
from goldenthread.domain.cards import Card
from goldenthread.domain.measures import MeasureType, Polarity
from goldenthread.domain.units import Unit

HISTORY = tuple(f"{year} Q{number}" for year in ("2017-18", "2018-19") for number in (1, 2, 3, 4))
COURSE = ("2019-20 Q1", "2019-20 Q2", "2019-20 Q3")
YEARS = ("2017-18", "2018-19")
PUBLISHED = "P"
NOTHING = "."
# Amber by a rule of 5% of the target, as the policy relative-tolerance has it.
RELATIVE = Decimal("0.05")
_STATED = {"at-risk": "Amber"}


@dataclass(frozen=True, kw_only=True)
class DrawnFigure:
    """A figure as it is typed into a workbook. A fraction has no value of its own: it is worked out."""

    period: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""  # a mark such as [x], or "yes"
    provisional: bool = False
    stated: str = ""


def history(indicator: IndicatorContent, measure: MeasureContent) -> Iterator[DrawnFigure]:
    """Illustrative figures of before the first round; none for what is published or has no history."""
    if measure.begins in (PUBLISHED, "none"):
        return
    card = indicator.card
    if card.measure_type is MeasureType.ANNUAL:
        yield from _annual_history(card, measure)
        return
    for place, period in enumerate(HISTORY):
        level = _level(card, measure, place=place, period=period)
        yield _figure(card, measure, period=period, value=level)


def course(indicator: IndicatorContent, measure: MeasureContent) -> Iterator[DrawnFigure]:
    """What is returned in each round, where that is drawn or typed in the measure's course; else nothing."""
    for period, token in zip(COURSE, measure.course, strict=True):
        if token in (NOTHING, PUBLISHED, "words"):
            continue
        yield returned_figure(indicator.card, measure, period=period, token=token)


def target_of_quarter(card: Card, measure: MeasureContent, *, number: int) -> Decimal | None:
    """The target that stands at the end of a quarter, for measures with a target in numbers."""
    if not measure.target or card.unit is Unit.YES_NO:
        return None
    if measure.quarters:
        typed = measure.quarters[number - 1]
        return None if typed == "-" else Decimal(typed)
    annual = Decimal(measure.target)
    return annual * number / 4 if measure.profile == "straight-line" else annual


def _annual_history(card: Card, measure: MeasureContent) -> Iterator[DrawnFigure]:
    values = measure.begins.split()
    for year, typed in zip(YEARS, values * (2 // len(values)), strict=True):
        if card.unit is Unit.YES_NO:
            yield DrawnFigure(period=year, text=typed)
        else:
            yield _figure(card, measure, period=year, value=Decimal(typed))


def _level(card: Card, measure: MeasureContent, *, place: int, period: str) -> Decimal:
    """On the way from where the measure begins to its first figure of the round, with some swing."""
    begins, ends = Decimal(measure.begins), _first_round_level(card, measure)
    swing = around_zero(measure.ref, measure.council, period, "swing", reach=_spread(card, measure))
    if card.measure_type is not MeasureType.CUMULATIVE:
        return begins + (ends - begins) * place / len(HISTORY) + swing
    number = int(period[-1])
    year_end = begins + (ends - begins) * (place // 4) / 2
    share = _share(measure, number=number)
    # Within a year the swing is a share of the quarters still to come, so that no running total falls.
    return year_end * share + swing * share * (1 - share)


def _first_round_level(card: Card, measure: MeasureContent) -> Decimal:
    """Where history leads to: for a running total the year's end, for any other Q1 2019/20."""
    if card.measure_type is MeasureType.CUMULATIVE:
        return Decimal(measure.target or measure.volume)
    token = measure.course[0]
    if token in (NOTHING, "words", PUBLISHED):
        return Decimal(measure.target or measure.begins)
    first = returned_figure(card, measure, period=COURSE[0], token=token)
    if first.value is not None:
        return first.value
    assert first.numerator is not None and first.denominator is not None
    return first.numerator / first.denominator * _scale(card)


def _share(measure: MeasureContent, *, number: int) -> Decimal:
    """How much of the year's total there is at the end of a quarter."""
    if measure.quarters and "-" not in measure.quarters:
        return Decimal(measure.quarters[number - 1]) / Decimal(measure.quarters[3])
    return Decimal(number) / 4


def _spread(card: Card, measure: MeasureContent) -> Decimal:
    if measure.spread is not None:
        return measure.spread
    if card.unit is Unit.PERCENTAGE:
        return Decimal("1.4")
    return Decimal(measure.target or measure.volume) * Decimal("0.06")


def returned_figure(card: Card, measure: MeasureContent, *, period: str, token: str) -> DrawnFigure:
    """The figure that a token of a course means: a rating to be had, a number, or a mark."""
    typed, _, said = token.partition("/")
    if typed.startswith("["):
        return DrawnFigure(period=period, text=typed)
    number = int(period[-1])
    wanted = typed if typed in ("G", "A", "R") else ""
    value = _rated(card, measure, number=number, wanted=wanted) if wanted else Decimal(typed)
    figure = _figure(card, measure, period=period, value=value, wanted=wanted)
    return DrawnFigure(
        period=period,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        provisional=said == "provisional",
        stated=_STATED.get(said, ""),
    )


def _rated(card: Card, measure: MeasureContent, *, number: int, wanted: str) -> Decimal:
    """A value that has this rating: so far on the right side of the target, or on the wrong side."""
    target = target_of_quarter(card, measure, number=number)
    assert target is not None, measure.ref
    allowed = _allowance(measure, target=target)
    ways = {
        "G": (Decimal("0.05"), Decimal("0.8"), _spread(card, measure)),
        "A": (Decimal("0.25"), Decimal("0.8"), allowed),
        "R": (Decimal("1.3"), Decimal("2.1"), allowed),
    }
    least, most, reach = ways[wanted]
    distance = between(measure.ref, measure.council, number, wanted, least=least, most=most) * reach
    better = distance if card.polarity is Polarity.HIGHER else -distance
    value = target + (better if wanted == "G" else -better)
    return value if card.maximum is None else min(value, card.maximum)


def _allowance(measure: MeasureContent, *, target: Decimal) -> Decimal:
    """How far off target is still amber."""
    if measure.policy == "relative-tolerance":
        return abs(target) * RELATIVE
    if measure.floor:
        return abs(target - Decimal(measure.floor))
    if not measure.tolerance:
        return abs(target) * Decimal("0.02")
    tolerance = Decimal(measure.tolerance)
    return abs(target) * tolerance / 100 if measure.tolerance_unit == "percent" else tolerance


def _figure(card: Card, measure: MeasureContent, *, period: str, value: Decimal, wanted: str = "") -> DrawnFigure:
    """The value as such a measure has it: a whole fraction of cases, or a number with the card's decimals."""
    value = _within(card, value)
    if card.numerator_label:
        cases = _cases(card, measure, period=period)
        exact = value * cases / _scale(card)
        return DrawnFigure(period=period, numerator=_safely(card, exact, wanted=wanted), denominator=cases)
    step = Decimal(1).scaleb(-card.decimals)
    return DrawnFigure(period=period, value=value.quantize(step, rounding=ROUND_HALF_UP))


def _safely(card: Card, exact: Decimal, *, wanted: str) -> Decimal:
    """A whole number of cases, rounded so that it does not cross the line that the rating is drawn by."""
    wants_more = (wanted in ("G", "A")) == (card.polarity is Polarity.HIGHER)
    rounding = ROUND_HALF_UP if not wanted else (ROUND_CEILING if wants_more else ROUND_FLOOR)
    return exact.quantize(Decimal(1), rounding=rounding)


def _cases(card: Card, measure: MeasureContent, *, period: str) -> Decimal:
    """The denominator: about the usual volume; the same all year where it is the year's plan."""
    of = period[:7] if card.measure_type is MeasureType.CUMULATIVE else period
    cases = Decimal(measure.volume) + around_zero(
        measure.ref, measure.council, of, "volume", reach=Decimal(measure.volume) / 12
    )
    return cases.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def _scale(card: Card) -> Decimal:
    return Decimal(100 if card.unit is Unit.PERCENTAGE else 1)


def _within(card: Card, value: Decimal) -> Decimal:
    if card.minimum is not None:
        value = max(value, card.minimum)
    return value if card.maximum is None else min(value, card.maximum)
