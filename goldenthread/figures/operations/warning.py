"""Raising, answering and silencing warnings about returned values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import Happening, record_all
from goldenthread.domain.between import RULES_BETWEEN
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import says_why
from goldenthread.domain.terms import Terms
from goldenthread.domain.warnings import (
    OF_WORDS,
    PERIODS_UNCHANGED,
    Evidence,
    UnlikelyValue,
    WarningCode,
    unlikely,
    unlikely_dates,
    unlikely_words,
)
from goldenthread.figures.models import ExpectedWarning, Figure, ValueWarning
from goldenthread.figures.operations.locking import lock_figures, save_figures
from goldenthread.figures.queries.between import broken_rules
from goldenthread.figures.queries.expected import expected_of, silence_key
from goldenthread.figures.queries.history import Earlier, value_of, values_before
from goldenthread.figures.queries.promises import dates_promised
from goldenthread.figures.queries.returned import ReturnedWarningAnswer
from goldenthread.figures.queries.words import words_of
from goldenthread.figures.rules import reach_of, when, why_before_the_last
from goldenthread.partnership.permissions import Permission


@dataclass(frozen=True, kw_only=True)
class AnsweredNow:
    """A warning that a person has just answered."""

    figure_id: int
    name: str
    code: str
    old: str
    new: str
    is_expected: bool


@dataclass
class _Kept:
    """What is to be written of the warnings of many figures."""

    made: list[ValueWarning] = field(default_factory=list)
    reworded: list[ValueWarning] = field(default_factory=list)
    settled: list[int] = field(default_factory=list)


def raise_warnings(
    figures: Sequence[Figure], *, terms_of: Mapping[int, Terms], earlier: Mapping[int, Earlier]
) -> list[ValueWarning]:
    """Holds each figure's value and words against its past, and keeps what is unlikely; returns what is asked anew.

    A warning in the same words as before keeps its answer: the return changed something else. One that
    is expected of the measure is not raised.
    """
    valued = [figure for figure in figures if figure.is_returned]
    if not valued:
        return []
    quarter = Quarter.parse(valued[0].round.period)
    last_words = words_of(quarter.previous, round_id=valued[0].round_id)
    between = broken_rules(valued, terms_of=terms_of)
    dates = dates_promised(Figure.objects.filter(round_id=valued[0].round_id))
    silenced = expected_of(round_id=valued[0].round_id)
    kept = _Kept()
    for figure in valued:
        terms = terms_of[figure.pk]
        silent = silenced.get((figure.measure_id, silence_key(terms)), frozenset())
        found = (
            *_found(figure, terms, quarter=quarter, earlier=earlier[figure.measure_id], last_words=last_words),
            *unlikely_dates(dates.get(figure.pk, ()), quarter=quarter),
            *between.get(figure.pk, ()),
        )
        _compare(figure, [one for one in found if one.code not in silent], kept=kept)
    return _keep(kept)


def raise_between(figures: Sequence[Figure]) -> list[ValueWarning]:
    """Holds figures against others of which their cards speak, and nothing else of them; returns what is asked anew."""
    valued = [figure for figure in figures if figure.is_returned]
    if not valued:
        return []
    terms_of = {figure.pk: Terms.from_dict(figure.terms) for figure in valued}
    between = broken_rules(valued, terms_of=terms_of)
    silenced = expected_of(round_id=valued[0].round_id)
    kept = _Kept()
    for figure in valued:
        silent = silenced.get((figure.measure_id, silence_key(terms_of[figure.pk])), frozenset())
        found = [one for one in between.get(figure.pk, ()) if one.code not in silent]
        _compare(figure, found, kept=kept, codes=RULES_BETWEEN)
    return _keep(kept)


def raise_words(figure: Figure) -> None:
    """Holds a figure's words as they are published now against last quarter's and their limit, and nothing else."""
    quarter = Quarter.parse(figure.round.period)
    last_words = words_of(quarter.previous, round_id=figure.round_id).get(figure.measure_id, ())
    silent = expected_of(round_id=figure.round_id).get(
        (figure.measure_id, silence_key(Terms.from_dict(figure.terms))), frozenset()
    )
    found = unlikely_words(figure.published_words[0], last_quarter=last_words)
    kept = _Kept()
    _compare(figure, [one for one in found if one.code not in silent], kept=kept, codes=OF_WORDS)
    _keep(kept)


def _keep(kept: _Kept) -> list[ValueWarning]:
    for start in range(0, len(kept.settled), 500):
        ValueWarning.objects.filter(pk__in=kept.settled[start : start + 500]).delete()
    ValueWarning.objects.bulk_update(kept.reworded, ["words", "answer", "answered_by", "answered_at"], batch_size=100)
    ValueWarning.objects.bulk_create(kept.made, batch_size=500)
    return [warning for warning in (*kept.made, *kept.reworded) if not warning.answer]


def _compare(
    figure: Figure, found: Sequence[UnlikelyValue], *, kept: _Kept, codes: Collection[str] = tuple(WarningCode)
) -> None:
    """What was found beside what was asked before, of this value or of the one before it; of these codes alone."""
    now = {warning.code: warning for warning in figure.warnings_now if warning.code in codes}
    before = {warning.code: warning for warning in figure.asked}
    for one in found:
        asked = now.pop(one.code, None)
        if asked is None:
            again = before.get(one.code)
            made = _warning(figure, one, answered_as=again if again and again.words == one.words else None)
            kept.made.append(made)
            figure.asked.append(made)
        elif asked.words != one.words:
            asked.words, asked.answer, asked.answered_by, asked.answered_at = one.words, "", None, None
            kept.reworded.append(asked)
    kept.settled += [warning.pk for warning in now.values()]


def _warning(figure: Figure, one: UnlikelyValue, *, answered_as: ValueWarning | None) -> ValueWarning:
    assert figure.value is not None
    warning = ValueWarning(figure=figure, returned_value=figure.value, code=one.code.value, words=one.words)
    if answered_as is not None:
        warning.answer = answered_as.answer
        warning.answered_by_id, warning.answered_at = answered_as.answered_by_id, answered_as.answered_at
    return warning


def _found(
    figure: Figure, terms: Terms, *, quarter: Quarter, earlier: Earlier, last_words: Mapping[int, Sequence[str]]
) -> Iterator[UnlikelyValue]:
    value = figure.value
    assert value is not None
    before = values_before(quarter, terms=terms, earlier=earlier, count=PERIODS_UNCHANGED - 1)
    last_year = value_of(quarter.same_last_year, terms=terms, earlier=earlier)
    yield from unlikely(
        Evidence(
            unit=terms.unit,
            decimals=terms.decimals,
            measure_type=terms.measure_type,
            value=value.value,
            typed=value.typed,
            forecast=value.forecast,
            target=terms.target,
            target_zero_intended=terms.target_zero_intended,
            earlier=before,
            previous_in_year=before[0] if quarter.number > 1 else None,
            same_last_year=None if last_year is None else last_year.value,
        )
    )
    if figure.words is not None:
        yield from unlikely_words(figure.published_words[0], last_quarter=last_words.get(figure.measure_id, ()))


@transaction.atomic
def answer_warnings(
    *, figure_ids: Sequence[int], answers: Sequence[ReturnedWarningAnswer], by: User, at: datetime
) -> tuple[AnsweredNow, ...]:
    """Gives each chosen figure's warnings of these kinds an answer; raises InputRefused, with every reason."""
    figures = lock_figures(figure_ids)
    reach = reach_of(by, at=at)
    problems = []
    for figure in figures:
        why = (
            reach.why_not(figure, Permission.RETURN_FIGURES)
            or _why_not_now(figure)
            or why_before_the_last(figure, at=at)
        )
        if why:
            problems.append(Problem(f"{figure.name}: {why}"))
    if problems:
        raise InputRefused(problems)
    given = dict.fromkeys(figures, answers)
    answered, missing = keep_answers(given, by=by, at=at)
    if not answered:
        raise InputRefused([Problem(one) for one in missing] or [Problem("No figure was chosen.")])
    save_answered(figures, answered, at=at)
    return answered


def save_answered(figures: Sequence[Figure], answered: Sequence[AnsweredNow], *, at: datetime) -> None:
    """An answer makes a new version of its figure, so that whoever read it before knows."""
    ids = {one.figure_id for one in answered}
    save_figures([figure for figure in figures if figure.pk in ids], done="given an answer to a warning", at=at)


def _why_not_now(figure: Figure) -> str:
    reopen = "Have it opened again first; then answer, submit it and have it signed off"
    if figure.state == Figure.State.FROZEN:
        return f"It is frozen, and takes no more answers. {reopen}, and freeze the round again."
    if figure.state == Figure.State.SIGNED_OFF and figure.signed_off_by is not None:
        signed = f"{figure.signed_off_by.name} signed it off on {when(figure.signed_off_at)}"
        return f"{signed}. It takes no more answers. {reopen} again."
    return ""


def keep_answers(
    given: Mapping[Figure, Sequence[ReturnedWarningAnswer]], *, by: User, at: datetime
) -> tuple[tuple[AnsweredNow, ...], list[str]]:
    """Keeps answers that say something new; and sentences about those whose warning is not asked of the figure, and
    about those that have no words."""
    changed: list[ValueWarning] = []
    answered: list[AnsweredNow] = []
    missing: list[str] = []
    expected: list[ExpectedWarning] = []
    for figure, answers in given.items():
        asked = {warning.code: warning for warning in figure.warnings_now}
        for one in answers:
            warning = asked.get(one.code)
            if warning is None:
                missing.append(f"{figure.name}: there is no warning {one.code} about this figure to answer.")
                continue
            if not says_why(one.answer):
                missing.append(f"{figure.name}: “{one.answer}” does not answer {one.code}. Say it in words.")
                continue
            if one.is_expected:
                expected.append(_expected(figure, one, by=by, at=at))
            if warning.answer != one.answer:
                answered.append(
                    AnsweredNow(
                        figure_id=figure.pk,
                        name=figure.name,
                        code=one.code,
                        old=warning.answer,
                        new=one.answer,
                        is_expected=one.is_expected,
                    )
                )
                warning.answer, warning.answered_by, warning.answered_at = one.answer, by, at
                changed.append(warning)
    ValueWarning.objects.bulk_update(changed, ["answer", "answered_by", "answered_at"], batch_size=100)
    _silence(expected)
    record_all(
        (
            Happening(
                "warning answered",
                "figure",
                str(one.figure_id),
                {"warning": one.code, "old": one.old, "new": one.new, "expected": one.is_expected},
            )
            for one in answered
        ),
        by=by.pk,
        at=at,
    )
    return tuple(answered), missing


def _silence(expected: Sequence[ExpectedWarning]) -> None:
    """Keeps those that say something new; of the rest, which are kept already, the first word stands."""
    said = ExpectedWarning.objects.filter(measure__in={one.measure_id for one in expected})
    known = set(said.values_list("measure_id", "code", "said_under"))
    new = {(one.measure_id, one.code, one.said_under): one for one in reversed(expected)}
    # Another round's answer may be kept at this moment, on PostgreSQL.
    ExpectedWarning.objects.bulk_create(
        [one for key, one in new.items() if key not in known], ignore_conflicts=True, batch_size=100
    )


def _expected(figure: Figure, one: ReturnedWarningAnswer, *, by: User, at: datetime) -> ExpectedWarning:
    return ExpectedWarning(
        measure_id=figure.measure_id,
        code=one.code,
        said_under=silence_key(Terms.from_dict(figure.terms)),
        reason=one.answer,
        said_by=by,
        said_at=at,
    )
