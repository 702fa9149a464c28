"""Adding and changing the partnership's councils, directorates and services, and the partnership itself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.components.surroundings import Link
from goldenthread.indicators.forms.pages_partnership import KINDS, PARTNERSHIP, Kind, ThingForm
from goldenthread.indicators.views.changing import signed_in
from goldenthread.indicators.views.keeping import Keeping, Step, newest_provided
from goldenthread.partnership.forms import PartnershipSheets
from goldenthread.partnership.queries import partnership_sheets

_PAGE = require_http_methods(["GET", "HEAD", "POST"])


@_PAGE
def partnership_form_page(request: HttpRequest) -> HttpResponse:
    """The partnership's name, and who writes its reports."""
    sheets = partnership_sheets()
    held = next(iter(sheets.partnership), None)
    step = Step(
        heading="Change the partnership",
        lead="Reports that are published keep what they say.",
        said="The partnership is changed.",
    )
    name = "The partnership" if held is None else held.name
    return _thing(request, PARTNERSHIP, step, sheets=sheets, slug="", name=name)


@_PAGE
def add_part_page(request: HttpRequest, kind: str) -> HttpResponse:
    """A council, directorate or service that is new."""
    of = _kind(kind)
    step = Step(
        heading=f"Add a {of.one}",
        lead="It stands in the register from now on. Say afterwards what is provided, and who is appointed.",
        said=f"The {of.one} is added.",
        button=f"Add the {of.one}",
    )
    return _thing(request, of, step, sheets=partnership_sheets(), slug="", name=f"A new {of.one}")


@_PAGE
def change_part_page(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """A council, directorate or service that is there."""
    of, sheets = _kind(kind), partnership_sheets()
    held = of.rows(sheets, slug)
    if not held:
        raise Http404
    name = str(getattr(held[0], "name", ""))
    leaving = newest_provided(sheets, slug) if kind == "councils" else ()
    more = Link(words=f"End everything that is provided to {name}", address=reverse("indicators:leave", args=[slug]))
    step = Step(
        heading=f"Change the {of.one}",
        lead="Figures and reports that are frozen or published keep the name that they have.",
        said=f"{name} is changed.",
    )
    return _thing(request, of, step, sheets=sheets, slug=slug, name=name, other_step=more if leaving else None)


def _thing(
    request: HttpRequest, kind: Kind, step: Step, *, sheets: PartnershipSheets, slug: str, name: str, **more: Any
) -> HttpResponse:
    held = next(iter(kind.rows(sheets, slug)), None)
    form = ThingForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        held=held,
        every=getattr(sheets, kind.field),
        directorates=tuple((one.slug, one.name) for one in sheets.directorates),
    )
    keeping = Keeping(
        request=request,
        person=signed_in(request),
        name=name,
        subject=kind.subject,
        subject_id="1" if kind is PARTNERSHIP else slug,
        sheets=sheets,
        of=lambda now_there: kind.rows(now_there, slug),
    )
    return keeping.answer(form, step, said=form.said, **more)


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]
