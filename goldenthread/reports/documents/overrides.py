"""Ratings that somebody gave by judgement: how many, and each with what the rule says."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.days import day_words
from goldenthread.domain.snapshot import Override
from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Block, Column, Heading, Paragraph, Table
from goldenthread.reports.documents import parts
from goldenthread.reports.documents.age import day_of
from goldenthread.reports.documents.published import kind_notes
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import ToldFigure

TITLE = "Ratings by judgement"


def overridden(telling: Telling) -> tuple[ToldFigure, ...]:
    """Figures whose rating somebody gave in place of the computed one."""
    return tuple(figure for figure in telling.figures if figure.snapshot.override is not None)


def overrides_in_words(telling: Telling, *, named_in: str = parts.CHANGES) -> Iterator[str]:
    """A sentence beside every count of ratings, where any of them is by judgement; `named_in` is the part that names
    them."""
    figures = overridden(telling)
    if figures:
        number = len(figures)
        yield (
            f"{starting(count_of(number, 'rating'))} {is_or_are(number)} by judgement and not by the rule: "
            f"{parts.reference(named_in)} names {'it' if number == 1 else 'them'}."
        )


def overrides_blocks(telling: Telling) -> Iterator[Block]:
    """Each with the computed rating beside it, who gave it and why."""
    figures = overridden(telling)
    yield Heading(text=TITLE)
    if not figures:
        yield Paragraph(text="Every rating in this report is what its rule computes.")
        return
    yield Table(
        caption=f"{TITLE}, {telling.quarter.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=2),
            Column(title="Rating", share=2),
            Column(title="By the rule", share=2),
            Column(title="Why", share=6),
            Column(title="Who and when", share=4),
        ),
        rows=tuple(_row(figure, override) for figure in figures if (override := figure.snapshot.override) is not None),
        notes=kind_notes(figures),
    )


def _row(figure: ToldFigure, override: Override) -> tuple[Cell, ...]:
    return (
        Detail(text=figure.title, small=figure.terms.indicator_ref),
        figure.scope,
        figure.mark,
        figure.mark_of(override.computed_rating, status=override.computed_status),
        override.reason,
        f"{override.by or 'a post that is not known'}, {_day(override)}",
    )


def _day(override: Override) -> str:
    day = day_of(override.at)
    return "" if day is None else day_words(day)
