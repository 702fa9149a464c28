"""The key strategic indicators: reported once a year, and shown every quarter with their last result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.domain.days import day_words
from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Block, Column, Paragraph, Section, Table
from goldenthread.reports.documents.printed import target_in_words
from goldenthread.reports.documents.revised import with_marks
from goldenthread.reports.documents.sentences import count_of, is_or_are
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import ToldFigure, period_label, value_in_words


def strategic_section(telling: Telling, *, title: str) -> Section:
    """The last annual result, its year and target, and when the next is due."""
    return Section(title=title, blocks=tuple(_blocks(telling)))


def _blocks(telling: Telling) -> Iterator[Block]:
    figures = telling.strategic
    if not figures:
        yield Paragraph(text="No indicator is marked as a key strategic one.")
        return
    yield Paragraph(text=strategic_in_words(telling))
    yield Table(
        caption=f"Key strategic indicators, {telling.quarter.label}",
        columns=(
            Column(title="Indicator", share=5),
            Column(title="Measured for", share=4),
            Column(title="Last result", align="right", share=3),
            Column(title="Year", share=2),
            Column(title="Target of that year", align="right", share=3),
            Column(title="This quarter", share=3),
            Column(title="Next due", share=3),
        ),
        rows=tuple(_row(figure) for figure in figures),
        notes=tuple(_sources(figures)),
    )


def _sources(figures: Iterable[ToldFigure]) -> Iterator[str]:
    """Where each last result was published, or that it is made up; none for one that was returned here."""
    for figure in figures:
        last = figure.snapshot.annual
        if _is_waiting(figure) and last is not None and last.source and not last.is_from_a_round:
            source = last.source.rstrip(".")
            marked = source if not last.illustrative or "llustrative" in source else f"illustrative ({source})"
            yield f"{figure.title}, {period_label(last.period)}: {marked}."


def strategic_in_words(telling: Telling) -> str:
    """How many there are, and how many of them are not due in this quarter."""
    figures = telling.strategic
    waiting = sum(1 for figure in figures if _is_waiting(figure))
    total = f"There {is_or_are(len(figures))} {count_of(len(figures), 'measure')} of key strategic indicators"
    if waiting == len(figures):
        return f"{total}. They are reported once a year and not due in this quarter: the last result stands here."
    if not waiting:
        return f"{total}. Every one is reported in this quarter."
    return (
        f"{total}: {waiting} {is_or_are(waiting)} reported once a year and not due in this quarter, so the last "
        "result stands here."
    )


def _is_waiting(figure: ToldFigure) -> bool:
    return figure.snapshot.status == "not-due"


def _row(figure: ToldFigure) -> tuple[Cell, ...]:
    snapshot, terms = figure.snapshot, figure.terms
    scope = figure.scope if terms.council else "the whole partnership"
    name = Detail(text=figure.title, small=terms.indicator_ref)
    if not _is_waiting(figure):
        return (name, scope, figure.actual, "this quarter", figure.target, figure.mark, _next_due(figure))
    last = snapshot.annual
    result = "none"
    if last is not None and last.value is not None:
        result = with_marks(value_in_words(last.value, terms=terms), revised=last.revised)
    year = "–" if last is None else period_label(last.period)
    known = snapshot.annual_target is not None
    target = target_in_words(snapshot.annual_target, terms=terms) if known else "not known"
    return (name, scope, result, year, target, figure.mark, _next_due(figure))


def _next_due(figure: ToldFigure) -> str:
    due = figure.snapshot.next_due_on
    return "–" if due is None else day_words(due)
