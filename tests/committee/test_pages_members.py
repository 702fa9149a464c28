"""What members of a committee read beside everybody: exempt items and papers, once the agenda is published."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.attachments.looking import look_over
from goldenthread.audit.models import Event
from goldenthread.committee.models import Meeting, Membership, Paper
from goldenthread.committee.operations import ItemSaid, PaperSaid, Restriction, add_item, add_paper
from tests.at_browser import sign_in
from tests.attachments.made_files import a_pdf, given
from tests.committee.meetings import LAST_DAY, item_on, published, version_of
from tests.figures.returning_pages import words_on
from tests.world import make_council

pytestmark = pytest.mark.django_db
KEPT = Restriction(
    access="exempt", exempt_paragraphs="1,3", public_interest="Bidders would gain.", safe_title="A contract"
)


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = date(2020, 2, 3)


@pytest.fixture
def meeting(scheduled: Meeting, clerk: User) -> Meeting:
    """With an open item and one that is exempt, whose paper has a file."""
    item_on(scheduled, by=clerk)
    kept = add_item(
        meeting_id=scheduled.pk,
        version=version_of(scheduled),
        said=ItemSaid(title="Price of lot 7", words="Three offers.", restriction=KEPT),
        by=clerk,
        at=LAST_DAY,
    )
    file = look_over([given("offers.pdf", a_pdf())], most_bytes=1_000_000)[0]
    said = PaperSaid(kind="report", title="The offers", type_name="PDF", file=file)
    add_paper(item_id=kept.pk, version=version_of(scheduled), said=said, by=clerk, at=LAST_DAY)
    return scheduled


def browser(person: User) -> Client:
    return sign_in(Client(headers={"host": "localhost"}), person)


def seat(meeting: Meeting, person: User, **more: Any) -> Membership:
    return Membership.objects.create(
        committee=meeting.committee,
        council=make_council(),
        name=person.name,
        person=person,
        **({"starts_on": date(2019, 5, 20)} | more),
    )


def paper_address() -> str:
    return f"/my-meetings/papers/{Paper.objects.get(title='The offers').pk}"


def test_a_member_reads_the_agenda_whole_with_its_exempt_papers(meeting, member, clerk):
    seat(meeting, member)
    published(meeting, by=clerk)
    reader = browser(member)
    assert "Meetings of your committees" in words_on(reader.get("/home"))
    assert f'href="/my-meetings/{meeting.pk}"' in reader.get("/my-meetings").content.decode()

    page = reader.get(f"/my-meetings/{meeting.pk}")
    words = words_on(page)
    assert "2. Price of lot 7 Three offers. Exempt, paragraphs 1, 3 of Schedule 12A: not for the public." in words
    assert "no-store" in page["Cache-Control"]
    file = reader.get(paper_address())

    assert (file.status_code, b"".join(file)[:4] if file.streaming else file.content[:4]) == (200, b"%PDF")
    assert "no-store" in file["Cache-Control"]
    reader.get(paper_address())
    event = Event.objects.get(kind="kept paper read")
    assert (event.by, event.details) == (member.pk, {"meeting": "onesource-joint-committee/2020-02-07"})


def test_nothing_is_there_before_the_agenda_is_published_nor_once_the_meeting_is_called_off(meeting, member, clerk):
    seat(meeting, member)
    reader = browser(member)
    assert reader.get(f"/my-meetings/{meeting.pk}").status_code == 404
    assert reader.get(paper_address()).status_code == 404

    Meeting.objects.update(state="cancelled")

    assert reader.get(f"/my-meetings/{meeting.pk}").status_code == 404
    assert "No agenda of a committee on which you sit" in words_on(reader.get("/my-meetings"))


@pytest.mark.parametrize(
    "more", [{"starts_on": date(2020, 2, 4)}, {"ended_on": date(2020, 2, 2)}], ids=["not yet", "no more"]
)
def test_whoever_sits_there_not_yet_or_no_more_finds_nothing(meeting, member, clerk, more):
    seat(meeting, member, **more)
    published(meeting, by=clerk)

    assert browser(member).get(f"/my-meetings/{meeting.pk}").status_code == 404
    assert browser(member).get(paper_address()).status_code == 404


def test_to_everybody_else_there_is_no_such_page(meeting, member, officer, stranger, clerk):
    published(meeting, by=clerk)

    for person in (member, officer, stranger):
        assert browser(person).get(f"/my-meetings/{meeting.pk}").status_code == 404
        assert browser(person).get(paper_address()).status_code == 404
    anybody = Client(headers={"host": "localhost"})
    assert anybody.get(f"/my-meetings/{meeting.pk}").status_code == 302
    assert anybody.get(paper_address()).status_code == 302
    assert not Event.objects.filter(kind="kept paper read").exists()
