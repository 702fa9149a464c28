"""What a return says that is not so already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from goldenthread.actions.models import Action
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import Figure, PromiseAnswer, PromiseWord
from goldenthread.figures.operations.promising import as_returned
from goldenthread.figures.queries.changes import changes_of_reading, shown_actions
from goldenthread.figures.queries.due import reading_of
from goldenthread.figures.queries.promises import promises_made
from goldenthread.figures.queries.returned import (
    Change,
    FigureReturn,
    ReturnedAction,
    ReturnedAnswer,
    ReturnedReading,
    ReturnedWords,
)
from goldenthread.figures.queries.unfinished import unfinished_words

Said = Mapping[tuple[int, int], PromiseAnswer | PromiseWord]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One figure, what is new about it, and the same as old and new in words. What is None stays as it is."""

    figure: Figure
    terms: Terms
    returned: FigureReturn
    promised: Sequence[Action]
    reading: ReturnedReading | None
    words: ReturnedWords | None
    actions: tuple[ReturnedAction, ...] | None
    answers: tuple[ReturnedAnswer, ...]
    answers_warnings: bool
    changes: tuple[Change, ...]

    @property
    def is_a_return(self) -> bool:
        return bool(self.reading or self.words or self.actions is not None or self.answers)


def differences_of(
    figures: Sequence[Figure], returns: Mapping[int, FigureReturn], *, terms_of: Mapping[int, Terms]
) -> list[Difference]:
    """Each figure with what its return says anew; three reads at most, however many figures."""
    if not figures:
        return []
    own = Figure.objects.filter(round_id=figures[0].round_id)
    promised = promises_made(own) if any(one.actions for one in returns.values()) else {}
    said = _said_in(figures[0].round.period, returns) if any(one.answers for one in returns.values()) else {}
    return [
        _difference(
            figure,
            returns[figure.pk],
            terms=terms_of.get(figure.pk) or Terms.from_dict(figure.terms),
            promised=promised.get(figure.pk, ()),
            said=said,
        )
        for figure in figures
    ]


def _difference(
    figure: Figure, returned: FigureReturn, *, terms: Terms, promised: Sequence[Action], said: Said
) -> Difference:
    before = None if figure.value is None else reading_of(figure.value)
    reading = None if returned.reading is None else _merged(returned.reading, before=before)
    if reading is not None and before is not None and reading.says_the_same_as(before):
        reading = None
    words = returned.words
    if words is not None and figure.words is not None:
        same = (words.reasons, words.back_on_track) == (figure.words.reasons, figure.words.back_on_track)
        words = None if same else words
    kept = [as_returned(action) for action in promised]
    actions = returned.actions if returned.actions and set(returned.actions) != set(kept) else None
    answers = tuple(one for one in returned.answers if not _is_said(one, said.get((figure.pk, one.action_id))))
    warnings = {warning.code: warning.answer for warning in figure.warnings_now}
    difference = Difference(
        figure=figure,
        terms=terms,
        returned=returned,
        promised=promised,
        reading=reading,
        words=words,
        actions=actions,
        answers=answers,
        answers_warnings=any(warnings.get(one.code) != one.answer for one in returned.warning_answers),
        changes=(),
    )
    return replace(difference, changes=tuple(_changes(difference, before=before, kept=kept, said=said)))


def unfinished_in(differences: Sequence[Difference]) -> Iterator[str]:
    """What a return says that still has to be said: it is taken, and told."""
    for one in differences:
        said: list[tuple[str, str]] = []
        if one.words is not None:
            said += [("the reasons", one.words.reasons), ("when it is back on track", one.words.back_on_track)]
        for action in one.actions or ():
            said += [("a remedial action", action.words), ("who does a remedial action", action.owner_post)]
        said += [("what became of an earlier action", answer.words) for answer in one.answers]
        yield from map(str, unfinished_words(said, name=one.figure.name))


def _merged(reading: ReturnedReading, *, before: ReturnedReading | None) -> ReturnedReading:
    """A row that leaves the figure blank returns no figure: one that was returned before stays."""
    if reading.kind is not ReadingKind.BLANK or before is None or not before.is_returned:
        return reading
    return replace(
        before,
        forecast=before.forecast if reading.forecast is None else reading.forecast,
        stated=reading.stated or before.stated,
        note=reading.note or before.note,
    )


def _said_in(period: str, returns: Mapping[int, FigureReturn]) -> Said:
    """What the quarter says so far of the promises that are answered: in a return, or later at the promise's page."""
    said: dict[tuple[int, int], PromiseAnswer | PromiseWord] = {}
    for answer in PromiseAnswer.objects.filter(figure__round__period=period).order_by("pk"):
        said[answer.figure_id, answer.action_id] = answer
    figure_of = {answer.action_id: figure for figure, one in returns.items() for answer in one.answers}
    for word in PromiseWord.objects.filter(period=period).order_by("pk"):
        key = figure_of.get(word.action_id, 0), word.action_id
        told = said.get(key)
        if not isinstance(told, PromiseAnswer) or told.answered_at <= word.said_at:
            said[key] = word
    return said


def _is_said(answer: ReturnedAnswer, before: PromiseAnswer | PromiseWord | None) -> bool:
    return before is not None and (answer.outcome, answer.words, answer.new_due_on) == (
        before.outcome,
        before.words,
        before.new_due_on,
    )


def _changes(
    one: Difference, *, before: ReturnedReading | None, kept: Sequence[ReturnedAction], said: Said
) -> Iterator[Change]:
    name = one.figure.name
    if one.reading is not None:
        place = str(one.returned.place)
        yield from changes_of_reading(before, one.reading, terms=one.terms, name=name, place=place)
    if one.words is not None:
        old, place = one.figure.words, str(one.words.place)
        pairs = (
            ("reasons", "" if old is None else old.reasons, one.words.reasons),
            ("back on track by", "" if old is None else old.back_on_track, one.words.back_on_track),
        )
        for what, shown_old, shown_new in pairs:
            if shown_old != shown_new:
                yield Change(name=name, what=what, old=shown_old, new=shown_new, place=place)
    if one.actions is not None:
        old_actions, new_actions = shown_actions(kept), shown_actions(one.actions)
        place = str(one.returned.actions_place)
        yield Change(name=name, what="actions", old=old_actions, new=new_actions, place=place)
    for answer in one.answers:
        told = said.get((one.figure.pk, answer.action_id))
        yield Change(
            name=name,
            what=f"answer to action {answer.action_id}",
            old="" if told is None else f"{told.outcome} {told.words}".strip(),
            new=f"{answer.outcome} {answer.words}".strip(),
            place=str(one.returned.answers_place),
        )
