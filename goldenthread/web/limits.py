"""How much one request may send: held before anything of it is read, whoever sends it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from goldenthread.web.surroundings import surroundings_without_database
from goldenthread.web.views import could_not_be_read

Answer = Callable[[HttpRequest], HttpResponse]


def limited_requests(get_response: Answer) -> Answer:
    """Middleware: 413 to a request that announces more than is taken, 411 to one that does not say how much it sends.

    Browsers always say; a server in front that takes a request in whole says so in their place.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or ""
        if not announced:
            return _too_large(411) if "HTTP_TRANSFER_ENCODING" in request.META else get_response(request)
        if not (announced.isascii() and announced.isdecimal()):
            return could_not_be_read(request, ValueError(announced[:20]))
        # The text first: Python refuses to read a number of very many digits.
        if len(announced) > 15 or int(announced) > settings.GOLDENTHREAD_REQUEST_BYTES:
            return _too_large(413)
        return get_response(request)

    return answer


def _too_large(status: int) -> HttpResponse:
    """It asks nothing of the database: whoever is refused here is nobody yet."""
    most = settings.GOLDENTHREAD_REQUEST_BYTES // 1_000_000
    page = render_to_string("web/too_large.html", {"most": most, **surroundings_without_database()})
    return HttpResponse(page, status=status)
