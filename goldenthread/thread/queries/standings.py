"""How the actions of many plans stand, in as many reads for forty plans as for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.plan_actions import ActionLife, ActionTerms, AgreedChange, ChangeKind, MilestoneTerms
from goldenthread.domain.plan_progress import ActionStatus, ReportedProgress, standing_at, with_done
from goldenthread.plans.models import ActionVersion, Plan, PlanAction, Progress, ProgressFreeze, ProgressQuarter
from goldenthread.plans.queries.progress import DoneBefore, done_before
from goldenthread.storage.json_parts import JSONParts


@dataclass(frozen=True, kw_only=True)
class Stood:
    """How an action stood at the end of the last quarter of which progress was asked."""

    quarter: Quarter
    status: ActionStatus
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class PlanOnBoard:
    """A plan with how many of its actions stand where, worst first as they are counted; `quarter` None: never asked."""

    slug: str
    title: str
    state: str
    illustrative: bool
    quarter: Quarter | None
    is_closed: bool
    counts: Mapping[ActionStatus, int]

    @property
    def actions(self) -> int:
        return sum(self.counts.values())


def progress_board(*, sees_open: bool) -> tuple[PlanOnBoard, ...]:
    """Every plan with its counts at the last quarter that was asked, by title; eight reads at most."""
    rows = Plan.objects.order_by("title", "pk")
    rows = rows if sees_open else rows.filter(state=Plan.State.FINAL)
    plans = list(rows.values_list("pk", "slug", "title", "state", "illustrative"))
    stood = standings([pk for pk, *_ in plans], sees_open=sees_open)
    by_plan: dict[int, list[Stood]] = {}
    for (plan_id, _), one in stood.items():
        by_plan.setdefault(plan_id, []).append(one)
    return tuple(
        PlanOnBoard(
            slug=slug,
            title=title,
            state=str(Plan.State(state).label),
            illustrative=illustrative,
            quarter=by_plan[pk][0].quarter if pk in by_plan else None,
            is_closed=pk in by_plan and by_plan[pk][0].is_closed,
            counts=_counted(by_plan.get(pk, ())),
        )
        for pk, slug, title, state, illustrative in plans
    )


def standings(plans: Collection[int], *, sees_open: bool) -> dict[tuple[int, str], Stood]:
    """By plan and ref, how every action of these plans stood at the last quarter asked; six reads at most.

    A quarter that is open counts for those who see it, and of several the newest alone: where a plan's last quarter is
    an older one that was never closed, the one before it that was closed is told.
    """
    if not plans:
        return {}
    rows = ProgressQuarter.objects.filter(plan__in=plans).order_by("period", "pk")
    asked = list(rows.values_list("pk", "plan_id", "period", "closed_at"))
    newest_open = max((period for _, _, period, closed in asked if closed is None), default="") if sees_open else ""
    closed: dict[int, int] = {}
    is_open: dict[int, int] = {}
    for pk, plan_id, period, closed_at in asked:
        if closed_at is not None:
            closed[plan_id] = pk
            is_open.pop(plan_id, None)
        elif period == newest_open:
            is_open[plan_id] = pk
    kept = [pk for plan_id, pk in closed.items() if plan_id not in is_open]
    return {**_kept(kept), **(_now(is_open, Quarter.parse(newest_open)) if is_open else {})}


def _counted(every: Iterable[Stood]) -> dict[ActionStatus, int]:
    found = Counter(one.status for one in every)
    return {status: found[status] for status in ActionStatus if found[status]}


def _kept(quarters: Collection[int]) -> dict[tuple[int, str], Stood]:
    """As they were when their quarter was closed."""
    if not quarters:
        return {}
    rows = ProgressFreeze.objects.filter(quarter__in=quarters).order_by("pk")
    return {
        (plan_id, row["ref"]): Stood(quarter=Quarter.parse(period), status=ActionStatus(row["status"]), is_closed=True)
        for plan_id, period, content in rows.values_list("quarter__plan_id", "quarter__period", "content")
        for row in content
    }


def _now(quarters: Mapping[int, int], quarter: Quarter) -> dict[tuple[int, str], Stood]:
    """As they stand in the quarter that is open, by the rule of plans' own board."""
    lives = _lives(quarters, by=quarter.last_day)
    said = _said(quarters.values())
    names = dict(_names(quarters))
    before = _done_before(quarters, quarter)
    found = {}
    for pk, life in lives.items():
        earlier = before.get(pk, _NOTHING)
        reported, is_confirmed = said.get(pk, (None, False))
        if reported is not None:
            reported = with_done(reported, earlier.done)
        if earlier.is_complete:
            reported = ReportedProgress(is_started=True, expected={}, done=earlier.done)
        stood = standing_at(
            life, reported, quarter_end=quarter.last_day, is_confirmed=is_confirmed or earlier.is_complete
        )
        found[names[pk]] = Stood(quarter=quarter, status=stood.status, is_closed=False)
    return found


_NOTHING = DoneBefore()


def _names(plans: Iterable[int]) -> Iterable[tuple[int, tuple[int, str]]]:
    rows = PlanAction.objects.filter(plan__in=list(plans)).order_by("pk").values_list("pk", "plan_id", "ref")
    return ((pk, (plan_id, ref)) for pk, plan_id, ref in rows)


def _lives(plans: Iterable[int], *, by: date) -> dict[int, ActionLife]:
    """What was agreed of every action by a day, of its days alone: the words of terms are long, and decide nothing."""
    rows = (
        ActionVersion.objects.filter(plan_action__plan__in=list(plans), on__lte=by)
        .annotate(days=JSONParts("terms", "starts_on", "due_on", "milestones"))
        .order_by("plan_action_id", "number")
        .values_list("plan_action_id", "kind", "on", "days")
    )
    found: dict[int, list[tuple[str, date, ActionTerms]]] = {}
    for pk, kind, on, days in rows:
        found.setdefault(pk, []).append((kind, on, _terms(days)))
    return {
        pk: ActionLife(
            baseline=versions[0][2],
            changes=tuple(
                AgreedChange(kind=ChangeKind(kind), on=on, terms=terms, reason="") for kind, on, terms in versions[1:]
            ),
        )
        for pk, versions in found.items()
    }


def _terms(days: Any) -> ActionTerms:
    starts_on, due_on, milestones = days
    return ActionTerms(
        words="",
        outcome="",
        success="",
        owner_post="",
        starts_on=date.fromisoformat(starts_on),
        due_on=date.fromisoformat(due_on),
        milestones=tuple(
            MilestoneTerms(key=one["key"], words="", due_on=date.fromisoformat(one["due_on"]))
            for one in milestones or ()
        ),
    )


def _said(quarters: Iterable[int]) -> dict[int, tuple[ReportedProgress, bool]]:
    rows = Progress.objects.filter(quarter__in=list(quarters)).order_by("pk")
    return {
        pk: (from_plain(ReportedProgress, reported), confirmed_at is not None)
        for pk, reported, confirmed_at in rows.values_list("plan_action_id", "reported", "confirmed_at")
    }


def _done_before(plans: Iterable[int], quarter: Quarter) -> Mapping[int, DoneBefore]:
    return done_before(PlanAction.objects.filter(plan__in=list(plans)).values_list("pk", flat=True), quarter)
