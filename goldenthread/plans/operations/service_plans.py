"""Writing a service plan down, whole, in versions that stay; and that a committee agreed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import Decision
from goldenthread.committee.queries import check_agrees, decision_called
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.plain import from_plain, to_plain
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.service_plans import LevelRecord, ServicePlanRecord, wrong_service_plan
from goldenthread.domain.units import Unit
from goldenthread.indicators.models import Definition, Indicator, Measure
from goldenthread.partnership.models import Council, Service
from goldenthread.partnership.queries.provision import provision_through
from goldenthread.plans.models import (
    PlanAction,
    Priority,
    PriorityLink,
    ProvidedToCouncil,
    ServiceLevel,
    ServicePlan,
    ServicePlanVersion,
)
from goldenthread.plans.operations.linking import Serves, ServingName, add_links
from goldenthread.plans.operations.resources import add_resource, wrong_day
from goldenthread.plans.rules import check_can_keep_plans
from goldenthread.storage.turns import take_turns

_WHOLE = Decimal(100)


class ServicePlanUnknown(Refused):
    """There is no service plan of this service and year."""

    def __init__(self, service: str, year: str) -> None:
        known = ", ".join(
            f"{one.service.slug} {one.year}"
            for one in ServicePlan.objects.select_related("service").order_by("service__position", "year")
        )
        super().__init__(f"There is no service plan {service} {year}. There are: {known or 'none yet'}.")


@transaction.atomic
def write_service_plan(written: ServicePlanRecord, *, by: User, at: datetime) -> ServicePlanVersion | None:
    """The service plan as it is written, as a version that stays; None where the same stands there already.

    What a committee agreed was another text, so that a plan that is written again is not agreed any more. Links to
    priorities are added, and taken away only one by one. Raises RoleMissing, and InputRefused with everything that is
    wrong or unknown of it.
    """
    check_can_keep_plans(by, on=timezone.localdate(at))
    take_turns(f"service plan {written.name}")
    known = ServicePlan.objects.select_for_update(of=("self",)).select_related("decision")
    plan = known.filter(service__slug=written.service, year=written.year).first()
    if plan is not None and newest_service_plan(plan) == written:
        return None
    problems = [*wrong_service_plan(written), *_agreed_ahead(written, today=timezone.localdate(at)), *_unknown(written)]
    if plan is not None:
        problems += _left_out(plan, written)
    if problems:
        raise InputRefused(problems)
    was_agreed = "" if plan is None or plan.decision is None else plan.decision.reference
    if plan is None:
        plan = ServicePlan(service=Service.objects.get(slug=written.service), year=written.year)
    else:
        plan.version += 1
    plan.purpose, plan.illustrative, plan.decision = written.purpose, written.illustrative, None
    plan.save()
    _enter(plan, written, by=by, at=at)
    made = ServicePlanVersion.objects.create(
        service_plan=plan, number=plan.version, content=to_plain(written), at=at, by=by.pk
    )
    details: dict[str, object] = {"version": made.number}
    if was_agreed:
        details["agreed before, and not as it is now, by"] = was_agreed
    record("service plan written", subject="service plan", subject_id=written.name, by=by.pk, at=at, details=details)
    return made


@transaction.atomic
def agree_service_plan(*, service: str, year: str, decision: str, by: User, at: datetime) -> ServicePlan:
    """The decision of this reference agreed the service plan as it stands.

    Raises RoleMissing, ServicePlanUnknown, DecisionUnknown, DecisionAgreesNothing.
    """
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    take_turns(f"service plan {service}/{year}")
    plan = ServicePlan.objects.select_for_update(of=("self",)).filter(service__slug=service, year=year).first()
    if plan is None:
        raise ServicePlanUnknown(service, year)
    facts = decision_called(decision)
    check_agrees(facts, on=today)
    plan.decision = Decision.objects.get(pk=facts.id)
    plan.save(update_fields=["decision"])
    record(
        "service plan agreed",
        subject="service plan",
        subject_id=f"{service}/{year}",
        by=by.pk,
        at=at,
        details={"version": plan.version, "decision": facts.reference},
    )
    return plan


def newest_service_plan(plan: ServicePlan) -> ServicePlanRecord:
    """The service plan as it was last written down."""
    content = plan.versions.order_by("-number").values_list("content", flat=True)[0]
    return from_plain(ServicePlanRecord, content)


def _enter(plan: ServicePlan, written: ServicePlanRecord, *, by: User, at: datetime) -> None:
    """The rows of the plan as it is written now, in place of those that are there."""
    councils = {one.slug: one for one in Council.objects.all()}
    plan.provided.all().delete()
    ProvidedToCouncil.objects.bulk_create(
        ProvidedToCouncil(service_plan=plan, council=councils[one.council], words=one.words) for one in written.councils
    )
    plan.levels.all().delete()
    ServiceLevel.objects.bulk_create(
        ServiceLevel(
            service_plan=plan,
            ref=one.ref,
            council=councils[one.council],
            words=one.words,
            measure=_measure(one),
            direction=one.direction,
            level=one.level,
            when_missed=one.when_missed,
        )
        for one in written.levels
    )
    plan.actions.set([one for one in map(_action, written.actions) if one is not None])
    plan.indicators.set(Indicator.objects.filter(ref__in=written.indicators))
    for council in written.councils:
        if council.resource is not None:
            add_resource(plan, council=councils[council.council], year=plan.year, said=council.resource, by=by, at=at)
    for name in written.priorities:
        priority = _priority(name)
        if priority is not None:
            add_links(priority, [ServingName(kind=Serves.SERVICE_PLAN, name=written.name)], by=by, at=at)


def _agreed_ahead(written: ServicePlanRecord, *, today: date) -> Iterator[Problem]:
    for one in written.councils:
        for problem in [] if one.resource is None else wrong_day(one.resource, today=today):
            yield replace(problem, column=f"{one.council} {problem.column}")


def _unknown(written: ServicePlanRecord) -> Iterator[Problem]:
    """Names that nothing here is called by, and what the service or the measures cannot do; every one."""
    service = Service.objects.filter(slug=written.service).first()
    if service is None:
        known = ", ".join(Service.objects.order_by("slug").values_list("slug", flat=True))
        yield Problem(f"There is no service {written.service!r}.", column="service", expected=f"one of {known}")
    councils = {one.slug: one for one in Council.objects.all()}
    for one in written.councils:
        if one.council not in councils:
            yield Problem(
                f"There is no council {one.council!r}.", column="council", expected=f"one of {', '.join(councils)}"
            )
        elif service is not None and not _is_provided(service, councils[one.council], written.year):
            label = FinancialYear.parse(written.year).label
            yield Problem(
                f"{service.name} is not provided to {councils[one.council].name} in {label}.",
                column="council",
                found=one.council,
            )
    for name in written.priorities:
        priority = _priority(name)
        if priority is None:
            yield Problem("There is no priority of this name, as in havering-2019/1.", column="priorities", found=name)
        elif priority.corporate_plan.council.slug not in {one.council for one in written.councils}:
            yield Problem(
                f"This is a priority of {priority.corporate_plan.council.name}, to which the plan provides nothing.",
                column="priorities",
                found=name,
            )
    for name in written.actions:
        if _action(name) is None:
            yield Problem(
                "There is no action of this name, as in improvement-plan/1.2; an action is known once its plan is "
                "final.",
                column="actions",
                found=name,
            )
    known_refs = set(Indicator.objects.filter(ref__in=written.indicators).values_list("ref", flat=True))
    for ref in written.indicators:
        if ref not in known_refs:
            yield Problem("There is no indicator of this ref.", column="indicators", found=ref)
    for level in written.levels:
        yield from _unmeasured(level)


def _left_out(plan: ServicePlan, written: ServicePlanRecord) -> Iterator[Problem]:
    """Councils that the plan names no more, although it serves priorities of theirs."""
    kept = [one.council for one in written.councils]
    links = PriorityLink.objects.filter(service_plan=plan).exclude(priority__corporate_plan__council__slug__in=kept)
    found: dict[str, list[str]] = {}
    for one in links.select_related("priority__corporate_plan__council").order_by("pk"):
        priority = one.priority
        named = f"{priority.corporate_plan.slug}/{priority.ref}"
        found.setdefault(priority.corporate_plan.council.slug, []).append(named)
    for council, priorities in found.items():
        yield Problem(
            f"{council} is left out, and the plan serves {listed(priorities)}. Take these links away first, or keep "
            "the council.",
            column="council",
            found=council,
        )


def _unmeasured(level: LevelRecord) -> Iterator[Problem]:
    measure = _measure(level)
    if measure is None:
        yield Problem(
            f"{level.indicator} is not measured for {level.council}: nothing would say whether the level is kept.",
            column=f"{level.ref} indicator",
            found=level.indicator,
        )
        return
    unit = (
        Definition.objects.filter(indicator=measure.indicator)
        .order_by("-starts_on")
        .values_list("card__unit", flat=True)[0]
    )
    if unit == Unit.PERCENTAGE.value and level.level > _WHOLE:
        yield Problem("No share is over 100%.", column=f"{level.ref} level", found=str(level.level))


def _is_provided(service: Service, council: Council, year: str) -> bool:
    span = FinancialYear.parse(year)
    through = provision_through(first_day=span.first_day, last_day=span.last_day).get((service.pk, council.pk))
    return through is not None and through.is_provided


def _measure(level: LevelRecord) -> Measure | None:
    """The council's own measure of the indicator, else that of the whole partnership."""
    rows = Measure.objects.filter(indicator__ref=level.indicator).select_related("council", "indicator")
    own = [one for one in rows if one.council is not None and one.council.slug == level.council]
    return next(iter([*own, *(one for one in rows if one.council is None)]), None)


def _action(name: str) -> PlanAction | None:
    slug, _, ref = name.partition("/")
    return PlanAction.objects.filter(plan__slug=slug, ref=ref).first()


def _priority(name: str) -> Priority | None:
    slug, _, ref = name.partition("/")
    rows = Priority.objects.select_related("corporate_plan__council")
    return rows.filter(corporate_plan__slug=slug, ref=ref).first()
