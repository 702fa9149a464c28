"""Staff and money that were agreed for an action or a service plan: rows that are only added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import Decision
from goldenthread.committee.queries import check_agrees, decision_called
from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.service_plans import ResourceTerms, wrong_resource
from goldenthread.partnership.models import Council
from goldenthread.plans.models import ActionResource, PlanAction, ServicePlan, ServicePlanResource
from goldenthread.plans.rules import check_can_keep_plans
from goldenthread.storage.turns import take_turns


@dataclass(frozen=True, kw_only=True)
class ResourceSaid:
    """What the action "improvement-plan/1.2" has of a council in a year, perhaps by a committee's decision."""

    action: str
    council: str
    year: str
    terms: ResourceTerms
    decision: str = ""


@transaction.atomic
def agree_resources(every: Sequence[ResourceSaid], *, by: User, at: datetime) -> int:
    """What was agreed for actions, all of it or nothing; how many of them were not so before.

    Raises RoleMissing, DecisionUnknown, DecisionAgreesNothing, and InputRefused with everything that is wrong of any
    of them, each with its place: "resource[2] council".
    """
    check_can_keep_plans(by, on=timezone.localdate(at))
    problems, made = [], 0
    for place, said in enumerate(every, start=1):
        try:
            made += agree_resource(said, by=by, at=at) is not None
        except InputRefused as refused:
            problems += [replace(one, column=f"resource[{place}] {one.column}") for one in refused.problems]
    if problems:
        raise InputRefused(problems)
    return made


@transaction.atomic
def agree_resource(one: ResourceSaid, *, by: User, at: datetime) -> ActionResource | None:
    """What one action has of a council in a year; None where the same stands there already.

    Raises RoleMissing, DecisionUnknown, DecisionAgreesNothing, and InputRefused with everything that is wrong of it.
    """
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    action, council, year, said, decision = one.action, one.council, one.year, one.terms, one.decision
    slug, _, ref = action.partition("/")
    take_turns(f"resources of {action}")
    row = PlanAction.objects.select_related("plan").filter(plan__slug=slug, ref=ref).first()
    whose = Council.objects.filter(slug=council).first()
    problems = [*wrong_resource(said), *wrong_day(said, today=today)]
    if row is None:
        problems.append(
            Problem("There is no action of this name, as in improvement-plan/1.2.", column="action", found=action)
        )
    if whose is None:
        problems.append(Problem("There is no council of this name.", column="council", found=council))
    if row is not None and whose is not None:
        served = list(row.serves.order_by("position"))
        if served and whose not in served:
            names = listed([one.name for one in served])
            problems.append(
                Problem(f"Action {action} serves {names}, and not {whose.name}.", column="council", found=council)
            )
    if row is not None:
        problems += _wrong_year(row, year)
    if problems or row is None or whose is None:
        raise InputRefused(problems)
    facts = decision_called(decision) if decision else None
    if facts is not None:
        check_agrees(facts, on=today)
    rests_on = None if facts is None else Decision.objects.get(pk=facts.id)
    made = add_resource(row, council=whose, year=year, said=said, decision=rests_on, by=by, at=at)
    return made if isinstance(made, ActionResource) else None


def add_resource(
    of: PlanAction | ServicePlan,
    *,
    council: Council,
    year: str,
    said: ResourceTerms,
    decision: Decision | None = None,
    by: User,
    at: datetime,
) -> ActionResource | ServicePlanResource | None:
    """The next number of it, with its event; None where it is as before. Inside the transaction of who checked it."""
    kept = {
        "council": council,
        "year": year,
        "staff": said.staff,
        "money": said.money,
        "agreed_by": said.agreed_by.strip(),
        "agreed_on": said.agreed_on,
        "decision": decision,
    }
    last: ActionResource | ServicePlanResource | None = (
        of.resources.filter(council=council, year=year).order_by("-number").first()
    )
    if last is not None and all(getattr(last, name) == value for name, value in kept.items()):
        return None
    row = {**kept, "number": 1 if last is None else last.number + 1, "at": at, "by": by.pk}
    made: ActionResource | ServicePlanResource
    if isinstance(of, PlanAction):
        made = ActionResource.objects.create(plan_action=of, **row)
        subject, subject_id, details = "plan", of.plan.slug, {"ref": of.ref}
    else:
        made = ServicePlanResource.objects.create(service_plan=of, **row)
        subject, subject_id, details = "service plan", f"{of.service.slug}/{of.year}", {}
    record(
        "resources agreed",
        subject=subject,
        subject_id=subject_id,
        by=by.pk,
        at=at,
        details={
            **details,
            "council": council.name,
            "year": year,
            "staff": "" if said.staff is None else str(said.staff),
            "money": "" if said.money is None else str(said.money),
            "agreed by": said.agreed_by,
        },
    )
    return made


def wrong_day(said: ResourceTerms, *, today: date) -> list[Problem]:
    """What was agreed on a day that is still to come was not agreed."""
    if said.agreed_on > today:
        return [Problem(f"{day_words(said.agreed_on)} is still to come.", column="agreed_on")]
    return []


def _wrong_year(action: PlanAction, year: str) -> list[Problem]:
    try:
        start = FinancialYear.parse(year).start
    except PeriodUnreadable as error:
        return [Problem(str(error), column="year", found=year)]
    plan = action.plan
    if not plan.first_year <= start <= plan.last_year:
        return [Problem(f"{plan.title} is not for {FinancialYear(start).label}.", column="year", found=year)]
    return []
