"""What is said of a figure beside its numbers: its exception report, earlier promises, and runs of bad periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from goldenthread.actions.models import Action
from goldenthread.domain.difference import difference_in_words
from goldenthread.domain.rating import Rating, RatingInputs, Status
from goldenthread.domain.small_numbers import small_number_in_words
from goldenthread.domain.snapshot import AnsweredPromise, ExceptionWords, SeriesPoint
from goldenthread.domain.streaks import Streak, StreakPoint, streaks_of
from goldenthread.domain.terms import Terms
from goldenthread.domain.withheld import WithheldOf, WithheldPart
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.history import Earlier
from goldenthread.figures.queries.posts import Posts
from goldenthread.figures.queries.promises import CarriedPromise, as_promise
from goldenthread.figures.queries.withheld import is_hidden
from goldenthread.figures.queries.words import is_repeated
from goldenthread.partnership.permissions import Permission


def exception_words(
    figure: Figure,
    *,
    terms: Terms,
    inputs: RatingInputs,
    ratings: tuple[Rating, Rating | None],
    actions: Sequence[Action],
    last_words: tuple[str, ...],
    posts: Posts,
) -> ExceptionWords | None:
    """The exception report as it is published, and as its author wrote it.

    Due where the joint committee's rating or the council's own is amber or red.
    """
    if not any(rating is not None and rating.needs_commentary for rating in ratings):
        return None

    def post(person_id: int, permission: Permission, at: datetime) -> str:
        return posts.post(
            person_id, permission, at=at, council_id=figure.measure.council_id, service_id=figure.service_id
        )

    words, edit = figure.words, figure.edit_now
    reasons, back_on_track = figure.published_words
    is_edited = words is not None and edit is not None
    return ExceptionWords(
        given=words is not None,
        reasons=reasons,
        difference=_difference(figure, terms=terms, inputs=inputs),
        back_on_track=back_on_track,
        actions=tuple(as_promise(action) for action in actions),
        written_by="" if words is None else post(words.written_by_id, Permission.RETURN_FIGURES, words.written_at),
        edited_by="" if edit is None else post(edit.edited_by_id, Permission.EDIT_WORDS, edit.edited_at),
        original_reasons=words.reasons if is_edited and words is not None else "",
        original_back_on_track=words.back_on_track if is_edited and words is not None else "",
        same_words=is_repeated(reasons, last_words),
    )


def _difference(figure: Figure, *, terms: Terms, inputs: RatingInputs) -> str:
    value = figure.value
    numerator, denominator = (None, None) if value is None else (value.numerator, value.denominator)
    words = difference_in_words(inputs, numerator=numerator, denominator=denominator)
    small = small_number_in_words(denominator, terms=terms)
    return f"{words} The figure is {small}." if small else words


def carried_promise(promise: CarriedPromise, *, measure: int, withheld: WithheldOf) -> AnsweredPromise:
    """A promise of an earlier quarter, marked where that quarter's figure or its actions are withheld."""
    answered = promise.as_snapshot()
    hidden = is_hidden(withheld, measure, promise.promised_for, WithheldPart.MEASURE, WithheldPart.ACTIONS)
    return replace(answered, promise=replace(answered.promise, withheld=True)) if hidden else answered


def streaks_in(series: Sequence[SeriesPoint], *, terms: Terms, earlier: Earlier, rating: str) -> tuple[Streak, ...]:
    """The runs of bad periods that this one goes on with; ratings are those that were given here."""
    if terms.absence is Status.NOT_DUE or not series:
        return ()
    ratings = {one.period: one.rating for one in earlier if one.status == "rated"} | {series[-1].period: rating}
    return streaks_of(
        [
            StreakPoint(
                period=point.period,
                value=point.value,
                rating=ratings.get(point.period, ""),
                starts_anew=bool(point.break_words),
            )
            for point in series
        ],
        polarity=terms.polarity,
        measure_type=terms.measure_type,
        band=(terms.target_lower, terms.target_upper),
    )
