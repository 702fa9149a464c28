"""The board of a plan: how each action stands at a quarter's end, from what was agreed and what its owner said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.plan_actions import ActionLife, Standing
from goldenthread.domain.plan_movement import Moved, counts_of, moved_between
from goldenthread.domain.plan_progress import (
    ActionStatus,
    Behind,
    ReportedProgress,
    has_a_milestone_soon,
    standing_at,
    with_done,
)
from goldenthread.plans.models import PlanAction, Progress, ProgressFreeze, ProgressQuarter
from goldenthread.plans.queries.plans import lives_of
from goldenthread.plans.queries.progress import DoneBefore, ProgressFacts, done_before, progress_of


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """An action at a quarter's end: its whole life by then, the status by its dates, and what its owner said."""

    ref: str
    theme: str
    owner_name: str
    serves: tuple[str, ...]
    life: ActionLife
    status: ActionStatus
    behind: tuple[Behind, ...]  # the worst first
    done_on: date | None
    is_late_to_start: bool
    awaits_confirmation: bool
    lacks_a_milestone: bool  # nothing of it is due in this quarter or the next two
    said: ProgressFacts | None

    @property
    def words(self) -> str:
        return self.life.terms.words

    @property
    def owner_post(self) -> str:
        return self.life.terms.owner_post

    @property
    def first_due_on(self) -> date:
        return self.life.baseline.due_on

    @property
    def due_on(self) -> date:
        return self.life.terms.due_on

    @property
    def expected_on(self) -> date | None:
        return None if self.said is None else self.said.reported.expected.get("")

    @property
    def days_behind(self) -> int:
        return self.behind[0].days if self.behind else 0


@dataclass(frozen=True, kw_only=True)
class Board:
    """A plan at a quarter's end: as it was kept at `closed_at`, else as it stands. `is_asked`: whether progress was
    asked for the quarter at all."""

    quarter: Quarter
    rows: tuple[ActionRow, ...]
    is_asked: bool
    closed_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def counts(self) -> dict[ActionStatus, int]:
        return counts_of(self.statuses)

    @property
    def statuses(self) -> dict[str, ActionStatus]:
        return {one.ref: one.status for one in self.rows}


def board_of(plan_id: int, quarter: Quarter) -> Board:
    """How every action of the plan stands; seven reads, however many there are. What a decision took out by the
    quarter's end, as complete, is history, and is not among them."""
    asked = ProgressQuarter.objects.filter(plan_id=plan_id, period=str(quarter)).first()
    kept = None if asked is None else ProgressFreeze.objects.filter(quarter=asked).first()
    if kept is not None:
        rows = tuple(from_plain(ActionRow, one) for one in kept.content)
        return Board(quarter=quarter, rows=rows, is_asked=True, closed_at=kept.frozen_at)
    found = list(
        PlanAction.objects.filter(plan_id=plan_id)
        .select_related("theme")
        .prefetch_related("serves")
        .order_by("theme__place", "ref", "pk")
    )
    lives = lives_of((one.pk for one in found), by=quarter.last_day)
    said = {} if asked is None else {one.plan_action_id: progress_of(one) for one in _progress(asked)}
    before = done_before((one.pk for one in found), quarter)
    rows = tuple(
        _row(one, lives[one.pk], said.get(one.pk), before=before.get(one.pk, DoneBefore()), quarter=quarter)
        for one in found
        if one.pk in lives and lives[one.pk].standing is not Standing.CLOSED
    )
    return Board(quarter=quarter, rows=rows, is_asked=asked is not None)


def board_before(plan_id: int, quarter: Quarter) -> Board | None:
    """The board of the last quarter before this one of which progress was asked; None where there is none."""
    earlier = [one for one in quarters_asked(plan_id) if one < quarter]
    return board_of(plan_id, earlier[-1]) if earlier else None


def moved_since(before: Board | None, board: Board) -> tuple[Moved, ...]:
    """Which actions stand otherwise than they did before."""
    return () if before is None else moved_between(before.statuses, board.statuses)


def quarters_asked(plan_id: int, *, only_closed: bool = False) -> tuple[Quarter, ...]:
    """The quarters for which progress was asked, oldest first; or of them those that are closed. Those between them
    that are missing are gaps."""
    rows = ProgressQuarter.objects.filter(plan_id=plan_id)
    if only_closed:
        rows = rows.filter(closed_at__isnull=False)
    return tuple(Quarter.parse(one) for one in rows.order_by("period").values_list("period", flat=True))


def quarters_missing(asked: tuple[Quarter, ...]) -> tuple[Quarter, ...]:
    """The quarters between the first and the last that was asked of which nothing was."""
    if not asked:
        return ()
    missing, one = [], asked[0]
    while one < asked[-1]:
        if one not in asked:
            missing.append(one)
        one = one.next
    return tuple(missing)


def _progress(asked: ProgressQuarter) -> list[Progress]:
    return list(Progress.objects.filter(quarter=asked))


def _row(
    action: PlanAction, life: ActionLife, said: ProgressFacts | None, *, before: DoneBefore, quarter: Quarter
) -> ActionRow:
    reported = None if said is None else with_done(said.reported, before.done)
    if before.is_complete:
        reported = ReportedProgress(is_started=True, expected={}, done=before.done)
    is_confirmed = before.is_complete or (said is not None and said.is_confirmed)
    found = standing_at(life, reported, quarter_end=quarter.last_day, is_confirmed=is_confirmed)
    done = {*before.done, *({} if reported is None else reported.done)}
    until = quarter.next.next.last_day
    live = life.standing is Standing.LIVE and found.status is not ActionStatus.COMPLETE
    return ActionRow(
        ref=action.ref,
        theme=action.theme.title,
        owner_name=action.owner_name,
        serves=tuple(one.name for one in sorted(action.serves.all(), key=lambda one: one.position)),
        life=life,
        status=found.status,
        behind=found.behind,
        done_on=None if reported is None else reported.done.get(""),
        is_late_to_start=found.is_late_to_start,
        awaits_confirmation=found.awaits_confirmation,
        lacks_a_milestone=live and not has_a_milestone_soon(life, done=done, until=until),
        said=said,
    )
