"""The clerk's pages of delegations, questions and what is to be done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.actions.operations import FollowUp, follow_up_actions
from goldenthread.committee.models import AgendaItem, Consultation, Delegation, MatterArising, Meeting, Question
from tests.at_browser import sign_in
from tests.committee.meetings import LONDON
from tests.world import make_committee, make_decision

pytestmark = pytest.mark.django_db
AT = datetime(2020, 2, 10, 10, 0, tzinfo=LONDON)


@pytest.fixture
def at_desk(clerk: User, settings: Any) -> Client:
    settings.GOLDENTHREAD_TODAY = date(2020, 2, 10)
    return sign_in(Client(headers={"host": "localhost"}), clerk)


@pytest.fixture
def item(clerk: User) -> AgendaItem:
    held = make_decision(verb="delegated", text="To delegate to the Interim Executive Director.").item
    Meeting.objects.filter(pk=held.meeting_id).update(state="held")
    return held


@pytest.fixture
def later(item: AgendaItem) -> AgendaItem:
    meeting = Meeting.objects.create(committee=make_committee(), date=date(2020, 2, 7), state="held")
    return AgendaItem.objects.create(meeting=meeting, place=1, title="Matters arising")


def day(name: str, of: date) -> dict[str, str]:
    return {f"{name}_day": str(of.day), f"{name}_month": str(of.month), f"{name}_year": str(of.year)}


def version() -> int:
    return Delegation.objects.get().version


def test_a_delegation_is_recorded_consulted_on_discharged_and_reported_back(
    at_desk: Client, item: AgendaItem, later: AgendaItem
) -> None:
    meeting = f"/committee/meetings/{item.meeting_id}"
    decision = item.decision_set.get()
    before = at_desk.get(meeting).content.decode()

    recorded = at_desk.post(
        f"/committee/decisions/{decision.pk}/delegate",
        {
            "to_post": "Interim Executive Director",
            "purpose": "To finalise the plan",
            "conditions": "",
            "consult": "Chief Executive of Newham\nChief Executive of Havering\n",
            **day("due_on", date(2019, 9, 30)),
        },
    )
    home = recorded["Location"]
    pending = at_desk.get(f"/committee/{item.meeting.committee_id}/pending").content.decode()
    too_early = at_desk.post(
        f"{home}/discharge", {"decided": "It is final.", "version": version(), **day("on", date(2019, 8, 20))}
    )
    for asked in Consultation.objects.all():
        at_desk.post(
            f"{home}/views/{asked.pk}",
            {"view": "Content.", "nominee": "", "version": version(), **day("consulted_on", date(2019, 8, 1))},
        )
    at_desk.post(f"{home}/discharge", {"decided": "It is final.", "version": version(), **day("on", date(2019, 8, 20))})
    at_desk.post(f"{home}/report", {"item": later.pk, "version": version()})

    delegation = Delegation.objects.get()
    assert "record to whom it delegates, and for what" in before
    assert "Overdue" in pending
    assert "was not consulted yet" in too_early.content.decode()
    assert (delegation.state, delegation.reported_under) == ("reported", later)
    assert "7 February 2020" in at_desk.get(home).content.decode()


def test_a_delegation_is_revoked_with_a_reason(at_desk: Client, item: AgendaItem) -> None:
    decision = item.decision_set.get()
    at_desk.post(
        f"/committee/decisions/{decision.pk}/delegate", {"to_post": "Director", "purpose": "To decide", "consult": ""}
    )
    home = f"/committee/delegations/{Delegation.objects.get().pk}"

    missing = at_desk.post(f"{home}/revoke", {"because": "", "version": 1})
    at_desk.post(f"{home}/revoke", {"because": "The committee decides itself.", "version": 1})

    assert missing.status_code == 422
    assert "Revoked" in at_desk.get(home).content.decode()


def test_what_is_missing_of_a_delegation_is_said_at_its_box(at_desk: Client, item: AgendaItem) -> None:
    decision = item.decision_set.get()

    answer = at_desk.post(
        f"/committee/decisions/{decision.pk}/delegate",
        {"to_post": "Director", "purpose": "To decide", "consult": "A\nA", **day("due_on", date(2019, 1, 1))},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "give that day or a later one" in page
    assert "Name each once" in page
    assert not Delegation.objects.exists()


def test_a_question_is_answered_and_what_follows_is_told_to_the_committee(
    at_desk: Client, item: AgendaItem, later: AgendaItem, clerk: User
) -> None:
    meeting = f"/committee/meetings/{item.meeting_id}"
    at_desk.post(
        f"/committee/items/{item.pk}/questions",
        {"kind": "question", "words": "Why did collection fall?", "asked_by": "", "owner_post": "Head of Exchequer"},
    )
    question = Question.objects.get()
    unanswered = at_desk.get(meeting).content.decode()
    pending = at_desk.get(f"/committee/{item.meeting.committee_id}/pending").content.decode()

    at_desk.post(
        f"/committee/questions/{question.pk}/answer",
        {"answer": "Two posts were empty.", "version": 1, **day("on", date(2019, 8, 1))},
    )
    at_desk.post(
        f"/committee/questions/{question.pk}/to-do",
        {"words": "Fill both posts", "owner_post": "Head of Exchequer", **day("due_on", date(2019, 10, 1))},
    )
    arising = MatterArising.objects.get()
    done = FollowUp(action_id=arising.action_id, state=Action.State.DONE, due_on=None, why="Both were filled")
    follow_up_actions([done], by=clerk.pk, at=AT)
    at_desk.post(f"/committee/to-do/{arising.pk}/told", {"item": later.pk})

    arising.refresh_from_db()
    question.refresh_from_db()
    assert "Question without an answer: “Why did collection fall?”" in unanswered
    assert "Members, item 9" in pending
    assert (question.answer, arising.reported_under) == ("Two posts were empty.", later)


def test_nothing_is_told_to_a_meeting_that_was_not_held(at_desk: Client, item: AgendaItem) -> None:
    at_desk.post(
        f"/committee/items/{item.pk}/questions",
        {"kind": "request", "words": "A table by ward", "asked_by": "", "owner_post": "Head of Exchequer"},
    )
    question = Question.objects.get()
    at_desk.post(
        f"/committee/questions/{question.pk}/to-do",
        {"words": "Make the table", "owner_post": "Head of Exchequer", **day("due_on", date(2019, 10, 1))},
    )

    page = at_desk.get(f"/committee/to-do/{MatterArising.objects.get().pk}/told").content.decode()

    assert "none is recorded as held yet" in page


@pytest.mark.parametrize(
    "address",
    [
        "/committee/decisions/0/delegate",
        "/committee/delegations/0",
        "/committee/questions/0/answer",
        "/committee/to-do/0/told",
        "/committee/0/pending",
    ],
)
def test_what_is_not_there_is_not_found(at_desk: Client, address: str) -> None:
    assert at_desk.get(address).status_code == 404
