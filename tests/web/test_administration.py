"""Where administration begins: for whom, and what is listed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from goldenthread.audit.models import Event
from goldenthread.mail import letters
from goldenthread.mail.models import Message
from goldenthread.mail.operations import Addressee, send
from goldenthread.partnership.operations import invite, name_deputy
from tests.at_browser import give_password, sign_in
from tests.figures.returning_pages import words_on
from tests.world import NOW, make_appointment, make_council, make_person, make_provision, make_service

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
    assert "The parts that every page is made of, for whoever builds or checks pages." in page


def test_to_whom_no_part_of_it_is_open_there_is_no_such_page_and_the_log_has_it(client, lead):
    sign_in(client, lead)

    answer = client.get("/administration")

    assert answer.status_code == 404
    assert "Administration" not in client.get("/home").content.decode()
    assert Event.objects.get(kind="refused").subject_id == "web:administration"


# --- what an administrator has to do, at home ---


def at_home(client, person):
    return words_on(sign_in(client, person).get("/home"))


def test_an_administrator_for_whom_there_is_nothing_is_told_so(client, administrator):
    give_password(administrator)
    Authenticator.objects.create(user=administrator, type=Authenticator.Type.TOTP, data={"secret": "none"})

    assert "There is nothing for you to do now." in at_home(client, administrator)


def test_an_administrator_finds_who_cannot_come_in(client, administrator, head):
    give_password(head)
    late = make_person("Late Comer", email="late@example.org")
    invite(email=late.email, name="", by=administrator, today=NOW.date(), at=timezone.now() - timedelta(days=30))

    said = at_home(client, administrator)

    assert "1 person whose invitation ran out Late Comer" in said
    assert "1 person without the code that a role needs Director of Finance" in said


def test_an_administrator_finds_messages_that_somebody_must_decide_about(client, administrator, lead):
    letter = letters.query_asked(quarter="Q2 2019/20", count=1, path="/returns")
    send(letter, to=[Addressee(lead.pk, lead.name, lead.email)], at=timezone.now())
    Message.objects.update(state="uncertain")

    assert "1 message was not sent for certain" in at_home(client, administrator)


def test_an_administrator_finds_what_nobody_answers_for(client, administrator):
    make_provision(service=make_service(), council=make_council("Havering"))

    said = at_home(client, administrator)

    assert "1 service without a service lead Exchequer and Transactional" in said
    assert "1 directorate without a director Finance" in said
    assert "1 council with neither Section 151 officer nor partner lead Havering" in said


def test_nobody_else_finds_any_of_it(client, lead):
    make_provision(service=make_service(), council=make_council("Havering"))

    assert "without a director" not in words_on(sign_in(client, lead, with_code=False).get("/home"))


def test_whoever_acts_for_somebody_reads_it_at_home(client, head, stranger, settings):
    settings.GOLDENTHREAD_TODAY = date(2019, 10, 14)
    name_deputy(
        of=head.email,
        deputy=stranger.email,
        starts_on=date(2019, 10, 14),
        ends_on=date(2019, 10, 25),
        by=head,
        today=date(2019, 10, 14),
        at=NOW,
    )

    said = at_home(client, stranger)

    assert "Whom you act for Director of Finance, as Director of Finance, until 25 October 2019" in said


@pytest.mark.parametrize("address", ["/people", "/people/roles", "/messages", "/events"])
def test_each_page_of_administration_leads_back_to_the_others(client, administrator, address):
    page = sign_in(client, administrator).get(address).content.decode()

    assert '<a href="/administration" class="govuk-back-link">Administration</a>' in page


def test_whoever_has_no_administration_is_not_led_there(client, lead):
    assert "/administration" not in sign_in(client, lead).get("/people/roles").content.decode()
