"""Figures of earlier quarters that were awaited when their quarter was frozen, and are overdue since."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.overdue import OverdueFigure
from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Block, Column, Heading, Paragraph, Table
from goldenthread.reports.documents.age import day_of, london_day
from goldenthread.reports.documents.sentences import count_of, days_apart, is_or_are, once_each, was_or_were
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP, period_label


def overdue_in_words(telling: Telling) -> str:
    """ "1 figure of an earlier quarter was awaited when that quarter was frozen, and is overdue since, by …"; "" where
    there is none."""
    overdue = telling.facts.overdue
    number = len(overdue)
    if not number:
        return ""
    quarters = "an earlier quarter" if number == 1 else "earlier quarters"
    then = "that quarter was" if number == 1 else "those quarters were"
    posts = listed(once_each(one.figure.owner_post for one in overdue))
    return (
        f"{count_of(number, 'figure')} of {quarters} {was_or_were(number)} awaited when {then} frozen, and "
        f"{is_or_are(number)} overdue since, by {posts}."
    )


def overdue_blocks(telling: Telling) -> Iterator[Block]:
    """Each with who owes it, and for how long; nothing where none is overdue."""
    if not telling.facts.overdue:
        return
    yield Heading(text="Overdue of earlier quarters")
    yield Paragraph(text=overdue_in_words(telling))
    yield Table(
        caption="Figures of earlier quarters that were awaited at the last freeze, and are overdue since",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Quarter", share=2),
            Column(title="What is missing", share=6),
            Column(title="Frozen without it", share=3),
            Column(title="Overdue for", align="right", share=2),
        ),
        rows=tuple(_row(one, telling=telling) for one in telling.facts.overdue),
    )


def _row(one: OverdueFigure, *, telling: Telling) -> tuple[Cell, ...]:
    figure, today = one.figure, day_of(telling.as_at) or telling.as_at.date()
    return (
        Detail(text=figure.title, small=f"{figure.indicator_ref}; {figure.council or WHOLE_PARTNERSHIP}"),
        period_label(figure.period),
        f"Not returned by {figure.owner_post}, due {day_words(one.due_on)}",
        london_day(one.frozen_at),
        days_apart(one.due_on, today),
    )
