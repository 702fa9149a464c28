"""Figures that are not final yet: they stay on this board until they are."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.restated import ProvisionalFigure
from goldenthread.domain.units import print_value
from goldenthread.publishing.cells import Cell, Detail, Number
from goldenthread.publishing.document import Block, Column, Paragraph, Section, Table
from goldenthread.reports.documents.age import london_day
from goldenthread.reports.documents.published import kind_notes
from goldenthread.reports.documents.revised import with_marks
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP, ToldFigure, period_label


def provisional_section(telling: Telling, *, title: str) -> Section:
    """Every figure that may still change, of this quarter and of earlier ones, with who is to say that it is final."""
    return Section(title=title, blocks=tuple(_blocks(telling)))


def provisional_in_words(telling: Telling) -> str:
    """How many figures are provisional, of this quarter and of earlier ones."""
    now = len(provisional_now(telling))
    earlier = len(telling.facts.provisional)
    return (
        f"{starting(count_of(now, 'figure'))} of {telling.quarter.label} {is_or_are(now)} provisional, marked [p] in "
        f"the tables. {starting(count_of(earlier, 'figure'))} of earlier quarters {is_or_are(earlier)} still "
        "provisional."
    )


def provisional_now(telling: Telling) -> tuple[ToldFigure, ...]:
    """Figures of this quarter that may still change."""
    return tuple(figure for figure in telling.figures if figure.snapshot.provisional)


def _blocks(telling: Telling) -> Iterator[Block]:
    yield Paragraph(text=provisional_in_words(telling))
    now = provisional_now(telling)
    if now:
        yield Table(
            caption=f"Figures of {telling.quarter.label} that are provisional",
            columns=(
                Column(title="Measure", share=6),
                Column(title="Figure", align="right", share=3),
                Column(title="Rating", share=3),
                Column(title="To be made final by", share=4),
            ),
            rows=tuple(
                (
                    Detail(text=figure.title, small=f"{figure.terms.indicator_ref}; {figure.scope}"),
                    figure.actual,
                    figure.mark,
                    figure.terms.owner_post,
                )
                for figure in now
            ),
            notes=kind_notes(now),
        )
    figures = telling.facts.provisional
    if figures:
        yield Table(
            caption="Figures of earlier quarters that are still provisional",
            columns=(
                Column(title="Measure", share=6),
                Column(title="Quarter", share=2),
                Column(title="As now known", align="right", share=3),
                Column(title="Given on", share=3),
                Column(title="To be made final by", share=4),
            ),
            rows=tuple(_row(one) for one in figures),
        )


def _row(one: ProvisionalFigure) -> tuple[Cell, ...]:
    figure = one.figure
    printed = (
        one.words or "–" if one.value is None else print_value(one.value, unit=figure.unit, decimals=figure.decimals)
    )
    marked = printed if one.value is None else with_marks(printed, provisional=True, revised=one.restated)
    return (
        Detail(text=figure.title, small=f"{figure.indicator_ref}; {figure.council or WHOLE_PARTNERSHIP}"),
        period_label(figure.period),
        Number(text=marked, value=one.value),
        "–" if one.since is None else london_day(one.since),
        figure.owner_post,
    )
