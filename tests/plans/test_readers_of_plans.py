"""What of plans somebody sees who only reads them: what is final, and quarters that are closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.plans.models import Plan
from goldenthread.plans.operations import close_progress, open_progress, write_plan
from tests.figures.returning_pages import words_on
from tests.plans.improvement import (
    IN_JANUARY,
    IN_MARCH,
    PLAN,
    Q3,
    change,
    date_change,
    finalised,
    make_world,
    report,
)
from tests.plans.test_pages_plans import HOME, browser, day, fill
from tests.world import make_appointment, make_decision, make_item, make_meeting, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)


@pytest.fixture
def at_desk(officer: User) -> Client:
    return browser(officer)


@pytest.fixture
def plan(officer: User) -> Plan:
    made = finalised(by=officer)
    open_progress(plan_id=made.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    return made


def test_who_only_reads_plans_sees_none_before_it_is_final(officer, member, at_desk):
    make_world()
    write_plan(PLAN, by=officer, at=IN_MARCH)

    for address in (HOME, "/plans"):
        assert "Write a protocol." not in words_on(browser(member).get(address))
    assert browser(member).get(HOME).status_code == 404
    assert "oneSource Improvement Plan" not in words_on(browser(member).get("/plans"))
    assert at_desk.get(HOME).status_code == 200


def test_who_only_reads_plans_sees_progress_once_its_quarter_is_closed(plan, officer, member, lead):
    report("1.1", Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31))
    reader, board, action_page = browser(member), f"{HOME}/quarters/2019-20-q3", f"{HOME}/actions/1.1"

    assert reader.get(board).status_code == 404
    assert "Progress in Q3" not in words_on(reader.get(HOME))
    assert "Actions as they are written now" in words_on(reader.get(HOME))
    assert "Progress in Q3" not in words_on(reader.get(action_page))
    assert "Progress in Q3" in words_on(browser(lead).get(action_page))

    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)

    assert "As it was when the quarter was closed." in words_on(reader.get(board))
    assert "Progress in Q3" in words_on(reader.get(action_page))
    assert "1 on target" in words_on(reader.get(HOME))


def test_a_reader_sees_what_was_added_and_moved_also_before_a_quarter_is_closed(plan, at_desk, officer, member):
    decision = make_decision(item=make_item(meeting=make_meeting(on="2019-12-06"), number="9"), text="To add it.")
    typed = {
        "decision": decision.reference,
        "ref": "3.1",
        "theme": "Requests",
        "words": "Publish the protocol.",
        "outcome": "Everybody can read it.",
        "owner_post": "Director of Finance",
        **day("starts_on", date(2019, 12, 9)),
        **day("due_on", date(2020, 3, 31)),
    }
    fill(at_desk, f"{HOME}/add", **typed)
    change("1.1", date_change(date(2020, 6, 30)), by=officer)

    page = words_on(browser(member).get(HOME))

    assert "3.1 Publish the protocol." in page
    assert "30 June 2020" in page


@pytest.mark.parametrize("role", ["auditor", "section-151-officer", "partner-lead", "administrator"])
def test_each_other_role_sees_plans_that_are_final_unless_it_administers(plan, role):
    person = make_person(f"Reader {role}")
    make_appointment(person, role=role)
    sees = 404 if role == "administrator" else 200

    assert browser(person).get(HOME).status_code == sees
    assert browser(person).get(f"{HOME}/quarters/2019-20-q3").status_code == 404
