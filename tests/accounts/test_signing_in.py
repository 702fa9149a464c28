"""Signing in and out: password, code, and what the log keeps of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.accounts.adapters import Accounts, OrganisationSignIn
from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from tests.at_browser import PASSWORD, code_of, give_password, link_to, sign_in, type_password
from tests.world import make_person

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


@pytest.fixture
def add_code(django_capture_on_commit_callbacks: Any) -> Callable[[Client], str]:
    """Adds a code as the pages do; the secret."""

    def add(client: Client) -> str:
        page = client.get("/account/code/add").content.decode()
        found = re.search(r"Key: <strong>([\w ]+)</strong>", page)
        assert found is not None
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/account/code/add", {"code": code_of(found[1].replace(" ", ""))})
        return found[1].replace(" ", "")

    return add


@pytest.fixture
def person(db: None) -> User:
    someone = make_person("Asha Patel", email="asha@example.org")
    give_password(someone)
    return someone


def test_somebody_signs_in_on_a_page_that_says_who_they_are(client, person):
    assert type_password(client, person) == "/home"

    page = client.get("/account")

    assert "asha@example.org" in page.content.decode()


def test_the_address_is_taken_in_any_capitals(client, person):
    answer = client.post("/sign-in", {"login": "ASHA@Example.org", "password": PASSWORD})

    assert answer["Location"] == "/home"


def test_whoever_signed_out_is_asked_to_sign_in_again_and_comes_back(client, person):
    sign_in(client, person)

    client.post("/sign-out")

    assert client.get("/account")["Location"] == "/sign-in?next=/account"


def test_signing_out_takes_more_than_a_link(client, person):
    sign_in(client, person)

    page = client.get("/sign-out")

    assert page.status_code == 200
    assert client.get("/account").status_code == 200


def test_after_signing_in_nobody_is_led_to_another_site(client, person):
    answer = client.post(
        "/sign-in", {"login": person.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    )

    assert answer["Location"] == "/home"


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client, person):
    wrong = client.post("/sign-in", {"login": person.email, "password": "not the right words"})
    unknown = client.post("/sign-in", {"login": "nobody@example.org", "password": "not the right words"})

    told = "The e-mail address or the password is wrong. Type both again."
    assert told in wrong.content.decode()
    assert told in unknown.content.decode()


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(client, person):
    for _ in range(5):
        client.post("/sign-in", {"login": person.email, "password": "not the right words"})

    answer = client.post("/sign-in", {"login": person.email, "password": PASSWORD})

    assert "That was wrong too often" in answer.content.decode()


def test_the_log_keeps_numbers_of_people_and_no_address(client, person):
    type_password(client, person)
    client.post("/sign-out")
    client.post("/sign-in", {"login": person.email, "password": "not the right words"})
    client.post("/sign-in", {"login": "nobody@example.org", "password": "not the right words"})

    said = [f"{event.kind} {event.subject_id} {event.by} {event.details}" for event in Event.objects.order_by("id")]
    assert said[-4:] == [
        f"signed in {person.pk} {person.pk} {{}}",
        f"signed out {person.pk} {person.pk} {{}}",
        f"sign-in failed {person.pk} None {{}}",
        "sign-in failed unknown None {}",
    ]


def test_signing_in_begins_a_session_of_its_own(client, person):
    client.get("/sign-in")
    client.session["tampered"] = True
    before = client.session.session_key

    type_password(client, person)

    assert client.session.session_key != before


def test_whoever_added_a_code_is_asked_for_one_at_the_next_sign_in(client, person, add_code):
    type_password(client, person)
    secret = add_code(client)

    other = Client()
    assert type_password(other, person) == "/sign-in/code"
    assert other.get("/account").status_code == 302
    answer = other.post("/sign-in/code", {"code": code_of(secret, ahead=1)})

    assert answer["Location"] == "/home"
    assert other.get("/account").status_code == 200


def test_a_code_works_once(client, person, add_code):
    type_password(client, person)
    secret = add_code(client)
    first, second = Client(), Client()
    type_password(first, person)
    type_password(second, person)
    code = code_of(secret, ahead=1)
    first.post("/sign-in/code", {"code": code})

    answer = second.post("/sign-in/code", {"code": code})

    assert "This code is wrong or was used" in answer.content.decode()
    assert kinds()[-1] == "code refused"


def test_a_recovery_code_stands_in_for_a_lost_telephone_once(client, person, add_code):
    type_password(client, person)
    add_code(client)
    page = client.get("/account/recovery-codes").content.decode()
    recovery = re.findall(r"<code>(\d+)</code>", page)
    lost = Client()
    type_password(lost, person)

    answer = lost.post("/sign-in/code", {"code": recovery[0]})

    assert answer["Location"] == "/home"
    again = Client()
    type_password(again, person)
    assert "wrong or was used" in again.post("/sign-in/code", {"code": recovery[0]}).content.decode()


def test_adding_a_code_ends_every_other_session(client, person, add_code):
    type_password(client, person)
    other = sign_in(Client(), person)

    add_code(client)

    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    assert kinds()[-3:] == ["signed in", "code added", "other sessions ended"]


def test_whoever_lost_password_and_telephone_begins_anew_by_an_invitation(client, person, add_code):
    type_password(client, person)
    add_code(client)

    fresh = Client()
    fresh.post(link_to(person, new_code=True), {"password": "quite another set of words"})

    assert fresh.get("/account").status_code == 200
    assert client.get("/account").status_code == 302


def test_a_code_is_not_changed_at_a_browser_that_was_left_open(client, person):
    sign_in(client, person, at=timezone.now() - timedelta(minutes=30))

    answer = client.get("/account/code/add")

    assert answer["Location"].startswith("/sign-in/again?")


def test_a_form_that_another_site_sends_is_refused(person):
    answer = Client(enforce_csrf_checks=True).post("/sign-in", {"login": person.email, "password": PASSWORD})

    assert answer.status_code == 403
    assert "Go back" in answer.content.decode()


@pytest.mark.parametrize("address", ["/signup/", "/accounts/signup/", "/account/email", "/sign-up"])
def test_nobody_makes_an_account_by_themselves(client, db, address):
    assert client.get(address).status_code == 404


def test_the_library_asks_whether_sign_up_is_open_and_it_is_not(rf, db):
    assert not Accounts().is_open_for_signup(rf.get("/"))
    assert not OrganisationSignIn().is_open_for_signup(rf.get("/"), None)
