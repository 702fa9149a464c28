"""What each council seeks, what serves it, and what a thing serves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goldenthread.domain.outcome_tags import OutcomeTag as Tag
from goldenthread.domain.outcome_tags import tags_called
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import Refused
from goldenthread.indicators.models import Definition, Indicator
from goldenthread.plans.models import (
    CorporatePlan,
    OutcomeTag,
    Plan,
    PlanAction,
    Priority,
    PriorityLink,
    ServicePlan,
)


class PriorityUnknown(Refused):
    """There is no priority of this name."""

    def __init__(self, slug: str, ref: str, *, known: Iterable[str]) -> None:
        super().__init__(f"There is no priority {slug}/{ref}. There are: {', '.join(known) or 'none yet'}.")


@dataclass(frozen=True, kw_only=True)
class Serving:
    """Something that serves a priority: "action" "improvement-plan/1.2", with its words."""

    kind: str  # of operations.linking.Serves
    name: str
    words: str
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class PriorityFacts:
    """A priority in the words of its council, its tags, and how many things serve it."""

    id: int
    ref: str
    title: str
    outcome: str
    tags: tuple[Tag, ...]
    links: int


@dataclass(frozen=True, kw_only=True)
class CorporatePlanFacts:
    """A council's corporate plan with its priorities in their order."""

    slug: str
    title: str
    council: str
    council_slug: str
    first_year: int
    last_year: int
    source: str
    illustrative: bool
    changed_on: date
    priorities: tuple[PriorityFacts, ...]


@dataclass(frozen=True, kw_only=True)
class PriorityServed:
    """A priority that something serves: by its plan's short name and its ref."""

    slug: str
    ref: str
    title: str
    council: str
    council_slug: str


def corporate_plans(**only: object) -> tuple[CorporatePlanFacts, ...]:
    """Every corporate plan, by council and the newest first; or those alone of which this holds. Five reads."""
    rows = CorporatePlan.objects.filter(**only).select_related("council")
    rows = rows.prefetch_related("priorities__tags", "priorities__links")
    return tuple(
        CorporatePlanFacts(
            slug=row.slug,
            title=row.title,
            council=row.council.name,
            council_slug=row.council.slug,
            first_year=row.first_year,
            last_year=row.last_year,
            source=row.source,
            illustrative=row.illustrative,
            changed_on=row.changed_on,
            priorities=tuple(
                PriorityFacts(
                    id=one.pk,
                    ref=one.ref,
                    title=one.title,
                    outcome=one.outcome,
                    tags=tags_called(tag.key for tag in one.tags.all()),
                    links=len(one.links.all()),
                )
                for one in sorted(row.priorities.all(), key=lambda one: (one.place, one.pk))
            ),
        )
        for row in rows.order_by("council__position", "-first_year", "slug")
    )


def priority_called(slug: str, ref: str) -> tuple[CorporatePlanFacts, PriorityFacts]:
    """The priority with its corporate plan; raises PriorityUnknown."""
    for plan in corporate_plans(slug=slug):
        for one in plan.priorities:
            if one.ref == ref:
                return plan, one
    every = Priority.objects.order_by("corporate_plan__slug", "place").values_list("corporate_plan__slug", "ref")
    raise PriorityUnknown(slug, ref, known=(f"{plan}/{one}" for plan, one in every))


def serving(priority_id: int) -> tuple[Serving, ...]:
    """Everything that serves a priority: plans, actions, service plans, indicators; two reads."""
    return serving_each([priority_id])[priority_id]


def serving_each(priority_ids: Iterable[int]) -> dict[int, tuple[Serving, ...]]:
    """Everything that serves each of these priorities; two reads, however many there are."""
    found: dict[int, list[Serving]] = {one: [] for one in priority_ids}
    links = list(
        PriorityLink.objects.filter(priority__in=found).select_related(
            "plan", "plan_action__plan", "plan_action__action", "service_plan__service", "indicator"
        )
    )
    titles = indicator_titles(one.indicator_id for one in links if one.indicator_id is not None)
    for one in links:
        found[one.priority_id].append(_serving(one, titles=titles))
    order = ("plan", "action", "service plan", "indicator")
    return {pk: tuple(sorted(every, key=lambda one: (order.index(one.kind), one.name))) for pk, every in found.items()}


def served_by(
    *,
    plan: str = "",
    action: tuple[str, str] | None = None,
    service_plan: tuple[str, str] | None = None,
    indicator: str = "",
) -> tuple[PriorityServed, ...]:
    """The priorities that one thing serves by itself; of an action, those of its plan are not among them."""
    which = Q(plan__slug=plan) if plan else Q(indicator__ref=indicator)
    if action is not None:
        which = Q(plan_action__plan__slug=action[0], plan_action__ref=action[1])
    elif service_plan is not None:
        which = Q(service_plan__service__slug=service_plan[0], service_plan__year=service_plan[1])
    rows = PriorityLink.objects.filter(which).select_related("priority__corporate_plan__council")
    rows = rows.order_by(
        "priority__corporate_plan__council__position", "priority__corporate_plan__slug", "priority__place", "pk"
    )
    return tuple(
        PriorityServed(
            slug=one.priority.corporate_plan.slug,
            ref=one.priority.ref,
            title=one.priority.title,
            council=one.priority.corporate_plan.council.name,
            council_slug=one.priority.corporate_plan.council.slug,
        )
        for one in rows
    )


def tags_of_indicator(ref: str) -> tuple[Tag, ...]:
    """The tags that stand beside an indicator."""
    return tags_called(OutcomeTag.objects.filter(indicator__ref=ref).values_list("key", flat=True))


def priorities_changed_since(day: date) -> tuple[CorporatePlanFacts, ...]:
    """Corporate plans that were entered or whose priorities changed after a day: plans are then reviewed."""
    return corporate_plans(changed_on__gt=day)


def may_serve(council_slug: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """What can be linked to a priority of a council, by kind: the name and its words."""
    plans = Plan.objects.filter(state=Plan.State.FINAL).order_by("title")
    actions = PlanAction.objects.filter(Q(serves__slug=council_slug) | Q(serves=None)).select_related("plan", "action")
    service_plans = ServicePlan.objects.filter(provided__council__slug=council_slug).select_related("service")
    indicators = Indicator.objects.filter(Q(measure__council__slug=council_slug) | Q(measure__council=None))
    found = list(indicators.filter(measure__isnull=False).distinct().order_by("ref"))
    titles = indicator_titles(one.pk for one in found)
    return {
        "plan": tuple((one.slug, one.title) for one in plans),
        "action": tuple(
            (f"{one.plan.slug}/{one.ref}", f"{one.ref} {one.action.words}")
            for one in actions.distinct().order_by("plan__slug", "ref")
        ),
        "service plan": tuple(
            (f"{one.service.slug}/{one.year}", f"{one.service.name}, {one.year}")
            for one in service_plans.distinct().order_by("service__position", "year")
        ),
        "indicator": tuple((one.ref, f"{one.ref} {titles.get(one.pk, '')}".strip()) for one in found),
    }


def indicator_titles(ids: Iterable[int]) -> dict[int, str]:
    """The titles of indicators by the newest of their cards; one read."""
    rows = Definition.objects.filter(indicator__in=list(ids)).order_by("starts_on")
    return {indicator: str(card["title"]) for indicator, card in rows.values_list("indicator_id", "card")}


def _serving(link: PriorityLink, *, titles: dict[int, str]) -> Serving:
    if link.plan is not None:
        return Serving(kind="plan", name=link.plan.slug, words=link.plan.title, illustrative=link.plan.illustrative)
    if link.plan_action is not None:
        action = link.plan_action
        return Serving(
            kind="action",
            name=f"{action.plan.slug}/{action.ref}",
            words=f"{action.ref} {action.action.words}",
            illustrative=action.plan.illustrative,
        )
    if link.service_plan is not None:
        plan = link.service_plan
        return Serving(
            kind="service plan",
            name=f"{plan.service.slug}/{plan.year}",
            words=f"{plan.service.name}, {FinancialYear.parse(plan.year).label}",
            illustrative=plan.illustrative,
        )
    if link.indicator is None:
        raise ValueError(f"{link.pk} joins nothing")
    title = titles.get(link.indicator.pk, "")
    return Serving(kind="indicator", name=link.indicator.ref, words=f"{link.indicator.ref} {title}".strip())
