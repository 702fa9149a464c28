"""What somebody finds on their home page of plans: the actions that they have still to report on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.plans.models import Plan
from goldenthread.plans.operations import close_progress, confirm_done, open_progress
from tests.at_browser import sign_in
from tests.figures.returning_pages import words_on
from tests.plans.improvement import IN_JANUARY, Q1, Q3, finalised, report

pytestmark = pytest.mark.django_db
TOLD = "oneSource Improvement Plan, Q3 2019/20: 1 action to report on"


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)


@pytest.fixture
def plan(officer: User, clerk: User) -> Plan:
    made = finalised(by=officer)
    open_progress(plan_id=made.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    return made


def home(person: User) -> str:
    return words_on(sign_in(Client(headers={"host": "localhost"}), person).get("/home"))


def test_the_lead_of_the_service_finds_its_action_until_it_is_reported(plan, lead):
    assert f"{TOLD} 1.1" in home(lead)

    report("1.1", Q3, by=lead, at=IN_JANUARY, action=date(2019, 12, 31))

    assert TOLD not in home(lead)


def test_its_director_finds_it_too_and_nobody_of_another_part(plan, head, officer, member):
    assert TOLD in home(head)
    assert "to report on" not in home(officer)
    assert "to report on" not in home(member)


def test_a_quarter_that_is_closed_asks_nobody(plan, lead, officer):
    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)

    assert "to report on" not in home(lead)


def test_what_was_complete_is_not_asked_for_again(plan, lead, head, officer):
    open_progress(plan_id=plan.pk, quarter=Q1, by=officer, at=IN_JANUARY)
    claimed = report("1.1", Q1, by=lead, at=IN_JANUARY, done=date(2019, 6, 20), evidence="The register of courses")
    confirm_done(progress_id=claimed.pk, version=1, by=head, at=IN_JANUARY)

    assert "to report on" not in home(lead)
