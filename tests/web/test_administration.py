"""Where administration begins: for whom, and what is listed."""

from __future__ import annotations

import pytest

from goldenthread.audit.models import Event
from tests.at_browser import sign_in
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    person = make_person("Sam Okoye", email="admin@example.org")
    make_appointment(person, role="administrator", post="Administrator")
    return person


def test_an_administrator_is_led_to_administration_from_every_page(client, administrator):
    page = sign_in(client, administrator).get("/home").content.decode()

    assert '<a class="govuk-service-navigation__link" href="/administration">Administration</a>' in page


def test_each_page_of_administration_is_listed_with_what_it_is_for(client, administrator):
    page = sign_in(client, administrator).get("/administration").content.decode()

    assert '<a class="govuk-link" href="/gallery">Gallery of parts</a>' in page
    assert "Every part that the pages are put together from." in page


def test_to_whom_no_part_of_it_is_open_there_is_no_such_page_and_the_log_has_it(client, lead):
    sign_in(client, lead)

    answer = client.get("/administration")

    assert answer.status_code == 404
    assert "Administration" not in client.get("/home").content.decode()
    assert Event.objects.get(kind="refused").subject_id == "web:administration"
