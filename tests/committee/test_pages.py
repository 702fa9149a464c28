"""The clerk's pages: a meeting from the calendar to signed minutes, as somebody does it at a browser."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.committee.models import AgendaItem, Decision, Matter, Meeting, Membership, Minute, Paper
from goldenthread.committee.operations import Seat, seat_member
from goldenthread.publishing.models import Publication
from tests.at_browser import sign_in
from tests.attachments.made_files import a_pdf
from tests.committee.meetings import LAST_DAY, held, item_on, minuted, published, version_of
from tests.world import make_appointment, make_committee, make_council, make_person

pytestmark = pytest.mark.django_db

PDF = a_pdf()
OPEN = {"access": "open", "exempt_paragraphs": "", "public_interest": "", "safe_title": ""}


@pytest.fixture
def at_desk(clerk: User, settings: Any) -> Client:
    settings.GOLDENTHREAD_TODAY = date(2020, 2, 10)
    return sign_in(Client(headers={"host": "localhost"}), clerk)


def day(name: str, of: date) -> dict[str, str]:
    return {f"{name}_day": str(of.day), f"{name}_month": str(of.month), f"{name}_year": str(of.year)}


def send(at_desk: Client, address: str, **typed: Any) -> Any:
    return at_desk.post(address, typed)


def member(committee_id: int, name: str, *, by: User, substitute: bool = False) -> Membership:
    said = Seat(council_id=make_council("Newham").pk, name=name, starts_on=date(2019, 5, 20), is_substitute=substitute)
    return seat_member(committee_id=committee_id, said=said, by=by, at=LAST_DAY)


def test_a_meeting_is_taken_from_the_calendar_to_signed_minutes(at_desk: Client, clerk: User) -> None:
    committee = make_committee()
    chair = member(committee.pk, "Councillor A", by=clerk)
    later = Meeting.objects.create(committee=committee, date=date(2020, 2, 9), state="held")
    agreed_under = AgendaItem.objects.create(meeting=later, place=1, title="Minutes")

    scheduled = send(
        at_desk,
        "/committee/meetings/new",
        committee=committee.pk,
        begins_at="18:30",
        venue="Old Town Hall",
        **day("date", date(2020, 2, 7)),
    )
    meeting = Meeting.objects.get(date=date(2020, 2, 7))
    home = f"/committee/meetings/{meeting.pk}"
    send(
        at_desk,
        f"{home}/items",
        title="Q2 report",
        words="To note.",
        matter="",
        new_matter="Indicators",
        version=1,
        **OPEN,
    )
    item = AgendaItem.objects.get(meeting=meeting)
    send(
        at_desk,
        f"/committee/items/{item.pk}/papers",
        kind="report",
        title="Q2 report",
        file=SimpleUploadedFile("q2.pdf", PDF, content_type="application/pdf"),
        type_name="",
        size_words="",
        corrects="",
        corrects_because="",
        version=version_of(meeting),
        **OPEN,
    )
    send(
        at_desk,
        f"{home}/publish",
        because="The clerk was away and it was published on paper.",
        version=version_of(meeting),
        **day("on", date(2020, 1, 31)),
    )
    send(
        at_desk,
        f"{home}/held",
        no_interests="on",
        version=version_of(meeting),
        **{f"member_{chair.pk}": "present"},
    )
    send(
        at_desk,
        f"/committee/items/{item.pk}/minute",
        words="Members asked about rents.",
        exempt_words="",
        number_1="1",
        verb_1="noted",
        text_1="To note the report.",
        moved_1=chair.pk,
        for_1="1",
        against_1="0",
        abstained_1="0",
        version=version_of(meeting),
    )
    send(at_desk, f"{home}/agreed", under=agreed_under.pk, version=version_of(meeting))
    signed = send(
        at_desk,
        f"{home}/signed",
        signed_by="Councillor A, Chair",
        version=version_of(meeting),
        **day("signed_on", date(2020, 2, 9)),
    )

    meeting.refresh_from_db()
    assert (scheduled.status_code, signed.status_code, signed["Location"]) == (302, 302, home)
    assert (meeting.state, meeting.short_notice_because) == (
        "minutes-signed",
        "The clerk was away and it was published on paper.",
    )
    decision = Decision.objects.get()
    assert (decision.reference, decision.moved_by, decision.votes_for) == (
        "onesource-joint-committee/2020-02-07/1/1",
        chair,
        1,
    )
    assert (Matter.objects.get().slug, Paper.objects.get().type_name) == ("indicators", "PDF")
    assert "Minutes signed" in at_desk.get("/committee").content.decode()


def test_the_page_of_a_meeting_says_what_can_be_done_now(at_desk: Client, scheduled: Meeting, clerk: User) -> None:
    item_on(scheduled, "First", by=clerk)
    item_on(scheduled, "Second", by=clerk)

    page = at_desk.get(f"/committee/meetings/{scheduled.pk}").content.decode()

    for words in ("Publish the agenda", "Cancel the meeting", "Change the order", "Add a paper", "Take out"):
        assert words in page
    assert "Minute this item" not in page
    assert "It can still be published, with the reason." in page
    assert 'href="/meetings/onesource-joint-committee/2020-02-07">As everybody reads it' in page


def test_the_page_of_a_meeting_says_that_nobody_works_on_its_day(at_desk: Client, scheduled: Meeting) -> None:
    Meeting.objects.filter(pk=scheduled.pk).update(date=date(2020, 4, 13))

    page = at_desk.get(f"/committee/meetings/{scheduled.pk}").content.decode()

    assert "Monday 13 April 2020 is no working day of the councils." in page


def test_what_was_typed_is_kept_and_said_to_be_missing(at_desk: Client, scheduled: Meeting) -> None:
    answer = send(
        at_desk,
        f"/committee/meetings/{scheduled.pk}/items",
        title="Dismissal",
        words="",
        matter="",
        new_matter="",
        version=1,
        access="exempt",
        exempt_paragraphs="9",
        public_interest="",
        safe_title="",
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ('value="Dismissal"', "Say by which paragraphs", "Give a title that tells the public nothing"):
        assert words in page
    assert not AgendaItem.objects.exists()


def test_somebody_who_was_slower_is_told_and_keeps_what_they_typed(
    at_desk: Client, scheduled: Meeting, clerk: User
) -> None:
    item_on(scheduled, by=clerk)

    answer = send(at_desk, f"/committee/meetings/{scheduled.pk}/cancel", because="Nobody can come.", version=1)
    page = answer.content.decode()
    again = send(
        at_desk, f"/committee/meetings/{scheduled.pk}/cancel", because="Nobody can come.", version=version_of(scheduled)
    )

    assert (answer.status_code, again.status_code) == (409, 302)
    assert "Somebody else changed this" in page
    assert "Nobody can come." in page
    assert f'name="version" value="{version_of(scheduled) - 1}"' in page


def test_a_file_that_is_something_else_is_refused_at_its_box(at_desk: Client, scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)

    answer = send(
        at_desk,
        f"/committee/items/{item.pk}/papers",
        kind="report",
        title="Q2 report",
        file=SimpleUploadedFile("q2.pdf", b"MZ this is a program"),
        type_name="",
        size_words="",
        corrects="",
        corrects_because="",
        version=version_of(scheduled),
        **OPEN,
    )

    assert answer.status_code == 422
    assert "q2.pdf: The name says that this is" in answer.content.decode()
    assert not Paper.objects.exists()


def test_items_are_put_in_order(at_desk: Client, scheduled: Meeting, clerk: User) -> None:
    first, second = item_on(scheduled, "First", by=clerk), item_on(scheduled, "Second", by=clerk)
    address = f"/committee/meetings/{scheduled.pk}/order"
    typed = {f"place_{first.pk}": "2", f"place_{second.pk}": "2"}
    twice = send(at_desk, address, version=version_of(scheduled), **typed)

    send(at_desk, address, version=version_of(scheduled), **{**typed, f"place_{second.pk}": "1"})

    assert "Give each item a place of its own, from 1 to 2." in twice.content.decode()
    assert list(AgendaItem.objects.order_by("place").values_list("title", flat=True)) == ["Second", "First"]


def test_an_interest_is_declared_by_somebody_or_by_nobody(at_desk: Client, scheduled: Meeting, clerk: User) -> None:
    one = member(scheduled.committee_id, "Councillor A", by=clerk)
    stands_in = member(scheduled.committee_id, "Councillor B", by=clerk, substitute=True)
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    address, came = f"/committee/meetings/{scheduled.pk}/held", {f"member_{one.pk}": "apologies"}
    nothing = send(at_desk, address, version=version_of(scheduled), **came)

    send(
        at_desk,
        address,
        version=version_of(scheduled),
        interest_1=stands_in.pk,
        interest_item_1=item.pk,
        interest_words_1="A tenant of the council.",
        interest_left_1="on",
        **{**came, f"member_{stands_in.pk}": f"for-{one.pk}"},
    )

    assert "or tick that nobody did" in nothing.content.decode()
    interest = Meeting.objects.get().interests.get()
    assert (interest.membership, interest.item, interest.left_the_room) == (stands_in, item, True)


def test_a_wrong_resolution_is_said_at_its_own_box(at_desk: Client, scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)

    answer = send(
        at_desk,
        f"/committee/items/{item.pk}/minute",
        words="",
        exempt_words="",
        number_1="1",
        verb_1="",
        text_1="To note.",
        number_2="2a",
        verb_2="noted",
        text_2="To note too.",
        for_2="3",
        version=version_of(scheduled),
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give all three numbers of votes" in page
    assert not Minute.objects.exists()


def test_minutes_of_several_meetings_are_agreed_at_once(at_desk: Client, scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)
    minute = minuted(item, by=clerk, words="Members asked in July.")
    earlier = Meeting.objects.create(committee=scheduled.committee, date=date(2019, 10, 18), state="minutes-drafted")
    later = Meeting.objects.create(committee=scheduled.committee, date=date(2020, 2, 9), state="held")
    under = AgendaItem.objects.create(meeting=later, place=1, title="Minutes")

    send(
        at_desk,
        f"/committee/meetings/{scheduled.pk}/agreed",
        under=under.pk,
        others=[earlier.pk],
        minute_1=minute.pk,
        before_1="in July",
        after_1="in October",
        version=version_of(scheduled),
    )

    assert set(Meeting.objects.exclude(pk=later.pk).values_list("state", "minutes_agreed_at")) == {
        ("minutes-agreed", later.pk)
    }
    assert minute.corrections.get().after == "in October"


def test_whoever_does_not_keep_the_record_finds_nothing_there(scheduled: Meeting, stranger: User) -> None:
    at_browser = sign_in(Client(headers={"host": "localhost"}), stranger)

    assert at_browser.get(f"/committee/meetings/{scheduled.pk}").status_code == 404
    assert at_browser.get("/committee").status_code == 404


def test_the_clerk_reads_the_file_of_an_exempt_paper(at_desk: Client, scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    send(
        at_desk,
        f"/committee/items/{item.pk}/papers",
        kind="report",
        title="Price of lot 7",
        file=SimpleUploadedFile("lot.pdf", PDF, content_type="application/pdf"),
        version=version_of(scheduled),
        access="exempt",
        exempt_paragraphs="3",
        public_interest="It would tell bidders.",
        safe_title="A contract",
    )
    paper = Paper.objects.get()

    file = at_desk.get(f"/committee/papers/{paper.pk}")

    assert (file.content, file["Cache-Control"]) == (PDF, "no-store, private")
    assert Client(headers={"host": "localhost"}).get(f"/committee/papers/{paper.pk}").status_code == 302


def test_a_published_report_is_attached_by_reference(at_desk: Client, clerk: User, scheduled: Meeting) -> None:
    item = item_on(scheduled, by=clerk)
    pack = Publication.objects.create(
        public_id="2019-20-q2-joint-committee-1",
        name="2019-20-q2-joint-committee",
        title="Performance Indicators",
        audience="joint-committee",
        made_from="Q2 2019/20, version 1 of the figures",
        published_at=LAST_DAY,
        published_by=clerk.pk,
        document=b"{}",
        versions={},
    )
    typed = {"kind": "appendix", "title": "Appendix 1", "publication": str(pack.pk), "version": version_of(scheduled)}

    both = send(at_desk, f"/committee/items/{item.pk}/papers", file=SimpleUploadedFile("q2.pdf", PDF), **typed, **OPEN)
    assert "Choose a file or a published report, not both." in both.content.decode()

    send(at_desk, f"/committee/items/{item.pk}/papers", **typed, **OPEN)
    paper = Paper.objects.get()
    assert (paper.publication_id, paper.type_name, paper.size_words) == (pack.pk, "HTML, PDF", "")

    Publication.objects.create(
        public_id="restricted-1", name="restricted", title="Kept", restricted=True, audience="management-team",
        made_from="-", published_at=LAST_DAY, published_by=clerk.pk, document=b"{}", versions={},
    )  # fmt: skip
    assert "Kept" not in at_desk.get(f"/committee/items/{item.pk}/papers").content.decode()


def test_a_seat_may_have_the_account_of_a_member(at_desk: Client, clerk: User) -> None:
    committee, council, reader = make_committee(), make_council("Newham"), make_person("Councillor A")
    make_appointment(reader, role="member")
    typed = {"name": "Councillor A", "council": council.pk, **day("starts_on", date(2019, 5, 20))}

    refused = send(at_desk, f"/committee/{committee.pk}/members", person=str(clerk.pk), **typed)
    assert (refused.status_code, Membership.objects.count()) == (422, 0)

    send(at_desk, f"/committee/{committee.pk}/members", person=str(reader.pk), **typed)
    assert Membership.objects.get().person_id == reader.pk
