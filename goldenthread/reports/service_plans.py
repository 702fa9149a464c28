"""A service plan as a document, made from what was agreed and from published figures, which say what was kept."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from goldenthread.domain.problems import Refused
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.queries import the_partnership
from goldenthread.plans.queries.service_plans import service_plan_called, service_plans
from goldenthread.publishing.document import ReportDocument
from goldenthread.reports.documents.service_plan import KeptLevel, ServicePlanSource, service_plan_document
from goldenthread.thread.queries.figures import short_state
from goldenthread.thread.queries.reading import reading_of_all
from goldenthread.thread.queries.trees import everything


class NoServicePlan(Refused):
    """There is no service plan of this service and year."""

    def __init__(self, service: str, year: str) -> None:
        known = ", ".join(f"{one.service_slug} {one.year}" for one in service_plans())
        super().__init__(f"There is no service plan {service} {year}. There are: {known or 'none yet'}.")


def document_of_service_plan(service: str, year: str, *, at: datetime) -> ReportDocument:
    """The document as everybody may read it now; a DRAFT where no decision agreed it.

    Whether a level is kept comes of the newest figure of its measure that is published. Raises NoServicePlan.
    """
    plan, partnership = service_plan_called(service, year), the_partnership()
    if plan is None or partnership is None:
        raise NoServicePlan(service, year)
    reading = reading_of_all(today=today_in_london(at), at=at)
    told = everything(reading, service_plans=Q(pk=plan.id))
    rows = {one.ref: one for one in told.levels}
    kept = []
    for level in plan.levels:
        attainment, figure = told.attained(rows[level.ref])
        words = "" if figure is None else short_state(figure, said=told.said)
        kept.append(KeptLevel(level=level, attainment=attainment, figure=words))
    return service_plan_document(ServicePlanSource(plan=plan, partnership=partnership, levels=tuple(kept), as_at=at))
