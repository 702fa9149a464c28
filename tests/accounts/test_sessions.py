"""Sessions: listed, ended, and for a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.accounts.middleware import browser_in_words
from goldenthread.accounts.models import BrowserSession, User
from goldenthread.accounts.operations import disable_person
from goldenthread.accounts.queries import session_id
from goldenthread.audit.models import Event
from tests.at_browser import PASSWORD, give_password, sign_in, type_password
from tests.world import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db: None) -> User:
    return make_person("Asha Patel", email="asha@example.org")


def test_somebody_sees_where_they_are_signed_in(client, person):
    sign_in(client, person)
    sign_in(Client(), person)
    sign_in(Client(), make_person("Somebody else"))

    page = client.get("/account").content.decode()

    assert page.count("Firefox on Windows, since") == 1
    assert page.count("Firefox on Windows (here), since") == 1


def test_one_of_them_is_ended(client, person):
    sign_in(client, person)
    other = sign_in(Client(), person)

    client.post(f"/account/sessions/{session_id(other.session.session_key)}/end")

    assert other.get("/account").status_code == 302
    assert client.get("/account").status_code == 200


def test_all_others_are_ended(client, person):
    sign_in(client, person)
    others = [sign_in(Client(), person), sign_in(Client(), person)]

    client.post("/account/sessions/end-others")

    assert [other.get("/account").status_code for other in others] == [302, 302]
    assert client.get("/account").status_code == 200


def test_nobody_ends_the_session_of_another(client, person):
    theirs = sign_in(Client(), make_person("Somebody else"))
    sign_in(client, person)

    answer = client.post(f"/account/sessions/{session_id(theirs.session.session_key)}/end")

    assert answer.status_code == 404
    assert theirs.get("/account").status_code == 200


def test_no_page_gives_a_session_away(client, person):
    sign_in(client, person)

    assert client.session.session_key not in client.get("/account").content.decode()


def test_somebody_whose_account_is_closed_is_signed_out_everywhere(client, person):
    give_password(person)
    sign_in(client, person)

    disable_person(person_id=person.pk, by=make_person("Administrator"), at=timezone.now())

    assert client.get("/account").status_code == 302
    assert type_password(Client(), person) == "/sign-in/closed"
    assert not BrowserSession.objects.filter(person=person).exists()


def test_a_new_password_ends_every_session_but_this(client, person):
    give_password(person)
    type_password(client, person)
    other = sign_in(Client(), person)

    client.post("/account/password", {"oldpassword": PASSWORD, "password1": "quite another set of words"})

    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    assert Event.objects.filter(kind="password changed").count() == 1
    assert type_password(Client(), person, password="quite another set of words") == "/home"


def test_the_old_password_has_to_be_typed_and_the_new_one_to_be_good(client, person):
    give_password(person)
    type_password(client, person)

    wrong = client.post("/account/password", {"oldpassword": "no", "password1": "quite another set of words"})
    short = client.post("/account/password", {"oldpassword": PASSWORD, "password1": "short"})

    assert "This is not your password now" in wrong.content.decode()
    assert "Use 15 characters or more" in short.content.decode()


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 302)])
def test_whoever_did_nothing_for_an_hour_is_signed_out(client, person, minutes, status):
    sign_in(client, person, at=timezone.now() - timedelta(minutes=minutes))

    assert client.get("/account").status_code == status


def test_after_twelve_hours_everybody_signs_in_again(client, person):
    sign_in(client, person)
    session = client.session
    session["began"] = (timezone.now() - timedelta(hours=12)).isoformat()
    session.save()

    assert client.get("/account").status_code == 302
    assert Event.objects.get(kind="session ran out").subject_id == str(person.pk)


def test_who_goes_on_working_stays_signed_in(client, person):
    sign_in(client, person, at=timezone.now() - timedelta(minutes=50))

    client.get("/account")

    seen = BrowserSession.objects.get(person=person).last_seen_at
    assert seen is not None
    assert timezone.now() - seen < timedelta(minutes=1)


def test_what_is_private_is_stored_nowhere(client, person):
    refused = client.get("/account")
    sign_in(client, person)

    assert refused["Cache-Control"] == "no-store"
    assert client.get("/account")["Cache-Control"] == "no-store"


def test_sessions_that_ended_by_themselves_are_forgotten(person):
    sign_in(Client(), person)
    BrowserSession.objects.update(expire_date=timezone.now() - timedelta(days=1))
    give_password(person)

    type_password(Client(), person)

    assert not BrowserSession.objects.filter(expire_date__lt=timezone.now()).exists()


def test_a_browser_is_called_by_name():
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"

    assert browser_in_words(agent) == "Edge on Windows"
    assert browser_in_words("curl/8") == "A browser"
