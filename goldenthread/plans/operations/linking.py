"""What serves a priority: links that somebody makes and takes away, each of them in the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.outcome_tags import OUTCOME_TAGS, is_tag
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.indicators.models import Indicator, Measure
from goldenthread.plans.models import (
    CorporatePlan,
    OutcomeTag,
    Plan,
    PlanAction,
    Priority,
    PriorityLink,
    ProvidedToCouncil,
    ServicePlan,
)
from goldenthread.plans.rules import check_can_keep_plans
from goldenthread.storage.turns import take_turns


class Serves(StrEnum):
    """What can serve a priority."""

    PLAN = "plan"
    ACTION = "action"
    SERVICE_PLAN = "service plan"
    INDICATOR = "indicator"


_COLUMN = {
    Serves.PLAN: "plan",
    Serves.ACTION: "plan_action",
    Serves.SERVICE_PLAN: "service_plan",
    Serves.INDICATOR: "indicator",
}


@dataclass(frozen=True, kw_only=True)
class ServingName:
    """What is to serve a priority, by the name that it is called by: "improvement-plan", "improvement-plan/1.2",
    "ict-services/2019-20", "CS1"."""

    kind: Serves
    name: str


@transaction.atomic
def link_to_priority(*, priority_id: int, what: Iterable[ServingName], by: User, at: datetime) -> int:
    """Each of these serves the priority from now on; how many did not already.

    Raises RoleMissing, and InputRefused with everything that is unknown or cannot serve it.
    """
    check_can_keep_plans(by, on=timezone.localdate(at))
    priority = _turn(priority_id)
    named = tuple(what)
    problems = [problem for one in named for problem in wrong_link(one, corporate_plan=priority.corporate_plan)]
    if problems:
        raise InputRefused(problems)
    return add_links(priority, named, by=by, at=at)


@transaction.atomic
def unlink_from_priority(*, priority_id: int, what: Iterable[ServingName], by: User, at: datetime) -> int:
    """None of these serves the priority any more; how many did. Raises RoleMissing."""
    check_can_keep_plans(by, on=timezone.localdate(at))
    priority = _turn(priority_id)
    gone = 0
    for one in what:
        row = _row(one)
        found = PriorityLink.objects.filter(priority=priority, **{_COLUMN[one.kind]: row}) if row is not None else None
        if found is not None and found.delete()[0]:
            gone += 1
            _tell("link to a priority taken away", priority, one, by=by, at=at)
    return gone


@transaction.atomic
def tag_priority(*, priority_id: int, keys: Iterable[str], by: User, at: datetime) -> bool:
    """These tags and no others stand beside the priority; whether that is a change.

    Raises RoleMissing, and InputRefused of what is no tag.
    """
    check_can_keep_plans(by, on=timezone.localdate(at))
    priority = _turn(priority_id)
    return set_tags(keys, by=by, at=at, subject=("corporate plan", priority.corporate_plan.slug), priority=priority)


@transaction.atomic
def tag_indicator(*, ref: str, keys: Iterable[str], by: User, at: datetime) -> bool:
    """These tags and no others stand beside the indicator; whether that is a change. Raises RoleMissing,
    InputRefused."""
    check_can_keep_plans(by, on=timezone.localdate(at))
    take_turns(f"tags of {ref}")
    indicator = Indicator.objects.filter(ref=ref).first()
    if indicator is None:
        raise InputRefused([Problem(f"There is no indicator {ref!r}.", column="indicator", found=ref)])
    return set_tags(keys, by=by, at=at, subject=("indicator", ref), indicator=indicator)


def add_links(priority: Priority, named: Iterable[ServingName], *, by: User, at: datetime) -> int:
    """The links that are not there yet; inside the transaction of whoever checked them."""
    made = 0
    for one in named:
        columns: dict[str, Any] = {_COLUMN[one.kind]: _row(one)}
        _, is_new = PriorityLink.objects.get_or_create(priority=priority, **columns)
        if is_new:
            made += 1
            _tell("linked to a priority", priority, one, by=by, at=at)
    return made


def wrong_link(one: ServingName, *, corporate_plan: CorporatePlan) -> list[Problem]:
    """Why this cannot serve a priority of the plan's council."""
    row, council = _row(one), corporate_plan.council

    def problem(words: str) -> list[Problem]:
        return [Problem(words, column=f"{_COLUMN[one.kind].replace('plan_action', 'action')}s", found=one.name[:80])]

    if row is None:
        return problem(f"There is no {one.kind.value} of this name{_HINTS[one.kind]}.")
    if isinstance(row, Plan) and row.state != Plan.State.FINAL:
        return problem(f"{row.title} is {row.get_state_display()}: link it once it is final.")
    if isinstance(row, PlanAction):
        serves = set(row.serves.values_list("pk", flat=True))
        if serves and council.pk not in serves:
            return problem(f"Action {one.name} is not for {council.name}: it names the councils that it serves.")
    if isinstance(row, ServicePlan):
        is_provided = ProvidedToCouncil.objects.filter(service_plan=row, council=council).exists()
        if not is_provided:
            return problem(f"The service plan {one.name} provides nothing to {council.name}.")
    if isinstance(row, Indicator):
        measured = Measure.objects.filter(indicator=row)
        if not any(council_id in (council.pk, None) for council_id in measured.values_list("council_id", flat=True)):
            return problem(f"{one.name} is not measured for {council.name}.")
    return []


_HINTS = {
    Serves.PLAN: "",
    Serves.ACTION: ", as in improvement-plan/1.2; an action is known once its plan is final",
    Serves.SERVICE_PLAN: ", as in ict-services/2019-20",
    Serves.INDICATOR: "",
}


def set_tags(
    keys: Iterable[str],
    *,
    by: User,
    at: datetime,
    subject: tuple[str, str],
    priority: Priority | None = None,
    indicator: Indicator | None = None,
) -> bool:
    """These tags in place of those that are there, with the event; inside the transaction of the operation."""
    wanted = set(keys)
    unknown = [key for key in wanted if not is_tag(key)]
    if unknown:
        raise InputRefused([Problem("There is no such tag.", column="tags", found=key[:60]) for key in unknown])
    rows = OutcomeTag.objects.filter(priority=priority, indicator=indicator)
    before = set(rows.values_list("key", flat=True))
    if before == wanted:
        return False
    rows.exclude(key__in=wanted).delete()
    OutcomeTag.objects.bulk_create(
        OutcomeTag(key=one.key, priority=priority, indicator=indicator)
        for one in OUTCOME_TAGS
        if one.key in wanted - before
    )
    names = {one.key: one.name for one in OUTCOME_TAGS}
    record(
        "tags changed",
        subject=subject[0],
        subject_id=subject[1],
        by=by.pk,
        at=at,
        details={
            **({"priority": priority.ref} if priority is not None else {}),
            "added": ", ".join(sorted(names[key] for key in wanted - before)),
            "taken away": ", ".join(sorted(names.get(key, key) for key in before - wanted)),
        },
    )
    return True


def _turn(priority_id: int) -> Priority:
    """The priority, of which nobody else changes what serves it until the transaction ends."""
    slug = Priority.objects.filter(pk=priority_id).values_list("corporate_plan__slug", flat=True).first()
    take_turns(f"corporate plan {slug}")
    return Priority.objects.select_related("corporate_plan__council").get(pk=priority_id)


def _row(one: ServingName) -> Plan | PlanAction | ServicePlan | Indicator | None:
    first, _, second = one.name.partition("/")
    if one.kind is Serves.PLAN:
        return Plan.objects.filter(slug=one.name).first()
    if one.kind is Serves.ACTION:
        return PlanAction.objects.filter(plan__slug=first, ref=second).first()
    if one.kind is Serves.SERVICE_PLAN:
        return ServicePlan.objects.filter(service__slug=first, year=second).first()
    return Indicator.objects.filter(ref=one.name).first()


def _tell(kind: str, priority: Priority, one: ServingName, *, by: User, at: datetime) -> None:
    record(
        kind,
        subject="corporate plan",
        subject_id=priority.corporate_plan.slug,
        by=by.pk,
        at=at,
        details={"priority": priority.ref, one.kind.value: one.name},
    )
