"""A request from its reception to its evaluation, on rows: each step, and what each refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from goldenthread.actions.models import Action
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.domain.request_decisions import (
    BenefitFound,
    Decided,
    Realised,
    RequestState,
    ReviewRecord,
)
from goldenthread.domain.request_evaluations import Outcome
from goldenthread.domain.request_protocols import DecisionLevel, Gate
from goldenthread.plans.queries.plans import life_of
from goldenthread.requests.models import ProtocolVersion, Request
from goldenthread.requests.operations import (
    agree_protocol,
    answer_gate,
    decide_request,
    end_request,
    enter_income,
    evaluate_request,
    receive_request,
    review_request,
    use_protocol,
    write_protocol,
)
from goldenthread.requests.queries.dossiers import all_requests
from goldenthread.requests.queries.protocols import protocol_in_force
from goldenthread.requests.rules import NoProtocol, ProtocolNotAgreed
from tests.plans.improvement import LONDON, action, finalised
from tests.requests.world import (
    ASKED,
    IN_FEBRUARY,
    IN_MARCH,
    IN_MAY,
    PROTOCOL,
    agreeing_decision,
    committee_decision,
    decision_said,
    gate,
    running,
    scored,
    seen,
    wrong,
)
from tests.world import make_decision, make_item, make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("request_world")]


def test_the_whole_life_of_a_request(officer, other, protocol):
    request = running(by=officer, other=other)
    reference = request.reference
    enter_income(reference=reference, period="2019-20 Q3", amount=Decimal("31500.01"), by=officer, at=IN_MAY)
    found = BenefitFound(benefit="Vehicles stand less.", realised=Realised.PARTLY, words="Six of nine are used more.")
    review = ReviewRecord(on=date(2020, 4, 30), benefits=(found,), words="It goes on as it is.")
    review_request(reference=reference, review=review, version=None, by=officer, at=IN_MAY)
    end_request(reference=reference, version=None, because="The contract was ended early.", by=officer, at=IN_MAY)

    told = seen(reference)
    assert (reference, told.state) == ("2019-001", RequestState.ENDED)
    assert told.decided is not None
    assert (told.decided.decided, told.decided.level) == (Decided.ACCEPTED, DecisionLevel.COMMITTEE)
    assert told.evaluation is not None
    assert (told.evaluation.outcome, told.evaluation.total) == (Outcome.ACCEPT, Decimal(65))
    (income,) = told.income
    assert income.parts == {"havering": Decimal("22050.01"), "newham": Decimal("9450.00")}
    assert sum(income.parts.values()) == income.amount
    assert told.reviews == (review,)
    assert [one.kind for one in told.history][:4] == ["ended", "review", "income", "agreement"]
    assert told == all_requests()[0]


def test_a_request_is_received_once_and_numbered_within_its_year(officer):
    first = receive_request(ASKED, by=officer, at=IN_FEBRUARY)
    second = receive_request(replace(ASKED, requester="Barking College"), by=officer, at=IN_FEBRUARY)

    assert (first.reference, second.reference) == ("2019-001", "2019-002")
    with pytest.raises(InputRefused, match="received already, as 2019-001"):
        receive_request(ASKED, by=officer, at=IN_FEBRUARY)
    assert Request.objects.count() == 2


def test_everything_that_is_wrong_of_what_is_asked_is_told_at_once_and_nothing_is_written(officer):
    asked = replace(
        ASKED, requester=" ", wanted="TBC", service="no-such", received_on=date(2019, 3, 1), ends_on=date(2018, 1, 1)
    )

    with pytest.raises(InputRefused) as refused:
        receive_request(asked, by=officer, at=IN_FEBRUARY)

    assert wrong(refused) == ["requester", "wanted", "received_on", "ends_on", "service"]
    assert not Request.objects.exists()


def test_a_service_that_no_partner_gets_that_year_supports_nobody(officer):
    with pytest.raises(InputRefused, match="provided to no partner on 1 September 2013"):
        receive_request(replace(ASKED, starts_on=date(2013, 9, 1)), by=officer, at=IN_FEBRUARY)


def test_nothing_is_evaluated_before_a_protocol_is_written(officer):
    reference = receive_request(ASKED, by=officer, at=IN_FEBRUARY).reference

    with pytest.raises(NoProtocol):
        answer_gate(reference=reference, answer=gate(Gate.POWER), by=officer, at=IN_MARCH)


def test_a_draft_is_tried_and_decides_nothing(officer, other):
    write_protocol(PROTOCOL, by=officer, at=IN_FEBRUARY)
    request = scored(by=officer, other=other)
    evaluate_request(reference=request.reference, by=officer, at=IN_MARCH)
    said = decision_said(decision=committee_decision().reference)

    with pytest.raises(ProtocolNotAgreed, match="Version 1 of the protocol is not agreed"):
        decide_request(reference=request.reference, version=None, said=said, by=officer, at=IN_MARCH)

    assert seen(request.reference).state is RequestState.EVALUATING


def test_the_same_protocol_twice_is_one_version_and_another_is_the_next(officer):
    assert write_protocol(PROTOCOL, by=officer, at=IN_FEBRUARY) is not None
    assert write_protocol(PROTOCOL, by=officer, at=IN_FEBRUARY) is None
    made = write_protocol(replace(PROTOCOL, margin=Decimal(10)), by=officer, at=IN_FEBRUARY)

    assert made is not None and made.number == 2


def test_a_version_is_never_edited(officer, protocol):
    with pytest.raises(DatabaseError), transaction.atomic():
        ProtocolVersion.objects.update(number=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProtocolVersion.objects.all().delete()


def test_agreeing_the_protocol_closes_the_action_that_it_is_the_deliverable_of(officer):
    finalised(by=officer)
    write_protocol(PROTOCOL, by=officer, at=datetime(2020, 1, 6, tzinfo=LONDON))
    item = make_item(meeting=make_meeting(on="2020-02-07"), number="50", title="Protocol")
    decision = make_decision(item=item, number="1", verb="agreed", text="To agree the protocol.")

    agree_protocol(number=1, decision=decision.reference, action="improvement-plan/2.1", by=officer, at=IN_MAY)

    closed = action("2.1")
    assert closed.action.state == Action.State.DONE
    life = life_of(closed.pk)
    assert (life.standing.value, life.changes[-1].decision) == ("closed", decision.reference)
    assert protocol_in_force().action == "improvement-plan/2.1"
    with pytest.raises(InputRefused, match="agreed already"):
        agree_protocol(number=1, decision=decision.reference, by=officer, at=IN_MAY)


def test_a_protocol_is_agreed_by_a_decision_that_agrees_and_came_after_it_was_written(officer):
    write_protocol(PROTOCOL, by=officer, at=IN_MARCH)
    early = agreeing_decision().reference

    with pytest.raises(InputRefused, match="written after the meeting"):
        agree_protocol(number=1, decision=early, by=officer, at=IN_MARCH)
    with pytest.raises(Refused, match="nothing agreed"):
        agree_protocol(number=1, decision=committee_decision(verb="noted").reference, by=officer, at=IN_MARCH)
    with pytest.raises(InputRefused, match="no version 7"):
        agree_protocol(number=7, decision=early, by=officer, at=IN_MARCH)


def test_scores_under_another_version_do_not_count(officer, other, protocol):
    request = scored(by=officer, other=other)
    write_protocol(replace(PROTOCOL, margin=Decimal(10)), by=officer, at=IN_MARCH)

    use_protocol(reference=request.reference, version=None, number=2, by=officer, at=IN_MARCH)

    evaluation = seen(request.reference).evaluation
    assert evaluation is not None and evaluation.total is None
    assert [one.is_answered for one in evaluation.gates] == [False] * 5
    use_protocol(reference=request.reference, version=None, number=1, by=officer, at=IN_MARCH)
    back = seen(request.reference).evaluation
    assert back is not None and back.total == 65


def test_a_failed_gate_is_never_accepted(officer, other, protocol):
    request = scored(by=officer, other=other)
    reference = request.reference
    answer_gate(reference=reference, answer=gate(Gate.ROUTE, passed=False), by=officer, at=IN_MARCH)
    evaluate_request(reference=reference, by=officer, at=IN_MARCH)
    said = decision_said(decision=committee_decision().reference)

    with pytest.raises(InputRefused, match="no score makes up for that"):
        decide_request(reference=reference, version=None, said=said, by=officer, at=IN_MARCH)

    declined = replace(said, decided=Decided.DECLINED)
    decide_request(reference=reference, version=None, said=declined, by=officer, at=IN_MARCH)
    assert seen(reference).state is RequestState.DECLINED


def test_a_gate_that_nobody_answered_is_not_passed(officer, other, protocol):
    request = scored(by=officer, other=other, but=("no-detriment",))
    evaluate_request(reference=request.reference, by=officer, at=IN_MARCH)

    with pytest.raises(InputRefused, match="counts as not passed"):
        said = decision_said(decision=committee_decision().reference)
        decide_request(reference=request.reference, version=None, said=said, by=officer, at=IN_MARCH)
