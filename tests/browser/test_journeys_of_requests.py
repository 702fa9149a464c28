"""The published case of passenger transport for another council, from its reception to the register: gates, scores of
two people, a partner's own view, the committee's paper and its decision. What is not known of it stays unknown."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.committee.models import Decision, Meeting, Paper
from goldenthread.demonstration.content import text
from goldenthread.domain.request_protocols import Gate
from goldenthread.domain.request_records import Aspect
from goldenthread.requests.forms import read_protocol, read_request
from goldenthread.requests.models import Request
from goldenthread.requests.operations import agree_protocol, write_protocol
from tests.at_browser import sign_in
from tests.browser.pages_of_committee import Desk
from tests.browser.test_journeys_of_committee import on_day
from tests.browser.test_journeys_of_returns import Hand, go
from tests.browser.test_pages_for_all import reaches_out, violations
from tests.requests.world import IN_FEBRUARY, IN_MARCH, agreeing_decision, make_request_world, second_scorer
from tests.world import make_appointment, make_council, make_person

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
HOME = "/requests/2019-001"
PROTOCOL = read_protocol(text("requests/protocol.toml").encode(), file="protocol.toml")
CASE = read_request(
    text("requests/passenger-transport.toml").encode(), file="passenger-transport.toml", protocol=PROTOCOL
)


class Cast:
    """An officer, the service's head, Newham's lead and the clerk, with a protocol that was agreed and a meeting."""

    def __init__(self) -> None:
        desk = Desk()
        self.clerk = desk.clerk
        self.officer = make_person("Performance Officer", email="officer@example.org")
        make_appointment(self.officer, role="performance-officer")
        make_request_world(self.officer)
        make_council("Bexley")
        self.head = second_scorer()
        self.lead = make_person("Lead for Newham", email="lead-newham@example.org")
        make_appointment(self.lead, role="partner-lead", council=make_council("Newham"))
        write_protocol(PROTOCOL, by=self.officer, at=IN_FEBRUARY)
        agree_protocol(number=1, decision=agreeing_decision().reference, by=self.officer, at=IN_MARCH)
        self.meeting = Meeting.objects.create(committee=desk.committee, date=date(2020, 1, 16), state="scheduled")
        self.seats = desk.seats


def day(hand: Hand, name: str, of: date) -> None:
    on_day(hand, name, str(of.day), str(of.month), str(of.year))


def pick(hand: Hand, name: str, value: str) -> None:
    hand.page.locator(f"[name={name}][value='{value}']").check()


def received(hand: Hand) -> None:
    """What is known is entered, and nothing else."""
    asked = CASE.asked
    hand.follow("Enter a request")
    hand.fill("Who asks?", asked.requester)
    hand.page.locator("[name=body]").select_option(asked.body.value)
    hand.page.locator("[name=service]").select_option(asked.service)
    hand.fill("What is asked for?", asked.wanted)
    day(hand, "received_on", asked.received_on)
    day(hand, "starts_on", date(2019, 9, 1))
    day(hand, "ends_on", date(2023, 8, 31))
    hand.press("Enter it")


def stated(hand: Hand) -> None:
    """Each gate, the staff, the price, what else was found, and what is expected."""
    for answer in CASE.gates:
        hand.page.goto(f"{HOME}/gates/{answer.gate.value}")
        hand.check("Yes")
        if answer.gate is Gate.POWER:
            hand.page.locator("[name=power]").select_option("1970-section-1")
        hand.fill("Why?", answer.reasons)
        hand.press("Save")
    hand.follow("Say which staff it takes")
    needs = CASE.needs
    assert needs is not None
    for one in needs.staff:
        hand.fill(f"Havering, {one.year.replace('-', '/')}", str(one.staff))
    hand.press("Save")
    hand.follow("Build the price")
    price = CASE.price
    assert price is not None
    for place, line in enumerate(price.lines):
        hand.page.locator(f"[name=words_{place}]").fill(line.words)
        hand.page.locator(f"[name=hours_{place}]").fill(str(line.hours))
        hand.page.locator(f"[name=rate_{place}]").fill(str(line.rate))
    hand.page.locator("[name=other]").fill("640,000")
    hand.press("Save")
    hand.follow("Say what else was found")
    said = {one.of: one.words for one in CASE.considerations}
    for aspect in Aspect:
        hand.fill(aspect.value.capitalize(), said[aspect])
    hand.press("Save")
    hand.follow("Say what is expected of it")
    case = CASE.case
    assert case is not None
    hand.page.locator("[name=benefits]").fill("\n".join(case.benefits))
    hand.page.locator("[name=alternatives]").fill(case.alternatives)
    hand.press("Save")


def seen_by(hand: Hand, council: str) -> None:
    """The council's view, as the file has it."""
    view = next(one for one in CASE.views if one.council == council)
    hand.page.goto(f"{HOME}/views/{council}")
    hand.fill("Which post was consulted?", view.post)
    day(hand, "asked_on", view.asked_on)
    pick(hand, "view", view.view.value)
    hand.fill("In its own words", view.words)
    assert view.answered_on is not None
    day(hand, "answered_on", view.answered_on)
    hand.press("Save")


def scored(hand: Hand, scorer: str) -> None:
    hand.page.goto(HOME)
    hand.follow("Score it")
    for one in CASE.scores:
        if one.scorer == scorer:
            pick(hand, f"score_{one.score.criterion}", str(one.score.score))
            hand.page.locator(f"[name=reasons_{one.score.criterion}]").fill(one.score.reasons)
    hand.press("Save my scores")


def put_before_the_committee(hand: Hand, cast: Cast) -> None:
    """The clerk has the report drafted, makes it the paper, publishes the agenda, and minutes the decision."""
    hand.page.goto(f"{HOME}/committee")
    hand.page.locator("[name=where]").select_option(f"{cast.meeting.pk}/")
    hand.fill("Which post writes the report?", "Committee Clerk")
    hand.press("Draft the report")
    assert hand.page.get_by_text("Request of Thurrock Council for support by Passenger Transport").first.is_visible()
    item = Request.objects.get().item
    assert item is not None
    # Of what nothing is known, the writer says; the checks let no paper go out without it.
    hand.page.goto(f"/committee/items/{item.pk}/report/write")
    hand.fill("Equalities implications and risks", "Pupils with special needs are driven as before (illustrative).")
    hand.press("Save this version")
    hand.page.goto(f"/committee/items/{item.pk}/report/file")
    hand.page.locator("[name=uncleared_because]").fill("The officers are away; each was asked by e-mail.")
    hand.press("Make it the paper")
    hand.page.goto(f"/committee/meetings/{cast.meeting.pk}")
    hand.follow("Publish the agenda")
    on_day(hand, "on", "8", "1", "2020")
    hand.press("Publish the agenda")
    hand.follow("Record that it was held, and who came")
    for member in cast.seats[:2]:
        hand.page.locator(f"[name=member_{member.pk}][value=present]").check()
    hand.check("Nobody declared an interest")
    hand.press("Save")
    hand.follow("Minute this item")
    hand.fill("What was said", "Members looked at the evaluation.")
    hand.page.locator("[name=number_1]").fill("1")
    hand.page.locator("[name=verb_1]").select_option("agreed")
    hand.page.locator("[name=text_1]").fill("To accept the request.")
    hand.press("Save the minute")


@both
def test_passenger_transport_goes_through_the_protocol_to_the_committee_and_the_register(visit, scripts):
    cast = Cast()

    def at(person, address):
        return Hand(visit(address, scripts=scripts, client=sign_in(Client(headers={"host": "localhost"}), person)))

    def sound(hand):
        assert not scripts or (violations(hand.page), reaches_out(hand.page)) == ([], [])

    officer, head, lead, clerk = (at(one, "/requests") for one in (cast.officer, cast.head, cast.lead, cast.clerk))
    received(officer)
    assert officer.page.get_by_text("Not known", exact=True).count() >= 7
    sound(officer)
    stated(officer)
    seen_by(officer, "havering")
    seen_by(lead, "newham")
    seen_by(officer, "bexley")
    scored(officer, "First scorer")
    scored(head, "Second scorer")
    officer.page.goto(HOME)
    sound(officer)
    officer.follow("Settle Fit with the partners' priorities")
    officer.check("2: It serves a priority of one partner a little.")
    officer.fill("Why is this the score that counts?", "Jobs are kept, and none is made (illustrative).")
    officer.press("Save")
    assert officer.page.get_by_text("73.75 of 100, and 60 is the least").first.is_visible()
    officer.follow("Evaluate it as it stands")
    officer.press("Write it down")

    put_before_the_committee(clerk, cast)
    exempt = Paper.objects.get(title="Evaluation of the request")
    assert (exempt.access, exempt.exempt_paragraphs) == ("exempt", "3")
    outside = visit("/meetings/onesource-joint-committee/2020-01-16", scripts=scripts)
    assert outside.get_by_text("Request of Thurrock Council for support by Passenger Transport").first.is_visible()
    assert "Evaluation of the request" not in outside.content()

    officer.page.goto(f"{HOME}/decide")
    pick(officer, "decided", "accepted")
    pick(officer, "level", "joint committee")
    reference = Decision.objects.get(item=Request.objects.get().item).reference
    officer.page.locator("[name=decision]").select_option(reference)
    on_day(officer, "decided_on", "16", "1", "2020")
    officer.fill("What are the reasons?", "It keeps staff and vehicles at work (illustrative).")
    sound(officer)
    officer.press("Record it")
    assert officer.page.get_by_text("Accepted, on 16 January 2020").is_visible()
    sound(officer)
    go(officer.page.locator("footer").get_by_role("link", name="Requests of outside bodies"))
    assert officer.page.get_by_text("accepted on 16 January 2020").is_visible()
    officer.page.goto("/requests/quarters/2019-20-q4")
    assert officer.page.get_by_role("heading", name="Decided: 1").is_visible()
    sound(officer)
