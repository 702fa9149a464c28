"""What is read once for the length of one page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.partnership.models import Council
from goldenthread.partnership.queries import councils
from goldenthread.storage.once import each_read_once
from tests.at_browser import sign_in
from tests.world import make_appointment, make_council, make_person, make_provision, make_service

pytestmark = pytest.mark.django_db


def statements():
    with CaptureQueriesContext(connection) as asked:
        councils()
        councils()
    return len(asked)


def test_within_the_block_what_is_asked_again_is_not_read_again():
    with each_read_once():
        assert statements() == 1


def test_outside_it_each_asking_reads_what_is_there_now():
    make_council("Havering")
    with each_read_once():
        councils()
    Council.objects.update(name="Havering Council")

    assert [one.name for one in councils()] == ["Havering Council"]
    assert statements() == 2


def test_a_block_after_an_error_begins_anew():
    with pytest.raises(LookupError), each_read_once():
        councils()
        raise LookupError
    make_council("Havering")

    with each_read_once():
        assert len(councils()) == 1


def test_the_page_after_a_change_shows_it(client):
    person = make_person("Sam Okoye", email="admin@example.org")
    make_appointment(person, role="administrator", post="Administrator")
    sign_in(client, person)
    client.get("/home")
    make_provision(service=make_service("Benefits"), council=make_council("Havering"))

    assert "Benefits" in client.get("/home").content.decode()


def test_home_asks_as_much_however_many_services_are_provided(client):
    person = make_person("Sam Okoye", email="admin@example.org")
    make_appointment(person, role="administrator", post="Administrator")
    sign_in(client, person)
    make_provision(service=make_service("Benefits"), council=make_council("Havering"))
    few = at_home(client)
    for name in ("Parking", "Planning", "Waste"):
        make_provision(service=make_service(name), council=make_council(f"Council of {name}"))

    assert at_home(client) == few


def at_home(client):
    client.get("/home")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/home").status_code == 200
    return len(asked)
