"""What members asked, what was answered, and what somebody is to do after a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.actions.operations import NewAction, promise_actions
from goldenthread.audit.operations import record
from goldenthread.committee.models import AgendaItem, Decision, MatterArising, Membership, Question
from goldenthread.committee.operations.locking import reference_of
from goldenthread.committee.queries.record import WITH_DECISIONS
from goldenthread.committee.rules import check_can_keep_the_record
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Problem, Refused


class QuestionChanged(Refused):
    """Somebody else changed the question since its reader looked at it."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this question since you looked at it. Look at it as it is now.")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a member asked, or asked for; without one, "Members" did. `owner_post` is to answer."""

    kind: str  # of Question.Kind
    words: str
    owner_post: str
    asked_by_id: int | None = None


@transaction.atomic
def record_question(*, item_id: int, said: Asked, by: User, at: datetime) -> Question:
    """A question or a request under an item of a meeting that was held. Raises RoleMissing, InputRefused."""
    check_can_keep_the_record(by, on=timezone.localdate(at))
    item = AgendaItem.objects.select_related("meeting__committee").get(pk=item_id)
    problems = []
    if item.meeting.state not in WITH_DECISIONS:
        problems.append(Problem("This meeting was not held yet, so nobody asked anything at it.", column="item"))
    if said.kind not in Question.Kind:
        problems.append(Problem("Say whether it is a question or a request.", column="kind", found=said.kind))
    if not said.words.strip():
        problems.append(Problem("Say what was asked.", column="words"))
    if not said.owner_post.strip():
        problems.append(Problem("Say which post is to answer.", column="owner_post"))
    if said.asked_by_id is not None:
        member = Membership.objects.filter(pk=said.asked_by_id).first()
        if member is None or member.committee_id != item.meeting.committee_id:
            problems.append(Problem("Whoever asked does not sit on this committee.", column="asked_by"))
    if Question.objects.filter(
        item=item, kind=said.kind, words=said.words.strip(), asked_by_id=said.asked_by_id, answer=""
    ).exists():
        problems.append(Problem("This is recorded already, and waits for its answer.", column="words"))
    if problems:
        raise InputRefused(problems)
    question = Question.objects.create(
        item=item,
        kind=said.kind,
        words=said.words.strip(),
        owner_post=said.owner_post.strip(),
        asked_by_id=said.asked_by_id,
    )
    _record("question recorded", item, by=by, at=at, question=question.pk, owner=question.owner_post)
    return question


@transaction.atomic
def answer_question(*, question_id: int, version: int, answer: str, on: date, by: User, at: datetime) -> Question:
    """The answer, which may be given in better words later; the log keeps the days.

    Raises RoleMissing, QuestionChanged, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_the_record(by, on=today)
    found = Question.objects.select_for_update(of=("self",)).select_related("item__meeting__committee")
    question = found.get(pk=question_id)
    if question.version != version:
        raise QuestionChanged
    asked_on = question.item.meeting.date
    problems = []
    if not answer.strip():
        problems.append(Problem("Say what was answered.", column="answer"))
    if not asked_on <= on <= today:
        problems.append(
            Problem(
                f"Give a day from {day_words(asked_on)}, when it was asked, to today.",
                column="on",
                found=on.isoformat(),
            )
        )
    if problems:
        raise InputRefused(problems)
    question.answer, question.answered_on = answer.strip(), on
    question.version += 1
    question.save()
    _record("question answered", question.item, by=by, at=at, question=question.pk, on=on.isoformat())
    return question


@transaction.atomic
def let_arise(
    *, out_of: Literal["decision", "question"], row_id: int, said: NewAction, by: User, at: datetime
) -> MatterArising:
    """What somebody is to do after a resolution, or after a question. Raises RoleMissing, InputRefused."""
    check_can_keep_the_record(by, on=timezone.localdate(at))
    decision = _decision(row_id) if out_of == "decision" else None
    question = _question(row_id) if out_of == "question" else None
    item = decision.item if decision is not None else _item_of(question)
    problems = []
    if not said.words.strip():
        problems.append(Problem("Say what is to be done.", column="words"))
    if not said.owner_post.strip():
        problems.append(Problem("Say which post is to do it.", column="owner_post"))
    if said.due_on < item.meeting.date:
        problems.append(
            Problem(
                f"It arose on {day_words(item.meeting.date)}: give that day or a later one.",
                column="due_on",
                found=said.due_on.isoformat(),
            )
        )
    if problems:
        raise InputRefused(problems)
    (action,) = promise_actions([said], by=by.pk, at=at)
    arising = MatterArising.objects.create(decision=decision, question=question, action=action)
    _record("matter arose", item, by=by, at=at, action=action.pk, owner=action.owner_post)
    return arising


@transaction.atomic
def report_arising(*, arising_id: int, under_item_id: int, by: User, at: datetime) -> MatterArising:
    """The committee was told what became of it, under an item of a later meeting: only then is it closed.

    Raises RoleMissing, InputRefused: what is still open is not closed.
    """
    check_can_keep_the_record(by, on=timezone.localdate(at))
    found = MatterArising.objects.select_for_update(of=("self",)).select_related(
        "action", "decision__item__meeting", "question__item__meeting"
    )
    arising = found.get(pk=arising_id)
    arose = arising.decision.item if arising.decision is not None else _item_of(arising.question)
    item = AgendaItem.objects.select_related("meeting__committee").get(pk=under_item_id)
    problems = []
    if arising.action.state == "open":
        problems.append(Problem("This is still open: say first that it is done, or dropped.", column="action"))
    if arising.reported_under_id is not None:
        problems.append(Problem("This was reported already.", column="arising"))
    if item.meeting.committee_id != arose.meeting.committee_id or item.meeting.date <= arose.meeting.date:
        problems.append(Problem("It is reported to a later meeting of the same committee.", column="item"))
    if problems:
        raise InputRefused(problems)
    arising.reported_under = item
    arising.save(update_fields=["reported_under"])
    _record("matter reported", item, by=by, at=at, action=arising.action_id)
    return arising


def _decision(pk: int) -> Decision:
    return Decision.objects.select_related("item__meeting__committee").get(pk=pk)


def _question(pk: int) -> Question:
    return Question.objects.select_related("item__meeting__committee").get(pk=pk)


def _item_of(question: Question | None) -> AgendaItem:
    assert question is not None, "what arises comes of a decision or a question"
    return question.item


def _record(kind: str, item: AgendaItem, *, by: User, at: datetime, **details: object) -> None:
    told = {"item": item.number or str(item.place), **details}
    record(kind, subject="meeting", subject_id=reference_of(item.meeting), by=by.pk, at=at, details=told)
