"""The name of a person, put right on their page by an administrator."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from tests.at_browser import sign_in
from tests.figures.returning_pages import form_on, words_on
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(client, settings):
    """The browser of an administrator."""
    settings.GOLDENTHREAD_TODAY = date(2019, 10, 14)
    person = make_person("Sam Okoye", email="admin@example.org")
    make_appointment(person, role="administrator", post="Administrator")
    return sign_in(client, person)


def rename(at: Client, person: User, *, name: str) -> Any:
    where = f"/people/{person.pk}/name"
    return at.post(where, {**form_on(at.get(where)), "name": name}, follow=True)


def test_a_misspelt_name_is_put_right_and_the_log_says_so_without_it(at, lead):
    said = words_on(rename(at, lead, name="  Asha   Patell "))

    assert "The name is saved." in said
    assert User.objects.get(pk=lead.pk).name == "Asha Patell"
    renamed = Event.objects.get(kind="person renamed")
    assert (renamed.subject_id, renamed.details) == (str(lead.pk), {})
    assert "Change the name" in words_on(at.get(f"/people/{lead.pk}"))


@pytest.mark.parametrize(
    ("typed", "told"), [("", "Enter the name"), ("Head of Exchequer", "Head of Exchequer is the name already")]
)
def test_a_name_that_is_none_or_no_other_is_refused(at, lead, typed, told):
    page = rename(at, lead, name=typed)

    assert page.status_code == 422
    assert told in words_on(page)
    assert User.objects.get(pk=lead.pk).name == "Head of Exchequer"
