"""The gallery: every part of a page, and every state of a form, as readers see them. Who may see it is said by web."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.components.gallery import DIFFERENCES, FilterOfIndicators, SampleReturn, parts_of_the_gallery


@require_safe
def gallery_page(request: HttpRequest) -> HttpResponse:
    """Every part, filled and empty. Its links lead back to itself."""
    parts = parts_of_the_gallery(query=request.GET.dict())
    form = FilterOfIndicators(request.GET or {"council": "havering"})
    return render(request, "components/gallery.html", {**parts, "filter": form, "form_address": f"{request.path}/form"})


@require_safe
def form_page(request: HttpRequest) -> HttpResponse:
    """A form of every kind of field. It is sent as a query and changes nothing."""
    changed = "changed" in request.GET
    form = SampleReturn(None if changed else request.GET or None)
    return render(
        request,
        "components/gallery_form.html",
        {
            "form": form,
            "done": form.is_bound and form.is_valid(),
            "differences": DIFFERENCES if changed else (),
            "back": "../gallery",
        },
    )
