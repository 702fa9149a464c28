"""How the actions of a plan stand in a quarter: asked, reported, confirmed, and kept as it was when it was closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.actions.operations import FollowUp, follow_up_actions
from goldenthread.audit.operations import record
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import to_plain
from goldenthread.domain.plan_actions import ActionLife, Standing
from goldenthread.domain.plan_progress import Confidence, ReportedProgress, standing_at, with_done
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.reasons import says_why
from goldenthread.plans.models import Plan, PlanAction, Progress, ProgressFreeze, ProgressQuarter
from goldenthread.plans.queries.board import board_of
from goldenthread.plans.queries.plans import life_by, life_of
from goldenthread.plans.queries.progress import DoneBefore, done_before, progress_of
from goldenthread.plans.rules import ActionChanged, check_can_confirm, check_can_keep_plans, check_can_report


class QuarterRefused(Refused):
    """Progress of a plan is not asked, or not taken, for this quarter."""


@dataclass(frozen=True, kw_only=True)
class ProgressSaid:
    """What the owner of an action says of a quarter. `reasons` and `remedy` are of what is behind; `evidence` says
    where what is called done can be seen."""

    reported: ReportedProgress
    words: str
    confidence: Confidence
    confidence_because: str = ""
    reasons: str = ""
    remedy: str = ""
    evidence: str = ""


@transaction.atomic
def open_progress(*, plan_id: int, quarter: Quarter, by: User, at: datetime) -> ProgressQuarter:
    """Progress is asked for every live action of a plan that is final, once the quarter has begun.

    Raises RoleMissing, QuarterRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if plan.state != Plan.State.FINAL:
        raise QuarterRefused(f"{plan.title} is {plan.get_state_display()}: progress is asked once it is final.")
    if quarter.first_day > today:
        raise QuarterRefused(f"{quarter.label} begins on {day_words(quarter.first_day)}.")
    if plan.finalised_on is not None and quarter.last_day < plan.finalised_on:
        raise QuarterRefused(
            f"{plan.title} was final on {day_words(plan.finalised_on)}, after {quarter.label} had ended. Ask from the "
            "quarter of that day."
        )
    if ProgressQuarter.objects.filter(plan=plan, period=str(quarter)).exists():
        raise QuarterRefused(f"Progress of {plan.title} was asked for {quarter.label} already.")
    later = ProgressQuarter.objects.filter(plan=plan, period__gt=str(quarter), closed_at__isnull=False)
    closed = later.order_by("period").values_list("period", flat=True).first()
    if closed is not None:
        raise QuarterRefused(
            f"{Quarter.parse(closed).label} of {plan.title} is closed, and was compared with the quarter before it as "
            f"it was then. Of {quarter.label} the gap stays."
        )
    made = ProgressQuarter.objects.create(plan=plan, period=str(quarter), opened_at=at)
    _record("progress opened", plan, quarter, by=by, at=at)
    return made


@transaction.atomic
def report_progress(
    *, action_id: int, quarter: Quarter, version: int, said: ProgressSaid, by: User, at: datetime
) -> Progress:
    """What the owner says; said again, it takes the place of what was said, and what was confirmed is so no more.

    `version` is that of the progress that was looked at, 0 where nothing was reported. Raises RoleMissing,
    QuarterRefused, ActionChanged, and InputRefused with everything that is missing.
    """
    today = timezone.localdate(at)
    action = PlanAction.objects.select_for_update(of=("self",)).select_related("plan", "service").get(pk=action_id)
    check_can_report(by, action, on=today)
    asked = open_quarter(action.plan, quarter)
    life = life_by(action.pk, quarter.last_day)
    if life is None:
        raise QuarterRefused(f"Action {action.ref} was not in the plan by the end of {quarter.label}.")
    before = Progress.objects.filter(quarter=asked, plan_action=action).first()
    if (0 if before is None else before.version) != version:
        raise ActionChanged(action)
    earlier = done_before([action.pk], quarter).get(action.pk, DoneBefore())
    problems = list(_wrong_report(life, said, earlier=earlier, quarter=quarter, at=at))
    if problems:
        raise InputRefused(problems)
    if before is not None and before.confirmed_at is not None:
        again = FollowUp(action_id=action.action_id, state=Action.State.OPEN, due_on=None, why=said.words.strip())
        follow_up_actions([again], by=by.pk, at=at)
    row = before or Progress(quarter=asked, plan_action=action, version=0)
    row.reported = to_plain(said.reported)
    row.words, row.evidence = said.words.strip(), said.evidence.strip()
    row.confidence, row.confidence_because = said.confidence.value, said.confidence_because.strip()
    row.reasons, row.remedy = said.reasons.strip(), said.remedy.strip()
    row.reported_at, row.reported_by = at, by
    row.confirmed_at = row.confirmed_by = None
    row.version += 1
    row.save()
    status = standing_at(life, with_done(said.reported, earlier.done), quarter_end=quarter.last_day).status
    _record("progress reported", action.plan, quarter, by=by, at=at, ref=action.ref, status=status.value)
    return row


@transaction.atomic
def confirm_done(*, progress_id: int, version: int, by: User, at: datetime) -> Progress:
    """Somebody else than who called the action done confirms it, on the evidence.

    Raises RoleMissing, OwnWork, ActionChanged, QuarterRefused, InputRefused.
    """
    # In the order in which a report locks them.
    PlanAction.objects.select_for_update(of=("self",)).get(progress=progress_id)
    progress = Progress.objects.select_related("quarter", "plan_action__plan", "plan_action__service").get(
        pk=progress_id
    )
    action = progress.plan_action
    check_can_confirm(by, progress, on=timezone.localdate(at))
    if progress.version != version:
        raise ActionChanged(action)
    quarter = Quarter.parse(progress.quarter.period)
    open_quarter(action.plan, quarter)
    if not progress_of(progress).is_called_done:
        raise InputRefused([Problem(f"Nobody called action {action.ref} done.", column="done")])
    if progress.confirmed_at is not None:
        raise InputRefused([Problem(f"That action {action.ref} is done was confirmed already.", column="done")])
    for life in filter(None, (life_of(action.pk), life_by(action.pk, quarter.last_day))):
        if life.standing is not Standing.LIVE:
            words = f"Action {action.ref} is {life.standing.value}: nothing of it is confirmed."
            raise InputRefused([Problem(words, column="done")])
    progress.confirmed_at, progress.confirmed_by = at, by
    progress.version += 1
    progress.save()
    done = FollowUp(action_id=action.action_id, state=Action.State.DONE, due_on=None, why=progress.evidence)
    follow_up_actions([done], by=by.pk, at=at)
    _record("completion confirmed", action.plan, quarter, by=by, at=at, ref=action.ref)
    return progress


@transaction.atomic
def close_progress(*, plan_id: int, quarter: Quarter, by: User, at: datetime) -> ProgressFreeze:
    """The quarter's progress as it stands is kept, and takes no more: an action without a report is kept as a gap.

    Raises RoleMissing, QuarterRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    asked = open_quarter(plan, quarter)
    if quarter.last_day >= today:
        raise QuarterRefused(f"{quarter.label} ends on {day_words(quarter.last_day)}. Close it after that day.")
    made = ProgressFreeze.objects.create(
        quarter=asked, content=to_plain(board_of(plan.pk, quarter).rows), frozen_at=at, by=by.pk
    )
    asked.closed_at = at
    asked.save(update_fields=["closed_at"])
    _record("progress closed", plan, quarter, by=by, at=at)
    return made


def open_quarter(plan: Plan, quarter: Quarter) -> ProgressQuarter:
    """The quarter, where progress is asked for it and not closed; raises QuarterRefused."""
    asked = ProgressQuarter.objects.select_for_update().filter(plan=plan, period=str(quarter)).first()
    if asked is None:
        raise QuarterRefused(f"Progress of {plan.title} is not asked for {quarter.label}. Open it first.")
    if asked.closed_at is not None:
        raise QuarterRefused(f"Progress of {plan.title} for {quarter.label} is closed: what was said stands.")
    return asked


def _wrong_report(
    life: ActionLife, said: ProgressSaid, *, earlier: DoneBefore, quarter: Quarter, at: datetime
) -> Iterator[Problem]:
    today = timezone.localdate(at)
    if earlier.is_complete:
        yield Problem("This action is complete: no progress is asked of it.", column="action")
        return
    if life.standing is not Standing.LIVE:
        yield Problem(f"This action is {life.standing.value}: no progress is asked of it.", column="action")
        return
    yield from _wrong_days(life, said.reported, earlier=earlier, quarter=quarter, today=today)
    if not says_why(said.words):
        yield Problem("Say in words what was done this quarter.", column="words")
    if said.confidence is not Confidence.LIKELY and not says_why(said.confidence_because):
        yield Problem(f"Say why the outcome is {said.confidence.value}.", column="confidence_because")
    if "" in said.reported.done and not said.evidence.strip():
        yield Problem("Say where it can be seen that it is done.", column="evidence")
    found = standing_at(life, with_done(said.reported, earlier.done), quarter_end=quarter.last_day)
    if found.status.needs_exception:
        is_done_late = not any(one.key for one in found.behind) and found.awaits_confirmation
        if not says_why(said.reasons):
            words = "It was done after its day" if is_done_late else f"It is {found.status.value}"
            yield Problem(f"{words}. Say why.", column="reasons")
        if not says_why(said.remedy) and not is_done_late:
            yield Problem(f"It is {found.status.value}. Say what is being done about it.", column="remedy")


def _wrong_days(
    life: ActionLife, reported: ReportedProgress, *, earlier: DoneBefore, quarter: Quarter, today: date
) -> Iterator[Problem]:
    known = {"": "the action", **{one.key: f"milestone {one.key}" for one in life.terms.milestones}}
    for key in sorted({*reported.expected, *reported.done} - set(known)):
        yield Problem(f"The action has no milestone {key}.", column="milestones", found=key)
    for key, words in known.items():
        if key not in {*reported.expected, *reported.done, *earlier.done}:
            yield Problem(f"Say by when {words} is expected.", column=f"expected_of_{key}" if key else "expected")
    for key, day in reported.done.items():
        if day > today:
            yield Problem(
                f"{day_words(day)} is still to come, so nothing was done on it.",
                column=f"done_of_{key}" if key else "done",
            )
        elif day > quarter.last_day:
            yield Problem(
                f"{day_words(day)} is after {quarter.label}. Give it as the day expected, and call it done in the "
                "next quarter.",
                column=f"done_of_{key}" if key else "done",
            )


def _record(kind: str, plan: Plan, quarter: Quarter, *, by: User, at: datetime, **details: object) -> None:
    record(
        kind,
        subject="plan",
        subject_id=plan.slug,
        by=by.pk,
        at=at,
        details={"period": str(quarter), **details},
    )
