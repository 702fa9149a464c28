"""The clerk takes a meeting from the calendar to signed minutes; a member reads it on a telephone; the public follows a
matter and saves a paper."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.attachments.pdf_words import words_of_pdf
from goldenthread.committee.models import AgendaItem, Decision, Meeting
from tests.at_browser import sign_in
from tests.attachments.made_files import a_pdf
from tests.browser.pages_of_committee import Desk
from tests.browser.pages_of_record import recorded
from tests.browser.test_journeys_of_returns import Hand, go
from tests.browser.test_pages_for_all import reaches_out, violations
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


def on_day(hand, name, day, month, year):
    for part, typed in (("day", day), ("month", month), ("year", year)):
        hand.page.locator(f"[name={name}_{part}]").fill(typed)


@both
def test_a_meeting_is_taken_from_the_calendar_to_signed_minutes(visit, scripts, tmp_path):
    desk = Desk()
    later = Meeting.objects.create(committee=desk.committee, date=date(2020, 1, 19), state="held")
    AgendaItem.objects.create(meeting=later, place=1, title="Minutes of the last meeting")
    client = sign_in(Client(headers={"host": "localhost"}), desk.clerk)
    hand = Hand(visit("/committee", scripts=scripts, client=client))
    paper = tmp_path / "q2.pdf"
    paper.write_bytes(a_pdf())

    hand.press("Schedule a meeting")
    on_day(hand, "date", "16", "1", "2020")
    hand.fill("Venue", "Havering Town Hall")
    hand.press("Schedule the meeting")
    timetable = hand.page.locator("#timetable tbody tr").all_inner_texts()
    assert "Wednesday 8 January 2020" in next(row for row in timetable if "Last day to publish the agenda" in row)
    assert not scripts or violations(hand.page) == []
    hand.press("Add an item")
    hand.fill("Title", "Performance Indicators, Q2")
    hand.fill("Or a new matter", "Performance Indicators")
    hand.press("Add the item")
    hand.follow("Add a paper")
    hand.check("Report")
    hand.fill("Title", "Q2 report")
    hand.page.locator("[name=file]").set_input_files(paper)
    hand.press("Add the paper")
    hand.follow("Publish the agenda")
    on_day(hand, "on", "8", "1", "2020")
    hand.press("Publish the agenda")
    assert hand.page.get_by_text("The agenda is published.").is_visible()

    hand.follow("Record that it was held, and who came")
    for member in desk.seats[:2]:
        hand.page.locator(f"[name=member_{member.pk}][value=present]").check()
    hand.check("Nobody declared an interest")
    hand.press("Save")
    hand.follow("Minute this item")
    hand.fill("What was said", "Members asked why collection fell.")
    hand.page.locator("[name=number_1]").fill("1")
    hand.page.locator("[name=verb_1]").select_option("noted")
    hand.page.locator("[name=text_1]").fill("To note the report.")
    hand.press("Save the minute")
    hand.follow("Record that its minutes were agreed")
    hand.check("19 January 2020, Minutes of the last meeting")
    hand.press("Save")
    hand.follow("Record that its minutes were signed")
    hand.press("Save")

    assert hand.page.get_by_text("Minutes signed").first.is_visible()
    assert Decision.objects.get().reference == "onesource-joint-committee/2020-01-16/1/1"
    assert Meeting.objects.get(date=date(2020, 1, 16)).signed_by == "Councillor A. Example, Chair"


def test_a_member_reads_the_agenda_and_its_papers_on_a_telephone(visit):
    recorded()
    member = make_person("Councillor A. Example", email="member@example.org")
    make_appointment(member, role="member")
    client = sign_in(Client(headers={"host": "localhost"}), member)
    hand = Hand(visit("/meetings", width=390, client=client))

    hand.follow("17 January 2020")
    assert (violations(hand.page), reaches_out(hand.page)) == ([], [])
    hand.page.get_by_role("navigation", name="Items of the agenda").get_by_role("link").first.click()

    assert hand.page.get_by_role("heading", name="1. Improvement Plan").is_visible()
    with hand.page.expect_download() as saved:
        hand.page.get_by_role("link", name="Progress, third quarter").first.click()
    assert saved.value.suggested_filename == "paper.txt"

    address = hand.page.get_by_role("link", name="Agenda and papers as one PDF").evaluate("link => link.href")
    whole = hand.page.request.get(address)  # a browser shows a PDF itself: nothing is saved
    assert "Progress, third quarter" in words_of_pdf(whole.body(), most=100_000)
    hand.follow("Agenda and papers as one page")
    assert (violations(hand.page), reaches_out(hand.page)) == ([], [])
    assert hand.page.get_by_text("Progress, third quarter").first.is_visible()
    assert hand.page.evaluate("document.documentElement.scrollWidth") <= 390
    number = hand.page.get_by_role("rowheader", name="1.1")
    assert number.bounding_box()["width"] >= 48


@both
def test_the_public_follows_a_matter_through_its_meetings_and_saves_a_paper(visit, scripts):
    record = recorded()
    earlier = Meeting.objects.create(committee=record.committee, date=date(2019, 4, 5), state="held")
    AgendaItem.objects.create(
        meeting=earlier, place=1, number="15", title="The first plan", matter_id=record.open.matter_id
    )
    hand = Hand(visit("/", scripts=scripts, width=1280))

    go(hand.page.get_by_role("navigation", name="Menu").get_by_role("link", name="Meetings"))
    hand.follow("17 January 2020")
    go(hand.page.get_by_role("main").get_by_role("link", name="Improvement Plan", exact=True))
    headings = hand.page.locator("main h2").all_inner_texts()
    with hand.page.expect_download() as saved:
        hand.page.get_by_role("link", name="Progress, third quarter").first.click()
    hand.follow("5 April 2019, oneSource Joint Committee, item 15")

    assert headings == [
        "17 January 2020, oneSource Joint Committee, item 1",
        "5 April 2019, oneSource Joint Committee, item 15",
    ]
    assert saved.value.suggested_filename == "paper.txt"
    assert hand.page.get_by_role("heading", name="15. The first plan").is_visible()
