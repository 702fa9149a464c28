"""A request is evaluated, decided and replied to at pages; and what follows of one that was accepted."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from goldenthread.committee.forms.steps import BecauseForm, PlainForm
from goldenthread.committee.queries.decisions import decisions
from goldenthread.committee.views.steps import Step
from goldenthread.components.versions import version_typed
from goldenthread.domain.periods import Quarter
from goldenthread.domain.request_decisions import AgreementRecord, DecisionRecord
from goldenthread.domain.request_prices import pounds
from goldenthread.partnership.access import check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import councils
from goldenthread.requests.forms.deciding import AgreementForm, DecideForm, IncomeForm, ReplyForm, ReviewForm
from goldenthread.requests.operations import (
    decide_request,
    end_request,
    enter_agreement,
    enter_income,
    evaluate_request,
    reply_to_requester,
    review_request,
)
from goldenthread.requests.queries.dossiers import RequestFacts
from goldenthread.requests.queries.wording import level_in_words, reply_in_words
from goldenthread.requests.rules import levels_of
from goldenthread.requests.views.asking import caption_of, keeper, request_step, typed
from goldenthread.requests.views.requests import seen_request, service_scope
from goldenthread.terminal.clock import now, today


@require_http_methods(["GET", "HEAD", "POST"])
def evaluate_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What the protocol makes of it now is written down."""
    facts = seen_request(reference)
    by = check_here(request, Permission.READ_REQUESTS, of=None)
    if facts.evaluation is None or not levels_of(by, service_scope(facts), on=today()):
        raise Http404
    step = Step(
        heading="Evaluate it as it stands",
        button="Write it down",
        done="The evaluation is written down. It is what is decided on, until something else is stated.",
        caption=caption_of(facts),
        about=(f"It comes to: {facts.evaluation.outcome.value}.", *facts.evaluation.why),
    )

    def act() -> None:
        evaluate_request(reference=reference, version=version_typed(request), by=by, at=now())

    form = PlainForm(typed(request), today=today())
    return request_step(request, form, step, facts=facts, version=facts.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def decide_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What was decided, by whom and why."""
    facts = seen_request(reference)
    by = check_here(request, Permission.READ_REQUESTS, of=None)
    levels = levels_of(by, service_scope(facts), on=today())
    if not levels or facts.evaluation is None:
        raise Http404
    form = DecideForm(
        typed(request),
        levels=levels,
        decisions=[one.choice for one in reversed(decisions().values()) if one.meeting_on <= today()],
        alternatives="" if facts.dossier.case is None else facts.dossier.case.alternatives,
        today=today(),
    )
    step = Step(
        heading="Record the decision",
        button="Record it",
        done="The decision is recorded. Nothing that it rests on is changed any more.",
        caption=caption_of(facts),
        about=(
            f"By the protocol it comes to: {facts.evaluation.outcome.value}.",
            f"It is for this level to decide: {level_in_words(facts.evaluation)}.",
        ),
        warning=_why_not(facts),
    )

    def act() -> None:
        decide_request(reference=reference, version=version_typed(request), said=form.said, by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def reply_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The requester is told what was decided."""
    facts, decided = _decided(reference)
    by = keeper(request)
    form = ReplyForm(typed(request), words=reply_in_words(facts.asked, decided, service=facts.service), today=today())
    to = facts.asked.email
    step = Step(
        heading="Reply to whoever asks",
        button="Send it",
        done="The reply is on its way.",
        caption=caption_of(facts),
        about=(f"It is sent to {to}." if to else "No e-mail address of theirs is known.",),
    )

    def act() -> None:
        reply_to_requester(reference=reference, words=form.cleaned_data["words"], by=by, at=now())

    return request_step(request, form, step, facts=facts, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What was agreed with the requester."""
    facts, _ = _decided(reference)
    by = keeper(request)
    form = AgreementForm(
        typed(request),
        councils=[(one.slug, one.name) for one in councils()],
        starts_on=facts.asked.starts_on,
        ends_on=facts.asked.ends_on,
        today=today(),
    )
    step = Step(
        heading="Enter the agreement",
        button="Enter it",
        done="The agreement is entered. The request is running.",
        caption=caption_of(facts),
        about=("The councils’ shares of its income come to 100.",),
    )

    def act() -> None:
        enter_agreement(reference=reference, version=version_typed(request), agreed=form.agreed, by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def income_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What was received for a quarter."""
    facts, agreed = _agreed(reference)
    by = keeper(request)
    quarters = quarters_since(agreed)
    form = IncomeForm(typed(request), quarters=[(str(one), one.label) for one in quarters], today=today())
    step = Step(
        heading="Enter income",
        button="Save",
        done="The income is entered, and shared by the agreed formula.",
        caption=caption_of(facts),
        about=(
            "Give all that was received for the quarter: it takes the place of what was entered of it before, which "
            "stays in the history.",
            *(f"Entered of {Quarter.parse(one.period).label}: {pounds(one.amount)}." for one in facts.income),
        ),
        warning="" if quarters else "It has not started yet: there is no quarter to enter.",
    )

    def act() -> None:
        said = form.cleaned_data
        period, amount = said["period"], said["amount"]
        enter_income(reference=reference, period=period, amount=amount, version=version_typed(request), by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What came of what was expected."""
    facts, _ = _agreed(reference)
    by = keeper(request)
    case = facts.dossier.case
    if case is None:
        raise Http404
    form = ReviewForm(typed(request), benefits=case.benefits, today=today())
    step = Step(
        heading="Review it",
        button="Save the review",
        done="The review is recorded.",
        caption=caption_of(facts),
        about=("Its page shows the service’s figures before it began and since. They do not say why they moved.",),
    )

    def act() -> None:
        review_request(reference=reference, version=version_typed(request), review=form.review, by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def end_page(request: HttpRequest, reference: str) -> HttpResponse:
    """It has ended."""
    facts, _ = _agreed(reference)
    by = keeper(request)
    form = BecauseForm(typed(request), today=today())
    step = Step(
        heading="Record that it has ended",
        button="It has ended",
        done="The request has ended. Income and reviews can still be entered.",
        caption=caption_of(facts),
        is_grave=True,
    )

    def act() -> None:
        because, version = form.cleaned_data["because"], version_typed(request)
        end_request(reference=reference, version=version, because=because, by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.version, act=act)


def _why_not(facts: RequestFacts) -> str:
    """What has to be done before it can be decided; "" where nothing has."""
    if facts.protocol is not None and not facts.protocol.is_agreed:
        return "The protocol is a draft, so that nothing is decided by it. Have a version agreed, and use that."
    return "" if facts.kept is not None else "It is not evaluated as it stands. Evaluate it first."


def quarters_since(agreed: AgreementRecord) -> tuple[Quarter, ...]:
    """The quarters from its first day that have begun, the newest first; none before it starts."""
    found = []
    quarter, first = Quarter.containing(today()), Quarter.containing(agreed.starts_on)
    while quarter.first_day >= first.first_day:
        found.append(quarter)
        quarter = quarter.previous
    return tuple(found)


def _decided(reference: str) -> tuple[RequestFacts, DecisionRecord]:
    facts = seen_request(reference)
    if facts.decided is None:
        raise Http404
    return facts, facts.decided


def _agreed(reference: str) -> tuple[RequestFacts, AgreementRecord]:
    facts = seen_request(reference)
    if facts.agreed is None:
        raise Http404
    return facts, facts.agreed
