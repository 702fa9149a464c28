"""Whoever is about to close an account is told what the person still owes."""

from __future__ import annotations

import pytest

from tests.at_browser import sign_in
from tests.figures.quarter import make_due_measure
from tests.figures.returning_pages import words_on
from tests.figures.running_pages import TODAY, frozen, quarter_under_way
from tests.world import make_appointment, make_council, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def at(client):
    """The administrator's browser."""
    person = make_person("Sam Okoye", email="admin@example.org")
    make_appointment(person, role="administrator", post="Administrator")
    return sign_in(client, person)


def closing(at, person) -> str:
    return words_on(at.get(f"/people/{person.pk}/close"))


def test_a_service_lead_owes_figures_and_promises(at, officer, lead):
    quarter_under_way(officer=officer, lead=lead)

    said = closing(at, lead)

    assert "2 figures to return, explain or submit for Q2 2019/20" in said
    assert "1 promise not done, the first due on 31 December 2019" in said
    assert "Head of Exchequer (service lead, Exchequer and Transactional)" in said


def test_a_director_owes_sign_offs(at, officer, lead, head):
    quarter_under_way(officer=officer, lead=lead)

    assert "2 figures to sign off for Q2 2019/20" in closing(at, head)


def test_a_section_151_officer_owes_a_clearance(at, officer, lead):
    treasurer = make_person("Treasurer", email="treasurer@example.org")
    make_appointment(treasurer, role="section-151-officer", council=make_council("Havering"))
    quarter_under_way(officer=officer, lead=lead)
    frozen(officer=officer)

    assert "Figures of Havering to clear for Q2 2019/20" in closing(at, treasurer)


def test_who_owes_nothing_is_not_said_to(at, stranger):
    make_due_measure("EXC01")

    assert "What is theirs now" not in closing(at, stranger)
