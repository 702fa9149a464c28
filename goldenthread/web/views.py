"""The public pages: what was released, its files, and whether the product is well."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from goldenthread.committee.queries.received import received
from goldenthread.components import views as gallery
from goldenthread.domain.days import day_words
from goldenthread.partnership.access import holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import the_partnership
from goldenthread.publishing.queries import released_file, released_fingerprint, released_publications
from goldenthread.publishing.serving import served
from goldenthread.terminal.clock import today
from goldenthread.web.surroundings import surroundings_without_database
from goldenthread.web.wording import listed_publication, received_by

# Published bytes never change, so whoever has them need not ask again.
_FOR_EVER = "public, max-age=31536000, immutable"

# Of the accessibility statement. Reviewed at least once a year, by hand and by the tests of every page.
STATEMENT_PREPARED, STATEMENT_REVIEWED = date(2026, 11, 27), date(2026, 11, 27)

_log = logging.getLogger("goldenthread.web")


@require_safe
def publications_page(request: HttpRequest) -> HttpResponse:
    """Everything that is public, newest first."""
    listed = [listed_publication(entry) for entry in released_publications()]
    return render(request, "web/publications.html", {"publications": listed})


@require_safe
def publication_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One publication that is public: its files with their checksums, what it replaced or was replaced by, and which
    meeting received it."""
    found = next((one for one in released_publications() if one.public_id == public_id), None)
    if found is None:
        raise Http404
    context = {
        "publication": listed_publication(found),
        "received": [received_by(one) for one in received(public_id=public_id, on=today())],
    }
    return render(request, "web/publication.html", context)


@require_safe
def publication_file(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """One file that was released, byte for byte as it was stored; of any other nothing is told."""
    tag = f'"{released_fingerprint(public_id=public_id, name=name)}"'
    if tag in request.headers.get("If-None-Match", "") and tag != '""':
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": _FOR_EVER})
    file = released_file(public_id=public_id, name=name)
    if file is None:
        raise Http404
    answer = served(file.content, name=file.name, media_type=file.media_type, style_sha256=file.style_sha256)
    answer["Cache-Control"], answer["ETag"] = _FOR_EVER, tag
    return answer


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """ "ok" while pages and database answer; else status 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        _log.exception("The database does not answer.")
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


@require_safe
def accessibility_page(request: HttpRequest) -> HttpResponse:
    """The accessibility statement of these pages, with how whoever runs them is reached."""
    partnership = the_partnership()
    context = {
        "prepared": day_words(STATEMENT_PREPARED),
        "reviewed": day_words(STATEMENT_REVIEWED),
        "contact": settings.GOLDENTHREAD_ACCESSIBILITY_CONTACT
        or ("" if partnership is None else partnership.report_contact),
    }
    return render(request, "web/accessibility.html", context)


@require_safe
def gallery_page(request: HttpRequest) -> HttpResponse:
    """Every part that pages are put together from."""
    _check_gallery(request)
    return gallery.gallery_page(request)


@require_safe
def gallery_form_page(request: HttpRequest) -> HttpResponse:
    """A form of every kind of field."""
    _check_gallery(request)
    return gallery.form_page(request)


def _check_gallery(request: HttpRequest) -> None:
    # In the demonstration, which has a fixed day, for all; elsewhere for whoever administers.
    if settings.GOLDENTHREAD_TODAY is None and not holds_here(request, Permission.ADMINISTER_PEOPLE, of=None):
        raise Http404


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere: nor to where else what is not there would be told."""
    request.resolver_match = None
    return render(request, "web/not_found.html", status=404)


def plain_refusals(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a page in words for whoever opens an address that only takes what a form sends (405), and for an
    address that no database could look up (404)."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            return page_not_found(request, Http404())
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            response.content = render_to_string("web/only_sent_to.html", request=request).encode()
        return response

    return answer


def could_not_be_read(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what no form of ours sends: a host that is not ours, a body that breaks off."""
    return HttpResponse(render_to_string("web/not_read.html", {**surroundings_without_database()}), status=400)


def something_went_wrong(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours. It asks nothing of the database, which may be the fault.

    The reader is told a reference, under which the log has the fault.
    """
    reference = secrets.token_hex(4)
    _log.exception("A page failed: %s. Its reader was given the reference %s.", request.path, reference)
    page = render_to_string("web/went_wrong.html", {"reference": reference, **surroundings_without_database()})
    return HttpResponse(page, status=500)
