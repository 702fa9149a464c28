"""What the pages of one thing of the thread show: what it serves, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from goldenthread.domain.thread import Node, NodeKind
from goldenthread.indicators.models import Indicator
from goldenthread.plans.models import Plan
from goldenthread.thread.queries.reading import Reading
from goldenthread.thread.queries.rows import PriorityRow, priority_rows
from goldenthread.thread.queries.trees import everything, priorities_told
from goldenthread.thread.queries.upwards import up_from


@dataclass(frozen=True, kw_only=True)
class Both:
    """A thing with what it serves (`up`) and with what hangs on it (`down`); the thing itself is the top of each."""

    up: Node
    down: Node


def indicator_both_ways(ref: str, reading: Reading) -> Both | None:
    """An indicator: up to priorities; down to the newest figure of each council."""
    up = up_from(NodeKind.INDICATOR, ref, reading)
    pk = Indicator.objects.filter(ref=ref).values_list("pk", flat=True).first()
    if up is None or pk is None:
        return None
    told = everything(reading, indicators=[pk])
    measures = tuple(told.measure(one, named=True) for one in told.measures if one.indicator_id == pk)
    # Each is the same indicator: it needs no second link to itself.
    return Both(up=up, down=Node(kind=up.kind, key=up.key, name=up.name, children=measures))


def action_both_ways(slug: str, ref: str, reading: Reading) -> Both | None:
    """An action: up to priorities, by itself, its plan and service plans; down to how it stands and what agreed it."""
    up = up_from(NodeKind.ACTION, f"{slug}/{ref}", reading)
    if up is None:
        return None
    told = everything(reading, actions=Q(plan__slug=slug, ref=ref))
    return Both(up=up, down=told.action(next(iter(told.actions))))


def plan_both_ways(slug: str, reading: Reading) -> Both | None:
    """A plan: up to priorities; down to each of its actions."""
    up = up_from(NodeKind.PLAN, slug, reading)
    if up is None:
        return None
    pk = Plan.objects.values_list("pk", flat=True).get(slug=slug)
    told = everything(reading, plans=[pk], actions=Q(plan=pk))
    return Both(up=up, down=told.plan(pk, whole=True))


def service_plan_both_ways(service: str, year: str, reading: Reading) -> Both | None:
    """A service plan: up to priorities; down to its service levels, indicators and actions."""
    up = up_from(NodeKind.SERVICE_PLAN, f"{service}/{year}", reading)
    if up is None:
        return None
    told = everything(reading, service_plans=Q(service__slug=service, year=year))
    return Both(up=up, down=told.service_plan(next(iter(told.service_plans))))


def priority_called(slug: str, ref: str) -> PriorityRow | None:
    """A priority by its corporate plan and its ref."""
    return next(iter(priority_rows(corporate_plan__slug=slug, ref=ref)), None)


def priority_down(row: PriorityRow, reading: Reading) -> Node:
    """A priority of a council, down to figures, exceptions, decisions and actions."""
    (node,) = priorities_told([row], reading, council=row.council)
    return node
