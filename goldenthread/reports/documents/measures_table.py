"""A measure as one row of a table with its trend: by council, and by service."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.domain.periods import Quarter
from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Column, Table
from goldenthread.reports.documents.told import ToldFigure


def council_table(figures: Iterable[ToldFigure], *, quarter: Quarter, caption: str) -> Table:
    """The measures of one council: figure, target, rating and where they are going."""
    return Table(
        caption=caption,
        columns=(
            Column(title="Measure", share=1),
            Column(title=f"Q{quarter.number}", align="right"),
            Column(title="Target", align="right"),
            Column(title="Rating"),
            Column(title=f"Since {quarter.previous.label}"),
            Column(title=f"Since {quarter.same_last_year.label}"),
            Column(title="Trend"),
        ),
        rows=tuple(_council_row(figure) for figure in figures),
    )


def service_table(figures: Iterable[ToldFigure], *, quarter: Quarter, caption: str) -> Table:
    """The measures of one service for every council: how they stand now, and are forecast to end the year."""
    return Table(
        caption=caption,
        columns=(
            Column(title="Measure", share=1),
            Column(title="Council"),
            Column(title=f"Q{quarter.number}", align="right"),
            Column(title="Target", align="right"),
            Column(title="Rating now"),
            Column(title="Forecast", align="right"),
            Column(title="Year end"),
            Column(title="Trend"),
        ),
        rows=tuple(_service_row(figure) for figure in figures),
    )


def _council_row(figure: ToldFigure) -> tuple[Cell, ...]:
    return (
        Detail(text=figure.title, small="; ".join((figure.terms.indicator_ref, figure.terms.service, *figure.notes))),
        figure.actual,
        figure.target,
        figure.mark,
        figure.short,
        figure.long,
        figure.trend,
    )


def _service_row(figure: ToldFigure) -> tuple[Cell, ...]:
    return (
        Detail(text=figure.title, small=figure.detail),
        figure.scope,
        figure.actual,
        figure.target,
        figure.mark,
        figure.forecast,
        figure.year_end or figure.forecast_words,
        figure.trend,
    )
