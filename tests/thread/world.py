"""A council's priorities with what serves them: an Improvement Plan, a service plan and two indicators."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from goldenthread.accounts.models import User
from goldenthread.committee.models import Meeting
from goldenthread.figures.operations import freeze_round
from goldenthread.indicators.models import Measure
from goldenthread.partnership.models import Council
from goldenthread.plans.models import CorporatePlan, Priority, PriorityLink, ServiceLevel, ServicePlan
from goldenthread.plans.operations import open_progress
from tests.figures.quarter import OCTOBER, Q2, give, make_due_measure, opened, submit
from tests.figures.quarter import action as promise
from tests.plans.improvement import IN_JANUARY, Q3, action, finalised, report
from tests.world import make_council, make_service

FROZEN = datetime(2019, 11, 4, 15, 0, tzinfo=ZoneInfo("Europe/London"))
TODAY = date(2020, 1, 20)


def make_corporate_plan(
    slug: str = "havering-2019", *, council: Council | None = None, years: tuple[int, int] = (2019, 2021)
) -> CorporatePlan:
    """Havering's, of three years, unless told otherwise."""
    return CorporatePlan.objects.create(
        slug=slug,
        council=council or make_council(),
        title="Making a Greater Havering",
        first_year=years[0],
        last_year=years[1],
        changed_on=date(2019, 4, 1),
    )


def make_priority(ref: str = "1", *, plan: CorporatePlan | None = None, title: str = "Opportunities") -> Priority:
    corporate = plan or CorporatePlan.objects.filter(slug="havering-2019").first() or make_corporate_plan()
    return Priority.objects.create(corporate_plan=corporate, place=int(ref[0]), ref=ref, title=title, outcome="It is.")


def link(priority: Priority, **thing: Any) -> PriorityLink:
    return PriorityLink.objects.create(priority=priority, **thing)


def make_service_plan(**fields: Any) -> ServicePlan:
    return ServicePlan.objects.create(service=make_service(), year="2019-20", purpose="To collect.", **fields)


def make_level(plan: ServicePlan, measure: Measure, *, level: str = "96.0", ref: str = "SL1") -> ServiceLevel:
    return ServiceLevel.objects.create(
        service_plan=plan,
        ref=ref,
        council=make_council(),
        words="Council Tax is collected.",
        measure=measure,
        direction="at-least",
        level=Decimal(level),
        when_missed="The Director writes to the council.",
    )


def make_thread(*, officer: User, lead: User) -> Measure:
    """Havering’s thread: Council Tax collection, amber in Q2, serves priority 1; so do an action and a service plan;
    priority 2 is served by nothing. Answers the measure."""
    plan = finalised(by=officer)
    tax = make_due_measure("EXC05", title="Council Tax collection")
    make_due_measure("EXC09", title="Invoices paid in ten days")
    opened(Q2, by=officer, at=OCTOBER)
    give(tax, "93.0", by=lead, reasons="Two of six posts were vacant.", actions=(promise("Recruit two officers"),))
    submit(tax, by=lead)
    freeze_round(quarter=Q2, by=officer, at=FROZEN)
    one = make_priority("1", title="Opportunities for all")
    make_priority("2", title="Places that are clean and safe")
    service_plan = make_service_plan()
    service_plan.indicators.add(tax.indicator)
    make_level(service_plan, tax)
    link(one, indicator=tax.indicator)
    link(one, plan_action=action("1.1"))
    link(one, service_plan=service_plan)
    open_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    report("1.1", Q3, by=officer, at=IN_JANUARY, action=date(2020, 1, 20), reasons="Away.", remedy="Soon.")
    Meeting.objects.update(state=Meeting.State.HELD)
    return tax
