"""Freezing a round: a numbered version of every figure in it, that nothing changes afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.corrected import corrected_since
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import to_plain
from goldenthread.domain.problems import Refused
from goldenthread.domain.rating import Status
from goldenthread.domain.restated import RestatedFigure
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.versions import VersionChange, changes_between
from goldenthread.domain.workflow import FigureStep, next_figure_state
from goldenthread.figures.models import Figure, Freeze, FrozenFigure, Round
from goldenthread.figures.operations.locking import lock_round, take_turns_across_rounds
from goldenthread.figures.operations.telling import tell_to_clear
from goldenthread.figures.queries.facts import round_facts
from goldenthread.figures.queries.freezes import FrozenRound, facts_of, latest_freeze, snapshots_of
from goldenthread.figures.queries.rounds import RoundNotOpen
from goldenthread.figures.queries.snapshots import snapshots_now
from goldenthread.figures.queries.versions import made_from_older
from goldenthread.figures.rules import check_after_publication, today_in_london
from goldenthread.indicators.queries.due import measures_due
from goldenthread.indicators.queries.ended import service_ended
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.rules import check_may
from goldenthread.publishing.queries import StandingPublication
from goldenthread.terminal.order import check_in_order, moment_in_words


class NothingToFreeze(Refused):
    """Nothing has changed since the last freeze."""

    def __init__(self, freeze: FrozenRound) -> None:
        super().__init__(
            f"Nothing has changed since version {freeze.number}, frozen on {moment_in_words(freeze.frozen_at)}. "
            "Reopen what has to change, and freeze again after it did."
        )


class EndedAndCounted(Refused):
    """A service ended after its round was opened, and its figures are counted as if it had not."""

    def __init__(self, quarter: Quarter, *, ended: Sequence[tuple[str, date]]) -> None:
        named = ", ".join(f"{name} (last day {day_words(day)})" for name, day in ended)
        super().__init__(
            f"The service of these ended before {quarter.label} did, and the round counts them still: {named}. "
            "End them in the round as well: refresh their figures from the register.",
            at_terminal=_refresh(quarter, [name for name, _ in ended]),
        )


class BackAndNotCounted(Refused):
    """A figure ended with its service in the open round, the service is provided again, and no count holds it."""

    def __init__(self, quarter: Quarter, *, names: Sequence[str]) -> None:
        super().__init__(
            f"The service of these is provided again on the last day of {quarter.label}, and the round does not count "
            f"them: {', '.join(names)}. Take them up again: refresh their figures from the register.",
            at_terminal=_refresh(quarter, names),
        )


def _refresh(quarter: Quarter, names: Sequence[str]) -> str:
    which = f"--year {quarter.year} --quarter Q{quarter.number} --figures {' '.join(names)}"
    return f"`refresh-figures {which} --reason WHY` does that."


class CorrectedSince(Refused):
    """A new version would repeat values that are known to be wrong."""

    def __init__(self, quarter: Quarter, *, corrected: Sequence[RestatedFigure]) -> None:
        told = "; ".join(
            f"{one.figure.name} was corrected from {one.printed(one.reported) or one.reported_words} to "
            f"{one.printed(one.value)} on {moment_in_words(one.at)}"
            for one in corrected
        )
        super().__init__(
            f"A new version of {quarter.label} would repeat what is known to be wrong: {told}. Open "
            f"{'it' if len(corrected) == 1 else 'each'} again, have the value as now known returned, and freeze again. "
            "What was returned and restated before stays on record.",
            at_terminal="`reopen` opens it, and `import-returns` returns it.",
        )


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """A freeze, and how far its figures had come."""

    number: int
    figures: int
    states: tuple[tuple[str, int], ...]  # how many figures stood where
    names: tuple[tuple[str, tuple[str, ...]], ...]  # of those not signed off, by where they stood
    without_words: int  # amber or red, and no explanation given
    unanswered_warnings: int
    unanswered_promises: int
    # How many figures have no value for a reason that is not the services': not due yet, suspended and so on.
    absences: tuple[tuple[str, int], ...] = ()
    next_due_on: date | None = None  # the first day on which one of those that are not due yet is due
    # Of a later version: everything that differs from the one before, and what was made from older ones.
    changes: tuple[VersionChange, ...] = ()
    older: tuple[StandingPublication, ...] = ()


@transaction.atomic
def freeze_round(*, quarter: Quarter, by: User, at: datetime, dry_run: bool = False) -> Frozen:
    """Freezes every figure of the round where it stands, as the next version.

    What was never returned, not explained or not signed off is frozen too, and the pack says so.
    Raises RoundNotOpen, RoleMissing, OutOfOrder, EndedAndCounted, BackAndNotCounted, CorrectedSince or NothingToFreeze.
    With `dry_run` nothing stays.
    """
    check_may(by, Permission.FREEZE_FIGURES, today=today_in_london(at))
    take_turns_across_rounds()
    round_ = Round.objects.select_for_update().filter(period=str(quarter)).first()
    if round_ is None:
        raise RoundNotOpen(quarter)
    _check_comes_last(lock_round(round_.pk), at=at)
    check_after_publication(round_.period, at=at)
    found = snapshots_now(round_.pk, quarter=quarter, at=at)
    snapshots = [snapshot for _, snapshot in found]
    before = latest_freeze(quarter)
    if before is None:
        _check_ended(found, quarter=quarter)
        _check_back(round_, quarter=quarter)
    number = 1 if before is None else before.number + 1
    facts = round_facts(round_, snapshots, version=number, frozen_at=at, at=at)
    corrected = corrected_since(facts.restatements, period=round_.period, snapshots=snapshots)
    if corrected:
        raise CorrectedSince(quarter, corrected=corrected)
    is_open = any(figure.state != Figure.State.FROZEN for figure, _ in found)
    changes: tuple[VersionChange, ...] = ()
    if before is not None:
        changes = changes_between((facts_of(before), snapshots_of(before)), (facts, snapshots))
        if not is_open and not changes:
            raise NothingToFreeze(before)
    freeze = Freeze.objects.create(round=round_, number=number, frozen_at=at, frozen_by=by, facts=to_plain(facts))
    FrozenFigure.objects.bulk_create(
        [
            FrozenFigure(
                freeze=freeze,
                measure_id=snapshot.measure_id,
                position=position,
                rating=snapshot.rating,
                snapshot=to_plain(snapshot),
            )
            for position, snapshot in enumerate(snapshots, start=1)
        ],
        batch_size=200,
    )
    _keep_ratings(found)
    _freeze_figures(round_, at=at)
    frozen = replace(_frozen(number, snapshots), changes=changes, older=made_from_older(quarter, number=number, at=at))
    record(
        "round frozen",
        subject="round",
        subject_id=round_.period,
        by=by.pk,
        at=at,
        details={"number": number, "figures": len(snapshots), "states": dict(frozen.states)},
    )
    tell_to_clear(FrozenRound(id=freeze.pk, quarter=quarter, number=number, frozen_at=at), by=by, at=at)
    if dry_run:
        transaction.set_rollback(True)
    return frozen


def _check_ended(found: Sequence[tuple[Figure, FigureSnapshot]], *, quarter: Quarter) -> None:
    """A later freeze keeps what an earlier one counted: a service that ended since then ends with the next quarter."""
    ended = service_ended(quarter)
    counted = [
        (f"{figure.terms['indicator_ref']}:{figure.measure.council.slug}", ended[figure.measure_id])
        for figure, _ in found
        if figure.measure_id in ended and figure.measure.council is not None
    ]
    if counted:
        raise EndedAndCounted(quarter, ended=counted)


def _check_back(round_: Round, *, quarter: Quarter) -> None:
    left_out = Figure.objects.filter(round=round_, terms__absence=Status.NOT_PROVIDED.value)
    left_out = left_out.select_related("measure__council").order_by("terms__indicator_ref", "pk")
    if not left_out:
        return
    due = {one.measure_id for one in measures_due(quarter) if one.provision is None or one.provision.is_provided}
    names = [
        f"{one.terms['indicator_ref']}:{one.measure.council.slug}"
        for one in left_out
        if one.measure_id in due and one.measure.council is not None
    ]
    if names:
        raise BackAndNotCounted(quarter, names=names)


def _check_comes_last(figures: Sequence[Figure], *, at: datetime) -> None:
    """A freeze is of everything done before it, the last freeze among that."""
    last = max(figures, key=lambda figure: figure.last_done_at)
    check_in_order(at, after=last.last_done_at, what=f"{last.name} was {last.last_done}")


def _freeze_figures(round_: Round, *, at: datetime) -> None:
    """Moves every figure, from wherever the table lets it be frozen; what is frozen already was frozen again."""
    figures = Figure.objects.filter(round=round_)
    thawed = figures.exclude(state=Figure.State.FROZEN).order_by("state").values_list("state", flat=True)
    for state in list(thawed.distinct()):
        figures.filter(state=state).update(
            frozen_from=state,
            state=next_figure_state(state=state, step=FigureStep.FREEZE),
            version=F("version") + 1,
        )
    figures.update(last_done="frozen", last_done_at=at)


def _keep_ratings(found: Sequence[tuple[Figure, FigureSnapshot]]) -> None:
    """A rating that still followed its comparators is kept as it was frozen: the next quarter looks back at it."""
    moved = []
    for figure, snapshot in found:
        comparators = {
            name: to_plain(one)
            for name, one in (("previous", snapshot.previous), ("last_year", snapshot.last_year))
            if one is not None
        }
        beside = dict(figure.beside)
        for name in ("own", "year_end", "own_year_end"):
            other = getattr(snapshot, name)
            if other is not None:
                beside[name] = {"rating": other.rating, "status": other.status, "reason": other.reason}
        now = (snapshot.rating, snapshot.status, snapshot.reason, comparators, beside)
        if now != (figure.rating, figure.status, figure.reason, figure.comparators, figure.beside):
            figure.rating, figure.status, figure.reason, figure.comparators, figure.beside = now
            moved.append(figure)
    _thaw([figure for figure in moved if figure.state == Figure.State.FROZEN])
    Figure.objects.bulk_update(moved, ["rating", "status", "reason", "comparators", "beside"], batch_size=100)


def _thaw(moved: Sequence[Figure]) -> None:
    """Back to where the last freeze found them, to be frozen anew: the database changes nothing that is frozen."""
    for figure in moved:
        figure.state = figure.frozen_from
    Figure.objects.bulk_update(moved, ["state"], batch_size=100)


def _frozen(number: int, snapshots: Sequence[FigureSnapshot]) -> Frozen:
    states, absences = Counter[str](), Counter[str]()
    unsigned: dict[str, list[str]] = {}
    for snapshot in snapshots:
        absence = snapshot.terms.absence
        if absence is None or snapshot.state != Figure.State.DUE:
            states[snapshot.state] += 1
            if snapshot.state != Figure.State.SIGNED_OFF:
                name = f"{snapshot.terms.indicator_ref}, {snapshot.terms.council or 'whole partnership'}"
                unsigned.setdefault(snapshot.state, []).append(name)
        else:
            absences[absence.value] += 1
    awaited = [one.terms.due_on for one in snapshots if one.terms.absence is Status.DATA_LAG]
    return Frozen(
        number=number,
        figures=len(snapshots),
        states=tuple(states.items()),
        names=tuple((state, tuple(names)) for state, names in unsigned.items()),
        without_words=sum(one.exception is not None and not one.exception.given for one in snapshots),
        unanswered_warnings=sum(not warning.answer for one in snapshots for warning in one.warnings),
        unanswered_promises=sum(not promise.outcome for one in snapshots for promise in one.promises),
        absences=tuple(absences.items()),
        next_due_on=min((day for day in awaited if day is not None), default=None),
    )
