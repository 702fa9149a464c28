"""The home page: what each role finds to do there, and how the quarter stands."""

from __future__ import annotations

import pytest

from goldenthread.partnership.models import Appointment
from tests.at_browser import give_password, sign_in, type_password
from tests.figures.quarter import give, make_due_measure, opened, submit
from tests.figures.returning_pages import TODAY, address, due_quarter, words_on
from tests.world import make_appointment, make_council, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures(officer):
    return due_quarter(officer=officer)


def test_signing_in_leads_home(client, lead):
    give_password(lead)

    assert type_password(client, lead) == "/home"


def test_a_service_lead_finds_each_figure_with_its_day_and_a_link(client, lead, measures):
    page = sign_in(client, lead).get("/home")

    assert "You have 2 figures to return by 21 October 2019." in words_on(page)
    assert all(address(one) in page.content.decode() for one in measures)
    assert "None of 2 figures is returned yet." in words_on(page)


def test_what_is_late_is_said_to_be(client, lead, measures, settings):
    settings.GOLDENTHREAD_TODAY = TODAY.replace(day=22)

    said = words_on(sign_in(client, lead).get("/home"))

    assert "due on 21 October 2019: 1 day late." in said


def test_on_its_day_a_figure_is_in_time(client, lead, measures, settings):
    settings.GOLDENTHREAD_TODAY = TODAY.replace(day=21)

    assert "late" not in words_on(sign_in(client, lead).get("/home")).replace("later", "")


def test_the_oldest_deadline_comes_first(client, lead, officer):
    make_due_measure("EXC01", lag_days=30)
    make_due_measure("EXC02", lag_days=20)
    opened(by=officer)

    said = words_on(sign_in(client, lead).get("/home"))

    assert "You have 1 figure to return by 20 October 2019." in said
    assert said.index("EXC02") < said.index("EXC01")


def test_what_is_returned_is_counted_by_rating_and_each_count_leads_to_its_list(client, lead, measures):
    give(measures[0], "80", by=lead)
    page = sign_in(client, lead).get("/home").content.decode()

    assert '<a class="gt-counts__link" href="/returns?show=red"><span class="gt-counts__number">1</span>' in page
    listed = client.get("/returns?show=red").content.decode()
    assert [address(one) in listed for one in measures] == [True, False]


def test_when_all_is_submitted_there_is_nothing_left(client, lead, measures):
    for one in measures:
        give(one, "96.0", by=lead)
    submit(*measures, by=lead)

    assert "Everything is submitted. Thank you." in words_on(sign_in(client, lead).get("/home"))


def test_a_director_finds_what_waits_for_sign_off(client, lead, head, measures):
    give(measures[0], "96.0", by=lead)
    submit(measures[0], by=lead)

    said = words_on(sign_in(client, head).get("/home"))

    assert "Exchequer and Transactional, Q2 2019/20: 1 figure to sign off" in said
    assert "1 of 2 figures returned, 1 of them submitted" in said


def test_what_none_is_of_is_said_in_words_and_not_counted(client, lead, measures):
    give(measures[0], "96.0", by=lead)

    said = words_on(sign_in(client, lead).get("/home"))

    assert "1 of 2 figures returned, none of them submitted." in said
    assert "Not rated" not in said


def test_an_officer_finds_what_is_not_submitted_by_service(client, officer):
    for number in range(13):
        make_due_measure(f"EXC{number:02}")
    opened(by=officer)

    page = sign_in(client, officer).get("/home")

    assert "Exchequer and Transactional, Q2 2019/20: 13 figures not submitted" in words_on(page)
    assert "/returns/figures/" not in page.content.decode()


@pytest.mark.parametrize("role", [role.value for role in Appointment.Role])
def test_every_role_has_a_home_that_says_what_it_is_for(client, measures, role):
    person = make_person(f"The {role}")
    make_appointment(person, role=role)

    page = sign_in(client, person).get("/home")

    assert page.status_code == 200
    assert f"The {role}: " in words_on(page)


@pytest.mark.parametrize("role", ["member", "auditor", "committee-clerk", "administrator"])
def test_who_does_not_see_figures_in_progress_is_told_none(client, lead, measures, role):
    give(measures[0], "80", by=lead)
    person = make_person("Somebody")
    make_appointment(person, role=role)

    page = sign_in(client, person).get("/home")

    assert "EXC01" not in page.content.decode()
    assert "at a glance" not in words_on(page)


def test_a_section_151_officer_is_told_of_no_other_council(client, measures):
    for name, seen in (("Havering", True), ("Bexley", False)):
        person = make_person(f"Section 151 officer of {name}")
        make_appointment(person, role="section-151-officer", council=make_council(name))

        assert ("at a glance" in words_on(sign_in(client, person).get("/home"))) is seen


def test_whoever_holds_no_role_is_told_whom_to_ask(client, stranger):
    assert "Ask an administrator" in words_on(sign_in(client, stranger).get("/home"))


def test_the_home_page_asks_as_often_whatever_there_is_to_do(client, officer, django_assert_max_num_queries):
    for number in range(30):
        make_due_measure(f"EXC{number:02}")
    opened(by=officer)
    sign_in(client, officer).get("/home")

    with django_assert_max_num_queries(20):
        client.get("/home")


def test_the_public_finds_publications_at_the_front_door(client):
    assert "Published performance reports" in words_on(client.get("/"))
