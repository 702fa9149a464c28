"""Service plans as they stand: what a service does for each council, with what, and what it promises."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.domain.periods import FinancialYear
from goldenthread.indicators.models import Definition
from goldenthread.plans.models import ServicePlan
from goldenthread.plans.queries.priorities import PriorityServed, indicator_titles, served_by
from goldenthread.plans.queries.resources import ResourceFacts, resources_of_service_plan


@dataclass(frozen=True, kw_only=True)
class ListedServicePlan:
    """A service plan in brief."""

    service: str
    service_slug: str
    directorate: str
    year: str
    decision: str  # "" where none agreed it as it stands
    illustrative: bool
    levels: int

    @property
    def year_label(self) -> str:
        return FinancialYear.parse(self.year).label


@dataclass(frozen=True, kw_only=True)
class ProvidedFacts:
    """What one council gets, with the establishment and the budget that were agreed."""

    council: str
    council_slug: str
    words: str
    resource: ResourceFacts | None


@dataclass(frozen=True, kw_only=True)
class LevelFacts:
    """A service level, and the measure that says whether it is kept."""

    ref: str
    council: str
    council_slug: str
    words: str
    indicator: str
    title: str
    measure_id: int
    unit: str
    direction: str
    level: Decimal
    when_missed: str


@dataclass(frozen=True, kw_only=True)
class TakenAction:
    """An action that the service plan takes from another plan."""

    slug: str
    plan: str
    ref: str
    words: str
    owner_post: str


@dataclass(frozen=True, kw_only=True)
class ServicePlanFacts:
    """The whole of a service plan."""

    id: int
    service: str
    service_slug: str
    directorate: str
    year: str
    version: int
    purpose: str
    decision: str
    illustrative: bool
    provided: tuple[ProvidedFacts, ...]
    priorities: tuple[PriorityServed, ...]
    actions: tuple[TakenAction, ...]
    indicators: tuple[tuple[str, str], ...]  # ref and title
    levels: tuple[LevelFacts, ...]

    @property
    def year_label(self) -> str:
        return FinancialYear.parse(self.year).label

    @property
    def title(self) -> str:
        """ "ICT Services: service plan 2019/20"."""
        return f"{self.service}: service plan {self.year_label}"


def service_plans(**only: object) -> tuple[ListedServicePlan, ...]:
    """Every service plan, the newest year first and then by service; or those alone of which this holds."""
    rows = ServicePlan.objects.filter(**only).select_related("service__directorate", "decision")
    return tuple(
        ListedServicePlan(
            service=one.service.name,
            service_slug=one.service.slug,
            directorate=one.service.directorate.name,
            year=one.year,
            decision="" if one.decision is None else one.decision.reference,
            illustrative=one.illustrative,
            levels=len(one.levels.all()),
        )
        for one in rows.prefetch_related("levels").order_by("-year", "service__position", "pk")
    )


def service_plan_called(service: str, year: str) -> ServicePlanFacts | None:
    """The service plan of a service and year; None where there is none."""
    rows = ServicePlan.objects.select_related("service__directorate", "decision")
    plan = rows.filter(service__slug=service, year=year).first()
    if plan is None:
        return None
    has = {one.council_id: one for one in resources_of_service_plan(plan.pk)}
    levels = list(plan.levels.select_related("council", "measure__indicator").order_by("council__position", "ref"))
    indicators = list(plan.indicators.order_by("ref"))
    ids = {*(one.pk for one in indicators), *(one.measure.indicator_id for one in levels)}
    titles = indicator_titles(ids)
    units = _units(ids)
    return ServicePlanFacts(
        id=plan.pk,
        service=plan.service.name,
        service_slug=plan.service.slug,
        directorate=plan.service.directorate.name,
        year=plan.year,
        version=plan.version,
        purpose=plan.purpose,
        decision="" if plan.decision is None else plan.decision.reference,
        illustrative=plan.illustrative,
        provided=tuple(
            ProvidedFacts(
                council=one.council.name,
                council_slug=one.council.slug,
                words=one.words,
                resource=has.get(one.council_id),
            )
            for one in plan.provided.select_related("council").order_by("council__position")
        ),
        priorities=served_by(service_plan=(service, year)),
        actions=tuple(
            TakenAction(
                slug=one.plan.slug,
                plan=one.plan.title,
                ref=one.ref,
                words=one.action.words,
                owner_post=one.action.owner_post,
            )
            for one in plan.actions.select_related("plan", "action").order_by("plan__title", "plan_id", "ref")
        ),
        indicators=tuple((one.ref, titles.get(one.pk, "")) for one in indicators),
        levels=tuple(
            LevelFacts(
                ref=one.ref,
                council=one.council.name,
                council_slug=one.council.slug,
                words=one.words,
                indicator=one.measure.indicator.ref,
                title=titles.get(one.measure.indicator_id, ""),
                measure_id=one.measure_id,
                unit=units.get(one.measure.indicator_id, ""),
                direction=one.direction,
                level=one.level,
                when_missed=one.when_missed,
            )
            for one in levels
        ),
    )


def _units(ids: set[int]) -> dict[int, str]:
    rows = Definition.objects.filter(indicator__in=ids).order_by("starts_on")
    return {indicator: str(unit) for indicator, unit in rows.values_list("indicator_id", "card__unit")}
