"""A request comes in at a page: entered, read from the form that was filled in, put right, acknowledged, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.forms.steps import BecauseForm, PlainForm, StepForm
from goldenthread.committee.views.steps import Step, step_page
from goldenthread.components.versions import version_typed
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.partnership.access import Person, check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE, provision_on, services, the_partnership
from goldenthread.requests.forms import read_request_form, write_request_form
from goldenthread.requests.forms.asking import AskForm, FormSentForm
from goldenthread.requests.operations import (
    acknowledge_request,
    correct_request,
    receive_request,
    withdraw_request,
)
from goldenthread.requests.queries.dossiers import RequestFacts
from goldenthread.requests.views.requests import seen_request
from goldenthread.requests.views.shown import request_address
from goldenthread.terminal.clock import now, today

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """A request is entered."""
    by = keeper(request)
    form = AskForm(typed(request), services=_services(), today=today())
    step = Step(
        heading="Enter a request",
        button="Enter it",
        done="The request is entered.",
        about=("What is not known is left blank, and is shown as not known.",),
    )

    def act() -> str:
        return request_address(receive_request(form.asked, by=by, at=now()).reference)

    return step_page(request, form, step, back=reverse("requests:requests"), act=act)


@require_safe
def form_page(_request: HttpRequest) -> HttpResponse:
    """The form that a requester fills in, as a workbook to send out."""
    partnership = the_partnership()
    content = write_request_form(_services(), partnership="" if partnership is None else partnership.name)
    return HttpResponse(
        content,
        content_type=_XLSX,
        headers={
            "Content-Disposition": 'attachment; filename="request-for-support.xlsx"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: HttpRequest) -> HttpResponse:
    """The form as it came back."""
    by = keeper(request)
    is_sent = request.method == "POST"
    form = FormSentForm(request.POST if is_sent else None, request.FILES if is_sent else None, today=today())
    step = Step(
        heading="Read a form that was filled in",
        button="Read it",
        done="The request is entered. Look at it, and correct what is not right.",
        about=("The form to send out is on the page of requests.",),
    )

    def act() -> str:
        sent = form.cleaned_data["file"]
        try:
            asked = read_request_form(
                sent.read(),
                file=PurePosixPath(sent.name).name,
                services=_services(),
                received_on=form.cleaned_data["received_on"],
            )
        except InputRefused as refused:
            raise told_with_places(refused) from None
        return request_address(receive_request(asked, by=by, at=now()).reference)

    return step_page(request, form, step, back=reverse("requests:requests"), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What is asked, put right."""
    facts = seen_request(reference)
    by = keeper(request)
    form = AskForm(typed(request), services=_services(), before=facts.asked, today=today())
    step = Step(
        heading="Correct what is asked",
        button="Save",
        done="It is corrected. What was entered before stays in its history.",
        caption=caption_of(facts),
    )

    def act() -> None:
        correct_request(reference=reference, version=version_typed(request), asked=form.asked, by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The requester is told that it came."""
    facts = seen_request(reference)
    by = keeper(request)
    to = facts.asked.email
    step = Step(
        heading="Acknowledge the request",
        button="Send it",
        done="The acknowledgement is on its way.",
        caption=caption_of(facts),
        about=(
            f"{facts.asked.requester} is told that the request of {day_words(facts.asked.received_on)} came, under "
            f"the reference {reference}." + (f" It is sent to {to}." if to else ""),
        ),
        warning="" if to else "No e-mail address of theirs is known. Correct what is asked, and enter it first.",
    )

    def act() -> None:
        acknowledge_request(reference=reference, by=by, at=now())

    form = PlainForm(typed(request), today=today())
    return request_step(request, form, step, facts=facts, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The requester asks for it no more."""
    facts = seen_request(reference)
    by = keeper(request)
    form = BecauseForm(typed(request), today=today())
    step = Step(
        heading="Record that it is withdrawn",
        button="It is withdrawn",
        done="The request is withdrawn.",
        caption=caption_of(facts),
        is_grave=True,
    )

    def act() -> None:
        because, version = form.cleaned_data["because"], version_typed(request)
        withdraw_request(reference=reference, version=version, because=because, by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.version, act=act)


def request_step(
    request: HttpRequest,
    form: StepForm,
    step: Step,
    *,
    facts: RequestFacts,
    version: int = 0,
    act: Callable[[], object],
) -> HttpResponse:
    """The page of a step of a request, and back to the request."""
    return step_page(request, form, step, back=request_address(facts.reference), version=version, act=act)


def told_with_places(refused: InputRefused) -> InputRefused:
    """What is wrong with a file, for a page: each problem with where in the file it is."""
    return InputRefused([Problem(str(one)) for one in refused.problems])


def keeper(request: HttpRequest) -> Person:
    """Who keeps requests; raises NotAllowed for anybody else."""
    return check_here(request, Permission.KEEP_REQUESTS, of=WHOLE)


def caption_of(facts: RequestFacts) -> str:
    """What stands above the heading of a step."""
    return f"{facts.reference} {facts.asked.requester}, {facts.service}"


def typed(request: HttpRequest) -> object:
    """What was sent with the page; None where it is only looked at."""
    return request.POST if request.method == "POST" else None


def _services() -> list[tuple[str, str]]:
    """Services that some partner gets today, by short name and name."""
    provided = {one.service.id for one in provision_on(today())}
    return [(one.slug, one.name) for one in services() if one.id in provided]
