"""Figures without a rating, each with its reason: never folded into green, amber or red."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.snapshot import Comparator, FigureSnapshot
from goldenthread.domain.withheld import MARKER
from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Block, Column, Heading, Paragraph, Section, Table
from goldenthread.reports.documents.exceptions import due_words
from goldenthread.reports.documents.movement import last_rating_in_words
from goldenthread.reports.documents.overdue import overdue_blocks, overdue_in_words
from goldenthread.reports.documents.published import kind_notes
from goldenthread.reports.documents.sentences import count_of, is_or_are, once_each, starting, was_or_were
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import Place, ToldFigure, earlier_in_words


def unrated_section(telling: Telling, *, title: str) -> Section:
    """Not returned first, with who owes the figure; then awaited, not rated with why, and withheld with why."""
    return Section(
        title=title,
        blocks=(
            *_not_returned(telling),
            *overdue_blocks(telling),
            *_awaited(telling),
            *_not_rated(telling),
            *_withheld(telling),
        ),
    )


def not_returned_in_words(telling: Telling) -> str:
    """How many figures were not returned, and by which posts; and how many are awaited, which no sum may hide."""
    awaited = awaited_in_words(telling) if telling.in_place(Place.AWAITED) else ""
    parts = (missing_in_words(telling), starting(awaited), overdue_in_words(telling))
    return " ".join(part for part in parts if part)


def missing_in_words(telling: Telling) -> str:
    """How many figures were not returned by the day that they were due, and by which posts."""
    figures = telling.in_place(Place.NOT_RETURNED)
    if not figures:
        if all(figure.place is Place.AWAITED for figure in telling.figures):
            return "No figure of this quarter was due yet."
        return "Every figure of this quarter whose day has passed was returned."
    posts = listed(once_each(figure.terms.owner_post for figure in figures))
    number = len(figures)
    return (
        f"{count_of(number, 'figure')} {was_or_were(number)} not returned, by {posts}. "
        f"{'It stays' if number == 1 else 'They stay'} in the base of every count."
    )


def awaited_in_words(telling: Telling) -> str:
    """ "81 figures are awaited: the day that they are due had not passed on 20 January 2020. They stay in ..."."""
    figures = telling.in_place(Place.AWAITED)
    number, one = len(figures), len(figures) == 1
    days = [day for figure in figures if (day := figure.terms.due_on) is not None]
    last = f", and the last day is {day_words(max(days))}" if days and not one else ""
    return (
        f"{count_of(number, 'figure')} {is_or_are(number)} awaited: the day that {'it is' if one else 'they are'} due "
        f"had not passed on {day_words(telling.as_at.date())}{last}. {'It stays' if one else 'They stay'} in the base "
        "of every count."
    )


def _awaited(telling: Telling) -> Iterator[Block]:
    figures = telling.in_place(Place.AWAITED)
    if not figures:
        return
    yield Heading(text="Awaited")
    yield Paragraph(text=starting(awaited_in_words(telling)))
    yield Table(
        caption=f"Figures awaited, {telling.quarter.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=2),
            Column(title="What is awaited", share=6),
            Column(title="Last rating", share=3),
            Column(title="Last figure", share=4),
        ),
        rows=tuple(_missing_row(figure, words="Awaited from") for figure in figures),
        notes=kind_notes(figures),
    )


def _not_returned(telling: Telling) -> Iterator[Block]:
    yield Heading(text="Not returned")
    yield Paragraph(text=missing_in_words(telling))
    figures = telling.in_place(Place.NOT_RETURNED)
    if figures:
        yield Table(
            caption=f"Figures not returned, {telling.quarter.label}",
            columns=(
                Column(title="Measure", share=5),
                Column(title="Council", share=2),
                Column(title="What is missing", share=6),
                Column(title="Last rating", share=3),
                Column(title="Last figure", share=4),
            ),
            rows=tuple(_missing_row(figure, words="Not returned by") for figure in figures),
            notes=kind_notes(figures),
        )


def _missing_row(figure: ToldFigure, *, words: str) -> tuple[Cell, ...]:
    return (
        Detail(text=figure.title, small=f"{figure.terms.indicator_ref}; {figure.terms.service}"),
        figure.scope,
        f"{words} {figure.terms.owner_post}, due {due_words(figure)}",
        last_rating_in_words(figure),
        earlier_in_words(_last_figure(figure.snapshot), terms=figure.terms),
    )


def _last_figure(snapshot: FigureSnapshot) -> Comparator | None:
    """The newest figure before, with its rating where it was rated here; it may have been brought in, and unrated."""
    known = [one for one in (snapshot.previous, snapshot.last_rated, snapshot.last_year) if one is not None]
    newest = max(known, key=lambda one: one.period, default=None)
    values = [point for point in snapshot.series[:-1] if point.value is not None]
    if not values or (newest is not None and newest.period >= values[-1].period):
        return newest
    point = values[-1]
    return Comparator(period=point.period, value=point.value, revised=point.revised, illustrative=point.illustrative)


def _not_rated(telling: Telling) -> Iterator[Block]:
    yield Heading(text="Not rated")
    figures = telling.in_place(Place.NOT_RATED)
    if not figures:
        yield Paragraph(text="Every figure that was returned is rated.")
        return
    number = len(figures)
    reason = "for this reason" if number == 1 else "each for its reason"
    yield Paragraph(text=f"{count_of(number, 'measure')} {is_or_are(number)} not rated, {reason}.")
    yield Table(
        caption=f"Measures not rated, {telling.quarter.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=2),
            Column(title="Figure", share=6),
            Column(title="Rating", share=3),
            Column(title="Why", share=5),
        ),
        rows=tuple(_not_rated_row(figure) for figure in figures),
        notes=kind_notes(figures),
    )


def withheld_in_words(telling: Telling) -> str:
    """ "2 measures are withheld, each for its reason. They stay in the base of every count, and in no rating."."""
    number = len(telling.in_place(Place.WITHHELD))
    one = number == 1
    return (
        f"{count_of(number, 'measure')} {is_or_are(number)} withheld {MARKER}, {'' if one else 'each '}for "
        f"{'this' if one else 'its'} reason. {'It stays' if one else 'They stay'} in the base of every count, and "
        f"{'its rating is' if one else 'their ratings are'} in no other number."
    )


def _withheld(telling: Telling) -> Iterator[Block]:
    figures = telling.in_place(Place.WITHHELD)
    if not figures:
        return
    yield Heading(text="Withheld")
    yield Paragraph(text=starting(withheld_in_words(telling)))
    yield Table(
        caption=f"Measures withheld, {telling.quarter.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=2),
            Column(title="Why", share=8),
        ),
        rows=tuple(
            (
                Detail(text=figure.title, small=f"{figure.terms.indicator_ref}; {figure.terms.service}"),
                figure.scope,
                starting(figure.snapshot.reason.removeprefix("Withheld: ")),
            )
            for figure in figures
        ),
        notes=kind_notes(figures),
    )


def _not_rated_row(figure: ToldFigure) -> tuple[Cell, ...]:
    snapshot = figure.snapshot
    said = snapshot.text if snapshot.kind == "text" and snapshot.text else figure.actual.text
    return (
        Detail(text=figure.title, small=f"{figure.terms.indicator_ref}; {figure.terms.service}"),
        figure.scope,
        said,
        figure.mark,
        _why(figure),
    )


def _why(figure: ToldFigure) -> str:
    """The reason as it stands beside the mark, which has said already that it is not rated."""
    return starting(figure.snapshot.reason.removeprefix("Not rated: ")) or figure.mark.word
