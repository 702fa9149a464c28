"""What was promised in earlier quarters, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.domain.days import day_words, is_late
from goldenthread.domain.listing import listed
from goldenthread.domain.snapshot import AnsweredPromise, Promise
from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Column, Table
from goldenthread.reports.documents.age import day_of
from goldenthread.reports.documents.sentences import count_of, is_or_are
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import ToldFigure, period_label


class Fate(StrEnum):
    """What became of a promise: each has exactly one."""

    KEPT = "kept"
    ON_COURSE = "on course"
    LATE = "late"
    MOVED = "moved"
    DROPPED = "dropped"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, kw_only=True)
class CarriedPromise:
    """A promise carried into this quarter, with the measure that it was made for.

    Missed is what was due before the day of the report and is not done, whatever was said of it.
    """

    figure: ToldFigure
    answered: AnsweredPromise
    fate: Fate
    is_missed: bool


def carried_promises(telling: Telling) -> tuple[CarriedPromise, ...]:
    """Every promise of an earlier quarter that this one had to answer, in the order of the figures."""
    on = told_on(telling)
    return tuple(
        CarriedPromise(
            figure=figure,
            answered=answered,
            fate=fate_of(answered, on=on),
            is_missed=is_late(answered.promise.due_on, on=on) and answered.outcome != "done",
        )
        for figure in telling.figures
        for answered in figure.snapshot.promises
    )


def fate_of(answered: AnsweredPromise, *, on: date) -> Fate:
    """What became of it by that day. Past the day that stood, what is not done is late, whatever new day was given;
    before it, a new day moves the promise."""
    is_due = is_late(answered.promise.due_on, on=on)
    match answered.outcome:
        case "done":
            return Fate.KEPT
        case "dropped":
            return Fate.DROPPED
        case "":
            return Fate.UNANSWERED
        case "on-course" if answered.new_due_on is None and not is_due:
            return Fate.ON_COURSE
        case _:
            return Fate.LATE if is_due or answered.new_due_on is None else Fate.MOVED


def promises_in_words(promises: tuple[CarriedPromise, ...], *, on: date) -> str:
    """Every fate with its number: they sum to the promises that were carried; and how many are missed."""
    if not promises:
        return "No promise was carried into this quarter."
    counts = Counter(promise.fate for promise in promises)
    total, missed = len(promises), sum(1 for promise in promises if promise.is_missed)
    fates = listed(f"{counts[fate] or 'none'} {_FATE_WORDS[fate]}" for fate in Fate)
    due = f"due before {day_words(on)} and not done"
    missing = f"{missed} {is_or_are(missed)} missed: {due}." if missed else f"None is missed: none was {due}."
    return f"{count_of(total, 'promise')} {is_or_are(total)} carried from earlier quarters: {fates}. {missing}"


def told_on(telling: Telling) -> date:
    """The day that promises are held against: that of the quarter's first freeze, whatever version this is, or of the
    draft. What fell due after it is for the quarters after this one to tell."""
    return day_of(telling.facts.first_frozen_at) or telling.as_at.date()


_FATE_WORDS = {
    Fate.KEPT: "kept",
    Fate.ON_COURSE: "on course",
    Fate.LATE: "late",
    Fate.MOVED: "moved to a later day before it was due",
    Fate.DROPPED: "dropped",
    Fate.UNANSWERED: "not answered",
}


def was_due_words(promise: Promise) -> str:
    """ "29 November 2019", with the day first given where it was moved."""
    if promise.first_due_on == promise.due_on:
        return day_words(promise.due_on)
    return f"{day_words(promise.due_on)} (first given: {day_words(promise.first_due_on)})"


def now_due_words(promise: CarriedPromise) -> str:
    """The day that stands now: a new one, the old one while the promise is open, "–" once it is done or dropped."""
    answered = promise.answered
    if promise.fate in (Fate.KEPT, Fate.DROPPED):
        return "–"
    if answered.new_due_on is not None and answered.new_due_on != answered.promise.due_on:
        return day_words(answered.new_due_on)
    return "no new day given" if promise.is_missed else day_words(answered.promise.due_on)


def answer_words(promise: CarriedPromise) -> str:
    """ "Late: the supplier delivers in November."; "Unanswered by ..." where nothing was said."""
    answered = promise.answered
    if promise.fate is Fate.UNANSWERED:
        return f"Unanswered by {answered.promise.owner_post}"
    head = promise.fate.value.capitalize()
    if promise.fate is Fate.LATE and answered.outcome == "on-course":
        # Its day has passed since, or without a word of it: the answer alone would contradict the head.
        head = "Late, though answered as on course"
    return f"{head}: {answered.words}" if answered.words else head


def promises_table(promises: tuple[CarriedPromise, ...], *, caption: str) -> Table:
    """What was promised, for which measure, by whom, the old day and the new one, and the answer."""
    return Table(
        caption=caption,
        columns=(
            Column(title="Promise, with its measure and owner", share=9),
            Column(title="Was due", share=3),
            Column(title="Now due", share=3),
            Column(title="Answer", share=6),
        ),
        rows=tuple(_row(promise) for promise in promises),
    )


def _row(promise: CarriedPromise) -> tuple[Cell, ...]:
    made = promise.answered.promise
    return (
        Detail(text=made.words, small=f"{promise.figure.name}; {made.owner_post}"),
        was_due_words(made),
        now_due_words(promise),
        answer_words(promise),
    )


def own_promises_table(promises: tuple[CarriedPromise, ...], *, caption: str) -> Table:
    """The promises of one measure, within its exception report."""
    return Table(
        caption=caption,
        columns=(
            Column(title="Promised", share=6),
            Column(title="In", share=2),
            Column(title="Was due", share=3),
            Column(title="Now due", share=3),
            Column(title="Answer", share=6),
        ),
        rows=tuple(
            (
                promise.answered.promise.words,
                period_label(promise.answered.promised_for),
                was_due_words(promise.answered.promise),
                now_due_words(promise),
                answer_words(promise),
            )
            for promise in promises
        ),
    )
