"""Every address declares what it asks; and everybody of the cast, for each council, gets what it says."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.permissions import permissions_of
from tests.at_browser import sign_in
from tests.config.addresses import EXAMPLES, Address, every_address
from tests.world import make_appointment, make_council, make_directorate, make_person, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADDRESSES = every_address()
COUNCILS = ("Newham", "Havering", "Bexley")
# Roles that are held for one council.
OF_A_COUNCIL = {"section-151-officer", "partner-lead"}
CAST = [(role.value, council) for role in Appointment.Role for council in (COUNCILS if role in OF_A_COUNCIL else ("",))]


def path_of(address: Address) -> str:
    return reverse(address.name, kwargs=EXAMPLES.get(address.name, {}))


def cast(role: str, council: str) -> User:
    """Somebody who holds the role: for the council, the service or directorate, or the whole partnership."""
    person = make_person(f"{role} {council}")
    User.objects.filter(pk=person.pk).update(password="one that nobody typed")
    make_appointment(
        person,
        role=role,
        council=make_council(council) if council else None,
        service=make_service() if role == "service-lead" else None,
        directorate=make_directorate() if role == "director" else None,
    )
    return person


def test_every_address_declares_what_it_asks():
    assert [address.pattern for address in ADDRESSES if address.access is None] == []


def test_every_address_has_an_example():
    assert [path_of(address) for address in ADDRESSES if not path_of(address).startswith("/")] == []


def test_whoever_is_not_signed_in_gets_what_is_public_and_is_asked_to_sign_in_for_the_rest(client):
    asked, open_to_all = set(), set()
    for address in ADDRESSES:
        answer = client.get(path_of(address))
        (asked if answer.headers.get("Location", "").startswith("/sign-in?next=") else open_to_all).add(address)

    assert {address for address in ADDRESSES if not address.access.is_public} == asked
    assert {address for address in ADDRESSES if address.access.is_public} == open_to_all


@pytest.mark.parametrize(("role", "council"), CAST)
def test_each_role_of_each_council_gets_the_pages_that_their_permissions_open(client, role, council):
    sign_in(client, cast(role, council))
    held = {str(permission) for permission in permissions_of(role)} | {
        "public",
        "signed in",
        "signed in, before the code is added",
    }

    answers = {address: client.get(path_of(address)).status_code for address in ADDRESSES}

    closed = {address for address in ADDRESSES if address.access.words not in held}
    assert {address for address, status in answers.items() if status == 403} == {
        address for address in closed if not address.access.hidden
    }
    assert {answers[address] for address in closed if address.access.hidden} <= {404}


@pytest.mark.parametrize("role", [role.value for role in Appointment.Role])
def test_no_page_is_given_to_a_role_that_needs_a_code_before_it_is_added(client, role):
    sign_in(client, cast(role, ""), with_code=False)
    needing = {"administrator", "performance-officer", "director", "section-151-officer", "partner-lead"}
    sent = role in {*needing, "committee-clerk"}

    led = {
        address.name
        for address in ADDRESSES
        if client.get(path_of(address)).headers.get("Location", "").startswith("/account/code/add?next=")
    }

    expected = {a.name for a in ADDRESSES if not (a.access.is_public or a.access.without_code)} if sent else set()
    assert led == expected


stand_ins = pytest.mark.urls("tests.config.stand_ins")


@stand_ins
def test_what_declares_nothing_asks_to_sign_in(client):
    assert client.get("/test/undeclared")["Location"] == "/sign-in?next=/test/undeclared"
    assert client.get("/test/public").status_code == 200


@stand_ins
@pytest.mark.parametrize(("role", "council"), CAST)
def test_what_one_may_not_do_is_answered_with_the_reason(client, role, council):
    sign_in(client, cast(role, council))

    answer = client.get("/test/sign-off")

    assert answer.status_code == (200 if role == "director" else 403)
    assert ("is not director" in answer.content.decode()) is (role != "director")


@stand_ins
@pytest.mark.parametrize(("role", "council"), CAST)
def test_what_one_may_not_see_is_not_there(client, role, council):
    sign_in(client, cast(role, council))

    answer = client.get("/test/log")

    entitled = role in {"administrator", "auditor", "performance-officer"}
    assert answer.status_code == (200 if entitled else 404)


@stand_ins
@pytest.mark.parametrize("role", sorted(OF_A_COUNCIL))
@pytest.mark.parametrize("own", COUNCILS)
@pytest.mark.parametrize("asked", COUNCILS)
def test_nobody_clears_or_sees_the_figures_of_another_council(client, role, own, asked):
    make_council(asked)
    sign_in(client, cast(role, own))

    cleared = client.get(f"/test/clear/{asked.lower()}")
    seen = client.get(f"/test/figures/{asked.lower()}")

    assert (cleared.status_code, seen.status_code) == ((200, 200) if own == asked else (403, 404))


@stand_ins
def test_a_refusal_is_in_the_log(client, stranger):
    sign_in(client, stranger)

    client.get("/test/sign-off")
    client.get("/test/log")

    refusals = Event.objects.filter(kind="refused", by=stranger.pk).order_by("id")
    assert [event.details["why"].split(" on ")[0] for event in refusals] == [
        "Stranger is not director",
        "not entitled to read the log",
    ]


@stand_ins
def test_an_appointment_that_ended_opens_nothing(client):
    person = make_person("Director that was", email="was@example.org")
    make_appointment(person, role="director", ended_on="2019-12-31")
    sign_in(client, person)

    assert client.get("/test/sign-off").status_code == 403


@stand_ins
def test_without_the_code_what_needs_one_leads_to_adding_it_and_back(client, head):
    sign_in(Client(), head)
    sign_in(client, head, with_code=False)

    answer = client.get("/test/sign-off")

    assert answer["Location"] == "/account/code/add?next=%2Ftest%2Fsign-off"
