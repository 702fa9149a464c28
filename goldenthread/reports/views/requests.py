"""Documents of requests and of the protocol in the browser, and the step that puts a request to a committee."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.forms.steps import PlainForm
from goldenthread.committee.queries.awaited import AgendaToFill, agendas_to_fill
from goldenthread.committee.views.steps import Step, step_page
from goldenthread.components.quarter_slugs import quarter_of_slug
from goldenthread.components.versions import version_typed
from goldenthread.domain.days import day_words
from goldenthread.domain.request_decisions import RequestStep, request_steps_from
from goldenthread.partnership.access import check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.queries import current_publication
from goldenthread.reports.forms import PutForm
from goldenthread.reports.request_documents import (
    NothingToPrint,
    document_of_evaluation,
    document_of_notice,
    document_of_protocol,
    document_of_register,
)
from goldenthread.reports.request_notices import publish_notice
from goldenthread.reports.request_papers import put_request_to_committee
from goldenthread.reports.views.printing import document_page, document_pdf
from goldenthread.requests.queries.dossiers import request_called
from goldenthread.requests.rules import RequestUnknown
from goldenthread.requests.views.own import check_is_not_its_own
from goldenthread.terminal.clock import now, today


@require_safe
def protocol_page(_request: HttpRequest, version: int) -> HttpResponse:
    """A version of the protocol as an appendix."""
    return document_page(_made(lambda: document_of_protocol(version, at=now())))


@require_safe
def protocol_pdf(request: HttpRequest, version: int) -> HttpResponse:
    """The same as a PDF."""
    return _pdf(request, lambda: document_of_protocol(version, at=now()))


@require_safe
def evaluation_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The evaluation that holds."""
    _not_its_own(request, reference)
    return document_page(_made(lambda: document_of_evaluation(reference)))


@require_safe
def evaluation_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as a PDF."""
    _not_its_own(request, reference)
    return _pdf(request, lambda: document_of_evaluation(reference))


@require_safe
def notice_page(_request: HttpRequest, reference: str) -> HttpResponse:
    """The notice of what was decided."""
    return document_page(_made(lambda: document_of_notice(reference)))


@require_safe
def notice_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as a PDF."""
    return _pdf(request, lambda: document_of_notice(reference))


@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The step that publishes the notice; where that was done already, the publication itself."""
    by = check_here(request, Permission.PUBLISH, of=WHOLE)
    document = _made(lambda: document_of_notice(reference))
    current = current_publication(document.name)
    if current:
        return HttpResponseRedirect(reverse("reports:kept", args=[current]))
    step = Step(
        heading="Publish the decision notice",
        button="Publish it",
        done="It is published. It is public once it is released.",
        caption=document.title,
        about=(
            "An officer’s or a director’s decision is published with its reasons (Openness of Local Government Bodies "
            "Regulations 2014). What is published never changes.",
        ),
    )

    def act() -> str:
        return reverse("reports:kept", args=[publish_notice(reference, by=by, at=now()).public_id])

    form = PlainForm(request.POST if request.method == "POST" else None, today=today())
    return step_page(request, form, step, back=reverse("requests:request", args=[reference]), act=act)


@require_safe
def register_page(_request: HttpRequest, period: str) -> HttpResponse:
    """What happened of requests in a quarter."""
    return document_page(_made(lambda: _register(period)))


@require_safe
def register_pdf(request: HttpRequest, period: str) -> HttpResponse:
    """The same as a PDF."""
    return _pdf(request, lambda: _register(period))


@require_http_methods(["GET", "HEAD", "POST"])
def put_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The committee is asked to decide it: the report is drafted, and its appendices are added."""
    facts = request_called(reference)
    if facts is None or facts.protocol is None or RequestStep.STATE not in request_steps_from(facts.state):
        raise Http404
    check_here(request, Permission.KEEP_THE_RECORD, of=WHOLE)
    by = check_here(request, Permission.KEEP_REQUESTS, of=WHOLE)
    agendas = agendas_to_fill()
    form = PutForm(
        request.POST if request.method == "POST" else None,
        places=[choice for one in agendas for choice in _places(one)],
        today=today(),
    )
    step = Step(
        heading="Put it to the committee",
        button="Draft the report",
        done="The report is drafted, and its appendices are added. Go on with it here.",
        caption=f"{reference} {facts.asked.requester}, {facts.service}",
        about=(
            "The report is drafted from what is stated of the request. The protocol is added as an open appendix, and "
            "the evaluation, with the price, as one that is exempt (paragraph 3).",
        ),
        warning=_why_not(is_evaluated=facts.kept is not None, any_agenda=bool(agendas)),
    )

    def act() -> str:
        meeting_id, item_id = form.place
        made = put_request_to_committee(
            reference=reference,
            version=version_typed(request),
            meeting_id=meeting_id,
            item_id=item_id,
            post=form.cleaned_data["post"],
            by=by,
            at=now(),
        )
        return reverse("committee:report", args=[made])

    back = reverse("requests:request", args=[reference])
    return step_page(request, form, step, back=back, version=facts.version, act=act)


def _why_not(*, is_evaluated: bool, any_agenda: bool) -> str:
    if not is_evaluated:
        return "Something was stated since it was evaluated, or it was not evaluated yet. Evaluate it first."
    return "" if any_agenda else "No agenda can be added to: arrange a meeting first."


def _places(agenda: AgendaToFill) -> list[tuple[str, str]]:
    """Where on an agenda a request can stand: as a new item at its end, or under one that it has."""
    meeting = f"{agenda.committee}, {day_words(agenda.date)}"
    own = [(f"{agenda.meeting_id}/{pk}", f"{meeting}: {place}. {title}") for pk, place, title in agenda.items]
    return [(f"{agenda.meeting_id}/", f"{meeting}: a new item"), *own]


def _not_its_own(request: HttpRequest, reference: str) -> None:
    facts = request_called(reference)
    if facts is None:
        raise Http404
    check_is_not_its_own(request, facts.asked.requester)


def _register(period: str) -> ReportDocument:
    quarter = quarter_of_slug(period)
    if quarter is None:
        raise Http404
    return document_of_register(quarter, at=now())


def _made(make: Callable[[], ReportDocument]) -> ReportDocument:
    try:
        return make()
    except (NothingToPrint, RequestUnknown):
        raise Http404 from None


def _pdf(request: HttpRequest, make: Callable[[], ReportDocument]) -> HttpResponse:
    person = check_here(request, Permission.READ_REQUESTS, of=None)
    return document_pdf(request, _made(make), person=person)
