"""Which exception reports are due, given and missing, and which promises have no answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.difference import difference_in_words
from goldenthread.domain.heads import long_heads
from goldenthread.domain.periods import Quarter
from goldenthread.domain.small_numbers import small_number_in_words
from goldenthread.domain.terms import rating_inputs
from goldenthread.figures.queries.due import DueFigure
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.figures.queries.snapshots import snapshots_now
from goldenthread.figures.queries.unanswered import UnansweredPromise
from goldenthread.figures.queries.unfinished import UnfinishedWords, unfinished_words
from goldenthread.figures.queries.words import is_repeated


@dataclass(frozen=True, kw_only=True)
class ExceptionDue:
    """An amber or red figure, and what was said about it under the three heads."""

    name: str
    title: str
    service: str
    owner_post: str
    rating: str
    reason: str
    difference: str
    given: bool
    reasons: str  # as their author wrote them
    back_on_track: str
    actions: int
    published_reasons: str
    published_back_on_track: str
    edited_by: str  # "" where nobody edited them
    edited_because: str
    is_repeated: bool  # the reasons are the same words as last quarter's
    remarks: tuple[str, ...]  # heads that are too long, and a share of few cases


@dataclass(frozen=True, kw_only=True)
class ExceptionsDue:
    """The exception reports of a round, red before amber; promises without an answer; words still to come."""

    exceptions: tuple[ExceptionDue, ...]
    unanswered: tuple[UnansweredPromise, ...]
    unfinished: tuple[UnfinishedWords, ...]

    @property
    def missing(self) -> tuple[ExceptionDue, ...]:
        return tuple(one for one in self.exceptions if not one.given)


def exceptions_due(figures: Sequence[DueFigure], *, unanswered: tuple[UnansweredPromise, ...]) -> ExceptionsDue:
    """What the figures want said about them, with the promises that have no answer (`unanswered_promises`)."""
    off_target = [due for due in figures if due.is_exception]
    off_target.sort(key=lambda due: due.rating != "red")
    return ExceptionsDue(
        exceptions=tuple(_exception(due) for due in off_target),
        unanswered=unanswered,
        unfinished=tuple(one for due in figures for one in unfinished_words(_said_of(due), name=due.name)),
    )


def _said_of(due: DueFigure) -> Iterator[tuple[str, str]]:
    yield "the reasons", due.published.reasons
    yield "when it is back on track", due.published.back_on_track
    for action in due.actions:
        yield "a remedial action", action.words
        yield "who does a remedial action", action.owner_post
    for promise in due.promises:
        yield "what became of an earlier action", promise.said


def difference_of(due: DueFigure) -> str:
    """How far the figure is from its target, in numbers and in words."""
    reading = due.reading or ReturnedReading()
    return difference_in_words(
        rating_inputs(due.terms, value=reading.value), numerator=reading.numerator, denominator=reading.denominator
    )


def _exception(due: DueFigure) -> ExceptionDue:
    return ExceptionDue(
        name=due.name,
        title=due.terms.title,
        service=due.service,
        owner_post=due.terms.owner_post,
        rating=due.rating,
        reason=due.reason,
        difference=difference_of(due),
        given=bool(due.reasons),
        reasons=due.reasons,
        back_on_track=due.back_on_track,
        actions=len(due.actions),
        published_reasons=due.published.reasons,
        published_back_on_track=due.published.back_on_track,
        edited_by=due.published.edited_by,
        edited_because=due.published.edited_because,
        is_repeated=is_repeated(due.published.reasons, due.last_words),
        remarks=tuple(_remarks(due)),
    )


def _remarks(due: DueFigure) -> Iterator[str]:
    published = due.published
    long = long_heads(
        reasons=published.reasons,
        back_on_track=published.back_on_track,
        actions=tuple(action.words for action in due.actions),
    )
    yield from map(str, long)
    small = small_number_in_words(None if due.reading is None else due.reading.denominator, terms=due.terms)
    if small:
        yield f"The figure is {small}."


@dataclass(frozen=True, kw_only=True)
class BadRun:
    """A figure with a run of reds or of worsening periods, for the director."""

    name: str
    title: str
    service: str
    sign_off_post: str
    words: str
    periods: tuple[str, ...]


def bad_runs(
    quarter: Quarter, *, round_id: int, at: datetime, services: Sequence[int] | None = None
) -> tuple[BadRun, ...]:
    """The runs that the round's figures go on with, as they stand at the moment."""
    return tuple(
        BadRun(
            name=figure.name,
            title=snapshot.terms.title,
            service=snapshot.terms.service,
            sign_off_post=snapshot.terms.sign_off_post,
            words=str(streak),
            periods=streak.periods,
        )
        for figure, snapshot in snapshots_now(round_id, quarter=quarter, at=at)
        if services is None or figure.service_id in services
        for streak in snapshot.streaks
    )
