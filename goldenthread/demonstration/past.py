"""Figures of before the first round: the published ones, and illustrative ones for every other measure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from goldenthread.demonstration.content import IndicatorContent, MeasureContent, council_name, indicators
from goldenthread.demonstration.published import PublishedFigure, published_figures
from goldenthread.demonstration.series import COURSE, DrawnFigure, history, target_of_quarter
from goldenthread.domain.cards import Card
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import HistoryRow

MADE_UP = "Illustrative: generated for the demonstration"


def past_figures() -> Iterator[HistoryRow]:
    """Every figure of before 2019-20, by measure."""
    found = list(published_figures())
    for indicator in indicators():
        for measure in indicator.measures:
            yield from (
                _published_row(figure, indicator=indicator)
                for figure in found
                if (figure.ref, figure.council) == (measure.ref, measure.council) and figure.period < COURSE[0]
            )
            yield from (
                _drawn_row(figure, indicator=indicator, measure=measure) for figure in history(indicator, measure)
            )


def _published_row(figure: PublishedFigure, *, indicator: IndicatorContent) -> HistoryRow:
    return HistoryRow(
        ref=figure.ref,
        council=council_name(figure.council),
        period=figure.period,
        value=typed(figure.value, card=indicator.card),
        target=typed(figure.target, card=indicator.card),
        marker=figure.marker,
        source=figure.source,
        illustrative=False,
    )


def _drawn_row(figure: DrawnFigure, *, indicator: IndicatorContent, measure: MeasureContent) -> HistoryRow:
    card = indicator.card
    quarter = int(figure.period[-1]) if "Q" in figure.period else 4
    target = target_of_quarter(card, measure, number=quarter)
    return HistoryRow(
        ref=measure.ref,
        council=council_name(measure.council),
        period=figure.period,
        value=figure.text or typed(figure.value, card=card),
        numerator=plain(figure.numerator),
        denominator=plain(figure.denominator),
        target=typed(target, card=card),
        source=MADE_UP,
        illustrative=True,
    )


def typed(value: Decimal | str | None, *, card: Card) -> str:
    """The number as people type it: a percentage with its sign."""
    text = value if isinstance(value, str) else plain(value)
    return f"{text}%" if text and card.unit is Unit.PERCENTAGE else text


def plain(value: Decimal | None) -> str:
    """The number without its unit, or nothing."""
    return "" if value is None else f"{value:f}"
