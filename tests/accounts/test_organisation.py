"""The organisation's own sign-in, played by an identity provider on this machine."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import disable_person
from goldenthread.accounts.organisation import OrganisationAdapter
from goldenthread.audit.models import Event
from tests.at_browser import PASSWORD, give_password, link_to, sign_in, type_password
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db

HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of an identity provider that believes whatever subject is typed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "oidc-provider-mock"), "--port", str(port), "--host", "127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(address: str) -> None:
    for _ in range(200):
        with contextlib.suppress(requests.ConnectionError):
            requests.get(f"{address}/.well-known/openid-configuration", timeout=5)
            return
        time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(autouse=True)
def organisation(issuer: str, settings) -> None:
    settings.GOLDENTHREAD_OIDC_ISSUER = issuer
    settings.GOLDENTHREAD_OIDC_NAME = "the council"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": "the council",
                    "client_id": "goldenthread",
                    "secret": "a secret",
                    "settings": {"server_url": issuer, "fetch_userinfo": False},
                }
            ],
        }
    }


@pytest.fixture
def person(db: None) -> User:
    return make_person("Asha Patel", email="asha@example.org")


def come_back_as(client: Client, subject: str, *, leaving: str = "/sign-in/organisation"):
    """What we answer whoever went to the organisation's sign-in, is that subject there, and comes back."""
    return answered_there(client, client.post(leaving), subject)


def answered_there(client: Client, away, subject: str):
    """What we answer whoever we sent away so, and who is that subject there."""
    back = requests.post(away["Location"], data={"sub": subject}, allow_redirects=False, timeout=5)
    return client.get(back.headers["Location"].removeprefix(HERE))


def take_up(client: Client, person: User, subject: str):
    return come_back_as(client, subject, leaving=f"{link_to(person)}/organisation")


def test_the_sign_in_page_offers_it_and_its_policy_lets_the_form_lead_there(client, issuer):
    page = client.get("/sign-in")

    assert "Sign in with the council" in page.content.decode()
    assert f"form-action 'self' {issuer};" in page["Content-Security-Policy"]
    assert "form-action 'self';" in client.get("/")["Content-Security-Policy"]


def test_an_invitation_links_it_and_signs_in(client, person):
    answer = take_up(client, person, "4711")

    assert answer["Location"] == "/home"
    assert "asha@example.org" in client.get("/account").content.decode()
    assert not User.objects.get(pk=person.pk).has_usable_password()


def test_who_is_linked_signs_in_by_it(client, person):
    take_up(Client(), person, "4711")

    answer = come_back_as(client, "4711")

    assert answer["Location"] == "/home"


def test_it_is_found_by_issuer_and_subject(person, issuer):
    take_up(Client(), person, "4711")

    assert SocialAccount.objects.get().uid == f"{issuer} 4711"


def test_an_address_lets_nobody_in(client, person, issuer):
    requests.put(f"{issuer}/users/0815", json={"email": person.email, "email_verified": True}, timeout=5)

    answer = come_back_as(client, "0815")

    assert "You have no account here" in answer.content.decode()
    assert client.get("/account").status_code == 302
    assert User.objects.count() == 1


def test_the_same_subject_of_another_issuer_is_another_person(client, person):
    take_up(Client(), person, "4711")
    SocialAccount.objects.update(uid="https://elsewhere.example 4711")

    answer = come_back_as(client, "4711")

    assert "You have no account here" in answer.content.decode()


def test_nothing_of_what_the_organisation_says_is_kept(person, issuer):
    requests.put(f"{issuer}/users/4711", json={"email": "a@b.example", "name": "Asha P.", "picture": "x"}, timeout=5)

    take_up(Client(), person, "4711")

    assert SocialAccount.objects.get().extra_data == {}
    assert User.objects.get(pk=person.pk).name == "Asha Patel"


def test_whoever_is_signed_in_links_it_from_their_account(client, person):
    give_password(person)
    sign_in(client, person)

    come_back_as(client, "4711", leaving="/sign-in/organisation?process=connect")

    assert SocialAccount.objects.get().user == person
    assert "Linked" in client.get("/account").content.decode()


def test_what_is_linked_to_one_person_is_not_linked_to_another(client, person):
    take_up(Client(), person, "4711")
    other = make_person("Somebody else")
    sign_in(client, other)

    come_back_as(client, "4711", leaving="/sign-in/organisation?process=connect")

    assert SocialAccount.objects.get().user == person


def test_an_answer_that_was_not_asked_for_is_refused(client, db):
    answer = client.get("/sign-in/organisation/back?code=stolen&state=made-up")

    assert "That did not work" in answer.content.decode()
    assert client.get("/account").status_code == 302


def test_a_token_that_another_signed_is_refused(client, person, monkeypatch, issuer):
    take_up(Client(), person, "4711")
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    keys = [jwt.PyJWK({**RSAAlgorithm.to_jwk(other, as_dict=True), "use": "sig", "alg": "RS256"})]
    monkeypatch.setattr(OrganisationAdapter, "_keys", lambda *_: keys)

    answer = come_back_as(client, "4711")

    assert "That did not work" in answer.content.decode()
    assert client.get("/account").status_code == 302


def test_whoever_turns_back_is_told_so(client, db):
    away = client.post("/sign-in/organisation")["Location"]
    state = parse_qs(urlsplit(away).query)["state"][0]

    answer = client.get(f"/sign-in/organisation/back?error=access_denied&state={state}")

    assert answer["Location"] == "/sign-in/organisation/stopped"
    assert "You did not sign in" in client.get(answer["Location"]).content.decode()


def test_somebody_whose_account_is_closed_does_not_come_in_by_it(client, person):
    take_up(Client(), person, "4711")
    disable_person(person_id=person.pk, by=make_person("Administrator"), at=timezone.now())

    answer = come_back_as(client, "4711")

    assert answer["Location"] == "/sign-in/closed"
    assert client.get("/account").status_code == 302


@pytest.mark.parametrize(("asks_itself", "led"), [(False, "/account/code/add?next=%2Ftest%2Fsigned-in"), (True, None)])
@pytest.mark.urls("tests.config.stand_ins")
def test_a_code_of_ours_is_needed_unless_the_organisation_asks_for_one(client, person, settings, asks_itself, led):
    settings.GOLDENTHREAD_OIDC_SECOND_FACTOR = asks_itself
    make_appointment(person, role="director")
    take_up(client, person, "4711")

    assert client.get("/test/signed-in").headers.get("Location") == led


def test_the_log_says_that_it_was_linked(person):
    take_up(Client(), person, "4711")

    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds[-3:] == ["invitation taken up", "organisation's sign-in linked", "signed in"]


def test_without_it_there_is_no_such_page(client, settings, db):
    settings.GOLDENTHREAD_OIDC_ISSUER = ""

    assert client.post(reverse("openid_connect_login")).status_code == 404
    assert "Sign in with" not in client.get("/sign-in").content.decode()


def test_linking_it_to_an_account_is_in_the_log(client, person):
    sign_in(client, person)

    come_back_as(client, "4711", leaving="/sign-in/organisation?process=connect")

    assert kinds_about(person) == ["organisation's sign-in linked"]


def kinds_about(person):
    rows = Event.objects.filter(subject="person", subject_id=str(person.pk)).order_by("id")
    return [kind for kind in rows.values_list("kind", flat=True) if "organisation" in kind]


def test_who_signed_in_a_while_ago_types_the_password_before_it_is_linked(client, person):
    give_password(person)
    sign_in(client, person, at=timezone.now() - timedelta(minutes=11))

    answer = come_back_as(client, "4711", leaving="/sign-in/organisation?process=connect")

    assert answer["Location"] == "/sign-in/again"
    assert not SocialAccount.objects.exists()
    client.post("/sign-in/again", {"password": "wrong"})
    assert not SocialAccount.objects.exists()
    client.post("/sign-in/again", {"password": PASSWORD})
    assert SocialAccount.objects.get().user == person
    assert kinds_about(person) == ["organisation's sign-in linked"]


def test_an_invitation_is_taken_up_by_none_but_the_sign_in_that_it_led_to(client, person):
    client.post(f"{link_to(person)}/organisation")
    other = make_person("Somebody else", email="else@example.org")
    give_password(other)
    type_password(client, other)

    come_back_as(client, "4711", leaving="/sign-in/organisation?process=connect")

    assert SocialAccount.objects.get().user == other
    assert not Event.objects.filter(kind="invitation taken up", subject_id=str(person.pk)).exists()


def test_once_somebody_else_signed_in_an_invitation_is_no_longer_waited_for(client, person):
    away = client.post(f"{link_to(person)}/organisation")
    other = make_person("Somebody else", email="else@example.org")
    give_password(other)
    type_password(client, other)

    answer = answered_there(client, away, "4711")

    assert "That did not work" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_after_a_failure_nothing_of_the_invitation_is_kept_in_the_session(client, person):
    link = link_to(person)
    away = client.post(f"{link}/organisation")["Location"]
    state = parse_qs(urlsplit(away).query)["state"][0]

    client.get(f"/sign-in/organisation/back?error=server_error&state={state}")
    come_back_as(client, "4711")

    assert link.rpartition("/")[2] not in str(dict(client.session))
    assert not SocialAccount.objects.exists()


def test_an_invitation_that_was_withdrawn_meanwhile_links_nothing(client, person):
    away = client.post(f"{link_to(person)}/organisation")
    link_to(person)

    answer = answered_there(client, away, "4711")

    assert "You have no account here" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_failures_are_logged_ten_times_a_minute_and_no_more(client, db):
    answers = [client.get(f"/sign-in/organisation/back?code=stolen&state={number}") for number in range(13)]

    assert [one.status_code for one in answers] == [401] * 10 + [429] * 3
    assert "That was too often" in answers[-1].content.decode()
    assert Event.objects.filter(kind="sign-in failed").count() == 10


def test_nobody_begins_it_more_often_than_a_sign_in_by_password(client, db):
    statuses = [client.post("/sign-in/organisation").status_code for _ in range(32)]

    assert statuses == [302] * 30 + [429] * 2


def test_whoever_turns_back_is_no_failure(client, db):
    away = client.post("/sign-in/organisation")["Location"]
    state = parse_qs(urlsplit(away).query)["state"][0]

    client.get(f"/sign-in/organisation/back?error=access_denied&state={state}")

    assert not Event.objects.filter(kind="sign-in failed").exists()
