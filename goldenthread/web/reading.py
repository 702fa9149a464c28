"""A page that changes nothing asks once for what several of its parts name."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from goldenthread.storage.once import each_read_once

Answer = Callable[[HttpRequest], HttpResponse]


def read_each_once(get_response: Answer) -> Answer:
    """Middleware: names, posts and policies are read once for each page that is looked at; for others, each time."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with each_read_once():
            return get_response(request)

    return answer
