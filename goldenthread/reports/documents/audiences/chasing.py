"""What a round still owes, with who owes it: for the people who can have it put right, and never for the public."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.days import day_words
from goldenthread.publishing.cells import Detail, Number
from goldenthread.publishing.document import Block, Column, Paragraph, Section, Table
from goldenthread.reports.documents.age import day_of, unsigned, unsigned_in_words
from goldenthread.reports.documents.exceptions import unexplained
from goldenthread.reports.documents.promises import carried_promises, promises_in_words, promises_table, told_on
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting, was_or_were
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import Place, ToldFigure


def still_owed_table(telling: Telling, *, caption: str) -> Table:
    """One row for each kind of thing that is still owed, with its number."""
    missed = sum(promise.is_missed for promise in carried_promises(telling))
    rows = (
        ("Figures not returned", len(telling.in_place(Place.NOT_RETURNED))),
        ("Figures awaited, not due yet", len(telling.in_place(Place.AWAITED))),
        ("Returned figures not signed off", len(unsigned(telling))),
        ("Warnings without an answer", sum(len(unanswered(figure)) for figure in telling.figures)),
        ("Red or amber measures without an explanation", len(unexplained(telling))),
        ("Promises overdue", missed),
        ("Notes to the officer", len(with_note(telling))),
    )
    return Table(
        caption=caption,
        columns=(Column(title="What", share=6), Column(title="How many", align="right", share=2)),
        rows=tuple((what, Number(text=f"{number:,}")) for what, number in rows),
    )


def unsigned_section(telling: Telling, *, title: str) -> Section:
    """Returned figures that no director has signed off, with the post that is to."""
    return Section(title=title, blocks=tuple(_unsigned(telling)))


def _unsigned(telling: Telling) -> Iterator[Block]:
    figures = unsigned(telling)
    yield Paragraph(text=starting(unsigned_in_words(telling)))
    if figures:
        yield Table(
            caption=f"Returned and not signed off, {telling.quarter.label}",
            columns=(
                Column(title="Measure", share=5),
                Column(title="Council", share=3),
                Column(title="Figure", align="right", share=2),
                Column(title="Rating", share=2),
                Column(title="Returned", share=3),
                Column(title="To be signed off by", share=5),
            ),
            rows=tuple(
                (
                    _measure(figure),
                    figure.scope,
                    figure.actual,
                    figure.mark,
                    _day(figure),
                    figure.terms.sign_off_post,
                )
                for figure in figures
            ),
        )


def unanswered(figure: ToldFigure) -> tuple[str, ...]:
    """The warnings about the figure that nobody has answered, in words."""
    return tuple(warning.words for warning in figure.snapshot.warnings if not warning.answer)


def warnings_section(telling: Telling, *, title: str) -> Section:
    """Each warning that has no answer, with the post that owes it."""
    return Section(title=title, blocks=tuple(_warnings(telling)))


def _warnings(telling: Telling) -> Iterator[Block]:
    rows = [(figure, words) for figure in telling.figures for words in unanswered(figure)]
    number = len(rows)
    if not rows:
        yield Paragraph(text="Every warning about a figure has an answer.")
        return
    yield Paragraph(
        text=f"{starting(count_of(number, 'warning'))} {is_or_are(number)} not answered. A pack is not published "
        "while one is."
    )
    yield Table(
        caption=f"Warnings without an answer, {telling.quarter.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=3),
            Column(title="Figure", align="right", share=2),
            Column(title="What seems unlikely", share=7),
            Column(title="To be answered by", share=4),
        ),
        rows=tuple(
            (_measure(figure), figure.scope, figure.actual, words, figure.terms.owner_post) for figure, words in rows
        ),
    )


def overdue_section(telling: Telling, *, title: str) -> Section:
    """Promises of earlier quarters whose day has passed and that are not done."""
    return Section(title=title, blocks=tuple(_overdue(telling)))


def _overdue(telling: Telling) -> Iterator[Block]:
    promises = carried_promises(telling)
    yield Paragraph(text=promises_in_words(promises, on=told_on(telling)))
    missed = tuple(promise for promise in promises if promise.is_missed)
    if missed:
        yield promises_table(missed, caption=f"Promises overdue on {day_words(told_on(telling))}")


def with_note(telling: Telling) -> tuple[ToldFigure, ...]:
    """Figures that were returned with a note to the officer."""
    return tuple(figure for figure in telling.figures if figure.snapshot.note)


def notes_section(telling: Telling, *, title: str) -> Section:
    """What services wrote to the officer. It stands in no other pack."""
    return Section(title=title, blocks=tuple(_notes(telling)))


def _notes(telling: Telling) -> Iterator[Block]:
    figures = with_note(telling)
    number = len(figures)
    if not figures:
        yield Paragraph(text="No note to the officer was returned.")
        return
    yield Paragraph(
        text=f"{starting(count_of(number, 'note'))} {was_or_were(number)} returned with figures. Notes are for the "
        "officer and the Management Team; they are never published."
    )
    yield Table(
        caption=f"Notes to the officer, {telling.quarter.label}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=3),
            Column(title="Note", share=9),
            Column(title="From", share=4),
        ),
        rows=tuple(
            (
                _measure(figure),
                figure.scope,
                figure.snapshot.note,
                figure.snapshot.provenance.returned_by or figure.terms.owner_post,
            )
            for figure in figures
        ),
    )


def _measure(figure: ToldFigure) -> Detail:
    return Detail(text=figure.title, small=f"{figure.terms.indicator_ref}; {figure.terms.service}")


def _day(figure: ToldFigure) -> str:
    day = day_of(figure.snapshot.provenance.returned_at)
    return "–" if day is None else day_words(day)
