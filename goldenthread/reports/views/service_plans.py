"""A service plan as a document in the browser: as a page of its own, and as a PDF to save."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.partnership.access import check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.publishing.document import ReportDocument
from goldenthread.reports.service_plans import NoServicePlan, document_of_service_plan
from goldenthread.reports.views.printing import document_page, document_pdf
from goldenthread.terminal.clock import now


@require_safe
def service_plan_page(_request: HttpRequest, service: str, year: str) -> HttpResponse:
    """The document as it is now."""
    return document_page(_made(service, year))


@require_safe
def service_plan_pdf(request: HttpRequest, service: str, year: str) -> HttpResponse:
    """The same as a PDF."""
    person = check_here(request, Permission.READ_PLANS, of=None)
    return document_pdf(request, _made(service, year), person=person)


def _made(service: str, year: str) -> ReportDocument:
    try:
        return document_of_service_plan(service, year, at=now())
    except NoServicePlan:
        raise Http404 from None
