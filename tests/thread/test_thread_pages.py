"""The pages of the thread and its commands: down, up, by links both ways."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.domain.thread import Loose
from goldenthread.plans.models import Plan, ServicePlan
from goldenthread.plans.operations import write_plan
from tests.at_browser import sign_in
from tests.figures.returning_pages import words_on
from tests.plans.improvement import IN_MARCH, PLAN, make_world
from tests.thread.world import TODAY, link, make_priority, make_thread
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = TODAY


def browser(person: Any) -> Client:
    return sign_in(Client(headers={"host": "localhost"}), person)


@pytest.fixture
def member() -> Any:
    made = make_person("Cllr One", email="member@example.org")
    make_appointment(made, role="member")
    return made


def test_each_page_leads_down_and_up_by_links(officer, lead):
    make_thread(officer=officer, lead=lead)
    at_desk = browser(officer)
    for address, leads_to in {
        "/thread": ("/thread/havering", "/thread/plans/improvement-plan", "/thread/coverage#priority-ended-found"),
        "/thread/havering": ("/thread/priorities/havering-2019/1", "/thread/indicators/EXC05"),
        "/thread/priorities/havering-2019/1": ("/thread/havering", "/indicators/EXC05", "/thread/decisions/"),
        "/thread/indicators/EXC05": (
            "/thread/priorities/havering-2019/1",
            "/indicators/EXC05",
            "/thread/service-plans/",
        ),
        "/thread/actions/improvement-plan/1.1": (
            "/plans/improvement-plan/actions/1.1",
            "/thread/plans/improvement-plan",
        ),
        "/thread/plans/improvement-plan": ("/plans/improvement-plan", "/thread/actions/improvement-plan/1.2"),
        "/thread/service-plans/exchequer-and-transactional/2019-20": ("/thread/indicators/EXC05",),
        "/thread/decisions/onesource-joint-committee/2019-04-05/15/1": ("/thread/plans/improvement-plan",),
        "/thread/coverage": ("/thread/priorities/havering-2019/2", "/thread/indicators/EXC09"),
        "/indicators/EXC05": ("/thread/indicators/EXC05",),
        "/plans/improvement-plan/actions/1.1": ("/thread/actions/improvement-plan/1.1",),
        "/plans/improvement-plan": ("/thread/plans/improvement-plan",),
    }.items():
        page = at_desk.get(address)
        assert page.status_code == 200, address
        html = page.content.decode()
        for one in leads_to:
            assert f'href="{one}' in html, (address, one)


def test_the_list_and_the_picture_say_the_same(officer, lead):
    make_thread(officer=officer, lead=lead)

    html = browser(officer).get("/thread/priorities/havering-2019/1").content.decode()

    assert html.index("Council Tax collection") < html.index("<svg xmlns")
    picture = html[html.index("<svg xmlns") :]
    assert "<title>Golden thread of Opportunities for all: 14 things hang on it</title><desc>" in picture
    assert "EXC05 Council Tax collection" in picture
    assert "93.0%, Amber, Q2 2019/20" in picture


@pytest.mark.parametrize("address", ["/thread/indicators/%00", "/thread/decisions/a%00", "/priorities/x/%00"])
def test_an_address_that_no_database_could_look_up_is_asked_of_none(officer, address):
    at_desk = browser(officer)
    with CaptureQueriesContext(connection) as asked:
        answer = at_desk.get(address)

    assert answer.status_code == 404
    assert not [one for one in asked.captured_queries if "\0" in one["sql"]]


def test_what_is_illustrative_is_marked_on_the_list_and_said_of_the_picture(officer, lead):
    make_thread(officer=officer, lead=lead)
    ServicePlan.objects.update(illustrative=True)

    html = browser(officer).get("/thread/priorities/havering-2019/1").content.decode()

    level = html[html.index("Service level: SL1") :]
    assert level[: level.index("<span")].rstrip().endswith("(illustrative)")
    assert html.count("Some of what it shows is illustrative: the list “What serves it” marks which.") == 2


def test_a_member_sees_neither_drafts_nor_figures_that_are_not_public(officer, lead, member):
    make_thread(officer=officer, lead=lead)
    write_plan(draft(), by=officer, at=IN_MARCH)
    link(make_priority("3"), plan=Plan.objects.get(slug="draft"))
    at_home = browser(member)

    every = "".join(
        at_home.get(address).content.decode()
        for address in ("/thread", "/thread/havering", "/thread/indicators/EXC05", "/thread/coverage")
    )

    assert "No figure to see yet" in every
    assert "93.0" not in every
    assert "A plan that is a draft" not in every
    assert at_home.get("/thread/plans/draft").status_code == 404
    assert "A plan that is a draft" in words_on(browser(officer).get("/thread/havering"))


def draft() -> Any:
    from dataclasses import replace  # noqa: PLC0415 - beside its one use

    return replace(PLAN, slug="draft", title="A plan that is a draft")


def test_who_reads_no_plans_finds_no_thread_and_no_link_to_one(officer, lead):
    make_thread(officer=officer, lead=lead)
    stranger = browser(make_person("Somebody New"))

    assert stranger.get("/thread").status_code == 404
    assert "Its golden thread" not in words_on(stranger.get("/indicators/EXC05"))


@pytest.mark.parametrize(
    "address",
    [
        "/thread/nowhere",
        "/thread/priorities/none/1",
        "/thread/indicators/none",
        "/thread/actions/none/1",
        "/thread/service-plans/none/2019-20",
        "/thread/decisions/none",
    ],
)
def test_what_is_not_there_is_not_found(officer, address):
    assert browser(officer).get(address).status_code == 404


def test_the_terminal_prints_the_thread_both_ways(officer, lead, command):
    make_thread(officer=officer, lead=lead)

    down = command("thread", "--council", "havering").out
    assert "    indicator EXC05: Council Tax collection; 93.0%, Amber, Q2 2019/20" in down
    up = command("thread", "--council", "havering", "--up", "EXC05").out
    assert "  priority havering-2019/1: Opportunities for all" in up
    one = json.loads(command("thread", "--council", "havering", "--priority", "havering-2019/1", "--json").out)
    assert one["children"][0]["key"] == "EXC05"
    assert "There is no council 'nowhere'" in command("thread", "--council", "nowhere").err
    assert "has no priority" in command("thread", "--council", "havering", "--priority", "x/1").err


def test_the_check_stops_with_1_while_anything_hangs_on_nothing(officer, command):
    make_world()
    assert command("check-thread").status == 0
    priority = make_priority()

    found = command("check-thread")

    assert found.status == 1
    assert f"{Loose.PRIORITY_NOT_MEASURED.heading}: 1 of 1. Link an indicator" in found.out
    assert "  havering-2019/1 Opportunities (Havering): nothing is linked to it" in found.out
    told = json.loads(command("check-thread", "--json").out)
    assert [one["key"] for one in told["findings"]] == [f"havering-2019/{priority.ref}"]
