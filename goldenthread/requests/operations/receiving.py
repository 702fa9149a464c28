"""A request comes in: it is entered, put right, acknowledged, and perhaps withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.days import day_words
from goldenthread.domain.plain import from_plain, to_plain
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import check_says_why
from goldenthread.domain.request_decisions import MessageRecord, RequestState, RequestStep
from goldenthread.domain.request_records import PartnerView, RequestRecord
from goldenthread.mail import letters
from goldenthread.mail.operations.queueing import OUTSIDE, Addressee, send
from goldenthread.partnership.models import Service
from goldenthread.partnership.queries import the_partnership
from goldenthread.requests.models import Request, Statement
from goldenthread.requests.operations.writing import add_statement, locked_request, step_on
from goldenthread.requests.queries.files import wrong_as_received
from goldenthread.requests.queries.protocols import same_requests
from goldenthread.requests.rules import check_can_keep_requests
from goldenthread.storage.turns import take_turns

_Kind = Statement.Kind


@transaction.atomic
def receive_request(asked: RequestRecord, *, by: User, at: datetime) -> Request:
    """A request under a reference of its own, by year and number: "2019-001".

    Raises RoleMissing, and InputRefused with everything that is wrong of it; that the service is provided to no partner
    on the first day is among it, and that the same body asked for the same service that day.
    """
    today = timezone.localdate(at)
    check_can_keep_requests(by, on=today)
    year = asked.received_on.year
    take_turns(f"requests of {year}")
    problems = list(wrong_as_received(asked, today=today))
    service = Service.objects.filter(slug=asked.service).first()
    same = same_requests(asked).first()
    if same is not None:
        words = f"It was received already, as {same.reference}."
        problems.append(Problem(words, column="requester", found=asked.requester))
    if problems or service is None:
        raise InputRefused(problems)
    number = Request.objects.filter(reference__startswith=f"{year}-").count() + 1
    request = Request.objects.create(
        reference=f"{year}-{number:03}",
        service=service,
        requester=asked.requester.strip(),
        received_on=asked.received_on,
        state=RequestState.RECEIVED.value,
    )
    Statement.objects.create(request=request, kind=_Kind.ASKED, number=1, content=to_plain(asked), at=at, by=by)
    record(
        "request received",
        subject="request",
        subject_id=request.reference,
        by=by.pk,
        at=at,
        details={"service": service.slug, "received on": asked.received_on.isoformat()},
    )
    return request


@transaction.atomic
def correct_request(
    *, reference: str, version: int | None, asked: RequestRecord, by: User, at: datetime
) -> Statement | None:
    """What is asked, put right, until it is decided; what was entered before stays. None where it is the same.

    Raises RoleMissing, RequestUnknown, RequestChanged, RequestStepNotAllowed, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_requests(by, on=today)
    request = locked_request(reference, version=version)
    state = step_on(request, RequestStep.CORRECT)
    problems = list(wrong_as_received(asked, today=today))
    service = Service.objects.filter(slug=asked.service).first()
    others = same_requests(asked).exclude(pk=request.pk)
    if others:
        words = f"The same body asked for the same service that day, in {others[0].reference}."
        problems.append(Problem(words, column="requester", found=asked.requester))
    problems += _wrong_correction(request, asked, service=service)
    if problems or service is None:
        raise InputRefused(problems)
    request.service, request.requester = service, asked.requester.strip()
    request.received_on = asked.received_on
    return add_statement(request, _Kind.ASKED, asked, state=state, by=by, at=at)


def _wrong_correction(request: Request, asked: RequestRecord, *, service: Service | None) -> list[Problem]:
    """What may not be corrected any more: what gates, scores and views were said of."""
    problems = []
    if request.state != RequestState.RECEIVED and service is not None and service != request.service:
        words = f"Gates, scores and views are of {request.service.name}. Withdraw this request, and enter another."
        problems.append(Problem(words, column="service", found=service.name))
    views = request.statements.filter(kind=_Kind.VIEW).values_list("content", flat=True)
    first = min((from_plain(PartnerView, one).asked_on for one in views), default=None)
    if first is not None and asked.received_on > first:
        words = f"A partner was asked on {day_words(first)}: it came on that day or before."
        problems.append(Problem(words, column="received_on", found=asked.received_on.isoformat()))
    return problems


@transaction.atomic
def acknowledge_request(*, reference: str, by: User, at: datetime) -> Statement:
    """The requester is told by a message that it came, and under which reference; once at each address.

    Raises RoleMissing, RequestUnknown, RequestStepNotAllowed, InputRefused where no address is known.
    """
    today = timezone.localdate(at)
    check_can_keep_requests(by, on=today)
    request = locked_request(reference)
    state = step_on(request, RequestStep.ACKNOWLEDGE)
    asked = asked_now(request)
    problems = []
    if not asked.email:
        problems.append(Problem("No e-mail address of the requester is known. Enter it first.", column="email"))
    sent = [
        from_plain(MessageRecord, one).email
        for one in request.statements.filter(kind=_Kind.ACKNOWLEDGED).values_list("content", flat=True)
    ]
    if asked.email in sent:
        problems.append(Problem("It was acknowledged already.", column="reference"))
    if problems:
        raise InputRefused(problems)
    partnership = the_partnership()
    letter = letters.request_received(
        reference=reference,
        partnership="" if partnership is None else partnership.name,
        contact="" if partnership is None else partnership.report_contact,
        service=request.service.name,
        day=asked.received_on,
    )
    to = Addressee(OUTSIDE, asked.contact or asked.requester, asked.email)
    send(letter, to=[to], at=at, once=f"request received/{reference}/{len(sent) + 1}")
    told = MessageRecord(words=letter.subject, email=asked.email, sent_on=today)
    made = add_statement(request, _Kind.ACKNOWLEDGED, told, state=state, by=by, at=at)
    assert made is not None, "nothing was acknowledged before"
    return made


@transaction.atomic
def withdraw_request(*, reference: str, version: int | None, because: str, by: User, at: datetime) -> Statement:
    """The requester asks for it no more. Raises RoleMissing, RequestUnknown, RequestChanged, RequestStepNotAllowed,
    NoReason."""
    check_can_keep_requests(by, on=timezone.localdate(at))
    request = locked_request(reference, version=version)
    state = step_on(request, RequestStep.WITHDRAW)
    check_says_why(because, of="A request that is withdrawn")
    made = add_statement(request, _Kind.WITHDRAWN, {"words": because.strip()}, state=state, by=by, at=at)
    assert made is not None, "nothing was withdrawn before"
    return made


def asked_now(request: Request) -> RequestRecord:
    """What is asked, as it was entered last."""
    content = request.statements.filter(kind=_Kind.ASKED).order_by("-number").values_list("content", flat=True)[0]
    return from_plain(RequestRecord, content)
