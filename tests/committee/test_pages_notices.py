"""The clerk's pages of closed days, rules of call-in and decision notices, and what the public reads of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.committee.models import AgendaItem, CallIn, ClosedDay, Meeting
from tests.at_browser import sign_in
from tests.committee.meetings import held, item_on, minuted, published
from tests.world import make_council

pytestmark = pytest.mark.django_db
PUBLIC = "/decisions/onesource-joint-committee/2020-02-07/1"


@pytest.fixture
def at_desk(clerk: User, settings: Any) -> Client:
    settings.GOLDENTHREAD_TODAY = date(2020, 2, 17)
    return sign_in(Client(headers={"host": "localhost"}), clerk)


@pytest.fixture
def item(scheduled: Meeting, clerk: User) -> AgendaItem:
    one = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)
    minuted(one, by=clerk)
    return one


def day(name: str, of: date) -> dict[str, str]:
    return {f"{name}_day": str(of.day), f"{name}_month": str(of.month), f"{name}_year": str(of.year)}


def test_a_notice_is_issued_called_in_and_read_by_everybody(at_desk: Client, item: AgendaItem) -> None:
    council, nobody = make_council("Havering"), Client(headers={"host": "localhost"})
    notice = f"/committee/items/{item.pk}/notice"
    rules = f"/committee/{item.meeting.committee_id}/call-in"
    warned = "No rule of call-in is recorded for Havering"
    assert warned in at_desk.get(f"{notice}/issue").content.decode()
    assert at_desk.post(rules, {f"days_{council.pk}": "-5"}).status_code == 422
    at_desk.post(rules, {f"days_{council.pk}": "5", f"who_{council.pk}": "any three members"})
    desk = at_desk.get("/committee").content.decode()
    assert warned not in at_desk.get(f"{notice}/issue").content.decode()
    assert (nobody.get(PUBLIC).status_code, at_desk.get(notice).status_code) == (404, 404)

    said = {"purpose": "To note rents.", "lead_officer": "Head of Exchequer", "is_key": "on", "no_call_in_because": ""}
    at_desk.post(f"{notice}/issue", {**said, **day("published_on", date(2020, 2, 17))})
    assert at_desk.get(f"{notice}/issue").headers["Location"] == notice
    sent = {"council": council.pk, "who": "Councillors X and Y", "grounds": "Costs.", "version": 1}
    early = at_desk.post(f"{notice}/call-in", {**sent, **day("on", date(2020, 2, 14))})
    at_desk.post(f"{notice}/call-in", {**sent, **day("on", date(2020, 2, 17))})
    called = CallIn.objects.get()
    open_ = nobody.get(PUBLIC).content.decode()
    at_desk.post(
        f"/committee/call-ins/{called.pk}/ended", {"outcome": "It was kept.", **day("ended_on", date(2020, 2, 17))}
    )
    at_desk.post(f"{notice}/correct", {"purpose": "To note rents collected.", "lead_officer": "", "version": 2})

    assert "4 working days late" in desk
    assert early.status_code == 422
    assert "Not before its call-in has ended" in open_
    told = nobody.get(PUBLIC).content.decode()
    for words in (
        *("17 February 2020, 4 working days late", "To note rents collected.", "1. To note the report."),
        *("Called in on 17 February 2020", "Councillors X and Y: Costs.", "It was kept.", "None in this item"),
    ):
        assert words in told
    for page in (f"/meetings/{item.meeting.committee.slug}/2020-02-07", f"/committee/meetings/{item.meeting_id}"):
        shown = nobody.get(page) if page.startswith("/meetings") else at_desk.get(page)
        assert "6 February 2026: minutes, agenda and open reports" in shown.content.decode()
        assert "6 February 2024: background papers" in shown.content.decode()
    assert PUBLIC in nobody.get(f"/meetings/{item.meeting.committee.slug}/2020-02-07").content.decode()
    assert "not yet published" not in at_desk.get("/committee").content.decode()


def test_everybody_reads_running_minute_numbers_and_not_places(item: AgendaItem) -> None:
    AgendaItem.objects.filter(pk=item.pk).update(number="47")

    page = Client(headers={"host": "localhost"}).get(f"/meetings/{item.meeting.committee.slug}/2020-02-07")

    assert "47. Performance Indicators" in page.content.decode()
    assert 'id="item-47"' in page.content.decode()


def test_no_notice_is_at_an_address_that_is_none(item: AgendaItem) -> None:
    nobody = Client(headers={"host": "localhost"})

    answers = [nobody.get(f"/decisions/onesource-joint-committee/{rest}") for rest in ("2020-02-30/1", "x/1", "x/0")]

    assert {one.status_code for one in answers} == {404}


def test_days_are_closed_and_counted_in_the_timetable_and_taken_away(at_desk: Client, scheduled: Meeting) -> None:
    home, page = f"/committee/{scheduled.committee_id}/closed-days", f"/committee/meetings/{scheduled.pk}"
    Meeting.objects.update(date=date(2020, 3, 6))
    feed = Client(headers={"host": "localhost"})
    before = at_desk.get(page).content.decode()

    saturday = at_desk.post(home, {"because": "Closed.", **day("day", date(2020, 2, 29))})
    at_desk.post(home, {"because": "A move of offices.", **day("day", date(2020, 3, 3))})
    after, calendar = at_desk.get(page).content.decode(), feed.get("/deadlines.ics").content.decode()
    away = f"{home}/{ClosedDay.objects.get().pk}/away"
    at_desk.post(away, {"because": "It is put off."})

    assert ("Thursday 27 February 2020" in before, "Wednesday 26 February 2020" in after) == (True, True)
    assert saturday.status_code == 422
    assert "DTSTART;VALUE=DATE:20200226\r\n" in calendar
    assert "SUMMARY:Last day to publish the agenda (oneSource Joint Committee" in calendar
    assert at_desk.get(page).content.decode().count("Thursday 27 February 2020") == 1
    assert at_desk.get(away).status_code == 404
