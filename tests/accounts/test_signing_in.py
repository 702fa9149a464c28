"""Signing in and out: invitation, password, code."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from goldenthread.accounts.models import BrowserSession, User
from goldenthread.accounts.operations import disable_person, invite_person
from goldenthread.audit.models import Event
from tests.world import make_person

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
NOW_MOMENT = "goldenthread.accounts.middleware.timezone.now"


def path_of(link: str) -> str:
    return link.removeprefix("http://127.0.0.1:8000")


def take_up(client: Client, person: User, *, password: str = PASSWORD):
    from django.utils import timezone

    link = invite_person(person=person, by=None, at=timezone.now())
    return client.post(path_of(link.address), {"password": password})


def code_of(secret: str, *, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


@pytest.fixture
def person(db: None) -> User:
    return make_person("Asha Patel", email="asha@example.org")


def test_an_invitation_sets_a_password_and_signs_in_on_a_page_that_says_who_they_are(client, person):
    answer = take_up(client, person)

    assert answer.status_code == 302
    page = client.get("/account")
    assert "asha@example.org" in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_somebody_signs_in_with_address_and_password_and_signs_out(client, person):
    take_up(Client(), person)

    answer = client.post("/sign-in", {"login": "ASHA@example.org", "password": PASSWORD})

    assert answer["Location"] == "/account"
    assert client.get("/account").status_code == 200
    client.post("/sign-out")
    assert client.get("/account")["Location"] == "/sign-in?next=/account"
    assert kinds()[-2:] == ["signed in", "signed out"]


def test_a_code_is_added_and_asked_for_at_the_next_sign_in(client, person):
    take_up(client, person)
    page = client.get("/account/code/add").content.decode()
    secret = re.search(r"Key: <strong>(\w+)</strong>", page).group(1)

    added = client.post("/account/code/add", {"code": code_of(secret)})

    assert added["Location"] == "/account/recovery-codes"
    again = Client()
    assert again.post("/sign-in", {"login": person.email, "password": PASSWORD})["Location"] == "/sign-in/code"
    assert again.get("/account").status_code == 302
    assert again.post("/sign-in/code", {"code": code_of(secret, ahead=1)})["Location"] == "/account"
    assert again.get("/account").status_code == 200
