"""What an evaluation rests on: gates, staff, price, considerations, partners' views, the case; and scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import Decision
from goldenthread.committee.queries import check_agrees, decision_called
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.plain import from_plain
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import says_why
from goldenthread.domain.request_decisions import RequestStep
from goldenthread.domain.request_prices import PriceRecord, wrong_price
from goldenthread.domain.request_protocols import ProtocolRecord
from goldenthread.domain.request_records import (
    CaseRecord,
    Consideration,
    GateAnswer,
    Needs,
    PartnerView,
    Score,
    wrong_case,
    wrong_gate,
    wrong_needs,
    wrong_score,
    wrong_settled,
    wrong_view,
)
from goldenthread.partnership.models import Council
from goldenthread.requests.models import ProtocolVersion, Request, Statement
from goldenthread.requests.operations.writing import add_statement, locked_request, step_on, taking_a_protocol
from goldenthread.requests.queries.protocols import protocol_in_force
from goldenthread.requests.rules import (
    RequestChanged,
    check_can_keep_requests,
    check_can_say_the_view,
    check_can_score,
)

_Kind = Statement.Kind


@transaction.atomic
def answer_gate(
    *, reference: str, answer: GateAnswer, seen: int | None = None, by: User, at: datetime
) -> Statement | None:
    """What was found at a gate; None where the same was stated last. `seen` is the number of the answer that was looked
    at, 0 of none; None: whatever it was.

    Raises RoleMissing, RequestUnknown, RequestChanged, RequestStepNotAllowed, NoProtocol, InputRefused.
    """
    request = _kept(reference, by=by, at=at)
    check_seen(request, _Kind.GATE, answer.gate.value, seen=seen)
    _refuse(list(wrong_gate(answer)))
    return _stated(request, _Kind.GATE, answer, key=answer.gate.value, by=by, at=at)


@transaction.atomic
def state_needs(*, reference: str, needs: Needs, seen: int | None = None, by: User, at: datetime) -> Statement | None:
    """The staff that it takes, by council and year. Raises as `answer_gate`."""
    request = _kept(reference, by=by, at=at)
    check_seen(request, _Kind.NEEDS, seen=seen)
    _refuse(list(wrong_needs(needs, councils=dict(Council.objects.values_list("slug", "name")))))
    exact = Needs(staff=tuple(replace(one, year=str(FinancialYear.parse(one.year))) for one in needs.staff))
    return _stated(request, _Kind.NEEDS, exact, by=by, at=at)


@transaction.atomic
def build_price(
    *, reference: str, price: PriceRecord, seen: int | None = None, by: User, at: datetime
) -> Statement | None:
    """What the price is built from. One below the full cost names the committee's decision that allows it.

    Raises as `answer_gate`, and DecisionUnknown, DecisionAgreesNothing.
    """
    request = _kept(reference, by=by, at=at)
    check_seen(request, _Kind.PRICE, seen=seen)
    step_on(request, RequestStep.STATE)
    _refuse(list(wrong_price(price, overheads=_protocol(request).overheads)))
    decision = None
    if price.below_cost_decision.strip():
        facts = decision_called(price.below_cost_decision.strip())
        check_agrees(facts, on=timezone.localdate(at))
        decision = Decision.objects.get(pk=facts.id)
    return _stated(request, _Kind.PRICE, price, decision=decision, by=by, at=at)


@transaction.atomic
def consider(
    *, reference: str, said: Consideration, seen: int | None = None, by: User, at: datetime
) -> Statement | None:
    """What was found of one aspect. Raises as `answer_gate`."""
    request = _kept(reference, by=by, at=at)
    check_seen(request, _Kind.CONSIDERATION, said.of.value, seen=seen)
    if not says_why(said.words):
        raise InputRefused(
            [Problem("Say in words what was found; that nothing was, where nothing was.", column="words")]
        )
    return _stated(request, _Kind.CONSIDERATION, said, key=said.of.value, by=by, at=at)


@transaction.atomic
def consider_all(*, reference: str, said: Sequence[Consideration], seen: int, by: User, at: datetime) -> None:
    """What was found of several aspects, all or none; `seen` is how many statements of any aspect were looked at.

    Raises as `answer_gate`.
    """
    request = _kept(reference, by=by, at=at)
    if request.statements.filter(kind=_Kind.CONSIDERATION).count() != seen:
        raise RequestChanged(request)
    for one in said:
        consider(reference=reference, said=one, by=by, at=at)


@transaction.atomic
def record_partner_view(
    *, reference: str, view: PartnerView, seen: int | None = None, by: User, at: datetime
) -> Statement | None:
    """A partner was asked, or has answered; whoever stands for the council may enter it too.

    Raises as `answer_gate`.
    """
    today = timezone.localdate(at)
    council = Council.objects.filter(slug=view.council).first()
    if council is None:
        known = ", ".join(Council.objects.order_by("position").values_list("slug", flat=True))
        raise InputRefused(
            [Problem(f"There is no council {view.council!r}.", column="council", expected=f"one of {known}")]
        )
    check_can_say_the_view(by, council, on=today)
    request = locked_request(reference)
    check_seen(request, _Kind.VIEW, view.council, seen=seen)
    problems = list(wrong_view(view, received_on=request.received_on, today=today))
    if council.name == request.requester:
        problems.append(Problem(f"{council.name} asks itself, and is not consulted.", column="council"))
    _refuse(problems)
    return _stated(request, _Kind.VIEW, view, key=view.council, by=by, at=at)


@transaction.atomic
def state_case(
    *, reference: str, case: CaseRecord, seen: int | None = None, by: User, at: datetime
) -> Statement | None:
    """What is expected of it, and what else was considered. Raises as `answer_gate`."""
    request = _kept(reference, by=by, at=at)
    check_seen(request, _Kind.CASE, seen=seen)
    _refuse(list(wrong_case(case)))
    return _stated(request, _Kind.CASE, case, by=by, at=at)


@transaction.atomic
def score_criterion(*, reference: str, score: Score, by: User, at: datetime) -> Statement | None:
    """One person's score of a criterion; None where they scored it so already. What was settled is open again.

    Raises RoleMissing, RequestUnknown, RequestStepNotAllowed, NoProtocol, InputRefused.
    """
    request = locked_request(reference)
    check_can_score(by, request, on=timezone.localdate(at))
    step_on(request, RequestStep.STATE)
    _refuse(list(wrong_score(score, protocol=_protocol(request))))
    return _stated(request, _Kind.SCORE, score, key=score.criterion, by=by, at=at)


def check_score(request: Request, score: Score) -> Statement | None:
    """None; raises InputRefused where this is no score of the protocol that the request is evaluated by."""
    _refuse(list(wrong_score(score, protocol=_protocol(request))))
    return None


@transaction.atomic
def score_all(*, reference: str, scores: Sequence[Score], by: User, at: datetime) -> None:
    """One person's scores of several criteria, all or none. Raises as `score_criterion`."""
    for one in scores:
        score_criterion(reference=reference, score=one, by=by, at=at)


@transaction.atomic
def settle_score(*, reference: str, settled: Score, by: User, at: datetime) -> Statement | None:
    """Where two people differ, the score that counts, and why; it lies between theirs.

    Raises as `score_criterion`.
    """
    request = locked_request(reference)
    check_can_score(by, request, on=timezone.localdate(at))
    step_on(request, RequestStep.STATE)
    problems = list(wrong_score(settled, protocol=_protocol(request)))
    given: dict[int, int] = {}
    rows = request.statements.filter(kind=_Kind.SCORE, key=settled.criterion, protocol=request.protocol)
    for one in rows.order_by("pk"):
        given[one.by_id] = from_plain(Score, one.content).score
    problems += wrong_settled(settled, given=tuple(given.values()))
    _refuse(problems)
    return _stated(request, _Kind.SETTLED, settled, key=settled.criterion, by=by, at=at)


@transaction.atomic
def use_protocol(*, reference: str, version: int | None, number: int, by: User, at: datetime) -> Request:
    """The request is evaluated by another version; gates and scores under the one before stay, and do not count.

    Raises RoleMissing, RequestUnknown, RequestChanged, RequestStepNotAllowed, InputRefused.
    """
    check_can_keep_requests(by, on=timezone.localdate(at))
    request = locked_request(reference, version=version)
    step_on(request, RequestStep.STATE)
    row = ProtocolVersion.objects.filter(number=number).first()
    if row is None:
        raise InputRefused([Problem(f"There is no version {number} of the protocol.", column="number")])
    newest = protocol_in_force()
    if newest is not None and newest.is_agreed and number < newest.number:
        words = f"Version {newest.number} is in force, and version {number} came before it. Use that, or a later one."
        raise InputRefused([Problem(words, column="number")])
    if request.protocol != row:
        before = None if request.protocol is None else request.protocol.number
        request.protocol = row
        request.version += 1
        request.save()
        record(
            "request: other version of the protocol",
            subject="request",
            subject_id=reference,
            by=by.pk,
            at=at,
            details={"from": before, "to": number},
        )
    return request


def _kept(reference: str, *, by: User, at: datetime) -> Request:
    check_can_keep_requests(by, on=timezone.localdate(at))
    return locked_request(reference)


def _protocol(request: Request) -> ProtocolRecord:
    return from_plain(ProtocolRecord, taking_a_protocol(request).content)


def check_seen(request: Request, kind: str, key: str = "", *, seen: int | None) -> None:
    if seen is None:
        return
    newest = request.statements.filter(kind=kind, key=key).order_by("-number").values_list("number", flat=True).first()
    if (newest or 0) != seen:
        raise RequestChanged(request)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise InputRefused(problems)


def _stated(
    request: Request,
    kind: str,
    content: object,
    *,
    key: str = "",
    decision: Decision | None = None,
    by: User,
    at: datetime,
) -> Statement | None:
    state = step_on(request, RequestStep.STATE)
    taking_a_protocol(request)
    return add_statement(request, kind, content, key=key, state=state, decision=decision, by=by, at=at)
