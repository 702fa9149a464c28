"""Questions of members, their answers, and what somebody is to do after a meeting."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.actions.operations import FollowUp, NewAction, follow_up_actions
from goldenthread.committee.models import AgendaItem, MatterArising, Meeting, Question
from goldenthread.committee.operations import (
    Asked,
    QuestionChanged,
    answer_question,
    let_arise,
    record_question,
    report_arising,
)
from goldenthread.domain.problems import InputRefused
from tests.committee.meetings import LONDON
from tests.world import make_committee, make_decision

pytestmark = pytest.mark.django_db

AT = datetime(2019, 9, 2, 10, 0, tzinfo=LONDON)
TO_DO = NewAction(words="Report on rents", owner_post="Head of Exchequer", due_on=date(2019, 9, 30))
ASKED = Asked(kind="question", words="Why did collection fall?", owner_post="Head of Exchequer")


@pytest.fixture
def item(clerk: User) -> AgendaItem:
    held = make_decision().item
    Meeting.objects.filter(pk=held.meeting_id).update(state="held")
    return held


def a_later_item() -> AgendaItem:
    later = Meeting.objects.create(committee=make_committee(), date=date(2019, 10, 18), state="held")
    return AgendaItem.objects.create(meeting=later, place=1, title="Matters arising")


def test_a_question_is_asked_at_a_meeting_that_was_held(item: AgendaItem, clerk: User) -> None:
    later = a_later_item()
    Meeting.objects.filter(pk=later.meeting_id).update(state="scheduled")

    with pytest.raises(InputRefused) as refused:
        record_question(item_id=later.pk, said=Asked(kind="doubt", words="", owner_post=""), by=clerk, at=AT)
    question = record_question(item_id=item.pk, said=ASKED, by=clerk, at=AT)
    with pytest.raises(InputRefused, match="recorded already"):
        record_question(item_id=item.pk, said=ASKED, by=clerk, at=AT)

    assert [one.column for one in refused.value.problems] == ["item", "kind", "words", "owner_post"]
    assert list(Question.objects.all()) == [question]


def test_an_answer_is_given_on_a_day_since_it_was_asked(item: AgendaItem, clerk: User) -> None:
    question = record_question(item_id=item.pk, said=ASKED, by=clerk, at=AT)
    with pytest.raises(InputRefused, match="from 12 July 2019"):
        answer_question(question_id=question.pk, version=1, answer="Staff.", on=date(2019, 7, 1), by=clerk, at=AT)

    answer_question(question_id=question.pk, version=1, answer="Staff left.", on=date(2019, 8, 1), by=clerk, at=AT)
    with pytest.raises(QuestionChanged):
        answer_question(question_id=question.pk, version=1, answer="None.", on=date(2019, 8, 2), by=clerk, at=AT)

    assert Question.objects.get().answer == "Staff left."


def test_what_arises_is_closed_only_once_it_is_done_and_reported(item: AgendaItem, clerk: User) -> None:
    question = record_question(item_id=item.pk, said=ASKED, by=clerk, at=AT)
    arising = let_arise(out_of="question", row_id=question.pk, said=TO_DO, by=clerk, at=AT)
    later = a_later_item()
    with pytest.raises(InputRefused, match="still open"):
        report_arising(arising_id=arising.pk, under_item_id=later.pk, by=clerk, at=AT)
    done = FollowUp(action_id=arising.action_id, state=Action.State.DONE, due_on=None, why="Reported on 1 October")
    follow_up_actions([done], by=clerk.pk, at=AT)
    with pytest.raises(InputRefused, match="a later meeting"):
        report_arising(arising_id=arising.pk, under_item_id=item.pk, by=clerk, at=AT)

    report_arising(arising_id=arising.pk, under_item_id=later.pk, by=clerk, at=AT)

    assert MatterArising.objects.get().reported_under == later


def test_what_arises_of_a_decision_is_a_promise_like_any_other(item: AgendaItem, clerk: User) -> None:
    wrong = NewAction(words=" ", owner_post="", due_on=date(2019, 7, 1))
    decision = item.decision_set.get()
    with pytest.raises(InputRefused) as refused:
        let_arise(out_of="decision", row_id=decision.pk, said=wrong, by=clerk, at=AT)

    arising = let_arise(out_of="decision", row_id=decision.pk, said=TO_DO, by=clerk, at=AT)

    assert [one.column for one in refused.value.problems] == ["words", "owner_post", "due_on"]
    assert (arising.decision, Action.objects.get().words) == (decision, "Report on rents")
