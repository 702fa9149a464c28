"""A plan that is about to be changed, and whether a decision is of its committee."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.committee.models import Decision
from goldenthread.domain.problems import Problem
from goldenthread.plans.models import Plan
from goldenthread.plans.rules import PlanChanged


def locked_plan(plan_id: int, *, version: int) -> Plan:
    """The plan, which nobody else changes until the transaction ends; raises PlanChanged."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("decision__item", "committee").get(pk=plan_id)
    if plan.version != version:
        raise PlanChanged(plan)
    return plan


def of_another_committee(decision: Decision, plan: Plan) -> Iterator[Problem]:
    """What is wrong with a decision where another committee than the plan's made it."""
    body = decision.item.meeting.committee
    if body.pk != plan.committee_id:
        words = f"{body.name} is another committee than the plan's, {plan.committee.name}. Name one of its decisions."
        yield Problem(words, column="decision")
