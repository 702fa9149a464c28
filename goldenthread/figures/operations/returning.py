"""Taking what was returned: a file or a form, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.audit.operations import Happening, record_all
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.workflow import FigureState, FigureStep, next_figure_state
from goldenthread.figures.models import ExceptionReport, Figure, ReturnedValue, ReturnFile
from goldenthread.figures.operations.differences import Difference, differences_of, unfinished_in
from goldenthread.figures.operations.locking import lock_figures, save_figures
from goldenthread.figures.operations.overriding import ended_in_words, judged
from goldenthread.figures.operations.promising import replace_actions, take_answers
from goldenthread.figures.operations.rating import rate_anew
from goldenthread.figures.operations.remarks import edits_ended, remarks_on
from goldenthread.figures.operations.steps import settle_queries
from goldenthread.figures.operations.warning import keep_answers, raise_between, raise_warnings, save_answered
from goldenthread.figures.queries.between import bound_to
from goldenthread.figures.queries.due import DueFigure
from goldenthread.figures.queries.history import earlier_values, oldest_compared
from goldenthread.figures.queries.rated import shown
from goldenthread.figures.queries.returned import (
    Change,
    FigureReturn,
    NewWarning,
    ReturnedFile,
    TakenFigure,
    TakenReturns,
)
from goldenthread.figures.rules import (
    FIGURE_RETURNED,
    Reach,
    reach_of,
    who_and_when,
    why_before_the_last,
    why_not_step,
)
from goldenthread.partnership.permissions import Permission
from goldenthread.storage.batches import add_rows

_OPEN_TO_RETURNS = (FigureState.DUE, FigureState.RETURNED, FigureState.QUERIED)
# A warning may be answered until the figure is signed off.
_CLOSED_TO_ANSWERS = (FigureState.SIGNED_OFF, FigureState.FROZEN)


@transaction.atomic
def take_returns(
    *,
    returns: Sequence[FigureReturn],
    file: ReturnedFile | None,
    by: User,
    at: datetime,
    problems: Sequence[Problem] = (),
    due: Sequence[DueFigure] = (),
    dry_run: bool = False,
) -> TakenReturns:
    """Takes what was returned for figures of one round, each once; what is said already changes nothing.

    `problems` are those found while the file was read: they are refused together with what is found
    here. Raises InputRefused. Figures that are `due`, as they were read for that, are read again only
    where they changed since. With `dry_run` everything is done and then undone.
    """
    by_id = {one.figure_id: one for one in returns}
    if len(by_id) < len(returns):
        raise ValueError("One return speaks twice of one figure; a file's reader refuses that with its two places.")
    # Together with the figures that are held against these, for all are locked in one order.
    held = lock_figures([*by_id, *bound_to(by_id)], read={one.figure_id: one.row for one in due})
    figures = [figure for figure in held if figure.pk in by_id]
    differences = differences_of(figures, by_id, terms_of={one.figure_id: one.terms for one in due})
    found = [*problems, *_refusals(differences, file=file, by=by, at=at)]
    if found:
        raise InputRefused(found)
    others = [figure for figure in held if figure.pk not in by_id]
    outcome = _take(differences, others=others, file=file, by=by, at=at)
    if dry_run:
        transaction.set_rollback(True)
    return outcome


def _refusals(
    differences: Sequence[Difference], *, file: ReturnedFile | None, by: User, at: datetime
) -> Iterator[Problem]:
    reach = reach_of(by, at=at)
    for one in differences:
        why = ""
        if one.is_a_return:
            why = why_not_step(one.figure, FigureStep.RETURN, reach=reach)
        elif one.answers_warnings:
            why = _why_not_answer(one.figure, reach=reach)
        if not why and (one.is_a_return or one.answers_warnings) and one.returned.version != one.figure.version:
            why = "It was changed while this file was read. Look at it again, and send the file again."
        if why:
            yield _problem(one, why, file=file)


def _why_not_answer(figure: Figure, *, reach: Reach) -> str:
    """Why this person cannot answer the figure's warnings now; "" where they can."""
    if figure.state in _CLOSED_TO_ANSWERS:
        return who_and_when(figure)
    return reach.why_not(figure, Permission.RETURN_FIGURES) or why_before_the_last(figure, at=reach.at)


def _nothing_new(differences: Sequence[Difference]) -> Iterator[str]:
    """A note where nothing here is new, and nothing could be: it must not seem to have been taken."""
    says_nothing_new = not any(one.is_a_return or one.answers_warnings for one in differences)
    if differences and says_nothing_new and all(one.figure.state not in _OPEN_TO_RETURNS for one in differences):
        since = who_and_when(differences[0].figure)
        yield (
            "Nothing in this file is new, and none of its figures takes a return now: they are submitted, signed off "
            f"or frozen. {differences[0].figure.name}: {since}"
        )


def _problem(one: Difference, why: str, *, file: ReturnedFile | None) -> Problem:
    place = one.returned.any_place
    return Problem(
        f"{one.figure.name}: {why}",
        file="" if file is None else file.name,
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        found="" if one.reading is None else one.reading.text,
    )


def _take(
    differences: Sequence[Difference], *, others: Sequence[Figure], file: ReturnedFile | None, by: User, at: datetime
) -> TakenReturns:
    changed = [one for one in differences if one.is_a_return]
    judgements = judged(one.figure for one in changed)
    kept = _keep_file(changed, file=file, by=by, at=at)
    _keep_values(changed, file=kept, by=by, at=at)
    _keep_words(changed, file=kept, by=by, at=at)
    replace_actions(
        {one.figure: one.actions for one in changed if one.actions is not None},
        promised={one.figure.pk: one.promised for one in changed},
        by=by,
        at=at,
    )
    take_answers({one.figure: one.answers for one in changed if one.answers}, by=by, at=at)
    warned = _judge(changed, others=others, by=by, at=at)
    answered, notes = keep_answers(
        {one.figure: one.returned.warning_answers for one in differences if one.answers_warnings}, by=by, at=at
    )
    is_changed = {one.figure.pk for one in changed}
    save_answered([one.figure for one in differences if one.figure.pk not in is_changed], answered, at=at)
    _record(changed, file=kept, judgements=judgements, by=by, at=at)
    ended = ended_in_words((one.figure for one in changed), before=judgements)
    answers = [
        Change(name=one.name, what=f"answer to the warning {one.code}", old=one.old, new=one.new) for one in answered
    ]
    just_answered = {(one.figure_id, one.code) for one in answered}
    return TakenReturns(
        changes=(*(change for one in changed for change in one.changes), *answers),
        figures=tuple(_taken(one) for one in changed),
        warnings=tuple(one for one in warned if (one.figure_id, one.code) not in just_answered),
        notes=(
            *_nothing_new(differences),
            *notes,
            *ended,
            *edits_ended(changed),
            *unfinished_in(changed),
            *remarks_on(changed),
        ),
        unchanged=len(differences) - len({one.figure.pk for one in changed} | {one.figure_id for one in answered}),
    )


def _keep_file(
    changed: Sequence[Difference], *, file: ReturnedFile | None, by: User, at: datetime
) -> ReturnFile | None:
    if file is None or not changed:
        return None
    return ReturnFile.objects.create(
        round=changed[0].figure.round,
        name=_kept_name(file.name),
        content=file.content,
        sha256=file.sha256,
        sender=by,
        received_at=at,
    )


def _kept_name(name: str) -> str:
    """The file's name; of a very long one the beginning and its ending."""
    most = 200
    ending = PurePath(name).suffix[:20]
    return name if len(name) <= most else f"{name[: most - len(ending) - 1]}…{ending}"


def _keep_values(changed: Sequence[Difference], *, file: ReturnFile | None, by: User, at: datetime) -> None:
    new = [
        (
            one.figure,
            ReturnedValue(
                figure=one.figure,
                kind=one.reading.kind.value,
                value=one.reading.value,
                typed=one.reading.typed,
                numerator=one.reading.numerator,
                denominator=one.reading.denominator,
                text=one.reading.text,
                provisional=one.reading.provisional,
                forecast=one.reading.forecast,
                stated=one.reading.stated,
                note=one.reading.note,
                returned_by=by,
                returned_at=at,
                file=file,
                sheet=one.returned.place.sheet,
                cell=one.returned.place.cell,
            ),
        )
        for one in changed
        if one.reading is not None
    ]
    if not new:
        return
    add_rows(value for _, value in new)
    # The figures are held, so the newest value of each is the one that was added just now.
    ids = sorted(figure.pk for figure, _ in new)
    kept = ReturnedValue.objects.filter(figure_id__gte=ids[0], figure_id__lte=ids[-1]).order_by("figure_id")
    newest = dict(kept.values_list("figure_id").annotate(Max("pk")))
    for figure, value in new:
        value.pk = newest[figure.pk]
        value._state.adding = False
        figure.value = value


def _keep_words(changed: Sequence[Difference], *, file: ReturnFile | None, by: User, at: datetime) -> None:
    new = [
        (
            one.figure,
            ExceptionReport(
                figure=one.figure,
                reasons=one.words.reasons,
                back_on_track=one.words.back_on_track,
                written_by=by,
                written_at=at,
                file=file,
                sheet=one.words.place.sheet,
                cell=one.words.place.cell,
            ),
        )
        for one in changed
        if one.words is not None
    ]
    ExceptionReport.objects.bulk_create([words for _, words in new], batch_size=500)
    for figure, words in new:
        figure.words = words


def _judge(changed: Sequence[Difference], *, others: Sequence[Figure], by: User, at: datetime) -> list[NewWarning]:
    """Rates the figures, raises what is unlikely about them, and moves them to returned.

    Of `others`, whose cards speak of these, only that is held against the figures anew.
    """
    if not changed:
        return []
    figures = [one.figure for one in changed]
    quarter = Quarter.parse(figures[0].round.period)
    terms_of = {one.figure.pk: one.terms for one in changed}
    earlier = earlier_values(
        quarter, measures=[figure.measure_id for figure in figures], since=oldest_compared(quarter, terms_of)
    )
    settle_queries(
        [figure for figure in figures if figure.state == FigureState.QUERIED],
        answer=lambda figure: f"Returned again: {shown(figure.value, terms=terms_of[figure.pk])}",
        by=by,
        at=at,
    )
    for figure in figures:
        if figure.is_returned:
            figure.state = next_figure_state(state=figure.state, step=FigureStep.RETURN)
            figure.submitted_by = figure.submitted_at = None
    rate_anew(figures, earlier=earlier, terms_of=terms_of)
    warned = raise_warnings(figures, terms_of=terms_of, earlier=earlier)
    save_figures(figures, done="returned", at=at)
    asked_anew = raise_between(others)
    about = {warning.figure_id for warning in asked_anew}
    bound = [figure for figure in others if figure.pk in about]
    save_figures(bound, done="held against another figure", at=at)
    warned += asked_anew
    return [
        NewWarning(figure_id=warning.figure_id, name=warning.figure.name, code=warning.code, words=warning.words)
        for warning in warned
    ]


def _record(
    changed: Sequence[Difference], *, file: ReturnFile | None, judgements: Mapping[int, str], by: User, at: datetime
) -> None:
    sent = {} if file is None else {"file": file.name, "sha256": file.sha256, "file_id": file.pk}
    record_all(
        (
            Happening(
                FIGURE_RETURNED,
                "figure",
                str(one.figure.pk),
                {
                    "version": one.figure.version,
                    "changes": [{"what": c.what, "old": c.old, "new": c.new} for c in one.changes],
                    "place": str(one.returned.any_place),
                    **sent,
                    **_ended(one, judgements=judgements),
                },
            )
            for one in changed
        ),
        by=by.pk,
        at=at,
    )


def _ended(one: Difference, *, judgements: Mapping[int, str]) -> dict[str, str]:
    """The rating by judgement that ended with this return."""
    was = judgements.get(one.figure.pk)
    return {"override_ended": was} if was is not None and one.figure.override_now is None else {}


def _taken(one: Difference) -> TakenFigure:
    figure = one.figure
    return TakenFigure(
        figure_id=figure.pk,
        name=figure.name,
        value=shown(figure.value, terms=one.terms),
        rating=figure.rating,
        status=figure.status,
        reason=figure.reason,
        wants_words=figure.is_exception and figure.words is None,
    )
