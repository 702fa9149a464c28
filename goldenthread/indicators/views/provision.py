"""Saying how a service is provided to a council, and ending it: for one service, or for a council that leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.components.surroundings import Link
from goldenthread.indicators.forms.pages_partnership import EndForm, ProvisionForm
from goldenthread.indicators.queries.offered import Offered, offered
from goldenthread.indicators.views.changing import signed_in
from goldenthread.indicators.views.keeping import ENDED, Keeping, Step, newest_provided
from goldenthread.partnership.forms import PartnershipSheets, ProvisionRow
from goldenthread.partnership.queries import partnership_sheets
from goldenthread.terminal.clock import today

_PAGE = require_http_methods(["GET", "HEAD", "POST"])
_PROVIDE = Step(
    heading="Say how a service is provided",
    lead="From a day on, until something else is said. The past stays as it is.",
    said="What is provided is saved.",
    button="Save this",
    done="provision decided",
)


@_PAGE
def provide_page(request: HttpRequest) -> HttpResponse:
    """A service provided to a council for the first time, or otherwise than before."""
    return _provide(request, sheets=partnership_sheets(), held=())


@_PAGE
def change_provision_page(request: HttpRequest, service: str, council: str) -> HttpResponse:
    """How one service is provided to one council, from a day on."""
    sheets = partnership_sheets()
    held = _of_pair(sheets, service, council)
    if not held:
        raise Http404
    end = Link(words="End this provision", address=reverse("indicators:end-provision", args=[service, council]))
    return _provide(request, sheets=sheets, held=held, other_step=None if held[-1].extent == ENDED else end)


def _provide(
    request: HttpRequest, *, sheets: PartnershipSheets, held: tuple[ProvisionRow, ...], **more: Any
) -> HttpResponse:
    found = offered(on=today())
    newest = held[-1] if held else None
    form = ProvisionForm(
        request.POST if request.method == "POST" else None,
        services=found.services,
        councils=tuple((one.slug, one.name) for one in sheets.councils),
        decisions=found.decisions,
        held=newest,
    )
    name = "Provision" if newest is None else _pair_in_words(newest, offered=found)
    keeping = Keeping(
        request=request,
        person=signed_in(request),
        name=name,
        subject="provision",
        subject_id="" if newest is None else f"{newest.service}/{newest.council}",
        sheets=sheets,
        of=lambda now_there: () if newest is None else _of_pair(now_there, newest.service, newest.council),
    )
    return keeping.answer(form, _PROVIDE, said=form.said, **more)


@_PAGE
def end_provision_page(request: HttpRequest, service: str, council: str) -> HttpResponse:
    """The last day on which a service is provided to a council."""
    sheets = partnership_sheets()
    held = _of_pair(sheets, service, council)
    if not held or held[-1].extent == ENDED:
        raise Http404
    name = _pair_in_words(held[-1], offered=offered(on=today()))
    step = Step(
        heading="End this provision",
        lead="The council’s measures of this service end on the same day. What was frozen and published stays.",
        said="The provision ends.",
        button="End this provision",
        done="provision ended",
    )
    return _end(
        request,
        step,
        name=name,
        subject=("provision", f"{service}/{council}"),
        sheets=sheets,
        ending=lambda now_there: _of_pair(now_there, service, council)[-1:],
    )


@_PAGE
def leave_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The last day on which anything is provided to a council."""
    sheets = partnership_sheets()
    council = next((one for one in sheets.councils if one.slug == slug), None)
    if council is None or not newest_provided(sheets, slug):
        raise Http404
    step = Step(
        heading="End everything that is provided",
        lead=f"{council.name} leaves: every service ends for it on one day, and every measure with its service.",
        said=f"Everything that is provided to {council.name} ends.",
        button="End everything",
        done="council left",
    )
    return _end(
        request,
        step,
        name=council.name,
        subject=("council", slug),
        sheets=sheets,
        ending=lambda now_there: newest_provided(now_there, slug),
    )


def _end(
    request: HttpRequest,
    step: Step,
    *,
    name: str,
    subject: tuple[str, str],
    sheets: PartnershipSheets,
    ending: Callable[[PartnershipSheets], tuple[ProvisionRow, ...]],
) -> HttpResponse:
    form = EndForm(
        request.POST if request.method == "POST" else None,
        ending=ending(sheets),
        decisions=offered(on=today()).decisions,
    )
    keeping = Keeping(
        request=request,
        person=signed_in(request),
        name=name,
        subject=subject[0],
        subject_id=subject[1],
        sheets=sheets,
        of=ending,
    )
    return keeping.answer(form, step, said=form.said)


def _of_pair(sheets: PartnershipSheets, service: str, council: str) -> tuple[ProvisionRow, ...]:
    return tuple(one for one in sheets.provision if (one.service, one.council) == (service, council))


def _pair_in_words(row: ProvisionRow, *, offered: Offered) -> str:
    return f"{dict(offered.services).get(row.service, row.service)} to {offered.council_names[row.council]}"
