"""The pages of requests: one from its form to its review, who may do what at them, and what they refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from goldenthread.accounts.models import User
from goldenthread.domain.request_protocols import Gate
from goldenthread.domain.request_records import Aspect, PartnerView, Score, View
from goldenthread.mail.models import Message
from goldenthread.plans.queries.plans import life_of
from goldenthread.requests.models import Request, Statement
from goldenthread.requests.operations import receive_request, record_partner_view, score_all, write_protocol
from tests.figures.returning_pages import words_on
from tests.plans.improvement import LONDON, action, finalised
from tests.plans.test_pages_plans import browser, day, fill
from tests.requests.world import (
    ASKED,
    IN_FEBRUARY,
    IN_MARCH,
    PROTOCOL,
    YEARS,
    accepted,
    committee_decision,
    make_director,
    running,
    scored,
    seen,
    stated,
)
from tests.world import make_appointment, make_council, make_decision, make_item, make_meeting, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("request_world")]
HOME = "/requests/2019-001"


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = date(2019, 3, 11)


@pytest.fixture
def at_desk(officer: User) -> Client:
    return browser(officer)


def received() -> dict[str, str]:
    return {
        "requester": ASKED.requester,
        "body": ASKED.body.value,
        "service": ASKED.service,
        "wanted": ASKED.wanted,
        **day("received_on", ASKED.received_on),
        **day("starts_on", date(2019, 9, 1)),
        **day("ends_on", date(2023, 8, 31)),
        "is_continuing": "yes",
        "email": ASKED.email,
        "contact": ASKED.contact,
    }


def test_the_officer_takes_a_request_from_its_form_to_its_outcome(at_desk, officer, other, protocol):
    assert "No request was received yet." in words_on(at_desk.get("/requests"))
    assert fill(at_desk, "/requests/new", **received()).url == HOME
    page = words_on(at_desk.get(HOME))
    assert "How much work Not known" in page
    assert "The gate Legal power is not passed yet" in page

    assert fill(at_desk, f"{HOME}/acknowledge").url == HOME
    assert Message.objects.get().address == ASKED.email
    for gate in Gate:
        power = {"power": "1970-section-1"} if gate is Gate.POWER else {}
        answer = {"is_passed": "yes", "reasons": "It was looked at with care.", **power}
        assert fill(at_desk, f"{HOME}/gates/{gate.value}", **answer).url == HOME
    assert fill(at_desk, f"{HOME}/staff", **{f"staff_havering_{year}": "4.5" for year in YEARS}).url == HOME
    price = {"words_0": "Drivers", "hours_0": "20,000", "rate_0": "14.50", "other": "110,000"}
    assert fill(at_desk, f"{HOME}/price", **price).url == HOME
    found = {f"aspect_{place}": "Nothing of note." for place in range(len(Aspect))}
    assert fill(at_desk, f"{HOME}/found", **found).url == HOME
    for council in ("havering", "newham"):
        view = {
            "post": "Chief Executive",
            **day("asked_on", date(2019, 2, 5)),
            "view": "supports",
            **day("answered_on", date(2019, 2, 12)),
        }
        assert fill(at_desk, f"{HOME}/views/{council}", **view).url == HOME
    case = {"benefits": "Vehicles stand less.\nDrivers keep hours.", "alternatives": "Not to tender."}
    assert fill(at_desk, f"{HOME}/case", **case).url == HOME

    mine = {"score_fit": "3", "reasons_fit": "It serves several.", "score_return": "2", "reasons_return": "By cost."}
    assert fill(at_desk, f"{HOME}/score", **mine).url == HOME
    theirs = {**mine, "score_fit": "4"}
    assert fill(browser(other), f"{HOME}/score", **theirs).url == HOME
    assert "Settle Fit with the partners' priorities" in words_on(at_desk.get(HOME))
    settling = words_on(at_desk.get(f"{HOME}/settle/fit"))
    assert f"{other.name} gave 4: It serves several." in settling
    assert "0: None at all" not in settling
    assert fill(at_desk, f"{HOME}/settle/fit", score="3", reasons="Not every one.").url == HOME
    page = words_on(at_desk.get(HOME))
    assert "Outcome Accept" in page
    assert "65 of 100, and 60 is the least" in page


def test_the_officer_takes_a_request_from_its_evaluation_to_its_reply(at_desk, officer, other, protocol):
    scored(by=officer, other=other)
    assert "Evaluate it first" in words_on(at_desk.get(f"{HOME}/decide"))
    assert fill(at_desk, f"{HOME}/evaluate").url == HOME
    decision = {
        "decided": "accepted with conditions",
        "level": "joint committee",
        "decision": committee_decision().reference,
        **day("decided_on", date(2019, 3, 8)),
        "reasons": "It uses what stands idle.",
        "conditions": "It is reviewed within a year.\n\nNo route of Havering's changes.",
    }
    assert fill(at_desk, f"{HOME}/decide", **decision).url == HOME
    page = words_on(at_desk.get(HOME))
    assert "Accepted with conditions, on 8 March 2019" in page
    assert "Answer legal power" not in page
    reply = at_desk.get(f"{HOME}/reply").content.decode()
    assert "It is reviewed within a year." in reply
    assert fill(at_desk, f"{HOME}/reply").url == HOME
    assert "It is reviewed within a year." in Message.objects.get().text


def test_the_officer_takes_what_was_accepted_from_its_agreement_to_its_end(at_desk, officer, other, protocol, settings):
    accepted(by=officer, other=other)
    agreed = {
        **day("signed_on", date(2019, 3, 10)),
        **day("review_on", date(2020, 4, 1)),
        "words": "A contract for four years, kept by Legal Services.",
        "share_havering": "70",
        "shares_from": "As the Joint Committee agreed it.",
    }
    short = fill(at_desk, f"{HOME}/agreement", **agreed)
    assert "come to 70" in words_on(short)
    assert fill(at_desk, f"{HOME}/agreement", **{**agreed, "share_newham": "30"}).url == HOME
    assert "It has not started yet" in words_on(at_desk.get(f"{HOME}/income"))

    settings.GOLDENTHREAD_TODAY = date(2020, 5, 4)
    assert fill(at_desk, f"{HOME}/income", period="2019-20 Q3", amount="100,000.01").url == HOME
    page = words_on(at_desk.get(HOME))
    assert "Havering £70,000.01, Newham £30,000" in page
    review = {"realised_1": "partly realised", "words_1": "It stood a day less."}
    assert fill(at_desk, f"{HOME}/review", **review, words="It is looked at again.").url == HOME
    assert fill(at_desk, f"{HOME}/end", because="It was handed back.").url == HOME
    page = words_on(at_desk.get(HOME))
    assert "Partly realised" in page
    assert "State Ended" in page
    assert Request.objects.get().state == "ended"

    register = words_on(at_desk.get("/requests?state=ended"))
    assert "2019-001 Thurrock Council" in register
    assert "accepted on 8 March 2019" in register
    quarter = words_on(at_desk.get("/requests/quarters/2019-20-q3"))
    assert "Received: 0" in quarter
    assert "Havering £70,000.01" in quarter


def test_what_is_wrong_of_a_request_stands_at_its_boxes_and_what_was_typed_stays(at_desk):
    answer = fill(at_desk, "/requests/new", **{**received(), "wanted": "-", **day("ends_on", date(2019, 1, 1))})

    page = words_on(answer)
    assert answer.status_code == 422
    assert "Say in words what is asked for." in page
    assert "It would end on 1 January 2019, before it starts on 1 September 2019." in page
    assert "transport@example.org" in answer.content.decode()
    assert not Request.objects.exists()


def test_the_form_that_was_filled_in_is_read_at_the_page(at_desk):
    book = load_workbook(BytesIO(at_desk.get("/requests/form.xlsx").content))
    sheet = book["Request"]
    headings = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    row = headings["Who asks"].row + 1
    if sheet.cell(row, 1).value:  # what each column wants stands below its heading
        row += 1
    for heading, value in (
        ("Who asks", "Thurrock Council"),
        ("Kind of body", "local authority"),
        ("Service", "Passenger Transport"),
        ("What is asked for", "Journeys between home and school."),
        ("Value in pounds", "640,000"),
    ):
        sheet.cell(row, headings[heading].column).value = value
    kept = BytesIO()
    book.save(kept)
    sent = SimpleUploadedFile("request-for-support.xlsx", kept.getvalue())

    answer = at_desk.post("/requests/upload", {"file": sent, **day("received_on", date(2019, 2, 1))})

    assert answer.url == HOME
    assert seen("2019-001").asked.value == 640_000
    again = SimpleUploadedFile("request.xlsx", b"PK nothing")
    refused = at_desk.post("/requests/upload", {"file": again, **day("received_on", date(2019, 2, 1))})
    assert refused.status_code == 422
    assert Request.objects.count() == 1


def test_a_page_that_was_opened_before_another_changed_it_says_so(at_desk, officer, protocol):
    request = stated(by=officer, but=("cost",))
    first = f"/requests/{request.reference}/gates/cost"
    opened = {"version": "0", "is_passed": "yes", "reasons": "It is covered."}
    assert at_desk.post(first, opened).status_code == 302

    late = at_desk.post(first, {**opened, "is_passed": "no"})

    assert late.status_code == 409
    assert "since you looked at it" in words_on(late)
    assert seen(request.reference).dossier.gates[Gate.COST].is_passed


def test_two_who_say_what_was_found_at_once_do_not_take_each_others_word_away(at_desk, officer, protocol):
    request = stated(by=officer)
    before = Statement.objects.filter(kind="consideration").count()

    late = at_desk.post(f"/requests/{request.reference}/found", {"version": str(before - 1), "aspect_0": "Another."})

    assert late.status_code == 409
    assert Statement.objects.filter(kind="consideration").count() == before


def test_a_director_decides_what_is_theirs_and_no_more(officer, other, protocol):
    request = scored(by=officer, other=other)
    director = browser(make_director())
    fill(browser(officer), f"/requests/{request.reference}/evaluate")
    assert "As joint committee" not in words_on(director.get(f"/requests/{request.reference}/decide"))

    answer = fill(
        director,
        f"/requests/{request.reference}/decide",
        decided="accepted",
        level="director",
        reasons="It earns.",
        **day("decided_on", date(2019, 3, 11)),
    )

    assert answer.status_code == 422
    assert "This is for the joint committee to decide, by its value." in words_on(answer)


def test_who_may_not_decide_has_no_such_page(other, officer, protocol):
    request = scored(by=officer, other=other)

    assert browser(other).get(f"/requests/{request.reference}/decide").status_code == 404
    assert browser(other).get(f"/requests/{request.reference}/price").status_code == 404
    assert browser(other).get(f"/requests/{request.reference}").status_code == 200


def test_a_councils_lead_says_its_own_view_alone(officer, protocol):
    request = stated(by=officer)
    lead = make_person("Lead for Newham", email="lead-newham@example.org")
    make_appointment(lead, role="partner-lead", council=make_council("Newham"))
    at_newham = browser(lead)

    page = words_on(at_newham.get(f"/requests/{request.reference}"))

    assert "Enter Newham’s view" in page
    assert "Enter Havering’s view" not in page
    assert at_newham.get(f"/requests/{request.reference}/views/newham").status_code == 200
    assert at_newham.get(f"/requests/{request.reference}/views/havering").status_code == 403


def test_before_a_protocol_is_written_the_pages_say_so(at_desk):
    fill(at_desk, "/requests/new", **received())

    assert "No protocol is written yet" in words_on(at_desk.get("/requests"))
    assert "No protocol is written yet" in words_on(at_desk.get(HOME))
    assert "None is written yet." in words_on(at_desk.get("/protocol"))
    assert at_desk.get(f"{HOME}/gates/power").status_code == 404


def test_the_protocol_is_agreed_at_its_page_and_closes_the_action_that_was_to_bring_it(at_desk, officer, settings):
    settings.GOLDENTHREAD_TODAY = date(2020, 5, 4)
    finalised(by=officer)
    write_protocol(PROTOCOL, by=officer, at=datetime(2020, 1, 6, tzinfo=LONDON))
    assert "No decision agreed this version" in words_on(at_desk.get("/protocol"))
    item = make_item(meeting=make_meeting(on="2020-02-07"), number="50", title="Protocol")
    decision = make_decision(item=item, number="1", verb="agreed", text="To agree the protocol.")

    sent = {"decision": decision.reference, "action": "improvement-plan/2.1"}
    assert fill(at_desk, "/protocol/1/agree", **sent).url == "/protocol/1"

    assert life_of(action("2.1").pk).standing.value == "closed"
    page = words_on(at_desk.get("/protocol"))
    assert "Action improvement-plan/2.1" in page
    assert "Record that it was agreed" not in page


def test_the_register_is_saved_as_a_file(at_desk, officer, other, protocol):
    running(by=officer, other=other)

    csv = at_desk.get("/requests/register.csv").content.decode("utf-8-sig")
    book = load_workbook(BytesIO(at_desk.get("/requests/register.xlsx").content))

    assert "2019-001,Thurrock Council,local authority,Passenger Transport" in csv
    assert any("Thurrock Council" in (cell.value or "") for row in book["Requests"].iter_rows() for cell in row[1:2])
    assert at_desk.get("/requests/register.pdf").status_code == 404


def test_a_withdrawn_request_offers_nothing_more(at_desk, officer, protocol):
    request = stated(by=officer)
    assert fill(at_desk, f"/requests/{request.reference}/withdraw", because="They found another.").status_code == 302

    page = words_on(at_desk.get(f"/requests/{request.reference}"))

    assert "What can be done" not in page
    assert "They found another." in page


def test_another_version_of_the_protocol_is_chosen_at_the_page(at_desk, officer, protocol):
    request = stated(by=officer)
    write_protocol(PROTOCOL.__class__(**{**vars(PROTOCOL), "title": "Another"}), by=officer, at=IN_FEBRUARY)

    assert fill(at_desk, f"/requests/{request.reference}/protocol", number="2").status_code == 302

    assert "The protocol is a draft" in words_on(at_desk.get(f"/requests/{request.reference}"))


def test_what_is_corrected_keeps_where_it_came_from(at_desk, officer, other, protocol):
    request = accepted(by=officer, other=other)
    refused = fill(at_desk, f"/requests/{request.reference}/correct", requester="Another")

    assert refused.status_code == 422
    assert "cannot be corrected" in words_on(refused)


def test_home_tells_who_has_a_view_to_say_a_request_to_score_or_a_review_to_hold(officer, other, protocol, settings):
    request = receive_request(ASKED, by=officer, at=IN_FEBRUARY)
    lead = make_person("Lead for Newham", email="lead-newham@example.org")
    make_appointment(lead, role="partner-lead", council=make_council("Newham"))
    to_say, to_score = "say Newham’s view", f"Request {request.reference}, Thurrock Council: to be scored"

    assert to_say in words_on(browser(lead).get("/home"))
    assert to_score in words_on(browser(other).get("/home"))
    assert to_score not in words_on(browser(officer).get("/home"))
    said = Score(criterion="fit", score=3, reasons="It serves several.")
    score_all(reference=request.reference, scores=(said, replace(said, criterion="return")), by=other, at=IN_MARCH)
    view = PartnerView(
        council="newham",
        post="Chief Executive",
        asked_on=date(2019, 2, 5),
        view=View.CONTENT,
        answered_on=date(2019, 2, 12),
    )
    record_partner_view(reference=request.reference, view=view, by=lead, at=IN_MARCH)

    assert to_say not in words_on(browser(lead).get("/home"))
    assert to_score not in words_on(browser(other).get("/home"))


def test_home_tells_the_officer_of_a_review_from_its_day_on(officer, other, protocol, settings):
    running(by=officer, other=other)
    assert "to be reviewed" not in words_on(browser(officer).get("/home"))

    settings.GOLDENTHREAD_TODAY = date(2020, 4, 1)

    assert "Request 2019-001, Thurrock Council: to be reviewed" in words_on(browser(officer).get("/home"))
