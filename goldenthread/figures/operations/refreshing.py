"""Copying changed inputs from the register on to the figures of an open round, for a reason and by an authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import Happening, record_all
from goldenthread.committee.queries import DecisionFacts, check_agrees, decision_called
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.rating.inputs import Status
from goldenthread.domain.reasons import says_why
from goldenthread.domain.term_changes import TermChange, term_changes
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.domain.workflow import FigureState, FigureStep, next_figure_state
from goldenthread.figures.models import Figure, RefreshedTerms, Round
from goldenthread.figures.operations.locking import lock_figures, save_figures
from goldenthread.figures.operations.rating import rate_as_it_stands
from goldenthread.figures.operations.warning import raise_warnings
from goldenthread.figures.queries.freezes import FrozenRound, latest_freeze
from goldenthread.figures.queries.history import earlier_values, oldest_compared
from goldenthread.figures.queries.rounds import RoundNotOpen
from goldenthread.figures.queries.terms import SAID_OF_TARGET, terms_of
from goldenthread.figures.rules import Reach, reach_of, today_in_london, why_not_step
from goldenthread.indicators.queries.due import DueMeasure, measures_due
from goldenthread.indicators.queries.ended import service_ended
from goldenthread.indicators.queries.lists import ListFacts, agreed_list
from goldenthread.partnership.permissions import Permission
from goldenthread.storage.turns import take_turns
from goldenthread.terminal.order import moment_in_words

REFRESHED = "terms refreshed"  # as the log calls it
_COPIED = ("terms", "earlier_terms", "policy", "own_policy", "service", "due_on")


class RefreshRefused(InputRefused):
    """Some figures cannot be refreshed; nothing was written. Carries every reason."""


class RoundWasFrozen(Refused):
    """What a figure was rated by stays once the round was frozen, whatever was opened again since."""

    def __init__(self, freeze: FrozenRound) -> None:
        super().__init__(
            f"{freeze.quarter.label} was frozen as version {freeze.number} on {moment_in_words(freeze.frozen_at)}: "
            "what its figures were rated by stays. A changed target holds for the quarters after it; a figure that "
            "was wrong is restated, or opened again and returned anew.",
            at_terminal="`restate` does the one, and `reopen` begins the other.",
        )


@dataclass(frozen=True, kw_only=True)
class Refreshing:
    """What is to be copied, and by whose word. No `decision` is "not yet agreed", but where the register names one."""

    figure_ids: Sequence[int]
    versions: Mapping[int, int]  # of each figure, as it was looked at
    reason: str
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class RefreshedFigure:
    """One figure that changed: what of it, its rating before and after, and what that did to it."""

    name: str
    changes: tuple[TermChange, ...]
    rating_before: str
    rating: str
    reason: str
    own_before: str  # under the council's own policy; "" where it had none
    own: str
    authority: str
    sign_off_lapsed: bool
    warnings: tuple[str, ...]  # asked anew
    by_judgement: bool


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """What refreshing did: figures that changed; how many stayed; those passed over, each with the reason."""

    figures: tuple[RefreshedFigure, ...]
    unchanged: int
    passed_over: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class _Copy:
    """A figure with the terms that it is to have, and what it was before."""

    figure: Figure
    measure: DueMeasure | None  # None where its service ended: the figure ends with it
    old: Terms
    new: Terms
    rating: str
    own: str
    was_signed_off: bool


@transaction.atomic
def refresh_figures(said: Refreshing, *, quarter: Quarter, by: User, at: datetime, dry_run: bool = False) -> Refreshed:
    """Copies what changed; figures that would not change stay as they are. With `dry_run` nothing stays.

    Raises RoundNotOpen, RoundWasFrozen, DecisionUnknown, DecisionAgreesNothing, MeasuresIncomplete or RefreshRefused,
    with everything that stands against it.
    """
    # No register is imported between one read of it and the next.
    take_turns("register")
    _check_open(quarter)
    decision = decision_called(said.decision) if said.decision else None
    if decision is not None:
        check_agrees(decision, on=today_in_london(at))
    figures = lock_figures(said.figure_ids)
    year_list = agreed_list(quarter.year)
    kept, copies = _copies(figures, year_list=year_list, quarter=quarter, decision=decision)
    reach = reach_of(by, at=at)
    problems = [Problem(f"{one.figure.name}: {why}") for one in copies for why in _why_not(one, said, reach=reach)]
    copied = {one.figure.pk for one in copies}
    # Who may not refresh is told so, also where there is nothing to copy.
    others = [reach.why_not(figure, Permission.REFRESH_FIGURES) for figure in figures if figure.pk not in copied]
    problems += [Problem(why) for why in dict.fromkeys(others) if why]
    if not says_why(said.reason):
        problems.append(Problem("Refreshing says why. Give the reason in words for readers of the pack."))
    if problems:
        raise RefreshRefused(problems)
    asked = _copy(copies, at=at)
    refreshed = tuple(_told(one, asked=asked.get(one.figure.pk, ())) for one in copies)
    _keep_rows(copies, said=said, decision=decision, by=by, at=at)
    _record(copies, refreshed, said=said, by=by, at=at)
    if dry_run:
        transaction.set_rollback(True)
    return Refreshed(
        figures=refreshed, unchanged=len(figures) - len(copies) - len(kept), passed_over=tuple(kept.items())
    )


def _check_open(quarter: Quarter) -> None:
    if Round.objects.select_for_update().filter(period=str(quarter)).first() is None:
        raise RoundNotOpen(quarter)
    freeze = latest_freeze(quarter)
    if freeze is not None:
        raise RoundWasFrozen(freeze)


def _copies(
    figures: Sequence[Figure],
    *,
    year_list: ListFacts | None,
    quarter: Quarter,
    decision: DecisionFacts | None,
) -> tuple[dict[str, str], list[_Copy]]:
    """Figures that the register no longer asks for, with a sentence each; and those whose terms are others now.

    A figure whose service ended for its council ends with it: nothing is due of it, and no count holds it.
    """
    due = {measure.measure_id: measure for measure in measures_due(quarter)}
    ended = service_ended(quarter)
    kept, copies = {}, []
    for figure in figures:
        measure = due.get(figure.measure_id)
        if measure is None and figure.measure_id in ended:
            old = Terms.from_dict(figure.terms)
            if old.absence is not Status.NOT_PROVIDED:
                copies.append(_copied(figure, None, old=old, new=replace(old, absence=Status.NOT_PROVIDED)))
            continue
        if measure is None or year_list is None:
            kept[figure.name] = "It is no longer on the year's list on the quarter's last day; the round keeps it."
            continue
        old = Terms.from_dict(figure.terms)
        # Whether the list was agreed when the round opened does not change with what came later.
        new = replace(terms_of(measure, quarter=quarter, year_list=year_list), proposed=old.proposed)
        new = _agreed_by(new, old=old, decision=decision, quarter=quarter)
        if new != old:
            copies.append(_copied(figure, measure, old=old, new=new))
    return kept, copies


def _copied(figure: Figure, measure: DueMeasure | None, *, old: Terms, new: Terms) -> _Copy:
    return _Copy(
        figure=figure,
        measure=measure,
        old=old,
        new=new,
        rating=figure.rating,
        own=figure.beside.get("own", {}).get("rating", ""),
        was_signed_off=figure.state == FigureState.SIGNED_OFF,
    )


def _agreed_by(new: Terms, *, old: Terms, decision: DecisionFacts | None, quarter: Quarter) -> Terms:
    """The decision that was named agrees a changed target for which the register names none."""
    if decision is None or new.authority or not _target_differs(old, new):
        return new
    return replace(
        new,
        authority=decision.reference,
        authority_words=decision.words,
        target_agreed_late=new.target_kind is not TargetKind.NONE and decision.meeting_on > quarter.first_day,
    )


def _target_differs(old: Terms, new: Terms) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in SAID_OF_TARGET)


def _why_not(one: _Copy, said: Refreshing, *, reach: Reach) -> Iterator[str]:
    figure = one.figure
    why = why_not_step(figure, FigureStep.REFRESH, reach=reach)
    if why:
        yield why
    elif said.versions.get(figure.pk, figure.version) != figure.version:
        yield "It was changed since you looked at it. Look at it again before you go on."
    elif figure.is_returned and one.old.unit is not one.new.unit:
        yield (
            f"Its value was returned as {one.old.unit.value}, and the definition now says {one.new.unit.value}. Let "
            "the changed definition begin with the next quarter."
        )


def _copy(copies: Sequence[_Copy], *, at: datetime) -> dict[int, tuple[str, ...]]:
    """Writes the terms and what follows from them; returns the warnings that are asked anew, by figure."""
    figures = [one.figure for one in copies]
    for one in copies:
        figure = one.figure
        figure.earlier_terms = _earlier(one)
        figure.terms = one.new.as_dict()
        if one.measure is not None:
            accountability = one.measure.accountability
            figure.policy_id = accountability.policy.id
            figure.own_policy_id = None if accountability.own_policy is None else accountability.own_policy.id
            figure.service_id = one.measure.service.id
            figure.due_on = one.measure.due_on
        figure.state = next_figure_state(state=figure.state, step=FigureStep.REFRESH)
        figure.signed_off_by = figure.signed_off_at = figure.signed_off_in = None
    rate_as_it_stands(figures)
    for figure in figures:
        if figure.value is None:
            figure.status = (Terms.from_dict(figure.terms).absence or Status.AWAITING_DATA).value
    Figure.objects.bulk_update(figures, _COPIED, batch_size=50)
    asked = _ask_anew(copies)
    save_figures(figures, done="refreshed from the register", at=at)
    return asked


def _earlier(one: _Copy) -> dict[str, Any] | None:
    """The terms with the target that was agreed before, as `EarlierTerms` wants them; None where none changed."""
    figure, target = one.figure, None if one.measure is None else one.measure.target
    if _target_differs(one.old, one.new):
        changed_on = date.fromisoformat(one.new.definition_version) if target is None else target.starts_on
        return _with_target_of(one.old, one.new, changed_on=changed_on)
    if figure.earlier_terms is None:
        return None
    kept = figure.earlier_terms
    return _with_target_of(Terms.from_dict(kept["terms"]), one.new, changed_on=date.fromisoformat(kept["changed_on"]))


def _with_target_of(before: Terms, new: Terms, *, changed_on: date) -> dict[str, Any]:
    """The new terms with the earlier target, so that the two ratings differ by the target alone."""
    said = (*SAID_OF_TARGET, "target_kind", "annual_target", "profile_words")
    earlier = replace(new, **{name: getattr(before, name) for name in said})
    return {"terms": earlier.as_dict(), "changed_on": changed_on.isoformat()}


def _ask_anew(copies: Sequence[_Copy]) -> dict[int, tuple[str, ...]]:
    """A value that was likely under the old terms may be unlikely under the new ones."""
    figures = [one.figure for one in copies if one.measure is not None]
    if not figures:
        return {}
    terms = {one.figure.pk: one.new for one in copies}
    quarter = Quarter.parse(figures[0].round.period)
    since = oldest_compared(quarter, terms)
    earlier = earlier_values(quarter, measures=[figure.measure_id for figure in figures], since=since)
    asked: dict[int, tuple[str, ...]] = {}
    for warning in raise_warnings(figures, terms_of=terms, earlier=earlier):
        asked[warning.figure_id] = (*asked.get(warning.figure_id, ()), f"{warning.code}: {warning.words}")
    return asked


def _told(one: _Copy, *, asked: tuple[str, ...]) -> RefreshedFigure:
    figure = one.figure
    return RefreshedFigure(
        name=figure.name,
        changes=term_changes(one.old, one.new),
        rating_before=one.rating,
        rating=figure.rating,
        reason=figure.reason,
        own_before=one.own,
        own=figure.beside.get("own", {}).get("rating", ""),
        authority=one.new.authority_words,
        sign_off_lapsed=one.was_signed_off,
        warnings=asked,
        by_judgement="computed" in figure.beside,
    )


def _keep_rows(
    copies: Sequence[_Copy], *, said: Refreshing, decision: DecisionFacts | None, by: User, at: datetime
) -> None:
    named = {one.new.authority for one in copies if decision is None and _target_differs(one.old, one.new)} - {""}
    by_reference = {reference: decision_called(reference) for reference in sorted(named)}
    RefreshedTerms.objects.bulk_create(
        [
            RefreshedTerms(
                figure=one.figure,
                before=one.old.as_dict(),
                after=one.new.as_dict(),
                rating_before=one.rating,
                rating_after=one.figure.rating,
                reason=said.reason,
                decision_id=None if (facts := decision or by_reference.get(_own_authority(one))) is None else facts.id,
                said_by=by,
                said_at=at,
            )
            for one in copies
        ],
        batch_size=50,
    )


def _own_authority(one: _Copy) -> str:
    """The decision that agreed the changed target; the list's own does not agree what was changed after it."""
    return one.new.authority if _target_differs(one.old, one.new) else ""


def _record(
    copies: Sequence[_Copy], refreshed: Sequence[RefreshedFigure], *, said: Refreshing, by: User, at: datetime
) -> None:
    record_all(
        (
            Happening(
                REFRESHED,
                "figure",
                str(one.figure.pk),
                {
                    "version": one.figure.version,
                    "changes": [{"what": c.what, "old": c.old, "new": c.new} for c in told.changes],
                    "rating_before": told.rating_before,
                    "rating": told.rating,
                    "reason": said.reason,
                    "decision": said.decision,
                    "sign_off_lapsed": told.sign_off_lapsed,
                },
            )
            for one, told in zip(copies, refreshed, strict=True)
        ),
        by=by.pk,
        at=at,
    )
