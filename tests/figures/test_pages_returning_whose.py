"""Whose returns a page is of: others are told nothing, or why not."""

from __future__ import annotations

import pytest

from goldenthread.audit.models import Event
from goldenthread.figures.models import ReturnedValue
from tests.at_browser import sign_in
from tests.figures.returning_pages import TODAY, address, due_quarter
from tests.world import make_appointment, make_council, make_person, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures(officer):
    return due_quarter(officer=officer)


def test_others_are_told_nothing_or_why_not(client, lead, head, member, officer):
    first, _ = due_quarter(officer=officer)
    elsewhere = make_person("Head of Elsewhere")
    make_appointment(elsewhere, role="service-lead", service=make_service("Elsewhere"))
    of_another = make_person("Partner lead")
    make_appointment(of_another, role="partner-lead", council=make_council("Bexley"))

    seen = {
        person.name: sign_in(client, person).get(address(first)).status_code
        for person in (lead, officer, head, member, elsewhere, of_another)
    }

    assert seen == {
        "Head of Exchequer": 200,
        "Performance Officer": 200,
        "Director of Finance": 403,
        "Committee Member": 404,
        "Head of Elsewhere": 404,
        "Partner lead": 404,
    }
    assert Event.objects.filter(kind="refused").count() == 4


def test_nobody_keeps_a_figure_of_another_service_by_its_address(client, measures):
    first, _ = measures
    elsewhere = make_person("Head of Elsewhere")
    make_appointment(elsewhere, role="service-lead", service=make_service("Elsewhere"))

    answer = sign_in(client, elsewhere).post(address(first), {"version": "0", "value": "96%", "do": "save"})

    assert answer.status_code == 404
    assert ReturnedValue.objects.count() == 0
