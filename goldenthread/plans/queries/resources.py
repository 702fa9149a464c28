"""Staff and money: of an action or a service plan, by council and priority, and which actions have none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, OuterRef, Subquery

from goldenthread.actions.models import Action
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.plan_actions import ChangeKind
from goldenthread.partnership.queries import councils
from goldenthread.plans.models import (
    ActionResource,
    ActionVersion,
    Plan,
    PlanAction,
    Priority,
    PriorityLink,
    ServicePlan,
    ServicePlanResource,
)


@dataclass(frozen=True, kw_only=True)
class ResourceFacts:
    """What was agreed of staff (full-time equivalents) and money (pounds) of one council in a year."""

    council_id: int
    council: str
    year: str
    staff: Decimal | None
    money: Decimal | None
    agreed_by: str
    agreed_on: date
    decision: str


@dataclass(frozen=True, kw_only=True)
class Sum:
    """Staff and money added up, of so many actions and service plans; nought where nothing was agreed."""

    staff: Decimal = Decimal(0)
    money: Decimal = Decimal(0)
    things: int = 0
    illustrative: bool = False  # some of it was made up


@dataclass(frozen=True, kw_only=True)
class ByPriority:
    """What serves one priority of a council; `title` is "" of what serves none of its priorities."""

    slug: str
    ref: str
    title: str
    sum: Sum


@dataclass(frozen=True, kw_only=True)
class CouncilResources:
    """A council's resources of a year by its priorities. What serves two of them stands under both, and is in the
    council's own sum once."""

    council: str
    council_slug: str
    rows: tuple[ByPriority, ...]
    sum: Sum


@dataclass(frozen=True, kw_only=True)
class Without:
    """An action that nobody agreed any staff or money for."""

    slug: str
    plan: str
    ref: str
    words: str
    owner_post: str
    illustrative: bool


_Row = ActionResource | ServicePlanResource
_Key = tuple[str, int]  # "action" or "service plan", and its id


def resources_of_action(action_id: int) -> tuple[ResourceFacts, ...]:
    """What an action has now, by year and council."""
    return _facts(_newest(ActionResource.objects.filter(plan_action=action_id)))


def resources_of_service_plan(plan_id: int) -> tuple[ResourceFacts, ...]:
    """The establishment and budget of a service plan now, by council."""
    return _facts(_newest(ServicePlanResource.objects.filter(service_plan=plan_id)))


def resources_of_plan(plan_id: int, *, by: datetime | None = None) -> dict[str, tuple[ResourceFacts, ...]]:
    """What each action of a plan has, by its ref, without those that have nothing; as it was recorded by a moment,
    where one is given."""
    found: dict[str, list[_Row]] = {}
    rows = ActionResource.objects.filter(plan_action__plan=plan_id).select_related("plan_action")
    if by is not None:
        rows = rows.filter(at__lte=by)
    for one in _newest(rows):
        if isinstance(one, ActionResource):
            found.setdefault(one.plan_action.ref, []).append(one)
    return {ref: _facts(every) for ref, every in sorted(found.items())}


def resources_by_priority(year: str) -> tuple[CouncilResources, ...]:
    """Every council's resources of a year, by its priorities in force then; six reads, however many there are."""
    start = FinancialYear.parse(year).start
    # What a council had by an earlier text of a service plan, which named it, is not its own any more.
    of_plans = ServicePlanResource.objects.filter(year=year, service_plan__provided__council=F("council"))
    newest = [
        *_newest(ActionResource.objects.filter(year=year).select_related("plan_action__plan")),
        *_newest(of_plans.select_related("service_plan")),
    ]
    serving = _serving()
    rows = Priority.objects.filter(corporate_plan__first_year__lte=start, corporate_plan__last_year__gte=start)
    priorities = list(rows.select_related("corporate_plan").order_by("corporate_plan__slug", "place", "pk"))
    found = []
    for council in councils():
        own = [one for one in newest if one.council_id == council.id]
        theirs = [one for one in priorities if one.corporate_plan.council_id == council.id]
        by_priority = [
            ByPriority(
                slug=one.corporate_plan.slug,
                ref=one.ref,
                title=one.title,
                sum=_sum(row for row in own if one.pk in _served_by(row, serving)),
            )
            for one in theirs
        ]
        ids = {one.pk for one in theirs}
        rest = _sum(row for row in own if not ids & _served_by(row, serving))
        if rest.things:
            by_priority.append(ByPriority(slug="", ref="", title="", sum=rest))
        if theirs or own:
            found.append(
                CouncilResources(
                    council=council.name, council_slug=council.slug, rows=tuple(by_priority), sum=_sum(own)
                )
            )
    return tuple(found)


def actions_without_resources(year: str) -> tuple[Without, ...]:
    """The open actions of plans that are final and for the year, of which no staff and no money was agreed for it."""
    start = FinancialYear.parse(year).start
    rows = PlanAction.objects.filter(
        plan__state=Plan.State.FINAL,
        plan__first_year__lte=start,
        plan__last_year__gte=start,
        action__state=Action.State.OPEN,
    ).exclude(resources__year=year)
    newest = ActionVersion.objects.filter(plan_action=OuterRef("pk")).order_by("-number").values("kind")[:1]
    # What is deferred is not worked on, and needs nothing for now.
    rows = rows.annotate(last=Subquery(newest)).exclude(last=ChangeKind.DEFER.value)
    return tuple(
        Without(
            slug=one.plan.slug,
            plan=one.plan.title,
            ref=one.ref,
            words=one.action.words,
            owner_post=one.action.owner_post,
            illustrative=one.plan.illustrative,
        )
        for one in rows.select_related("plan", "action").order_by("plan__title", "plan_id", "ref", "pk")
    )


def service_plans_without_resources(year: str) -> tuple[str, ...]:
    """The service plans of a year of which no establishment and no budget was agreed, by service."""
    rows = ServicePlan.objects.filter(year=year, resources=None).select_related("service")
    return tuple(one.service.name for one in rows.order_by("service__position", "pk"))


def years_with_resources() -> tuple[str, ...]:
    """The years of which anything was agreed or a plan is final, the newest first."""
    known = set(ActionResource.objects.order_by().values_list("year", flat=True).distinct())
    known |= set(ServicePlan.objects.order_by().values_list("year", flat=True).distinct())
    for first, last in Plan.objects.filter(state=Plan.State.FINAL).values_list("first_year", "last_year"):
        known |= {str(FinancialYear(start)) for start in range(first, last + 1)}
    return tuple(sorted(known, reverse=True))


def _newest(rows: Iterable[_Row]) -> list[_Row]:
    """Of the rows of each thing, council and year that of the highest number."""
    found: dict[tuple[_Key, int, str], _Row] = {}
    for one in rows:
        key = (_key(one), one.council_id, one.year)
        if key not in found or one.number > found[key].number:
            found[key] = one
    return [found[key] for key in sorted(found)]


def _key(row: _Row) -> _Key:
    if isinstance(row, ActionResource):
        return ("action", row.plan_action_id)
    return ("service plan", row.service_plan_id)


def _facts(rows: Collection[_Row]) -> tuple[ResourceFacts, ...]:
    named = {one.id: (place, one.name) for place, one in enumerate(councils())}
    decided = {one.decision_id: "" if one.decision is None else one.decision.reference for one in rows}
    return tuple(
        ResourceFacts(
            council_id=one.council_id,
            council=named[one.council_id][1],
            year=one.year,
            staff=one.staff,
            money=one.money,
            agreed_by=one.agreed_by,
            agreed_on=one.agreed_on,
            decision=decided[one.decision_id],
        )
        for one in sorted(rows, key=lambda one: (one.year, named[one.council_id][0]))
    )


def _serving() -> dict[_Key, set[int]]:
    """By action, service plan and ("plan", id) the priorities that they are linked to; one read."""
    found: dict[_Key, set[int]] = {}
    columns = ("priority_id", "plan_id", "plan_action_id", "service_plan_id")
    for priority, plan, action, service_plan in PriorityLink.objects.order_by("pk").values_list(*columns):
        for kind, pk in (("plan", plan), ("action", action), ("service plan", service_plan)):
            if pk is not None:
                found.setdefault((kind, pk), set()).add(priority)
    return found


def _served_by(row: _Row, serving: dict[_Key, set[int]]) -> set[int]:
    """The priorities that an action serves by itself or by its plan, or a service plan by itself."""
    own = serving.get(_key(row), set())
    return own | serving.get(("plan", row.plan_action.plan_id), set()) if isinstance(row, ActionResource) else own


def _sum(rows: Iterable[_Row]) -> Sum:
    every = list(rows)
    return Sum(
        staff=sum((one.staff for one in every if one.staff is not None), Decimal(0)),
        money=sum((one.money for one in every if one.money is not None), Decimal(0)),
        things=len({_key(one) for one in every}),
        illustrative=any(_is_illustrative(one) for one in every),
    )


def _is_illustrative(row: _Row) -> bool:
    return row.plan_action.plan.illustrative if isinstance(row, ActionResource) else row.service_plan.illustrative
