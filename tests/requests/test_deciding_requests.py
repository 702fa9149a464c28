"""Requests decided on what they were evaluated by, and what follows: on rows, with what each step refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.audit.models import Event
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.domain.request_decisions import (
    Decided,
    RequestStepNotAllowed,
    ReviewRecord,
)
from goldenthread.domain.request_protocols import DecisionLevel, Gate
from goldenthread.domain.request_records import PartnerView, Score, View
from goldenthread.mail.models import Message
from goldenthread.partnership.rules import RoleMissing
from goldenthread.requests.models import Statement
from goldenthread.requests.operations import (
    acknowledge_request,
    answer_gate,
    build_price,
    correct_request,
    decide_request,
    enter_agreement,
    evaluate_request,
    receive_request,
    record_partner_view,
    reply_to_requester,
    review_request,
    score_criterion,
    settle_score,
    state_needs,
    withdraw_request,
)
from goldenthread.requests.rules import AboveTheLevel, RequestChanged, RequestUnknown
from tests.requests.world import (
    AGREED,
    ASKED,
    IN_FEBRUARY,
    IN_MARCH,
    IN_MAY,
    NEEDS,
    PRICE,
    accepted,
    committee_decision,
    decision_said,
    gate,
    make_director,
    running,
    scored,
    seen,
    stated,
    wrong,
)
from tests.world import make_appointment, make_council, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("request_world")]


def test_what_was_stated_after_the_evaluation_is_evaluated_before_it_is_decided(officer, other, protocol):
    request = scored(by=officer, other=other)
    evaluate_request(reference=request.reference, by=officer, at=IN_MARCH)
    state_needs(
        reference=request.reference,
        needs=replace(NEEDS, staff=(replace(NEEDS.staff[0], staff=Decimal(9)), *NEEDS.staff[1:])),
        by=officer,
        at=IN_MARCH,
    )
    said = decision_said(decision=committee_decision().reference)

    with pytest.raises(InputRefused, match="Evaluate it as it stands"):
        decide_request(reference=request.reference, version=None, said=said, by=officer, at=IN_MARCH)


def test_to_acknowledge_it_makes_no_evaluation_stale(officer, other, protocol):
    request = scored(by=officer, other=other)
    evaluate_request(reference=request.reference, by=officer, at=IN_MARCH)
    acknowledge_request(reference=request.reference, by=officer, at=IN_MARCH)

    assert seen(request.reference).kept is not None


@pytest.mark.parametrize("step", ["gate", "score", "price", "view", "correct", "evaluate", "decide", "acknowledge"])
def test_after_the_decision_nothing_that_it_rests_on_is_stated(officer, other, protocol, step):
    reference = accepted(by=officer, other=other).reference
    before = Statement.objects.count()
    view = PartnerView(council="newham", post="Chief", asked_on=date(2019, 2, 5), view=View.ASKED)
    take = {
        "gate": lambda: answer_gate(reference=reference, answer=gate(Gate.COST), by=officer, at=IN_MARCH),
        "score": lambda: score_criterion(
            reference=reference,
            score=Score(criterion="fit", score=4, reasons="On reflection."),
            by=officer,
            at=IN_MARCH,
        ),
        "price": lambda: build_price(reference=reference, price=PRICE, by=officer, at=IN_MARCH),
        "view": lambda: record_partner_view(reference=reference, view=view, by=officer, at=IN_MARCH),
        "correct": lambda: correct_request(reference=reference, version=None, asked=ASKED, by=officer, at=IN_MARCH),
        "evaluate": lambda: evaluate_request(reference=reference, by=officer, at=IN_MARCH),
        "decide": lambda: decide_request(
            reference=reference, version=None, said=decision_said(decision="x"), by=officer, at=IN_MARCH
        ),
        "acknowledge": lambda: acknowledge_request(reference=reference, by=officer, at=IN_MARCH),
    }[step]

    with pytest.raises(RequestStepNotAllowed, match="was accepted"):
        take()

    assert Statement.objects.count() == before


def test_the_database_takes_no_second_decision_and_changes_no_statement(officer, other, protocol):
    request = accepted(by=officer, other=other)
    row = Statement.objects.get(kind="decision")

    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(
            request=request, kind="decision", number=2, content={}, protocol=row.protocol, at=IN_MARCH, by=officer
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(pk=row.pk).update(content={})


def test_a_value_above_the_level_is_not_decided_there(officer, other, protocol):
    request = scored(by=officer, other=other)
    evaluate_request(reference=request.reference, by=officer, at=IN_MARCH)
    director = make_director()
    said = replace(decision_said(), level=DecisionLevel.DIRECTOR)

    with pytest.raises(InputRefused) as refused:
        decide_request(reference=request.reference, version=None, said=said, by=director, at=IN_MARCH)

    assert "This is for the joint committee to decide" in str(refused.value)


def test_an_officer_decides_what_is_small_and_no_more(officer, other, protocol):
    request = scored(by=officer, other=other)
    small = replace(PRICE, lines=PRICE.lines[:1], other=Decimal(0), asked=None)
    small = replace(small, lines=(replace(small.lines[0], hours=Decimal(100)),))
    build_price(reference=request.reference, price=small, by=officer, at=IN_MARCH)
    evaluate_request(reference=request.reference, by=officer, at=IN_MARCH)

    with pytest.raises(AboveTheLevel):
        director = replace(decision_said(), level=DecisionLevel.DIRECTOR, decided_on=date(2019, 3, 11))
        decide_request(reference=request.reference, version=None, said=director, by=officer, at=IN_MARCH)
    said = replace(decision_said(), level=DecisionLevel.OFFICER, decided_on=date(2019, 3, 11))
    decide_request(reference=request.reference, version=None, said=said, by=officer, at=IN_MARCH)

    decided = seen(request.reference).decided
    assert decided is not None and decided.by_post == "Performance Officer"


def test_what_is_accepted_by_the_committee_names_a_resolution_that_agreed_and_its_day(officer, other, protocol):
    request = scored(by=officer, other=other)
    evaluate_request(reference=request.reference, by=officer, at=IN_MARCH)

    def decide(said):
        decide_request(reference=request.reference, version=None, said=said, by=officer, at=IN_MARCH)

    with pytest.raises(InputRefused, match="Name the decision"):
        decide(decision_said())
    with pytest.raises(Refused, match="no decision 'nothing'"):
        decide(decision_said(decision="nothing"))
    resolution = committee_decision().reference
    with pytest.raises(InputRefused, match="That decision is of 8 March 2019"):
        decide(replace(decision_said(decision=resolution), decided_on=date(2019, 3, 9)))
    with pytest.raises(InputRefused) as refused:
        decide(
            replace(decision_said(decision=resolution), reasons="", alternatives="", decided=Decided.WITH_CONDITIONS)
        )
    assert wrong(refused) == ["reasons", "alternatives", "conditions"]


def test_a_price_below_cost_needs_a_decision_of_the_record(officer, protocol):
    request = stated(by=officer)
    below = replace(PRICE, asked=Decimal(400_000), below_cost_because="To begin with.")

    with pytest.raises(InputRefused, match="below the full cost"):
        build_price(reference=request.reference, price=below, by=officer, at=IN_MARCH)
    with pytest.raises(Refused, match="no decision"):
        build_price(
            reference=request.reference, price=replace(below, below_cost_decision="none"), by=officer, at=IN_MARCH
        )
    allowed = replace(below, below_cost_decision=committee_decision().reference)
    assert build_price(reference=request.reference, price=allowed, by=officer, at=IN_MARCH) is not None


def test_a_scorers_newest_score_counts_and_opens_what_was_settled(officer, other, protocol):
    request = scored(by=officer, other=other)
    reference = request.reference

    def give(number, person):
        said = Score(criterion="fit", score=number, reasons="By the guidance.")
        score_criterion(reference=reference, score=said, by=person, at=IN_MARCH)

    give(1, other)
    with pytest.raises(InputRefused, match="from 1 to 3"):
        settle_score(
            reference=reference, settled=Score(criterion="fit", score=4, reasons="Higher."), by=officer, at=IN_MARCH
        )
    settle_score(
        reference=reference, settled=Score(criterion="fit", score=2, reasons="Between them."), by=officer, at=IN_MARCH
    )
    evaluation = seen(reference).evaluation
    assert evaluation is not None and evaluation.total == 50

    give(4, other)
    open_ = seen(reference).evaluation
    assert open_ is not None and open_.total is None


def test_what_is_not_apart_is_not_settled(officer, other, protocol):
    request = scored(by=officer, other=other)

    with pytest.raises(InputRefused, match="Nothing is to be settled"):
        settle_score(
            reference=request.reference,
            settled=Score(criterion="fit", score=2, reasons="No reason."),
            by=officer,
            at=IN_MARCH,
        )


def test_to_state_the_same_again_changes_nothing(officer, protocol):
    request = stated(by=officer)
    before = Statement.objects.count(), Event.objects.count()

    assert answer_gate(reference=request.reference, answer=gate(Gate.POWER), by=officer, at=IN_MARCH) is None
    assert build_price(reference=request.reference, price=PRICE, by=officer, at=IN_MARCH) is None

    assert (Statement.objects.count(), Event.objects.count()) == before


def test_two_people_at_one_gate_do_not_take_each_others_word_away(officer, protocol):
    request = stated(by=officer)
    other = gate(Gate.ROUTE, passed=False)

    with pytest.raises(RequestChanged):
        answer_gate(reference=request.reference, answer=other, seen=0, by=officer, at=IN_MARCH)
    assert answer_gate(reference=request.reference, answer=other, seen=1, by=officer, at=IN_MARCH) is not None


def test_who_stands_for_a_council_says_its_view_and_no_other_councils(officer, protocol):
    request = receive_request(ASKED, by=officer, at=IN_FEBRUARY)
    lead = make_person("Lead of Newham", email="lead@example.org")
    make_appointment(lead, role="partner-lead", council=make_council("Newham"))
    view = PartnerView(
        council="newham", post="Lead", asked_on=date(2019, 2, 5), view=View.CONTENT, answered_on=date(2019, 2, 6)
    )

    assert record_partner_view(reference=request.reference, view=view, by=lead, at=IN_MARCH) is not None
    with pytest.raises(RoleMissing):
        record_partner_view(reference=request.reference, view=replace(view, council="havering"), by=lead, at=IN_MARCH)


def test_it_is_acknowledged_once_and_the_decision_is_told(officer, other, protocol):
    reference = accepted(by=officer, other=other).reference
    reply_to_requester(reference=reference, words="It was accepted.", by=officer, at=IN_MARCH)
    fresh = receive_request(replace(ASKED, requester="Barking College"), by=officer, at=IN_FEBRUARY).reference
    acknowledge_request(reference=fresh, by=officer, at=IN_FEBRUARY)

    with pytest.raises(InputRefused, match="acknowledged already"):
        acknowledge_request(reference=fresh, by=officer, at=IN_FEBRUARY)
    assert [(one.kind, one.address, one.name) for one in Message.objects.order_by("pk")] == [
        ("request replied", "transport@example.org", "Transport Commissioning"),
        ("request received", "transport@example.org", "Transport Commissioning"),
    ]
    assert "It was accepted." in Message.objects.order_by("pk")[0].text


def test_without_an_address_nobody_is_told(officer):
    reference = receive_request(replace(ASKED, email=""), by=officer, at=IN_FEBRUARY).reference

    with pytest.raises(InputRefused, match="No e-mail address"):
        acknowledge_request(reference=reference, by=officer, at=IN_FEBRUARY)


def test_shares_that_do_not_come_to_a_hundred_are_refused_with_the_difference(officer, other, protocol):
    reference = accepted(by=officer, other=other).reference
    agreed = replace(AGREED, shares={"havering": Decimal(70), "newham": Decimal("29.5")})

    with pytest.raises(InputRefused, match=r"99\.5%, 0\.5 too few"):
        enter_agreement(reference=reference, version=None, agreed=agreed, by=officer, at=IN_MARCH)


def test_a_review_answers_every_benefit_of_the_case(officer, other, protocol):
    reference = running(by=officer, other=other).reference
    review = ReviewRecord(on=date(2020, 4, 30), benefits=(), words="It goes on.")

    with pytest.raises(InputRefused) as refused:
        review_request(reference=reference, review=review, version=None, by=officer, at=IN_MAY)

    assert wrong(refused) == ["benefits"]


def test_what_another_accepted_request_takes_is_promised(officer, other, protocol):
    accepted(by=officer, other=other)
    second = receive_request(replace(ASKED, requester="Barking College"), by=officer, at=IN_FEBRUARY)
    state_needs(reference=second.reference, needs=NEEDS, by=officer, at=IN_MARCH)

    staff = seen(second.reference).dossier.known.staff[0]

    assert (staff.council, staff.promised, staff.needed, staff.left) == (
        "Havering", Decimal("4.5"), Decimal("4.5"), None,
    )  # fmt: skip


def test_a_withdrawn_request_takes_nothing_more(officer, protocol):
    request = stated(by=officer)
    withdraw_request(reference=request.reference, version=None, because="They found another.", by=officer, at=IN_MARCH)

    with pytest.raises(RequestStepNotAllowed, match="Nothing more is done with it"):
        evaluate_request(reference=request.reference, by=officer, at=IN_MARCH)


def test_a_reference_that_is_not_there_is_told_with_those_that_are(officer):
    with pytest.raises(RequestUnknown, match="none yet"):
        evaluate_request(reference="2019-009", by=officer, at=IN_MARCH)


@pytest.mark.parametrize("role", ["service-lead", "director", "member", "auditor", "partner-lead"])
def test_others_do_not_keep_requests(officer, role):
    person = make_person(f"Somebody {role}")
    make_appointment(person, role=role)

    with pytest.raises(RoleMissing):
        receive_request(ASKED, by=person, at=IN_FEBRUARY)


def test_the_log_tells_of_a_request_without_the_words_of_what_was_stated(officer, other, protocol):
    reference = accepted(by=officer, other=other).reference

    told = list(Event.objects.filter(subject="request", subject_id=reference).order_by("pk"))

    assert told[0].kind == "request received"
    assert told[-1].kind == "request: decision"
    assert told[-1].details == {"number": 1, "decided": "accepted", "level": "joint committee"}
    assert "looked at with care" not in str([one.details for one in told])
