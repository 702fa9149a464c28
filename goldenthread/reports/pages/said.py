"""What was said of a measure's figures: exception reports, promises, and what they are now known to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.components.marks import Rating
from goldenthread.components.tables import Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import read_period
from goldenthread.domain.snapshot import AnsweredPromise, ExceptionWords, Promise
from goldenthread.figures.queries.of_indicator import SeenFigure
from goldenthread.reports.documents.age import london_day
from goldenthread.reports.pages.indicator_figures import Words, mark_of, printed

_MOST = 8  # two years of quarters
_OUTCOMES = {"done": "Done", "on-course": "On course", "late": "Late", "dropped": "Dropped", "": "Not answered"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """An exception report under its three heads, or that none was given."""

    quarter: str
    figure: str
    rating: Rating
    given: bool
    reasons: str
    difference: str
    back_on_track: str
    actions: tuple[str, ...]
    by: str


def said_of(figures: tuple[SeenFigure, ...], *, words: Words) -> Iterator[Said]:
    """Exception reports of the newest figures, newest first."""
    for one in reversed(figures[-_MOST:]):
        told = one.snapshot.exception
        if told is None:
            continue
        yield Said(
            quarter=one.quarter.label,
            figure=printed(one.snapshot)[0],
            rating=mark_of(one.snapshot, words=words),
            given=told.given,
            reasons=told.reasons,
            difference=told.difference,
            back_on_track=told.back_on_track,
            actions=tuple(_actions(told)),
            by=_by(told),
        )


def promises_table(figures: tuple[SeenFigure, ...], *, key: str, name: str) -> Table:
    """Every promise of these figures once, newest first, with what was said of it last."""
    return Table(
        key=f"promises-{key}",
        caption=f"What was promised, {name}",
        columns=(
            Column(title="Promise"),
            Column(title="By whom"),
            Column(title="Promised in"),
            Column(title="Due"),
            Column(title="What became of it"),
        ),
        rows=tuple(
            row_of(promise.words, promise.owner_post, promised_in, _due(promise), became)
            for promise, promised_in, became in _promises(figures)
        ),
        empty="Nothing has been promised of it.",
    )


def restated_table(figures: tuple[SeenFigure, ...], *, key: str, name: str) -> Table:
    """Every restatement that the reader may see, newest first."""
    said = [(one, restated) for one in figures for restated in one.restatements]
    said.sort(key=lambda pair: pair[1].restatement_id, reverse=True)
    return Table(
        key=f"restated-{key}",
        caption=f"Restated figures, {name}",
        columns=(
            Column(title="Quarter"),
            Column(title="As reported", numeric=True),
            Column(title="As now known", numeric=True),
            Column(title="Why"),
            Column(title="Said by"),
        ),
        rows=tuple(
            row_of(
                one.quarter.label,
                restated.printed(restated.reported) or restated.reported_words,
                restated.printed(restated.value),
                restated.reason,
                f"{restated.by}, {london_day(restated.at)}",
            )
            for one, restated in said
        ),
        empty="No figure of it has been restated.",
    )


def _actions(told: ExceptionWords) -> Iterable[str]:
    if told.actions_withheld:
        yield told.actions_withheld
        return
    for action in told.actions:
        yield f"{action.words} ({action.owner_post}, by {day_words(action.due_on)})"


def _by(told: ExceptionWords) -> str:
    if not told.given:
        return ""
    edited = f", edited by {told.edited_by}" if told.edited_by else ""
    return f"{told.written_by}{edited}"


def _promises(figures: tuple[SeenFigure, ...]) -> list[tuple[Promise, str, str]]:
    found: dict[int, tuple[Promise, str, str]] = {}
    for one in figures:
        for answered in one.snapshot.promises:
            promised_in = read_period(answered.promised_for).label
            found[answered.promise.action_id] = (answered.promise, promised_in, _became(answered, one))
        exception = one.snapshot.exception
        for action in () if exception is None or exception.actions_withheld else exception.actions:
            found.setdefault(action.action_id, (action, one.quarter.label, "Not answered yet"))
    return list(reversed(found.values()))


def _became(answered: AnsweredPromise, figure: SeenFigure) -> str:
    said = f"{_OUTCOMES.get(answered.outcome, answered.outcome)}, {figure.quarter.label}"
    new = f" New day: {day_words(answered.new_due_on)}." if answered.new_due_on else ""
    return f"{said}. {answered.words}{new}" if answered.words or new else said


def _due(promise: Promise) -> str:
    due = day_words(promise.due_on)
    return due if promise.due_on == promise.first_due_on else f"{due}; first {day_words(promise.first_due_on)}"
