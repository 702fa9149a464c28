"""The rows that the thread is made of, each read once for a page: what serves which priority, and how it is called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.thread import is_in_force
from goldenthread.indicators.models import Definition, Measure
from goldenthread.plans.models import CorporatePlan, Plan, PlanAction, Priority, PriorityLink, ServiceLevel, ServicePlan


@dataclass(frozen=True, kw_only=True)
class PriorityRow:
    """A priority, and the council's plan that it stands in."""

    id: int
    slug: str
    ref: str
    title: str
    outcome: str
    plan: str
    council: str  # its slug
    council_name: str
    first_year: int
    last_year: int
    illustrative: bool

    @property
    def key(self) -> str:
        return f"{self.slug}/{self.ref}"

    def holds(self, year: FinancialYear) -> bool:
        return is_in_force(self.first_year, self.last_year, year)


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """An action of a plan as it is promised now."""

    id: int
    plan_id: int
    slug: str
    ref: str
    words: str
    owner_post: str
    due_on: date
    agreed_by: str  # reference of the decision that agreed its plan
    illustrative: bool

    @property
    def key(self) -> str:
        return f"{self.slug}/{self.ref}"


@dataclass(frozen=True, kw_only=True)
class LevelRow:
    """A service level, and whose figure says whether it is kept."""

    service_plan_id: int
    ref: str
    council: str
    council_name: str
    words: str
    measure_id: int
    indicator_id: int
    direction: str
    level: Decimal
    when_missed: str
    illustrative: bool  # as its service plan is


@dataclass(kw_only=True)
class Served:
    """What serves one priority, by ids."""

    plans: list[int] = field(default_factory=list)
    actions: list[int] = field(default_factory=list)
    service_plans: list[int] = field(default_factory=list)
    indicators: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """An indicator for one council, or for the whole partnership (`council` "")."""

    id: int
    indicator_id: int
    council: str
    council_name: str


def priority_rows(**only: object) -> tuple[PriorityRow, ...]:
    """The priorities of which this holds, by council, years and place."""
    rows = Priority.objects.filter(**only).order_by(
        "corporate_plan__council__position", "-corporate_plan__first_year", "corporate_plan__title", "place", "pk"
    )
    columns = (
        "pk", "corporate_plan__slug", "ref", "title", "outcome", "corporate_plan__title",
        "corporate_plan__council__slug", "corporate_plan__council__name", "corporate_plan__first_year",
        "corporate_plan__last_year", "corporate_plan__illustrative",
    )  # fmt: skip
    names = PriorityRow.__dataclass_fields__
    return tuple(PriorityRow(**dict(zip(names, row, strict=True))) for row in rows.values_list(*columns))


def councils_with_a_plan(year: FinancialYear) -> frozenset[str]:
    """Slugs of the councils that have a corporate plan in force in the year."""
    first = year.first_day.year
    rows = CorporatePlan.objects.filter(first_year__lte=first, last_year__gte=first)
    return frozenset(rows.values_list("council__slug", flat=True))


def served_by(priorities: Collection[int]) -> dict[int, Served]:
    """By priority, what is linked to it."""
    rows = PriorityLink.objects.filter(priority__in=priorities).order_by("pk")
    found: dict[int, Served] = {}
    columns = ("priority_id", "plan_id", "plan_action_id", "service_plan_id", "indicator_id")
    for priority, plan, action, service_plan, indicator in rows.values_list(*columns):
        one = found.setdefault(priority, Served())
        for into, pk in (
            (one.plans, plan),
            (one.actions, action),
            (one.service_plans, service_plan),
            (one.indicators, indicator),
        ):
            if pk is not None:
                into.append(pk)
    return found


def plan_rows(plans: Collection[int] | None = None, *, sees_open: bool) -> QuerySet[Plan]:
    """The plans that a reader sees; of those named by id, where any are named."""
    rows = Plan.objects.select_related("decision__item__meeting__committee").order_by("title", "pk")
    rows = rows if plans is None else rows.filter(pk__in=plans)
    return rows if sees_open else rows.filter(state=Plan.State.FINAL)


def action_rows(which: Q) -> tuple[ActionRow, ...]:
    """The actions of which this holds, in the order of their plans."""
    rows = PlanAction.objects.filter(which).order_by("plan__title", "plan_id", "theme__place", "ref", "pk").distinct()
    columns = (
        "pk", "plan_id", "plan__slug", "ref", "action__words", "action__owner_post", "action__due_on",
        "plan__decision__reference", "plan__illustrative",
    )  # fmt: skip
    names = ActionRow.__dataclass_fields__
    return tuple(
        ActionRow(**dict(zip(names, (pk, plan, slug, ref, words, owner, due, agreed or "", illustrative), strict=True)))
        for pk, plan, slug, ref, words, owner, due, agreed, illustrative, *_ in rows.values_list(
            *columns, "theme__place", "plan__title"
        )
    )


def service_plan_rows(which: Q) -> QuerySet[ServicePlan]:
    """The service plans of which this holds."""
    rows = ServicePlan.objects.filter(which).select_related("service").prefetch_related("actions", "indicators")
    return rows.order_by("service__position", "year", "pk").distinct()


def level_rows(service_plans: Collection[int], *, council: str = "") -> tuple[LevelRow, ...]:
    """The service levels of these service plans; those to one council, where it is named."""
    rows = ServiceLevel.objects.filter(service_plan__in=service_plans)
    rows = rows.filter(council__slug=council) if council else rows
    columns = (
        "service_plan_id", "ref", "council__slug", "council__name", "words", "measure_id", "measure__indicator_id",
        "direction", "level", "when_missed", "service_plan__illustrative",
    )  # fmt: skip
    names = LevelRow.__dataclass_fields__
    return tuple(
        LevelRow(**dict(zip(names, row, strict=True)))
        for row in rows.order_by("service_plan_id", "council__position", "ref", "pk").values_list(*columns)
    )


def measure_rows(which: Q) -> tuple[MeasureRow, ...]:
    """The measures of which this holds, by council, the whole partnership last."""
    rows = Measure.objects.filter(which).select_related("council").order_by("council__position", "pk")
    found = [
        MeasureRow(
            id=one.pk,
            indicator_id=one.indicator_id,
            council="" if one.council is None else one.council.slug,
            council_name="the whole partnership" if one.council is None else one.council.name,
        )
        for one in rows
    ]
    return tuple(sorted(found, key=lambda one: not one.council))


def titles_of(indicators: Iterable[int], *, on: date) -> dict[int, tuple[str, str, bool]]:
    """By indicator its ref, the title of its card in force (or the first to come), and whether it is illustrative."""
    rows = Definition.objects.filter(indicator__in=set(indicators)).order_by("starts_on")
    found: dict[int, tuple[str, str, bool]] = {}
    for pk, ref, starts_on, card in rows.values_list("indicator_id", "indicator__ref", "starts_on", "card"):
        if starts_on <= on or pk not in found:
            found[pk] = (ref, card["title"], bool(card.get("illustrative_note")))
    return found
