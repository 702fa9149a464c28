"""The gallery: every part of a page, and every state of a form, as readers see them."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.components.gallery import FilterOfIndicators, SampleReturn, parts_of_the_gallery


@require_safe
def gallery_page(request: HttpRequest) -> HttpResponse:
    """Every part, filled and empty. Its links lead back to itself."""
    _check_there_is_a_gallery()
    parts = parts_of_the_gallery(query=request.GET.dict())
    form = FilterOfIndicators(request.GET or {"council": "havering"})
    return render(request, "components/gallery.html", {**parts, "filter": form, "form_address": f"{request.path}/form"})


@require_safe
def form_page(request: HttpRequest) -> HttpResponse:
    """A form of every kind of field. It is sent as a query and changes nothing."""
    _check_there_is_a_gallery()
    form = SampleReturn(request.GET or None)
    done = form.is_bound and form.is_valid()
    return render(request, "components/gallery_form.html", {"form": form, "done": done, "back": "../gallery"})


def _check_there_is_a_gallery() -> None:
    # A fixed day is the demonstration's.
    if settings.GOLDENTHREAD_TODAY is None:
        raise Http404
