"""A document that is made when it is asked for: as a page of its own, and as a PDF, one at a time for each person."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.partnership.access import Person
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.rules import NotFit, fit_pdf
from goldenthread.publishing.screen import page_of
from goldenthread.publishing.serving import served

# Making a PDF takes a second or more of the machine: each person makes one at a time. Who was cut off waits so long.
_SECONDS_TO_WAIT = 30


def document_page(document: ReportDocument) -> HttpResponse:
    """The document as a page of its own."""
    page = page_of(document)
    return served(
        page.content,
        name=f"{document.name}.html",
        media_type="text/html; charset=utf-8",
        style_sha256=page.style_sha256,
    )


def document_pdf(request: HttpRequest, document: ReportDocument, *, person: Person) -> HttpResponse:
    """The same as a PDF to save, past the gate of what is published; a page that says why not, where it is not fit or
    another is being made for the same person."""
    turn = turn_of(person.pk)
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


def turn_of(person_id: object) -> str:
    """What stands in the cache while a PDF is being made for somebody."""
    return f"pdf-{person_id}"


def _not_now(request: HttpRequest, document: ReportDocument, words: tuple[str, ...], *, status: int) -> HttpResponse:
    context = {"heading": document.title, "what": "It cannot be printed now", "reasons": words}
    return render(request, "reports/not_printed.html", context, status=status)
