"""A request is evaluated as it stands, put to the committee, decided, and the requester is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import AgendaItem, Decision
from goldenthread.committee.queries import DecisionFacts, check_agrees, decision_called
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import says_why
from goldenthread.domain.request_decisions import (
    DecisionRecord,
    MessageRecord,
    RequestState,
    RequestStep,
    wrong_decision,
)
from goldenthread.domain.request_evaluations import KeptEvaluation
from goldenthread.domain.request_protocols import DecisionLevel
from goldenthread.mail import letters
from goldenthread.mail.operations.queueing import OUTSIDE, Addressee, send
from goldenthread.partnership.queries import the_partnership
from goldenthread.requests.models import Request, Statement
from goldenthread.requests.operations.receiving import asked_now
from goldenthread.requests.operations.writing import add_statement, locked_request, step_on, taking_a_protocol
from goldenthread.requests.queries.dossiers import RequestFacts, request_called
from goldenthread.requests.queries.known import known_of
from goldenthread.requests.rules import ProtocolNotAgreed, check_can_decide, check_can_evaluate, check_can_keep_requests
from goldenthread.storage.turns import take_turns
from goldenthread.thread.queries.reading import reading_of_all

_Kind = Statement.Kind


@transaction.atomic
def evaluate_request(*, reference: str, version: int | None = None, by: User, at: datetime) -> Statement:
    """What the protocol makes of the request as it stands, with what was known, written down: what is decided on.

    Of figures what is published is told, since whoever reads the request reads it. Raises RoleMissing, RequestUnknown,
    RequestChanged, RequestStepNotAllowed, NoProtocol.
    """
    today = timezone.localdate(at)
    request = locked_request(reference, version=version)
    check_can_evaluate(by, request, on=today)
    state = step_on(request, RequestStep.STATE)
    taking_a_protocol(request)
    # What is read of it below is read by this protocol.
    request.state = state.value
    request.save(update_fields=["protocol", "state"])
    facts = _as_it_stands(request)
    assert facts.evaluation is not None, "it has a protocol"
    known = known_of(
        request.service_id,
        asked=facts.asked,
        staff=facts.dossier.known.staff,
        reading=reading_of_all(today=today, at=at),
        but=request.pk,
    )
    kept = KeptEvaluation(evaluation=facts.evaluation, known=known)
    outcome = facts.evaluation.outcome.value
    made = add_statement(request, _Kind.EVALUATION, kept, state=state, by=by, at=at, outcome=outcome)
    assert made is not None, "an evaluation is always written down"
    return made


@transaction.atomic
def put_to_committee(*, reference: str, item_id: int, version: int | None = None, by: User, at: datetime) -> Request:
    """The item of an agenda under which the committee is asked to decide it.

    Raises RoleMissing, RequestUnknown, RequestChanged, RequestStepNotAllowed.
    """
    check_can_keep_requests(by, on=timezone.localdate(at))
    request = locked_request(reference, version=version)
    step_on(request, RequestStep.STATE)
    item = AgendaItem.objects.select_related("meeting__committee").get(pk=item_id)
    if request.item_id == item.pk:
        return request
    request.item = item
    request.version += 1
    request.save(update_fields=["item", "version"])
    record(
        "request put to the committee",
        subject="request",
        subject_id=reference,
        by=by.pk,
        at=at,
        details={"meeting": f"{item.meeting.committee.slug}/{item.meeting.date.isoformat()}", "place": item.place},
    )
    return request


@transaction.atomic
def decide_request(*, reference: str, version: int | None, said: DecisionRecord, by: User, at: datetime) -> Statement:
    """The decision, once; on an evaluation after which nothing was stated, by a protocol that was agreed.

    `said.by_post` is the post by which whoever decides does so; of a resolution it is "". Raises RoleMissing,
    AboveTheLevel, RequestUnknown, RequestChanged, RequestStepNotAllowed, ProtocolNotAgreed, DecisionUnknown,
    DecisionAgreesNothing, and InputRefused with everything that is wrong of it.
    """
    today = timezone.localdate(at)
    request = locked_request(reference, version=version)
    # A post is held on a day: of the day of the decision, who wrote it down had it.
    is_committees = said.level is DecisionLevel.COMMITTEE
    post = check_can_decide(by, request, level=said.level, on=today if is_committees else min(said.decided_on, today))
    said = replace(said, by_post=post)
    step_on(request, RequestStep.DECIDE)
    # Of two requests that take the same staff, the second sees the first.
    take_turns(f"staff of service {request.service_id}")
    facts = _as_it_stands(request)
    protocol, evaluation = facts.protocol, facts.evaluation
    assert protocol is not None and evaluation is not None, "what is evaluated has a protocol"
    if protocol.decision is None:
        raise ProtocolNotAgreed(protocol.number)
    problems = list(wrong_decision(said, evaluation, today=today))
    problems += _wrong_evaluation(facts, said)
    if said.decided_on < protocol.decision.meeting_on:
        words = f"The protocol was agreed on {day_words(protocol.decision.meeting_on)}. Decide it on that day or later."
        problems.append(Problem(words, column="decided_on"))
    if said.decided_on < request.received_on:
        words = f"It was received on {day_words(request.received_on)}. Give that day or a later one."
        problems.append(Problem(words, column="decided_on"))
    resolution = _resolution(said, today=today)
    if resolution is not None:
        problems += _wrong_resolution(request, said, resolution, committee=protocol.decision.body)
    if problems:
        raise InputRefused(problems)
    state = RequestState.ACCEPTED if said.decided.is_accepted else RequestState.DECLINED
    decision = None if resolution is None else Decision.objects.get(pk=resolution.id)
    told = {"decided": said.decided.value, "level": said.level.value}
    made = add_statement(request, _Kind.DECISION, said, state=state, decision=decision, by=by, at=at, **told)
    assert made is not None, "nothing was decided before"
    return made


@transaction.atomic
def reply_to_requester(*, reference: str, words: str, by: User, at: datetime) -> Statement:
    """The requester is told by a message what was decided, in these words.

    Raises RoleMissing, RequestUnknown, RequestStepNotAllowed, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_requests(by, on=today)
    request = locked_request(reference)
    state = step_on(request, RequestStep.REPLY)
    asked = asked_now(request)
    problems = []
    if not says_why(words):
        problems.append(Problem("Write what the requester is told.", column="words"))
    if not asked.email:
        problems.append(Problem("No e-mail address of the requester is known.", column="words"))
    if problems:
        raise InputRefused(problems)
    told = MessageRecord(words=words.strip(), email=asked.email, sent_on=today)
    made = add_statement(request, _Kind.REPLY, told, state=state, by=by, at=at)
    assert made is not None, "a reply is always written down"
    partnership = the_partnership()
    letter = letters.request_replied(
        reference=reference,
        partnership="" if partnership is None else partnership.name,
        contact="" if partnership is None else partnership.report_contact,
        words=words.strip(),
    )
    to = Addressee(OUTSIDE, asked.contact or asked.requester, asked.email)
    send(letter, to=[to], at=at, once=f"request replied/{reference}/{made.number}")
    return made


def _as_it_stands(request: Request) -> RequestFacts:
    facts = request_called(request.reference)
    assert facts is not None, "it is locked"
    return facts


def _resolution(said: DecisionRecord, *, today: date) -> DecisionFacts | None:
    if said.level is not DecisionLevel.COMMITTEE or not said.decision.strip():
        return None
    facts = decision_called(said.decision.strip())
    if said.decided.is_accepted:
        check_agrees(facts, on=today)
    return facts


def _wrong_evaluation(facts: RequestFacts, said: DecisionRecord) -> Iterator[Problem]:
    """Why nothing can be decided on the evaluation that was written down."""
    if facts.kept is None:
        yield Problem("Something was stated since it was evaluated. Evaluate it as it stands, and decide on that.")
        return
    kept: KeptEvaluation = facts.kept.record
    if kept.evaluation != facts.evaluation:
        yield Problem("What is known of it has changed since it was evaluated. Evaluate it as it stands.")
    evaluated_on = timezone.localdate(facts.kept.at)
    # What a committee resolved before the product was used is entered afterwards, and its page tells both days.
    if said.level is not DecisionLevel.COMMITTEE and said.decided_on < evaluated_on:
        words = f"It was evaluated on {day_words(evaluated_on)}. Give that day or a later one."
        yield Problem(words, column="decided_on")


def _wrong_resolution(
    request: Request, said: DecisionRecord, resolution: DecisionFacts, *, committee: str
) -> Iterator[Problem]:
    """Why this resolution does not decide the request."""
    if resolution.body != committee:
        yield Problem(f"That is a decision of {resolution.body}. The {committee} decides requests.", column="decision")
    if request.item_id is not None and Decision.objects.get(pk=resolution.id).item_id != request.item_id:
        words = "It was put to the committee under another item. Name a decision under that."
        yield Problem(words, column="decision", found=resolution.reference)
    other = Statement.objects.filter(kind=_Kind.DECISION, decision=resolution.id).select_related("request").first()
    if other is not None:
        words = f"That resolution decided request {other.request.reference} already."
        yield Problem(words, column="decision", found=resolution.reference)
    if resolution.meeting_on != said.decided_on:
        yield Problem(
            f"That decision is of {day_words(resolution.meeting_on)}: it was decided on that day.", column="decided_on"
        )
