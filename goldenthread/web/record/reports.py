"""A report to committee that was written here, as a page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.committee.queries.reports import public_report
from goldenthread.publishing.screen import page_of
from goldenthread.publishing.serving import served
from goldenthread.reports.documents.to_committee import report_document


@require_safe
def report_page(_request: HttpRequest, paper_id: int) -> HttpResponse:
    """The report that a public paper was made of, whole and in the form of published reports."""
    found = public_report(paper_id)
    if found is None:
        raise Http404
    page = page_of(report_document(found, is_draft=False))
    return served(
        page.content, name=f"{found.name}.html", media_type="text/html; charset=utf-8", style_sha256=page.style_sha256
    )
