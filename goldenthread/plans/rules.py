"""Who may keep plans, report progress and confirm what is done."""

from __future__ import annotations

from datetime import date

from goldenthread.accounts.models import User
from goldenthread.committee.operations.locking import ChangedMeanwhile
from goldenthread.domain.problems import Refused
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import Scope
from goldenthread.partnership.rules import check_may
from goldenthread.plans.models import Plan, PlanAction, Progress


class PlanChanged(ChangedMeanwhile):
    """Somebody else changed the plan since its reader looked at it."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"Somebody changed {plan.title} since you looked at it. Look at it as it is now.")


class ActionChanged(ChangedMeanwhile):
    """Somebody else changed the action, or its progress, since its reader looked at it."""

    def __init__(self, action: PlanAction) -> None:
        super().__init__(f"Somebody changed action {action.ref} since you looked at it. Look at it as it is now.")


class OwnWork(Refused):
    """Whoever called an action done does not confirm it."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(
            f"You called action {progress.plan_action.ref} done yourself. Ask somebody else to confirm it."
        )


def check_can_keep_plans(person: User, *, on: date) -> None:
    """The performance officer may; raises RoleMissing."""
    check_may(person, Permission.KEEP_PLANS, today=on)


def check_can_report(person: User, action: PlanAction, *, on: date) -> None:
    """Who leads the action's service or directorate, or the performance officer; raises RoleMissing."""
    check_may(person, Permission.REPORT_PROGRESS, today=on, of=scope_of(action))


def check_can_confirm(person: User, progress: Progress, *, on: date) -> None:
    """A director or the performance officer, but never who called it done; raises RoleMissing, OwnWork."""
    check_may(person, Permission.CONFIRM_PROMISES, today=on, of=scope_of(progress.plan_action))
    if progress.reported_by_id == person.pk:
        raise OwnWork(progress)


def scope_of(action: PlanAction) -> Scope:
    """Where an action belongs: its service or directorate, else those of its plan, else the whole partnership."""
    service = action.service or action.plan.service
    if service is not None:
        return Scope(directorate_id=service.directorate_id, service_id=service.pk, name=service.name)
    directorate = action.directorate or action.plan.directorate
    if directorate is not None:
        return Scope(directorate_id=directorate.pk, name=directorate.name)
    return Scope()
