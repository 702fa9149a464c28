"""The log tells of plans by their names, and of a quarter's progress to whoever sees it before it is reported."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.plans.operations import open_progress
from tests.at_browser import sign_in
from tests.figures.returning_pages import words_on
from tests.plans.improvement import IN_JANUARY, Q3, change, date_change, finalised, report
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _told(officer: User, clerk: User) -> None:
    plan = finalised(by=officer)
    open_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    report("1.1", Q3, by=officer, at=IN_JANUARY, action=date(2019, 12, 31))
    change("1.1", date_change(date(2020, 6, 30)), by=officer)


def log_of(role: str) -> tuple[str, bool]:
    person = make_person(f"Reader {role}")
    make_appointment(person, role=role)
    page = sign_in(Client(headers={"host": "localhost"}), person).get("/events")
    return words_on(page), 'href="/plans/improvement-plan"' in page.content.decode()


def test_the_officer_reads_of_which_action_of_which_plan_and_is_led_there():
    told, leads = log_of("performance-officer")

    assert "action 1.1 of oneSource Improvement Plan" in told
    assert "All: Plans" in told
    assert "Status: on target" in told
    assert "Authority: Executive Director" in told
    assert leads


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_others_read_what_was_agreed_and_not_how_it_stands_in_a_quarter(role):
    told, leads = log_of(role)

    assert "action 1.1 of oneSource Improvement Plan" in told
    assert "Authority: Executive Director" in told
    assert "Status: on target" not in told
    assert not leads
