"""What was published and what is made up: told row by row, where a report holds both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from goldenthread.domain.listing import listed
from goldenthread.publishing.cells import Cell
from goldenthread.publishing.document import Block, Column, Heading, Paragraph, Table
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import ToldFigure, period_label

SOURCES = "Sources of published figures"


def kind_notes(figures: Iterable[ToldFigure]) -> tuple[str, ...]:
    """A line under a table whose rows do not say it themselves; none where nothing in it is made up."""
    # What has no value was published nowhere.
    names = {figure.name: figure.is_illustrative or figure.snapshot.value is None for figure in figures}
    published = [name for name, made_up in names.items() if not made_up]
    if len(published) == len(names):
        return ()
    if not published:
        return ("Every figure in this table is illustrative.",)
    return (f"Published: {listed(published)}. Every other figure in this table is illustrative.",)


def sources_blocks(telling: Telling) -> Iterator[Block]:
    """Every published figure that this report shows or draws, with where it was published."""
    if not telling.facts.illustrative_note:
        return
    yield Heading(text=SOURCES)
    found = published_by_source(telling)
    if not found:
        yield Paragraph(text="No figure in this report was published elsewhere.")
        return
    yield Table(
        caption=f"Where the published figures come from, {telling.quarter.label}",
        columns=(Column(title="Source", share=5), Column(title="Figures", share=5)),
        rows=tuple(_row(source, figures) for source, figures in found.items()),
        notes=("Every figure that is not named here is illustrative.",),
    )


def published_by_source(telling: Telling) -> dict[str, dict[str, list[str]]]:
    """Periods of each published figure, by source and by measure; a measure's councils stand in one name."""
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for figure in telling.figures:
        for point in figure.snapshot.series:
            if point.value is not None and not point.illustrative and point.source:
                scopes = found.setdefault(point.source.rstrip("."), {}).setdefault(figure.title, {})
                scopes.setdefault(figure.scope, []).append(period_label(point.period))
    return {source: dict(_measures(titles)) for source, titles in found.items()}


def _measures(titles: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    for title, scopes in titles.items():
        for periods, alike in groupby(scopes.items(), key=lambda entry: entry[1]):
            yield f"{title} ({listed(scope for scope, _ in alike)})", periods


def _row(source: str, figures: dict[str, list[str]]) -> tuple[Cell, ...]:
    return (source, "; ".join(f"{name}: {listed(periods)}" for name, periods in figures.items()))
