"""The record of meetings as everybody reads it: pages, data, feeds."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.committee.models import AgendaItem, Decision, Delegation, Interest, Meeting, Membership, Paper
from goldenthread.committee.operations import (
    Asked,
    Corrected,
    DelegationSaid,
    PaperSaid,
    WhenAndWhere,
    add_paper,
    agree_minutes,
    answer_question,
    cancel_meeting,
    discharge_delegation,
    move_meeting,
    record_delegation,
    record_question,
    schedule_meeting,
    sign_minutes,
)
from goldenthread.committee.operations.agenda import enter_matter
from tests.web.record_of_meetings import AFTER, THEN, Record
from tests.world import make_committee, make_council, make_decision

pytestmark = pytest.mark.django_db
PAGE = "/meetings/onesource-joint-committee/2020-01-17"


@pytest.fixture
def nobody(settings: Any) -> Client:
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)
    return Client(headers={"host": "localhost"})


@pytest.fixture
def record(clerk: User) -> Record:
    return Record(by=clerk)


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_nobody_has_to_sign_in_to_see_that_there_is_nothing_yet(nobody: Client) -> None:
    assert "No meeting is recorded yet" in read(nobody, "/meetings")
    assert "Nothing has been decided yet" in read(nobody, "/decisions")


def test_meetings_to_come_are_first_and_then_those_of_each_year(nobody: Client, record: Record, clerk: User) -> None:
    said = WhenAndWhere(date=date(2020, 3, 5), begins_at=None, venue="")
    schedule_meeting(committee_id=record.committee.pk, said=said, by=clerk, at=THEN)

    page = read(nobody, "/meetings")

    assert page.index("Meetings to come") < page.index("5 March 2020") < page.index("Meetings of 2019/20")
    assert "Agenda and draft minutes" in page
    assert "No agenda yet" in page


def test_a_meeting_has_its_agenda_papers_minutes_and_resolutions(nobody: Client, record: Record) -> None:
    page = read(nobody, PAGE)

    for words in (
        "Agenda and draft minutes",
        "Friday 17 January 2020",
        "Old Town Hall, Stratford",
        "No interests were declared.",
        "1. Improvement Plan",
        "Progress, third quarter",
        "Report, TXT, 1 KB",
        "Members asked about posts.",
        "To note it.",
        "2. A contract",
        "These minutes are a draft until a later meeting has agreed them.",
    ):
        assert words in page
    assert 'id="item-1"' in page


def test_what_is_only_scheduled_has_no_agenda_for_the_public(nobody: Client, clerk: User) -> None:
    committee = make_committee()
    meeting = Meeting.objects.create(committee=committee, date=date(2020, 3, 5))
    AgendaItem.objects.create(meeting=meeting, place=1, title="Something early")

    page = read(nobody, "/meetings/onesource-joint-committee/2020-03-05")

    assert "There is no agenda yet." in page
    assert "Something early" not in page


def test_an_old_address_leads_to_the_day_that_a_meeting_was_moved_to(nobody: Client, clerk: User) -> None:
    said = WhenAndWhere(date=date(2020, 3, 5), begins_at=None, venue="Town Hall")
    meeting = schedule_meeting(committee_id=make_committee().pk, said=said, by=clerk, at=THEN)
    to = WhenAndWhere(date=date(2020, 3, 6), begins_at=None, venue="Town Hall")
    move_meeting(
        meeting_id=meeting.pk, version=1, said=to, because="The budget meeting took the day.", by=clerk, at=THEN
    )

    old = nobody.get("/meetings/onesource-joint-committee/2020-03-05")

    assert (old.status_code, old["Location"]) == (302, "/meetings/onesource-joint-committee/2020-03-06")
    for part in (".json", "/pack", "/pack.pdf"):
        assert nobody.get(f"/meetings/onesource-joint-committee/2020-03-05{part}").headers["Location"] == (
            f"/meetings/onesource-joint-committee/2020-03-06{part}"
        )
    assert "The day was 5 March 2020, and is 6 March 2020" in read(nobody, old["Location"])


@pytest.mark.parametrize(
    "address",
    [
        "/meetings/onesource-joint-committee/2020-01-18",
        "/meetings/onesource-joint-committee/tomorrow",
        "/meetings/onesource-joint-committee/2020-02-30.json",
        "/meetings/none/2020-01-17",
        "/matters/onesource-joint-committee/none",
        "/matters/onesource-joint-committee/none.json",
        "/papers/0",
    ],
)
def test_what_is_not_there_is_not_found(nobody: Client, record: Record, address: str) -> None:
    assert nobody.get(address).status_code == 404


def test_a_correction_stands_beside_the_minute_and_the_signature_below(
    nobody: Client, record: Record, clerk: User
) -> None:
    later = Meeting.objects.create(committee=record.committee, date=date(2020, 1, 19), state="held")
    under = AgendaItem.objects.create(meeting=later, place=1, title="Minutes")
    corrected = Corrected(minute_id=record.open.minute.pk, before="posts", after="empty posts")
    agree_minutes(
        meeting_ids=[record.meeting.pk],
        versions=[record.version],
        under_item_id=under.pk,
        corrected=[corrected],
        by=clerk,
        at=AFTER,
    )
    sign_minutes(
        meeting_id=record.meeting.pk,
        version=record.version,
        signed_by="Councillor A, Chair",
        signed_on=date(2020, 1, 19),
        by=clerk,
        at=AFTER,
    )

    page = read(nobody, PAGE)

    assert "Corrected on 19 January 2020." in page
    assert "<del>posts</del>” is “<ins>empty posts</ins>" in page
    assert "Agreed as a correct record on 19 January 2020; signed by Councillor A, Chair on 19 January 2020." in page


def test_a_paper_is_handed_out_to_be_saved_and_one_without_a_file_says_so(
    nobody: Client, record: Record, clerk: User
) -> None:
    said = PaperSaid(kind="tabled", title="Slides", type_name="PDF", size_words="294 KB")
    add_paper(item_id=record.open.pk, version=record.version, said=said, by=clerk, at=AFTER)
    first = Paper.objects.order_by("pk")[0]

    file = nobody.get(f"/papers/{first.pk}")

    assert (file.content, file["Content-Disposition"]) == (b"Open to all.\n", 'attachment; filename="paper.txt"')
    assert "Tabled at the meeting, PDF, 294 KB, file not held here" in read(nobody, PAGE)


def test_a_matter_is_followed_from_meeting_to_meeting_newest_first(nobody: Client, record: Record) -> None:
    earlier = Meeting.objects.create(committee=record.committee, date=date(2019, 4, 5), state="held")
    AgendaItem.objects.create(
        meeting=earlier, place=1, number="15", title="The first plan", matter_id=record.open.matter_id
    )

    page = read(nobody, "/matters/onesource-joint-committee/improvement-plan")

    assert "Issue - meetings" in page
    assert page.index("17 January 2020, oneSource Joint Committee, item 1") < page.index("5 April 2019")
    assert "15. The first plan" in page


def test_no_matter_tells_of_an_item_that_is_kept(nobody: Client, record: Record) -> None:
    contract = enter_matter(committee_id=record.committee.pk, title="Sale of the depot", by=record.by, at=THEN)
    AgendaItem.objects.filter(pk=record.exempt.pk).update(matter_id=record.open.matter_id)
    AgendaItem.objects.filter(pk=record.confidential.pk).update(matter_id=contract.pk)

    page = read(nobody, "/matters/onesource-joint-committee/improvement-plan")
    data = nobody.get("/matters/onesource-joint-committee/improvement-plan.json").json()

    assert "A contract" not in page
    assert [one["item"]["title"] for one in data["meetings"]] == ["Improvement Plan"]
    assert nobody.get("/matters/onesource-joint-committee/sale-of-the-depot").status_code == 404


def test_an_interest_in_what_is_kept_is_told_without_its_words(nobody: Client, record: Record) -> None:
    seat = Membership.objects.create(
        committee=record.committee, council=make_council("Havering"), name="Councillor A", starts_on=date(2019, 5, 20)
    )
    for item, words in ((record.exempt, "He sells the depot."), (record.open, "He is a tenant.")):
        Interest.objects.create(meeting=record.meeting, membership=seat, item=item, words=words, left_the_room=True)

    page, data = read(nobody, PAGE), nobody.get(f"{PAGE}.json").content.decode()

    assert "Councillor A declared an interest in “A contract”. They left the room." in page
    assert "in “Improvement Plan”: He is a tenant. They left the room." in page
    assert "depot" not in page + data


def test_what_was_delegated_and_asked_is_told_with_what_became_of_it(
    nobody: Client, record: Record, clerk: User
) -> None:
    decision = record.open.decision_set.get()
    Decision.objects.filter(pk=decision.pk).update(verb="delegated")
    said = DelegationSaid(to_post="Executive Director", purpose="To finalise it", due_on=date(2020, 2, 1))
    delegation = record_delegation(decision_id=decision.pk, said=said, by=clerk, at=AFTER)
    asked = Asked(kind="question", words="Why so late?", owner_post="Head of Exchequer")
    question = record_question(item_id=record.open.pk, said=asked, by=clerk, at=AFTER)
    before = read(nobody, PAGE)

    discharge_delegation(
        delegation_id=delegation.pk, version=1, decided="It is final.", on=date(2020, 1, 20), by=clerk, at=AFTER
    )
    answer_question(question_id=question.pk, version=1, answer="Two posts.", on=date(2020, 1, 20), by=clerk, at=AFTER)
    after, (first, *_) = read(nobody, PAGE), json.loads(read(nobody, f"{PAGE}.json"))["items"]

    assert "Delegated to the Executive Director, until 1 February 2020. Not discharged yet." in before
    assert "Members asked: Why so late?" in before
    assert "Not answered yet; the Head of Exchequer is to answer." in before
    assert "Decided on 20 January 2020: It is final." in after
    assert "Answered on 20 January 2020: Two posts." in after
    assert first["asked"][0]["answer"] == "Two posts."

    Delegation.objects.filter(pk=delegation.pk).update(due_on=date(2020, 1, 19))
    assert "Decided on 20 January 2020, when the power had ended: It is final." in read(nobody, PAGE)


def test_decisions_are_narrowed_by_words_and_by_verb(nobody: Client, record: Record) -> None:
    agreed = make_decision(text="To agree the plan.", verb="agreed")
    Meeting.objects.filter(pk=agreed.item.meeting_id).update(state="held")

    every, found, none = (
        read(nobody, f"/decisions{query}") for query in ("", "?verb=agreed&search_words=PLAN", "?search_words=nowhere")
    )

    assert "To agree the plan." in every
    assert "To note it." in every
    assert "To agree the plan." in found
    assert "To note it." not in found
    assert "No decision has these words." in none


def test_the_same_is_there_as_data(nobody: Client, record: Record) -> None:
    meetings, meeting, matter, decisions = (
        json.loads(read(nobody, address))
        for address in (
            "/meetings.json",
            f"{PAGE}.json",
            "/matters/onesource-joint-committee/improvement-plan.json",
            "/decisions.json",
        )
    )

    assert meetings["meetings"][0]["id"] == "onesource-joint-committee/2020-01-17"
    first, exempt, _ = meeting["items"]
    assert (first["minute"], first["resolutions"][0]["text"]) == ("Members asked about posts.", "To note it.")
    assert (exempt["title"], exempt["papers"], exempt["minute"]) == ("A contract", [], None)
    assert matter["meetings"][0]["item"]["title"] == "Improvement Plan"
    assert [one["text"] for one in decisions["decisions"]] == ["To note it."]
    assert decisions["next"] is None


def test_a_matter_of_many_meetings_comes_in_parts(nobody: Client, record: Record) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=record.meeting, place=n, title=f"Part {n}", matter_id=record.open.matter_id)
        for n in range(10, 60)
    )
    address = "/matters/onesource-joint-committee/improvement-plan"

    first = json.loads(read(nobody, f"{address}.json"))
    second = json.loads(read(nobody, first["next"]))
    last = json.loads(read(nobody, second["next"]))

    assert (first["total"], [len(one["meetings"]) for one in (first, second, last)]) == (51, [20, 20, 11])
    assert last["next"] is None
    assert "Showing 41 to 51 of 51" in read(nobody, f"{address}?page=3")


def test_a_page_of_meetings_lists_a_hundred_and_those_to_come_first(nobody: Client, record: Record) -> None:
    Meeting.objects.bulk_create(
        Meeting(committee=record.committee, date=date.fromordinal(date(2020, 1, 25).toordinal() - 7 * n))
        for n in range(2, 122)
    )
    Meeting.objects.create(committee=record.committee, date=date(2020, 3, 5))

    first, second = read(nobody, "/meetings"), read(nobody, "/meetings?page=2")

    assert ("5 March 2020" in first, "5 March 2020" in second) == (True, False)
    assert (first.count('href="/meetings/onesource'), second.count('href="/meetings/onesource')) == (101, 21)


def test_long_lists_of_decisions_come_in_parts(nobody: Client, record: Record) -> None:
    Decision.objects.bulk_create(
        Decision(item=record.open, number=str(n), verb="noted", text=f"Number {n}", reference=f"made-up/{n}")
        for n in range(2, 402)
    )

    first = json.loads(read(nobody, "/decisions.json"))
    second = json.loads(read(nobody, first["next"]))

    assert (first["total"], len(first["decisions"]), len(second["decisions"])) == (401, 200, 200)
    assert not {one["id"] for one in first["decisions"]} & {one["id"] for one in second["decisions"]}


def test_a_feed_has_each_agenda_under_an_id_that_stays(nobody: Client, record: Record) -> None:
    answer = nobody.get("/meetings.atom")

    feed = ET.fromstring(answer.content)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [one.text for one in feed.findall("a:entry/a:title", atom)] == [
        "oneSource Joint Committee, 17 January 2020: draft minutes"
    ]
    assert [one.text for one in feed.findall("a:entry/a:id", atom)] == [
        "http://localhost/meetings/onesource-joint-committee/2020-01-17"
    ]
    # When it was minuted, not when it began: a reader is told of what is new.
    assert feed.findtext("a:entry/a:updated", namespaces=atom) == AFTER.isoformat()


def test_a_calendar_has_every_meeting_also_what_was_cancelled(nobody: Client, record: Record, clerk: User) -> None:
    said = WhenAndWhere(date=date(2020, 3, 5), begins_at=None, venue="Town Hall, Romford; first floor")
    meeting = schedule_meeting(committee_id=record.committee.pk, said=said, by=clerk, at=THEN)
    cancel_meeting(meeting_id=meeting.pk, version=1, because="The hall is flooded.", by=clerk, at=THEN)

    answer = nobody.get("/meetings.ics")
    lines = answer.content.decode().split("\r\n")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20200117" in lines
    assert "STATUS:CANCELLED" in lines
    assert "LOCATION:Town Hall\\, Romford\\; first floor" in lines
    assert max(len(line.encode()) for line in lines) <= 75


@pytest.mark.parametrize("items", [1, 15])
def test_reads_do_not_grow_with_the_agenda(
    items: int, nobody: Client, record: Record, django_assert_num_queries: Any
) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=record.meeting, place=10 + n, title=f"Item {n}", matter_id=record.open.matter_id)
        for n in range(items)
    )
    reads = {"/meetings": 2, PAGE: 11, "/matters/onesource-joint-committee/improvement-plan": 9, "/decisions": 4}
    for address in reads:
        nobody.get(address)  # what is kept of the partnership is filled

    for address, most in reads.items():
        with django_assert_num_queries(most):
            nobody.get(address)
