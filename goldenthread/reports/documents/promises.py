"""What was promised in earlier quarters, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.domain.snapshot import AnsweredPromise, Promise
from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Column, Table
from goldenthread.reports.documents.sentences import count_of, day_words, is_or_are, listed
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import ToldFigure, period_label


class Fate(StrEnum):
    """What became of a promise. The last three are missed: silence never looks better than late."""

    KEPT = "kept"
    ON_COURSE = "on course"
    LATE = "late"
    DROPPED = "dropped"
    UNANSWERED = "unanswered"


MISSED = (Fate.LATE, Fate.DROPPED, Fate.UNANSWERED)
_BY_OUTCOME = {"done": Fate.KEPT, "dropped": Fate.DROPPED, "late": Fate.LATE, "": Fate.UNANSWERED}


@dataclass(frozen=True, kw_only=True)
class CarriedPromise:
    """A promise carried into this quarter, with the measure that it was made for."""

    figure: ToldFigure
    answered: AnsweredPromise
    fate: Fate

    @property
    def is_missed(self) -> bool:
        return self.fate in MISSED


def carried_promises(telling: Telling) -> tuple[CarriedPromise, ...]:
    """Every promise of an earlier quarter that this one had to answer, in the order of the figures."""
    return tuple(
        CarriedPromise(figure=figure, answered=answered, fate=fate_of(answered, on=telling.as_at.date()))
        for figure in telling.figures
        for answered in figure.snapshot.promises
    )


def fate_of(answered: AnsweredPromise, *, on: date) -> Fate:
    """What became of it by that day. "On course" past the day it was promised for is late, whatever was said."""
    if answered.outcome != "on-course":
        return _BY_OUTCOME[answered.outcome]
    return Fate.LATE if (answered.new_due_on or answered.promise.due_on) < on else Fate.ON_COURSE


def promises_in_words(promises: tuple[CarriedPromise, ...]) -> str:
    """Every fate with its number: they sum to the promises that were carried."""
    if not promises:
        return "No promise was carried into this quarter."
    counts = Counter(promise.fate for promise in promises)
    total = len(promises)
    fates = listed(f"{counts[fate] or 'none'} {_FATE_WORDS[fate]}" for fate in Fate)
    return f"{count_of(total, 'promise')} {is_or_are(total)} carried from earlier quarters: {fates}."


_FATE_WORDS = {
    Fate.KEPT: "kept",
    Fate.ON_COURSE: "on course",
    Fate.LATE: "late",
    Fate.DROPPED: "dropped",
    Fate.UNANSWERED: "not answered",
}


def promise_words(promise: Promise) -> str:
    """ "29 November 2019", with the day first given where it was moved."""
    if promise.first_due_on == promise.due_on:
        return day_words(promise.due_on)
    return f"{day_words(promise.due_on)} (first given: {day_words(promise.first_due_on)})"


def answer_words(promise: CarriedPromise) -> str:
    """ "Late: the supplier delivers in November. Now due 30 November 2019."; "Unanswered" where nothing was said."""
    answered = promise.answered
    if promise.fate is Fate.UNANSWERED:
        return f"Unanswered by {promise.figure.terms.owner_post}"
    head = promise.fate.value.capitalize()
    said = f"{head}: {answered.words}" if answered.words else head
    if answered.new_due_on is not None:
        said = f"{said.rstrip('.')}. Now due {day_words(answered.new_due_on)}."
    return said


def promises_table(promises: tuple[CarriedPromise, ...], *, caption: str) -> Table:
    """What was promised, for which measure, by whom and by when, and the answer."""
    return Table(
        caption=caption,
        columns=(
            Column(title="Promise, with its measure and owner", share=9),
            Column(title="Was due", share=3),
            Column(title="Answer", share=7),
        ),
        rows=tuple(_row(promise) for promise in promises),
    )


def _row(promise: CarriedPromise) -> tuple[Cell, ...]:
    made = promise.answered.promise
    return (
        Detail(text=made.words, small=f"{promise.figure.name}; {made.owner_post}"),
        promise_words(made),
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
            Column(title="Answer", share=6),
        ),
        rows=tuple(
            (
                promise.answered.promise.words,
                period_label(promise.answered.promised_for),
                promise_words(promise.answered.promise),
                answer_words(promise),
            )
            for promise in promises
        ),
    )
