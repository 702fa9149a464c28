"""Invitations: a link that works once and for a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.accounts.models import Invitation, User
from goldenthread.accounts.operations import disable_person, invite_person, take_up_invitation
from goldenthread.accounts.queries import InvitationOver, invitation_by_link
from tests.at_browser import PASSWORD, link_to, type_password
from tests.world import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db: None) -> User:
    return make_person("Asha Patel", email="asha@example.org")


def test_an_invitation_sets_a_password_and_signs_in(client, person):
    answer = client.post(link_to(person), {"password": PASSWORD})

    assert answer["Location"] == "/home"
    assert "asha@example.org" in client.get("/account").content.decode()


def test_the_page_says_whom_it_is_for(client, person):
    page = client.get(link_to(person)).content.decode()

    assert "Asha Patel" in page
    assert "asha@example.org" in page


def test_a_link_works_once(client, person):
    link = link_to(person)
    client.post(link, {"password": PASSWORD})

    again = Client().post(link, {"password": "quite another set of words"})

    assert again.status_code == 410
    assert type_password(Client(), person) == "/home"


def test_a_new_link_ends_the_one_before_it(client, person):
    first = link_to(person)
    second = link_to(person)

    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_a_link_runs_out(person):
    link = invite_person(person=person, by=None, at=timezone.now())
    token = link.address.rpartition("/")[2]

    assert invitation_by_link(token, at=link.expires_at - timedelta(seconds=1)) is not None
    assert invitation_by_link(token, at=link.expires_at) is None
    with pytest.raises(InvitationOver):
        take_up_invitation(token=token, password=PASSWORD, at=link.expires_at)


def test_a_link_is_nothing_for_somebody_whose_account_is_closed(client, person):
    link = link_to(person)
    disable_person(person_id=person.pk, by=make_person("Administrator"), at=timezone.now())

    assert client.get(link).status_code == 410


def test_the_link_itself_is_not_kept(person):
    link = link_to(person)

    assert link.rpartition("/")[2] not in str(Invitation.objects.values())


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "Type a password."),
        ("only 14 chars.", "Use 15 characters or more"),
        ("aaaaaaaaaaaaaaaaaaaa", "Many people use this password"),
        ("passwordpassword", "Many people use this password"),
        ("password1234567", "tried first"),
        ("goldenthread2026!", "tried first"),
        ("asha.patel.2026!!", "made of your name"),
    ],
)
def test_a_short_or_common_password_is_refused_in_words(client, person, password, said):
    answer = client.post(link_to(person), {"password": password})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Error: " in answer.content.decode()


@pytest.mark.parametrize("password", ["a" * 3 + "bcdefghijklm" * 20, "voilà ein pass wörtchen", "seven green bicycles"])
def test_a_long_password_of_any_signs_is_taken(client, person, password):
    client.post(link_to(person), {"password": password})

    assert type_password(Client(), person, password=password) == "/home"


def test_a_password_may_be_pasted_and_is_kept_by_a_password_manager(client, person):
    page = client.get(link_to(person)).content.decode()

    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page


def test_passwords_are_kept_by_argon2(client, person):
    client.post(link_to(person), {"password": PASSWORD})

    assert User.objects.get(pk=person.pk).password.startswith("argon2$argon2id$")


def test_whoever_needs_a_code_adds_it_right_after_choosing_the_password(client, head):
    client.post(link_to(head), {"password": PASSWORD})

    assert client.get("/account")["Location"] == "/account/code/add?next=%2Faccount"
    assert client.get("/account/code/add").status_code == 200


def test_the_page_with_somebodys_name_is_stored_nowhere(client, person):
    assert "no-store" in client.get(link_to(person))["Cache-Control"]
