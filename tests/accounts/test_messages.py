"""How somebody wants their messages, said on the page of their account."""

from __future__ import annotations

import pytest
from django.utils import timezone

from goldenthread.audit.models import Event
from goldenthread.mail.operations import choose_digest
from goldenthread.mail.queries import wants_a_digest
from tests.at_browser import sign_in
from tests.figures.returning_pages import form_on, words_on

pytestmark = pytest.mark.django_db


def test_messages_come_at_once_until_somebody_chooses_otherwise(client, lead):
    page = sign_in(client, lead, with_code=False).get("/account")

    assert form_on(page)["how"] == "at-once"


def test_somebody_chooses_the_daily_digest_and_the_log_has_it(client, lead):
    sign_in(client, lead, with_code=False)

    page = client.post("/account/messages", {"how": "daily"}, follow=True)

    assert "Your messages come together, once a day." in words_on(page)
    assert form_on(page)["how"] == "daily"
    assert wants_a_digest(lead.pk)
    assert Event.objects.get(kind="messages chosen").by == lead.pk


def test_somebody_goes_back_to_each_at_once(client, lead):
    choose_digest(person=lead.pk, daily=True, at=timezone.now())
    sign_in(client, lead, with_code=False)

    client.post("/account/messages", {"how": "at-once"})

    assert not wants_a_digest(lead.pk)


def test_whoever_chooses_nothing_is_asked_to(client, lead):
    sign_in(client, lead, with_code=False)

    page = client.post("/account/messages", {})

    assert page.status_code == 422
    assert "Choose whether messages come at once or once a day." in words_on(page)
