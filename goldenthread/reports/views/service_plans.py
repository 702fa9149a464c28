"""A service plan as a document in the browser: as a page of its own, and as a PDF to save."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.partnership.access import check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.rules import NotFit, fit_pdf
from goldenthread.publishing.screen import page_of
from goldenthread.publishing.serving import served
from goldenthread.reports.service_plans import NoServicePlan, document_of_service_plan
from goldenthread.terminal.clock import now

# Making a PDF takes a second or more of the machine: each person makes one at a time. Who was cut off waits so long.
_SECONDS_TO_WAIT = 30


@require_safe
def service_plan_page(_request: HttpRequest, service: str, year: str) -> HttpResponse:
    """The document as it is now."""
    document = _made(service, year)
    page = page_of(document)
    return served(
        page.content,
        name=f"{document.name}.html",
        media_type="text/html; charset=utf-8",
        style_sha256=page.style_sha256,
    )


@require_safe
def service_plan_pdf(request: HttpRequest, service: str, year: str) -> HttpResponse:
    """The same as a PDF, past the gate of what is published."""
    person = check_here(request, Permission.READ_PLANS, of=None)
    document = _made(service, year)
    turn = f"service-plan-{person.pk}"
    if not cache.add(turn, "yes", timeout=_SECONDS_TO_WAIT):
        return _not_now(
            request, document, ("A PDF is being made for you already. Wait until it has come.",), status=429
        )
    try:
        content = fit_pdf(document)
    except NotFit as refused:
        return _not_now(request, document, tuple(one.message for one in refused.problems), status=422)
    finally:
        cache.delete(turn)
    return served(content, name=f"{document.name}.pdf", media_type="application/pdf", is_shown=False)


def _made(service: str, year: str) -> ReportDocument:
    try:
        return document_of_service_plan(service, year, at=now())
    except NoServicePlan:
        raise Http404 from None


def _not_now(request: HttpRequest, document: ReportDocument, words: tuple[str, ...], *, status: int) -> HttpResponse:
    context = {"heading": document.title, "what": "It cannot be printed now", "reasons": words}
    return render(request, "reports/no_service_plan.html", context, status=status)
