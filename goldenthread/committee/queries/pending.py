"""What a committee still waits for: powers delegated, questions asked, and what somebody is to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goldenthread.committee.models import Consultation, Decision, Delegation, MatterArising, Question
from goldenthread.domain.delegations import DelegationState, DelegationStep, delegation_steps_from, is_overdue


@dataclass(frozen=True, kw_only=True)
class ConsultationFacts:
    """Whom a delegation asks to be consulted, with their view once it was given."""

    id: int
    post: str
    nominee: str
    nominee_named_on: dt.date | None
    view: str
    consulted_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class DelegationFacts:
    """A delegation with everything that was recorded of it, and what may be done with it."""

    id: int
    version: int
    committee_id: int
    reference: str  # of the decision
    given_on: dt.date
    to_post: str
    purpose: str
    conditions: str
    due_on: dt.date | None
    state: str
    state_words: str
    is_overdue: bool
    decided: str
    discharged_on: dt.date | None
    reported_on: dt.date | None
    consultations: tuple[ConsultationFacts, ...]
    steps: tuple[DelegationStep, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionFacts:
    """What was asked under an item, with its answer."""

    id: int
    version: int
    item_id: int
    meeting_id: int
    item_number: str
    item_title: str
    asked_on: dt.date
    kind: str
    asked_by: str  # "Members" where nobody is named
    words: str
    owner_post: str
    answer: str
    answered_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class ArisingFacts:
    """What somebody is to do after a resolution or a question; closed once it was reported."""

    id: int
    committee_id: int
    out_of: str  # the words of the resolution or question
    arose_on: dt.date
    words: str
    owner_post: str
    due_on: dt.date
    state: str
    is_overdue: bool
    reported_on: dt.date | None


def delegations_of(committee_id: int, *, today: dt.date, but_closed: bool = False) -> tuple[DelegationFacts, ...]:
    """The delegations of a committee, oldest first; `but_closed` leaves out what was reported back or revoked."""
    found = Delegation.objects.filter(decision__item__meeting__committee_id=committee_id)
    if but_closed:
        found = found.filter(state__in=(DelegationState.OPEN, DelegationState.DISCHARGED))
    return _delegations(found.order_by("decision__item__meeting__date", "pk"), today=today)


def delegation_facts(delegation_id: int, *, today: dt.date) -> DelegationFacts | None:
    """One delegation; None where there is none."""
    return next(iter(_delegations(Delegation.objects.filter(pk=delegation_id), today=today)), None)


def _delegations(found: QuerySet[Delegation], *, today: dt.date) -> tuple[DelegationFacts, ...]:
    rows = found.select_related("decision__item__meeting", "reported_under__meeting").prefetch_related("consultations")
    return tuple(_delegation(row, today=today) for row in rows)


def _delegation(row: Delegation, *, today: dt.date) -> DelegationFacts:
    meeting = row.decision.item.meeting
    under = row.reported_under
    return DelegationFacts(
        id=row.pk,
        version=row.version,
        committee_id=meeting.committee_id,
        reference=row.decision.reference,
        given_on=meeting.date,
        to_post=row.to_post,
        purpose=row.purpose,
        conditions=row.conditions,
        due_on=row.due_on,
        state=row.state,
        state_words=Delegation.State(row.state).label,
        is_overdue=is_overdue(state=row.state, due_on=row.due_on, today=today),
        decided=row.decided,
        discharged_on=row.discharged_on,
        reported_on=None if under is None else under.meeting.date,
        consultations=tuple(
            _consultation(one) for one in sorted(row.consultations.all(), key=lambda consultation: consultation.pk)
        ),
        steps=delegation_steps_from(row.state),
    )


def _consultation(row: Consultation) -> ConsultationFacts:
    return ConsultationFacts(
        id=row.pk,
        post=row.post,
        nominee=row.nominee,
        nominee_named_on=row.nominee_named_on,
        view=row.view,
        consulted_on=row.consulted_on,
    )


def questions_of(committee_id: int, *, unanswered: bool = False) -> tuple[QuestionFacts, ...]:
    """What members asked a committee's officers, oldest first; `unanswered` alone where that is asked for."""
    found = Question.objects.filter(item__meeting__committee_id=committee_id)
    if unanswered:
        found = found.filter(answer="")
    rows = found.select_related("item__meeting", "asked_by").order_by("item__meeting__date", "pk")
    return tuple(_question(row) for row in rows)


def question_facts(question_id: int) -> QuestionFacts | None:
    """One question; None where there is none."""
    row = Question.objects.select_related("item__meeting", "asked_by").filter(pk=question_id).first()
    return None if row is None else _question(row)


def _question(row: Question) -> QuestionFacts:
    return QuestionFacts(
        id=row.pk,
        version=row.version,
        item_id=row.item_id,
        meeting_id=row.item.meeting_id,
        item_number=row.item.number,
        item_title=row.item.title,
        asked_on=row.item.meeting.date,
        kind=Question.Kind(row.kind).label,
        asked_by=row.who_asked,
        words=row.words,
        owner_post=row.owner_post,
        answer=row.answer,
        answered_on=row.answered_on,
    )


def arising_of(committee_id: int, *, today: dt.date, but_closed: bool = False) -> tuple[ArisingFacts, ...]:
    """What arose at a committee's meetings, oldest first; `but_closed` leaves out what was reported."""
    of_committee = Q(decision__item__meeting__committee_id=committee_id) | Q(
        question__item__meeting__committee_id=committee_id
    )
    found = MatterArising.objects.filter(of_committee)
    if but_closed:
        found = found.filter(reported_under=None)
    rows = found.select_related(
        "action", "decision__item__meeting", "question__item__meeting", "reported_under__meeting"
    )
    return tuple(_arising(row, today=today) for row in rows.order_by("pk"))


def arising_facts(arising_id: int, *, today: dt.date) -> ArisingFacts | None:
    """One matter arising; None where there is none."""
    found = MatterArising.objects.filter(pk=arising_id).select_related(
        "action", "decision__item__meeting", "question__item__meeting", "reported_under__meeting"
    )
    row = found.first()
    return None if row is None else _arising(row, today=today)


def _arising(row: MatterArising, *, today: dt.date) -> ArisingFacts:
    out_of = row.decision or row.question
    assert out_of is not None, "what arises comes of a decision or a question"
    return ArisingFacts(
        id=row.pk,
        committee_id=out_of.item.meeting.committee_id,
        out_of=row.decision.text if row.decision is not None else str(row.question),
        arose_on=out_of.item.meeting.date,
        words=row.action.words,
        owner_post=row.action.owner_post,
        due_on=row.action.due_on,
        state=row.action.state,
        is_overdue=row.action.state == "open" and row.action.due_on < today,
        reported_on=None if row.reported_under is None else row.reported_under.meeting.date,
    )


def can_be_delegated(decision_id: int) -> tuple[str, dt.date, int] | None:
    """Of a decision that delegates and is not recorded as a delegation yet: its words, its day, its meeting."""
    row = Decision.objects.select_related("item__meeting").filter(pk=decision_id, delegation=None).first()
    return None if row is None else (row.text, row.item.meeting.date, row.item.meeting_id)
