"""Requests and the protocol as documents: fit to be published, and what is for the public tells no price."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.committee.models import AgendaItem, Paper, ReportVersion
from goldenthread.committee.operations.agenda import ItemSaid, add_item
from goldenthread.domain.committee_reports import CommitteeReport
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.request_prices import PriceRecord
from goldenthread.domain.request_protocols import DecisionLevel, Gate
from goldenthread.domain.request_records import Aspect, Consideration
from goldenthread.publishing.document import Status
from goldenthread.publishing.models import Publication
from goldenthread.publishing.rules import fit_files
from goldenthread.reports.releasing import release_pack
from goldenthread.reports.request_documents import (
    NothingToPrint,
    document_of_evaluation,
    document_of_notice,
    document_of_protocol,
    document_of_register,
)
from goldenthread.reports.request_papers import NotToBeDecided, put_request_to_committee
from goldenthread.requests.models import Request
from goldenthread.requests.operations import (
    answer_gate,
    build_price,
    consider,
    decide_request,
    evaluate_request,
    receive_request,
    write_protocol,
)
from goldenthread.requests.rules import RequestUnknown
from tests.figures.returning_pages import words_on
from tests.plans.improvement import LONDON
from tests.plans.test_pages_plans import browser, fill
from tests.requests.world import (
    ASKED,
    IN_FEBRUARY,
    IN_MARCH,
    IN_MAY,
    PROTOCOL,
    accepted,
    decision_said,
    gate,
    running,
    scored,
)
from tests.world import make_meeting, make_partnership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("request_world")]
NUMBER = "2019-001"
# The price and the full cost of the tests' request: neither is for the public.
PRICES = ("504,000", "480,000", "14.50")


@pytest.fixture(autouse=True)
def _partnership(settings: Any) -> None:
    make_partnership()
    settings.GOLDENTHREAD_TODAY = date(2019, 3, 11)


@pytest.fixture
def evaluated(officer, other, protocol) -> Request:
    request = scored(by=officer, other=other)
    evaluate_request(reference=NUMBER, by=officer, at=IN_MARCH)
    return request


def test_the_protocol_is_an_appendix_that_says_whether_it_is_agreed(officer, protocol):
    agreed = str(document_of_protocol(1, at=IN_MARCH))
    write_protocol(replace(PROTOCOL, title="Another"), by=officer, at=IN_MARCH)
    put_forward = str(document_of_protocol(2, at=IN_MARCH))

    assert "agreed by the oneSource Joint Committee on 15 February 2019" in agreed
    assert "It is put forward to be agreed." not in agreed
    assert "It is put forward to be agreed." in put_forward
    assert all(words in agreed for words in ("Officers show that power holds.", "A little of it", "£100,000"))
    with pytest.raises(NothingToPrint, match="no version 3"):
        document_of_protocol(3, at=IN_MARCH)


def test_every_document_is_fit_to_be_published_in_every_format(officer, other, protocol):
    running(by=officer, other=other)
    every = (
        document_of_protocol(1, at=IN_MARCH),
        document_of_evaluation(NUMBER),
        document_of_notice(NUMBER),
        document_of_register(Quarter.parse("2018-19 Q4"), at=IN_MAY),
    )

    for document in every:
        files = {one.name.rsplit(".", 1)[-1] for one in fit_files(document)}
        assert files >= {"pdf", "html", "docx", "csv", "json"}


def test_the_evaluation_is_restricted_and_tells_the_price_and_every_reason(evaluated):
    document = document_of_evaluation(NUMBER)

    assert document.status is Status.RESTRICTED
    words = str(document)
    assert all(price in words for price in PRICES)
    assert "By the guidance of the protocol." in words
    assert "Schedule 12A, paragraph 3" in words


def test_what_was_stated_since_is_evaluated_before_it_is_printed(evaluated, officer):
    said = Consideration(of=Aspect.RISK, words="Another risk.")
    consider(reference=NUMBER, said=said, by=officer, at=IN_MARCH)

    with pytest.raises(NothingToPrint, match="Evaluate it first"):
        document_of_evaluation(NUMBER)


def test_the_notice_says_what_the_regulations_ask_and_no_price(officer, other, protocol):
    accepted(by=officer, other=other)

    words = str(document_of_notice(NUMBER))

    assert "accepted, on 8 March 2019" in words
    assert "It uses what stands idle." in words
    assert "Alternatives that were considered: Not to tender" in words
    assert "Interests that were declared: none" in words
    assert not any(price in words for price in PRICES)


def test_before_a_decision_there_is_no_notice_and_of_nothing_no_document(evaluated):
    with pytest.raises(NothingToPrint, match="Nothing was decided"):
        document_of_notice(NUMBER)
    with pytest.raises(RequestUnknown, match="There are: 2019-001"):
        document_of_evaluation("2019-999")


def test_the_quarter_of_the_register_counts_what_happened_in_it(officer, other, protocol):
    accepted(by=officer, other=other)

    quarter = Quarter.parse("2018-19 Q4")
    over = document_of_register(quarter, at=IN_MAY)

    assert "1 request came, 1 request had a decision and no requests began" in str(over)
    assert over.status is Status.PUBLISHED
    assert document_of_register(quarter, at=IN_MARCH).status is Status.DRAFT


def test_a_request_is_put_to_the_committee_with_an_open_report_and_an_exempt_appendix(evaluated, officer):
    meeting = make_meeting(on="2019-04-05")

    item_id = put_request_to_committee(
        reference=NUMBER, meeting_id=meeting.pk, post="Performance Officer", by=officer, at=IN_MARCH
    )

    item = AgendaItem.objects.get(pk=item_id)
    assert item.title == "Request of Thurrock Council for support by Passenger Transport"
    assert Request.objects.get().item == item
    report = from_plain(CommitteeReport, ReportVersion.objects.get().content)
    assert report.recommendations[0].text == "To accept the request of Thurrock Council (reference 2019-001)."
    assert "Local Authorities (Goods and Services) Act 1970" in report.on("Legal")
    assert "4.5 of Havering in 2019-20" in report.on("HR")
    assert not any(price in str(report) for price in PRICES)
    papers = {paper.title: paper for paper in Paper.objects.filter(item=item)}
    exempt = papers["Evaluation of the request"]
    assert (exempt.access, exempt.exempt_paragraphs) == ("exempt", "3")
    assert papers["Protocol on requests"].access == "open"
    assert all(paper.attachment.content.startswith(b"%PDF") for paper in papers.values())


def test_put_again_after_another_evaluation_the_newer_appendix_takes_the_place_of_the_older(evaluated, officer):
    meeting = make_meeting(on="2019-04-05")
    said = {"reference": NUMBER, "meeting_id": meeting.pk, "post": "", "by": officer}
    item_id = put_request_to_committee(**said, at=IN_MARCH)
    consider(
        reference=NUMBER, said=Consideration(of=Aspect.CONFLICT, words="One was declared."), by=officer, at=IN_MARCH
    )
    evaluate_request(reference=NUMBER, by=officer, at=datetime(2019, 3, 12, tzinfo=LONDON))

    put_request_to_committee(**said, item_id=item_id, at=datetime(2019, 3, 12, tzinfo=LONDON))

    of_evaluation = Paper.objects.filter(item_id=item_id, title="Evaluation of the request").order_by("place")
    assert [one.corrects_id for one in of_evaluation] == [None, of_evaluation[0].pk]
    assert ReportVersion.objects.filter(item_id=item_id).count() == 2


def test_what_is_not_to_be_decided_yet_is_not_put_to_the_committee_and_nothing_is_written(officer, protocol):
    receive_request(ASKED, by=officer, at=IN_FEBRUARY)
    answer_gate(reference=NUMBER, answer=gate(Gate.POWER), by=officer, at=IN_MARCH)
    evaluate_request(reference=NUMBER, by=officer, at=IN_MARCH)
    meeting = make_meeting(on="2019-04-05")

    with pytest.raises(NotToBeDecided, match="nothing to decide"):
        put_request_to_committee(reference=NUMBER, meeting_id=meeting.pk, post="", by=officer, at=IN_MARCH)
    assert not AgendaItem.objects.filter(meeting=meeting).exists()


def test_the_clerk_puts_it_to_the_committee_at_a_page_under_an_item_that_is_there(evaluated, officer, clerk):
    meeting = make_meeting(on="2019-04-05")
    item = add_item(meeting_id=meeting.pk, version=1, said=ItemSaid(title="Requests"), by=officer, at=IN_MARCH)
    at_desk = browser(clerk)
    page = words_on(at_desk.get(f"/requests/{NUMBER}"))
    assert "Put it to the committee" in page
    assert "The decision notice" not in page

    answer = fill(at_desk, f"/requests/{NUMBER}/committee", where=f"{meeting.pk}/{item.pk}", post="Committee Clerk")

    assert answer.url == f"/committee/items/{item.pk}/report"
    assert "Committee Clerk" in words_on(at_desk.get(answer.url))
    assert "5 April 2019, item 1" in words_on(at_desk.get(f"/requests/{NUMBER}"))


def test_a_second_look_that_is_stale_puts_nothing_before_the_committee(evaluated, officer):
    meeting = make_meeting(on="2019-04-05")
    at_desk = browser(officer)

    sent = {"where": f"{meeting.pk}/", "post": "", "version": "1"}
    assert at_desk.post(f"/requests/{NUMBER}/committee", sent).status_code == 409

    assert not AgendaItem.objects.filter(meeting=meeting).exists()
    assert not Paper.objects.exists()


def test_documents_are_read_in_the_browser_by_who_reads_requests(evaluated, other, stranger):
    reader = browser(other)

    assert "Evaluation of request 2019-001" in words_on(reader.get(f"/requests/{NUMBER}/evaluation"))
    assert reader.get("/protocol/1/document.pdf").headers["Content-Type"] == "application/pdf"
    assert reader.get("/requests/quarters/2018-19-q4/document").status_code == 200
    assert reader.get(f"/requests/{NUMBER}/notice").status_code == 404
    assert browser(stranger).get("/protocol/1/document").status_code == 404


def test_the_command_writes_a_document_and_says_what_it_takes(tmp_path: Path, protocol, command):
    out = str(tmp_path / "protocol")
    assert command("request-document", "protocol", "1", "--out", out).status == 0
    assert (tmp_path / "protocol" / "protocol-on-requests-version-1.pdf").read_bytes().startswith(b"%PDF")

    refused = command("request-document", "protocol", "one", "--out", str(tmp_path / "other"))
    assert refused.status == 2
    assert "Give the number of a version" in refused.err
    assert "is not read as a period" in command("request-document", "register", "2019", "--out", out).err
    assert "There are: none yet" in command("request-document", "notice", "2019-001", "--out", out).err
    assert not (tmp_path / "other").exists()


def officers_decision(officer: User, other: User) -> None:
    """A request that is small enough for an officer, and was decided by one."""
    scored(by=officer, other=other, but=("price",))
    small = PriceRecord(lines=(), other=Decimal(5_000), overheads=Decimal(20), margin=Decimal(0))
    build_price(reference=NUMBER, price=small, by=officer, at=IN_MARCH)
    evaluate_request(reference=NUMBER, by=officer, at=IN_MARCH)
    said = replace(decision_said(), level=DecisionLevel.OFFICER, decided_on=date(2019, 3, 11))
    decide_request(reference=NUMBER, version=None, said=said, by=officer, at=IN_MARCH)


def test_an_officers_decision_is_published_once_at_its_page_and_everybody_reads_it_once_released(
    officer, other, clerk, protocol, client
):
    officers_decision(officer, other)
    at_desk = browser(officer)
    assert "Publish the decision notice" in words_on(at_desk.get(f"/requests/{NUMBER}"))

    kept = fill(at_desk, f"/requests/{NUMBER}/notice/publish").url

    assert at_desk.get(f"/requests/{NUMBER}/notice/publish").url == kept
    public_id = kept.rstrip("/").rsplit("/", 1)[-1]
    assert client.get(f"/publications/{public_id}").status_code == 404
    release_pack(public_id, by=clerk, at=datetime(2019, 3, 12, tzinfo=LONDON))
    page = words_on(client.get(f"/publications/{public_id}"))
    assert "Decision on request 2019-001" in page
    assert not any(price in page for price in ("5,000", "6,000"))


def test_the_committees_decision_has_a_notice_of_its_own(officer, other, protocol, command):
    accepted(by=officer, other=other)

    refused = command("publish-notice", NUMBER, "--by", "officer@example.org", "--at", "2019-03-11 10:00")

    assert refused.status == 1
    assert "the clerk issues the notice of that decision" in refused.err
    assert not Publication.objects.exists()
