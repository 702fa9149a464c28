"""Figures and words of the quarters that nobody typed by hand: the year's end, and the beginning of the next year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from goldenthread.demonstration.chance import around_zero, between, whole_number
from goldenthread.demonstration.content import IndicatorContent, MeasureContent, indicators, table
from goldenthread.demonstration.explanations import Explanation, PromisedAction
from goldenthread.demonstration.series import (
    COURSE,
    NOTHING,
    PUBLISHED,
    DrawnFigure,
    returned_figure,
    target_of_quarter,
)
from goldenthread.domain.cards import Card, Frequency
from goldenthread.domain.measures import MeasureType, Polarity
from goldenthread.domain.units import Unit

THIRD = COURSE[2]
LATER = ("2019-20 Q4", "2020-21 Q1")
NOT_AVAILABLE = "[x]"
_ACTION_DUE = {THIRD: date(2020, 4, 30), LATER[0]: date(2020, 7, 31), LATER[1]: date(2020, 10, 30)}
_NEW_DAY = {THIRD: date(2020, 3, 31), LATER[0]: date(2020, 6, 30), LATER[1]: date(2020, 9, 30)}
_SAID = {
    "done": "Done as promised; it has been in use since (illustrative).",
    "on-course": "Under way, and on course for its day (illustrative).",
    "late": "Begun late, because those who were to do it were needed elsewhere (illustrative).",
}


def later_figure(indicator: IndicatorContent, measure: MeasureContent, *, period: str) -> DrawnFigure | None:
    """What is returned, the same on every machine; None where nothing is."""
    token = later_token(indicator, measure, period=period)
    if token == NOTHING:
        return None
    if token == "words":
        return DrawnFigure(period=period, text="The second of three phases went live, a month later than planned.")
    if token in ("yes", "no"):
        return DrawnFigure(period=period, text=token)
    return returned_figure(indicator.card, measure, period=period, token=token)


def later_token(indicator: IndicatorContent, measure: MeasureContent, *, period: str) -> str:
    """The measure's course, drawn on: a rating to be had, a number, a mark, or nothing.

    What was typed by hand for the quarter was returned before, and is not returned again.
    """
    if period in COURSE and measure.course[COURSE.index(period)] != NOTHING:
        return NOTHING
    card, number = indicator.card, int(period[-1])
    if (measure.ref, measure.council) in _suspended() or (card.frequency is Frequency.ANNUAL and number != 4):
        return NOTHING
    receipts = table("year-end/story.toml")["receipts"]
    if measure.ref in (receipts["ref"], receipts["annual_ref"]):
        return str(receipts["value"]) if period == LATER[0] else NOT_AVAILABLE
    # The outturn of what was published for one quarter of the year was not found.
    if PUBLISHED in measure.course and number == 4:
        return NOT_AVAILABLE
    if card.unit is Unit.TEXT:
        return "words"
    if card.unit is Unit.YES_NO:
        return "yes"
    if card.polarity is Polarity.BAND:
        return _within_band(card, measure, period=period)
    if target_of_quarter(card, measure, number=number) is not None:
        drawn = whole_number(measure.ref, measure.council, period, "later", below=100)
        return next(token for least, token in ((98, NOTHING), (88, "R"), (73, "A"), (0, "G")) if drawn >= least)
    return _near(card, measure, period=period)


def later_explanations(service: str, *, period: str) -> Iterator[Explanation]:
    """An exception report for what was drawn amber or red; one in fourteen services says nothing."""
    words = table("year-end/words.toml")
    for indicator in indicators():
        if indicator.service != service:
            continue
        for measure in indicator.measures:
            is_silent = whole_number(measure.ref, measure.council, period, "silent", below=14) == 0
            if later_token(indicator, measure, period=period) in ("A", "R") and not is_silent:
                due = _ACTION_DUE[period]
                yield Explanation(
                    period=period,
                    ref=measure.ref,
                    council=measure.council,
                    reasons=words[measure.ref]["reasons"],
                    back_on_track=f"{due.day} {due:%B %Y}",
                    forecast="",
                    actions=(
                        PromisedAction(
                            words=words[measure.ref]["action"], owner_post=indicator.owner_post, due=due, answers=()
                        ),
                    ),
                )


def later_answer(ref: str, promised: str, *, period: str) -> tuple[str, str, date | None]:
    """What became of a promise: outcome, words, and a new day where it is late."""
    drawn = whole_number(ref, promised, period, "answer", below=100)
    outcome = "done" if drawn < 60 else "on-course" if drawn < 85 else "late"
    return outcome, _SAID[outcome], _NEW_DAY[period] if outcome == "late" else None


def _suspended() -> set[tuple[str, str]]:
    return {(one["ref"], one["council"]) for one in table("changes.toml")["suspended"]}


def _within_band(card: Card, measure: MeasureContent, *, period: str) -> str:
    lower, upper = Decimal(measure.lower), Decimal(measure.upper)
    value = between(measure.ref, measure.council, period, "band", least=lower, most=upper)
    return f"{value.quantize(Decimal(1).scaleb(-card.decimals), rounding=ROUND_HALF_UP):f}"


def _near(card: Card, measure: MeasureContent, *, period: str) -> str:
    """A number near what was returned before; of a running total, at the same pace."""
    number = int(period[-1])
    known = [(place, value) for place, token in enumerate(measure.course, 1) if (value := _number(token)) is not None]
    if not known:
        return NOTHING
    place, last = known[-1] if period.startswith(COURSE[0][:7]) else known[0]
    if card.measure_type is MeasureType.CUMULATIVE:
        last = last / place * number
    value = last + abs(last) * around_zero(measure.ref, measure.council, period, "near", reach=Decimal("0.05"))
    return f"{value.quantize(Decimal(1).scaleb(-card.decimals), rounding=ROUND_HALF_UP):f}"


def _number(token: str) -> Decimal | None:
    try:
        return Decimal(token.partition("/")[0])
    except InvalidOperation:
        return None
