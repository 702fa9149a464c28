"""Submitting, querying, answering, reopening and signing off: every step by the one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.actions.operations import FollowUp, follow_up_actions
from goldenthread.audit.operations import Happening, record_all
from goldenthread.domain.problems import Problem
from goldenthread.domain.reasons import check_says_why
from goldenthread.domain.workflow import FigureStep, next_figure_state
from goldenthread.figures.models import Figure, FigureQuery, PromiseAnswer, PromiseWord
from goldenthread.figures.operations.locking import lock_figures, save_figures, take_turns_across_rounds
from goldenthread.figures.operations.rating import rate_anew
from goldenthread.figures.operations.telling import tell_answered, tell_asked, tell_signed_off
from goldenthread.figures.rules import Reach, StepsRefused, check_after_publication, reach_of, why_not_step


@dataclass(frozen=True, kw_only=True)
class Stepped:
    """What a step was done to, and what it passed over with the reason, each as (figure's name, sentence)."""

    done: tuple[str, ...]
    passed_over: tuple[tuple[str, str], ...]


@transaction.atomic
def submit_figures(
    *, figure_ids: Sequence[int], by: User, at: datetime, versions: Mapping[int, int] | None = None, whole: bool = True
) -> Stepped:
    """Submits returned figures for sign-off; from here on their rating stands on fixed comparators.

    `whole` refuses everything where one figure cannot be submitted; else those are passed over, and only
    where none can be is everything refused. Raises StepsRefused, with who did it before and when.
    """
    figures, stepped = _step(FigureStep.SUBMIT, figure_ids, by=by, at=at, versions=versions, whole=whole)
    for figure in figures:
        figure.submitted_by, figure.submitted_at = by, at
    rate_anew(figures)
    _follow_up_promises(figures, by=by, at=at)
    return _finish(figures, "figure submitted", stepped, by=by, at=at)


@transaction.atomic
def query_figures(
    *, figure_ids: Sequence[int], asked: str, by: User, at: datetime, versions: Mapping[int, int] | None = None
) -> Stepped:
    """Asks a question about figures; a sign-off lapses until the question is settled."""
    figures, stepped = _step(FigureStep.QUERY, figure_ids, by=by, at=at, versions=versions)
    FigureQuery.objects.bulk_create(
        [FigureQuery(figure=figure, asked=asked, asked_by=by, asked_at=at) for figure in figures]
    )
    _lapse(figures)
    tell_asked(figures, by=by, at=at)
    return _finish(figures, "figure queried", stepped, by=by, at=at, details={"asked": asked})


@transaction.atomic
def answer_queries(
    *, figure_ids: Sequence[int], answer: str, by: User, at: datetime, versions: Mapping[int, int] | None = None
) -> Stepped:
    """Answers what was asked about figures, in words; the figures stay as they were returned.

    `versions` are those that the author saw: what was asked since is not answered by this.
    """
    figures, stepped = _step(FigureStep.ANSWER, figure_ids, by=by, at=at, versions=versions)
    settle_queries(figures, answer=lambda _: answer, by=by, at=at)
    return _finish(figures, "query answered", stepped, by=by, at=at, details={"answer": answer})


@transaction.atomic
def reopen_figures(
    *, figure_ids: Sequence[int], reason: str, by: User, at: datetime, versions: Mapping[int, int] | None = None
) -> Stepped:
    """Opens submitted, queried, signed-off or frozen figures again, for a reason.

    Raises NoReason, StepsRefused, and OutOfOrder before the moment of what was published of their round.
    """
    check_says_why(reason, of="Opening figures again")
    take_turns_across_rounds()
    figures, stepped = _step(_reopening, figure_ids, by=by, at=at, versions=versions)
    for period in sorted({figure.round.period for figure in figures}):
        check_after_publication(period, at=at)
    settle_queries(figures, answer=lambda _: f"Reopened: {reason}", by=by, at=at)
    for figure in figures:
        figure.submitted_by = figure.submitted_at = None
        figure.frozen_from = ""
    _lapse(figures)
    return _finish(figures, "figure reopened", stepped, by=by, at=at, details={"reason": reason})


@transaction.atomic
def sign_off_figures(
    *, figure_ids: Sequence[int], by: User, at: datetime, versions: Mapping[int, int] | None = None, whole: bool = True
) -> Stepped:
    """Signs submitted figures off. Nobody signs off what they returned, nor over an unanswered warning."""
    figures, stepped = _step(FigureStep.SIGN_OFF, figure_ids, by=by, at=at, versions=versions, whole=whole)
    for figure in figures:
        figure.signed_off_by, figure.signed_off_at = by, at
    tell_signed_off(figures, by=by, at=at)
    return _finish(figures, "figure signed off", stepped, by=by, at=at)


def _reopening(figure: Figure) -> FigureStep:
    """What was never returned goes back to being due."""
    return FigureStep.REOPEN if figure.is_returned else FigureStep.ASK_AGAIN


def settle_queries(figures: Iterable[Figure], *, answer: Callable[[Figure], str], by: User, at: datetime) -> None:
    """Gives the open questions about these figures their answer."""
    by_id = {figure.pk: figure for figure in figures}
    if not by_id:
        return
    first, last = min(by_id), max(by_id)
    # Bounded by the ids and chosen here: a list of ids could outgrow what SQLite takes in one query.
    asked = FigureQuery.objects.filter(figure_id__gte=first, figure_id__lte=last, answered_at=None).order_by("pk")
    open_ones = [query for query in asked if query.figure_id in by_id]
    for query in open_ones:
        query.answer, query.answered_by, query.answered_at = answer(by_id[query.figure_id]), by, at
    FigureQuery.objects.bulk_update(open_ones, ["answer", "answered_by", "answered_at"], batch_size=100)
    tell_answered(open_ones, by_id, by=by, at=at)


def _step(
    step: FigureStep | Callable[[Figure], FigureStep],
    figure_ids: Sequence[int],
    *,
    by: User,
    at: datetime,
    versions: Mapping[int, int] | None = None,
    whole: bool = True,
) -> tuple[list[Figure], Stepped]:
    """Locks the figures, checks each, and moves those that can be moved; `step` may depend on the figure."""
    figures = lock_figures(figure_ids)
    reach = reach_of(by, at=at, signing=figures if step is FigureStep.SIGN_OFF else ())
    steps = {figure.pk: step if isinstance(step, FigureStep) else step(figure) for figure in figures}
    found = [(figure, _why_not(figure, steps[figure.pk], reach=reach, versions=versions)) for figure in figures]
    refused = [(figure, why) for figure, why in found if why]
    if refused and (whole or len(refused) == len(figures)):
        raise StepsRefused([Problem(f"{figure.name}: {why}") for figure, why in refused])
    kept_back = {figure.pk for figure, _ in refused}
    taken = [figure for figure in figures if figure.pk not in kept_back]
    for figure in taken:
        figure.state = next_figure_state(state=figure.state, step=steps[figure.pk])
    return taken, Stepped(
        done=tuple(figure.name for figure in taken),
        passed_over=tuple((figure.name, why) for figure, why in refused),
    )


def _why_not(figure: Figure, step: FigureStep, *, reach: Reach, versions: Mapping[int, int] | None) -> str:
    why = why_not_step(figure, step, reach=reach)
    if not why and versions is not None and versions.get(figure.pk, figure.version) != figure.version:
        return "It was changed since you looked at it. Look at it again before you go on."
    return why


def _lapse(figures: Iterable[Figure]) -> None:
    for figure in figures:
        figure.signed_off_by = figure.signed_off_at = figure.signed_off_in = None


def _finish(
    figures: Sequence[Figure],
    kind: str,
    stepped: Stepped,
    *,
    by: User,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> Stepped:
    save_figures(figures, done=_PAST[kind], at=at)
    told = dict(details or {})
    record_all(
        (Happening(kind, "figure", str(figure.pk), {"version": figure.version, **told}) for figure in figures),
        by=by.pk,
        at=at,
    )
    return stepped


# What the log calls it, as a sentence about the figure says it: "It was submitted".
_PAST = {
    "figure submitted": "submitted",
    "figure queried": "queried",
    "query answered": "answered for",
    "figure reopened": "reopened",
    "figure signed off": "signed off",
}


def _follow_up_promises(figures: Sequence[Figure], *, by: User, at: datetime) -> None:
    """What was said of earlier promises takes effect with the submission, the newest word of each."""
    ids = {figure.pk for figure in figures}
    if not ids:
        return
    answers = PromiseAnswer.objects.filter(figure_id__gte=min(ids), figure_id__lte=max(ids)).select_related(
        "figure__round"
    )
    newest = {answer.action_id: answer for answer in answers.order_by("pk") if answer.figure_id in ids}
    # What was said since at a promise's own page took effect then.
    spoken_of = PromiseWord.objects.filter(
        action_id__gte=min(newest, default=0), action_id__lte=max(newest, default=-1)
    )
    for word in spoken_of.order_by("pk"):
        answer = newest.get(word.action_id)
        if answer is not None and (word.period, word.said_at) >= (answer.figure.round.period, answer.answered_at):
            del newest[word.action_id]
    states = {"done": Action.State.DONE, "dropped": Action.State.DROPPED}
    follow_up_actions(
        [
            FollowUp(
                action_id=answer.action_id,
                state=states.get(answer.outcome, Action.State.OPEN),
                due_on=answer.new_due_on,
                why=f"answered for {answer.figure.round.period}: {answer.words}",
            )
            for answer in newest.values()
        ],
        by=by.pk,
        at=at,
    )
