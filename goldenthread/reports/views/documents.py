"""Every document in its state, one document with its steps, its preview, and what the checks find."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.components.surroundings import Link
from goldenthread.domain.problems import Refused
from goldenthread.partnership.access import check_here, holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.publishing.checks import DocumentRefused
from goldenthread.publishing.gate import GateRefused
from goldenthread.publishing.rendering import accessible_pdf
from goldenthread.publishing.screen import page_of
from goldenthread.publishing.serving import served
from goldenthread.publishing.typeset import TypesettingRefused
from goldenthread.reports.drafted import drafted_of, places_of
from goldenthread.reports.linter import Weight
from goldenthread.reports.made import MadeNow, figures_to_mend, made_now, measures_named, waits_for
from goldenthread.reports.pages import documents as shown
from goldenthread.reports.standing import standing_of, standings_of, years_with_reports
from goldenthread.reports.wanted import Wanted, wanted_at
from goldenthread.terminal.clock import now

# Making a PDF takes a second or more of the machine: each person makes one at a time. Who was cut off waits so long.
_SECONDS_TO_WAIT = 30


@require_safe
def reports_page(request: HttpRequest) -> HttpResponse:
    """The documents of a year, in their states."""
    prepares = holds_here(request, Permission.PUBLISH, of=WHOLE)
    years = years_with_reports()
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one) == asked), years[0] if years else None)
    if year is None:
        return render(request, "reports/reports.html", {"prepares": prepares})
    context = {
        "prepares": prepares,
        "year": year,
        "periods": shown.periods_shown(standings_of(year), prepares=prepares),
        "years": shown.year_links(years, shown=year),
    }
    return render(request, "reports/reports.html", context)


@require_safe
def document_page(request: HttpRequest, period: str, audience: str) -> HttpResponse:
    """One document: its steps, each with its state and who takes it, and what was made of it."""
    wanted = wanted_of(period, audience)
    prepares = holds_here(request, Permission.PUBLISH, of=WHOLE)
    standing = standing_of(wanted)
    if not prepares and (wanted.audience.is_restricted or standing.current is None):
        raise Http404
    made, why_not = _made(wanted) if prepares else (None, "")
    found = shown.Found(
        made=made,
        why_not=why_not,
        drafted=drafted_of(wanted),
        places=len(places_of(wanted)),
        missing=waits_for(wanted, at=now()) if standing.made_from else (),
    )
    context = {
        **about(wanted),
        "state": shown.tag_of(standing),
        "hint": shown.hint_of(standing),
        "steps": shown.steps_of(standing, found, prepares=prepares),
        "happened": shown.happened(standing),
        "back": Link(words="Reports", address=f"{reverse('reports:reports')}?year={_year_shown(wanted)}"),
    }
    return render(request, "reports/document.html", context)


@require_safe
def preview_page(request: HttpRequest, period: str, audience: str) -> HttpResponse:
    """The document as a page of its own, as it would be published now; nothing is kept."""
    wanted = wanted_of(period, audience)
    made, why_not = _made(wanted)
    if made is None:
        return refusal_page(request, wanted, heading="There is no preview yet", words=(why_not,))
    page = page_of(made.document)
    return served(
        page.content,
        name=f"{wanted.name}-preview.html",
        media_type="text/html; charset=utf-8",
        style_sha256=page.style_sha256,
    )


@require_safe
def preview_pdf(request: HttpRequest, period: str, audience: str) -> HttpResponse:
    """The same as a PDF to save, past the gate of what is published."""
    wanted = wanted_of(period, audience)
    person = check_here(request, Permission.PUBLISH, of=WHOLE)
    made, why_not = _made(wanted)
    if made is None:
        return refusal_page(request, wanted, heading="There is no preview yet", words=(why_not,))
    turn = f"preview-{person.pk}"
    if not cache.add(turn, "yes", timeout=_SECONDS_TO_WAIT):
        words = "A PDF is being made for you already. Wait until it has come, then ask for this one."
        return refusal_page(request, wanted, heading="One PDF at a time", words=(words,), status=429)
    try:
        content = accessible_pdf(made.document)
    except (DocumentRefused, GateRefused) as refused:
        return refusal_page(request, wanted, heading="It cannot be printed", words=tuple(refused.problems))
    except TypesettingRefused as refused:
        return refusal_page(request, wanted, heading="It cannot be printed", words=(str(refused),))
    finally:
        cache.delete(turn)
    return served(content, name=f"{wanted.name}-preview.pdf", media_type="application/pdf", is_shown=False)


@require_safe
def checks_page(request: HttpRequest, period: str, audience: str) -> HttpResponse:
    """What must be mended before publication, and what is told and published over."""
    wanted = wanted_of(period, audience)
    made, why_not = _made(wanted)
    if made is None:
        return refusal_page(request, wanted, heading="Nothing can be checked yet", words=(why_not,))
    return render(request, "reports/checks.html", {**about(wanted), **findings_of_page(wanted, made)})


def wanted_of(period: str, audience: str) -> Wanted:
    """The document of the address; raises Http404 where there can be none."""
    wanted = wanted_at(period, audience)
    if wanted is None:
        raise Http404
    return wanted


def about(wanted: Wanted) -> dict[str, object]:
    """What every page of a document says at its head, and where it leads back to."""
    return {
        "wanted": wanted,
        "heading": f"{wanted.label} for {wanted.audience_words}",
        "label": wanted.label,
        "address": shown.document_address(wanted),
        "preview_address": shown.document_address(wanted, "preview"),
        "pdf_address": shown.document_address(wanted, "preview-pdf"),
        "checks_address": shown.document_address(wanted, "checks"),
    }


def findings_of_page(wanted: Wanted, made: MadeNow) -> dict[str, object]:
    """What the checks found, in two lists, and which clearances are waited for."""
    figures, names = figures_to_mend(wanted, made.findings), measures_named(made.findings)
    listed = {
        weight: shown.findings_shown(made.findings, weight=weight, figures=figures, names=names) for weight in Weight
    }
    return {
        "made": made,
        "to_mend": listed[Weight.REFUSED],
        "to_know": listed[Weight.WARNING],
        "missing": [str(one) for one in waits_for(wanted, at=now())],
    }


def refusal_page(
    request: HttpRequest, wanted: Wanted, *, heading: str, words: tuple[str, ...], status: int = 422
) -> HttpResponse:
    """A page that says why something of the document cannot be had now."""
    context = {**about(wanted), "what": heading, "reasons": words}
    return render(request, "reports/not_now.html", context, status=status)


def _made(wanted: Wanted) -> tuple[MadeNow | None, str]:
    """The document as it would be made now, or why it cannot be."""
    try:
        return made_now(wanted, at=now()), ""
    except Refused as refused:
        return None, " ".join(refused.told_at_page())


def _year_shown(wanted: Wanted) -> object:
    """On the page of which year the document is listed: a proposed list on that of the year before."""
    return wanted.year if wanted.kind.value != "proposed-list" else wanted.year.previous
