"""What is due on an agenda is proposed, each with why, until the agenda has it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.actions.operations import NewAction
from goldenthread.committee.models import AgendaItem, Delegation, Meeting, Paper
from goldenthread.committee.operations import (
    Asked,
    DelegationSaid,
    let_arise,
    record_delegation,
    record_question,
    schedule_meeting,
)
from goldenthread.committee.queries.desk import desk_meeting
from goldenthread.publishing.models import Publication
from goldenthread.reports.due import DueItem, due_on
from tests.at_browser import sign_in
from tests.committee.meetings import AT_STRATFORD, LAST_DAY, LONDON, item_on, version_of
from tests.figures.returning_pages import words_on
from tests.reports.audiences import publish
from tests.terminal_runs import Command
from tests.world import make_committee, make_decision, make_item, make_meeting

pytestmark = pytest.mark.django_db
AFTER = datetime(2019, 7, 15, 10, 0, tzinfo=LONDON)


@pytest.fixture
def meeting(clerk: User) -> Meeting:
    return schedule_meeting(committee_id=make_committee().pk, said=AT_STRATFORD, by=clerk, at=LAST_DAY)


@pytest.fixture
def july(meeting: Meeting) -> AgendaItem:
    held = make_meeting(on="2019-07-12")
    Meeting.objects.filter(pk=held.pk).update(state=Meeting.State.MINUTES_DRAFTED)
    return make_item(meeting=held)


def due(meeting: Meeting) -> dict[str, DueItem]:
    shown = desk_meeting(meeting.pk)
    assert shown is not None
    return {one.title: one for one in due_on(shown, at=LAST_DAY)}


def test_minutes_that_nobody_agreed_are_due_until_the_agenda_has_them(meeting, july, clerk):
    title = "Minutes of the meeting of 12 July 2019"
    assert due(meeting)[title].why == "They are to be agreed as a correct record."

    item_on(meeting, title, by=clerk)

    assert due(meeting) == {}


def test_what_was_delegated_asked_and_promised_is_due(meeting, july, clerk):
    Meeting.objects.filter(pk=july.meeting_id).update(state=Meeting.State.MINUTES_AGREED)
    decision = make_decision(item=july, verb="delegated", text="To delegate")
    said = DelegationSaid(to_post="Director", purpose="To finish the plan", due_on=date(2019, 9, 30))
    given = record_delegation(decision_id=decision.pk, said=said, by=clerk, at=AFTER)
    asked = Asked(kind="question", words="Why?", owner_post="Head")
    question = record_question(item_id=july.pk, said=asked, by=clerk, at=AFTER)
    to_do = NewAction(words="Send a note", owner_post="Head", due_on=date(2019, 8, 1))
    arising = let_arise(out_of="question", row_id=question.pk, said=to_do, by=clerk, at=AFTER)

    late = due(meeting)
    assert {title: one.is_late for title, one in late.items()} == {
        "Overdue: To finish the plan": True,
        "Answer: Why?": False,
        "Overdue: Send a note": True,
    }

    Delegation.objects.filter(pk=given.pk).update(
        state="discharged", decided="It is finished.", discharged_on=date(2019, 9, 1)
    )
    Action.objects.filter(pk=arising.action_id).update(state="done", closed_at=AFTER)
    told = due(meeting)
    assert set(told) == {"Report back: To finish the plan", "Answer: Why?", "Matter arising: Send a note"}
    assert told["Matter arising: Send a note"].why == "The Head did it; the committee was not told yet."


def test_a_published_pack_is_due_until_an_item_has_it(meeting: Meeting, clerk: User, command: Command, frozen: object):
    publish(command)
    (title,) = [one for one in due(meeting) if "Performance Indicators" in one]
    assert title.endswith("Q2 2019/20, version 1 of the figures")

    item = item_on(meeting, by=clerk)
    Paper.objects.create(
        item=item, place=1, kind="report", title="Q2", type_name="PDF", publication=Publication.objects.get(),
        added_at=LAST_DAY,
    )  # fmt: skip
    assert due(meeting) == {}


def test_at_the_desk_it_is_put_on_the_agenda_under_its_title(meeting, july, clerk, settings):
    settings.GOLDENTHREAD_TODAY = LAST_DAY.date()
    at_desk = sign_in(Client(headers={"host": "localhost"}), clerk)
    home = f"/committee/meetings/{meeting.pk}"

    page = at_desk.get(f"{home}/due")
    link = f"{home}/items?title=Minutes+of+the+meeting+of+12+July+2019"
    assert f'href="{link}"' in page.content.decode()
    assert 'value="Minutes of the meeting of 12 July 2019"' in at_desk.get(link).content.decode()

    item_on(meeting, "Minutes of the meeting of 12 July 2019", by=clerk)
    assert "Nothing is due that the agenda does not have." in words_on(at_desk.get(f"{home}/due"))
    assert version_of(meeting) == 2
