"""What somebody might try to bring a request past the protocol, and that each way is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.request_decisions import Decided
from goldenthread.domain.request_evaluations import Outcome, ScoredBy
from goldenthread.domain.request_files import RequestFile
from goldenthread.domain.request_powers import BodyKind
from goldenthread.domain.request_prices import PriceLine, PriceRecord
from goldenthread.domain.request_protocols import DecisionLevel, Gate
from goldenthread.domain.request_records import Needs, Score
from goldenthread.mail.models import Message
from goldenthread.plans.models import ServicePlanResource
from goldenthread.requests.models import Request, Statement
from goldenthread.requests.operations import (
    acknowledge_request,
    answer_gate,
    build_price,
    correct_request,
    decide_request,
    enter_income,
    evaluate_request,
    import_request,
    receive_request,
    score_criterion,
    settle_score,
    state_needs,
    use_protocol,
    withdraw_request,
    write_protocol,
)
from goldenthread.requests.queries.register import quarter_report
from goldenthread.requests.rules import RequestChanged
from tests.figures.returning_pages import words_on
from tests.plans.improvement import LONDON
from tests.plans.test_pages_plans import browser
from tests.requests.world import (
    ASKED,
    IN_FEBRUARY,
    IN_MARCH,
    IN_MAY,
    NEEDS,
    PRICE,
    PROTOCOL,
    committee_decision,
    decision_said,
    gate,
    running,
    scored,
    seen,
    stated,
    wrong,
)
from tests.world import (
    make_appointment,
    make_council,
    make_decision,
    make_directorate,
    make_item,
    make_meeting,
    make_person,
    make_provision,
    make_service,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("request_world", "protocol")]
NUMBER = "2019-001"


def test_a_price_brings_no_request_down_to_a_lower_level(officer, other):
    scored(by=officer, other=other)
    correct_request(
        reference=NUMBER, version=None, asked=replace(ASKED, value=Decimal(500_000)), by=officer, at=IN_MARCH
    )
    small = PriceRecord(lines=(), other=Decimal(100), overheads=Decimal(20), margin=Decimal(0))
    build_price(reference=NUMBER, price=small, by=officer, at=IN_MARCH)

    found = seen(NUMBER).evaluation

    assert (found.value, found.level) == (Decimal(500_000), DecisionLevel.COMMITTEE)


def test_the_level_is_that_of_the_cost_where_less_is_asked(officer, other):
    scored(by=officer, other=other)
    allowed = committee_decision().reference
    below = replace(PRICE, asked=Decimal(9_000), below_cost_decision=allowed, below_cost_because="A year at less.")
    build_price(reference=NUMBER, price=below, by=officer, at=IN_MARCH)

    assert seen(NUMBER).evaluation.level is DecisionLevel.COMMITTEE


@pytest.mark.parametrize(
    ("price", "column"),
    [
        (replace(PRICE, overheads=Decimal(19)), "overheads"),
        (replace(PRICE, lines=(PriceLine(words="Drivers", hours=Decimal(0), rate=Decimal(14)),)), "hours of “Drivers”"),
        (replace(PRICE, lines=(PriceLine(words="Drivers", hours=Decimal(9), rate=Decimal(0)),)), "rate of “Drivers”"),
    ],
)
def test_the_floor_of_the_price_is_the_protocols(officer, price, column):
    stated(by=officer, but=("price",))

    with pytest.raises(InputRefused) as refused:
        build_price(reference=NUMBER, price=price, by=officer, at=IN_MARCH)

    assert wrong(refused) == [column]


def test_what_is_known_of_it_and_changed_since_it_was_evaluated_is_evaluated_again(officer, other, monkeypatch):
    scored(by=officer, other=other)
    evaluate_request(reference=NUMBER, by=officer, at=IN_MARCH)
    another = receive_request(replace(ASKED, requester="Essex Council"), by=officer, at=IN_FEBRUARY)
    state_needs(reference=another.reference, needs=NEEDS, by=officer, at=IN_MARCH)
    here = "goldenthread.requests.queries.dossiers.around"
    now_known = __import__("goldenthread.requests.queries.around", fromlist=["around"]).around()
    service = Request.objects.get(reference=NUMBER).service_id
    agreed = {(service, "havering", one.year): Decimal(2) for one in NEEDS.staff}
    monkeypatch.setattr(here, lambda: replace(now_known, establishments=agreed))

    said = decision_said(decision=committee_decision().reference)
    with pytest.raises(InputRefused, match="has changed since it was evaluated"):
        decide_request(reference=NUMBER, version=None, said=said, by=officer, at=IN_MARCH)


def test_only_the_resolution_under_its_own_item_decides_it_and_only_once(officer, other):
    request = scored(by=officer, other=other)
    evaluate_request(reference=NUMBER, by=officer, at=IN_MARCH)
    meeting = make_meeting(on="2019-03-08")
    request.refresh_from_db()
    Request.objects.filter(pk=request.pk).update(item=make_item(meeting=meeting, number="9", title="Requests"))
    other_item = make_item(meeting=meeting, number="3", title="Parks")
    grass = make_decision(item=other_item, number="1", verb="agreed", text="To cut grass.")

    with pytest.raises(InputRefused, match="under another item"):
        decide_request(
            reference=NUMBER,
            version=None,
            said=decision_said(decision=grass.reference),
            by=officer,
            at=IN_MARCH,
        )


def test_a_resolution_that_decided_one_request_decides_no_other(officer, other):
    scored(by=officer, other=other)
    evaluate_request(reference=NUMBER, by=officer, at=IN_MARCH)
    said = decision_said(decided=Decided.DECLINED, decision=committee_decision().reference)
    decide_request(reference=NUMBER, version=None, said=said, by=officer, at=IN_MARCH)
    second = receive_request(replace(ASKED, requester="Essex Council"), by=officer, at=IN_FEBRUARY)
    answer_gate(reference=second.reference, answer=gate(Gate.POWER), by=officer, at=IN_MARCH)
    evaluate_request(reference=second.reference, by=officer, at=IN_MARCH)

    with pytest.raises(InputRefused, match="decided request 2019-001 already"):
        decide_request(reference=second.reference, version=None, said=said, by=officer, at=IN_MARCH)


def test_an_officer_decides_on_the_day_of_the_evaluation_or_later(officer, other):
    scored(by=officer, other=other, but=("price",))
    small = PriceRecord(lines=(), other=Decimal(5_000), overheads=Decimal(20), margin=Decimal(0))
    build_price(reference=NUMBER, price=small, by=officer, at=IN_MARCH)
    evaluate_request(reference=NUMBER, by=officer, at=IN_MARCH)
    said = replace(decision_said(), level=DecisionLevel.OFFICER, decided_on=date(2019, 3, 8))

    with pytest.raises(InputRefused, match="It was evaluated on 11 March 2019"):
        decide_request(reference=NUMBER, version=None, said=said, by=officer, at=IN_MARCH)


def test_no_request_goes_back_to_a_protocol_before_the_one_in_force(officer):
    write_protocol(replace(PROTOCOL, officer_up_to=Decimal(0)), by=officer, at=datetime(2019, 2, 21, tzinfo=LONDON))
    item = make_item(meeting=make_meeting(on="2019-03-01"), number="14", title="Protocol")
    decision = make_decision(item=item, number="1", verb="agreed", text="To agree the protocol.")
    from goldenthread.requests.operations import agree_protocol  # noqa: PLC0415

    agree_protocol(number=2, decision=decision.reference, by=officer, at=IN_MARCH)
    receive_request(ASKED, by=officer, at=IN_FEBRUARY)

    with pytest.raises(InputRefused, match="Version 2 is in force, and version 1 came before it"):
        use_protocol(reference=NUMBER, version=None, number=1, by=officer, at=IN_MARCH)


def test_what_was_scored_of_one_service_is_not_made_anothers(officer, other):
    scored(by=officer, other=other)
    legal = make_service("Legal", directorate=make_directorate("Asset Management"))
    make_provision(service=legal, council=make_council("Havering"))

    with pytest.raises(InputRefused) as refused:
        correct_request(reference=NUMBER, version=None, asked=replace(ASKED, service="legal"), by=officer, at=IN_MARCH)
    assert wrong(refused) == ["service"]
    with pytest.raises(InputRefused, match="A partner was asked on 5 February 2019"):
        correct_request(
            reference=NUMBER, version=None, asked=replace(ASKED, received_on=date(2019, 2, 20)), by=officer, at=IN_MARCH
        )


def test_the_capacity_of_a_year_that_nobody_spoke_of_is_not_passed(officer, other):
    scored(by=officer, other=other)
    with pytest.raises(InputRefused, match="0 where it takes none"):
        state_needs(reference=NUMBER, needs=Needs(staff=()), by=officer, at=IN_MARCH)
    state_needs(reference=NUMBER, needs=replace(NEEDS, staff=NEEDS.staff[:2]), by=officer, at=IN_MARCH)

    found = seen(NUMBER).evaluation

    assert found.outcome is Outcome.NOT_YET
    assert "Nobody said which staff it takes in 2021/22, 2022/23 and 2023/24." in found.why[0]


def test_that_nobody_agreed_how_many_staff_there_are_is_told_at_the_gate(officer, other):
    scored(by=officer, other=other)

    capacity = next(one for one in seen(NUMBER).evaluation.gates if one.gate is Gate.CAPACITY)

    assert capacity.is_passed
    assert (
        "How many staff Havering has in all in 2019-20, 2020-21, 2021-22, 2022-23 and 2023-24 is not known here."
        in (capacity.why)
    )
    assert not ServicePlanResource.objects.exists()


def test_a_score_that_is_open_again_is_settled_again_in_the_same_words(officer, other):
    scored(by=officer, other=other)
    say = {"reference": NUMBER, "at": IN_MARCH}
    score_criterion(score=Score(criterion="fit", score=1, reasons="Less."), by=other, **say)
    settled = Score(criterion="fit", score=2, reasons="Between the two.")
    settle_score(settled=settled, by=officer, **say)
    score_criterion(score=Score(criterion="fit", score=0, reasons="None."), by=other, **say)
    assert seen(NUMBER).evaluation.total is None

    settle_score(settled=settled, by=officer, **say)

    assert seen(NUMBER).evaluation.criteria[0].score == 2


def test_two_of_one_name_are_two_and_neither_sees_the_others_scores_as_their_own(officer, other, settings):
    settings.GOLDENTHREAD_TODAY = date(2019, 3, 11)
    stated(by=officer)
    twin = make_person(other.name, email="twin@example.org")
    make_appointment(twin, role="service-lead", service=make_service("Passenger Transport"))
    said = Score(criterion="fit", score=3, reasons="A reason of the other's.")
    score_criterion(reference=NUMBER, score=said, by=other, at=IN_MARCH)

    assert "A reason of the other" not in browser(twin).get(f"/requests/{NUMBER}/score").content.decode()
    score_criterion(reference=NUMBER, score=replace(said, score=2), by=twin, at=IN_MARCH)
    assert seen(NUMBER).evaluation.criteria[0].scores == (
        f"{other.name} ({other.email}): 3",
        f"{other.name} ({twin.email}): 2",
    )


def test_what_was_put_right_at_a_page_is_not_undone_by_the_same_file(officer, other):
    file = RequestFile(asked=ASKED, needs=NEEDS, price=PRICE, gates=(gate(Gate.CAPACITY),))
    import_request(file, by=officer, at=IN_MARCH)
    answer_gate(reference=NUMBER, answer=gate(Gate.CAPACITY, passed=False), by=officer, at=IN_MARCH)
    right = replace(ASKED, value=Decimal(900_000))
    correct_request(reference=NUMBER, version=None, asked=right, by=officer, at=IN_MARCH)

    again = import_request(file, by=officer, at=IN_MARCH)

    assert again.statements == 0
    assert seen(NUMBER).asked.value == 900_000
    assert not seen(NUMBER).dossier.gates[Gate.CAPACITY].is_passed


def test_of_the_first_import_it_is_told_whose_scores_are_still_to_come_and_no_others(officer):
    said = Score(criterion="fit", score=3, reasons="It serves several.")
    own = ScoredBy(scorer=officer.email, score=said)

    assert import_request(RequestFile(asked=ASKED, scores=(own,)), by=officer, at=IN_MARCH).left == ()
    both = RequestFile(asked=ASKED, scores=(own, replace(own, scorer="Somebody else")))
    assert import_request(both, by=officer, at=IN_MARCH).left == ("Somebody else",)


def test_two_who_enter_income_of_one_quarter_do_not_take_each_others_away(officer, other):
    running(by=officer, other=other)
    version = Request.objects.get(reference=NUMBER).version
    enter = {"reference": NUMBER, "period": "2019-20 Q3", "version": version, "by": officer, "at": IN_MAY}
    enter_income(amount=Decimal(100), **enter)

    with pytest.raises(RequestChanged):
        enter_income(amount=Decimal(50), **enter)


def test_a_quarter_that_is_over_counts_what_waited_then_and_what_was_withdrawn_since(officer):
    stated(by=officer)
    withdraw_request(reference=NUMBER, version=None, because="They found another.", by=officer, at=IN_MAY)

    then, since = quarter_report(Quarter.parse("2018-19 Q4")), quarter_report(Quarter.parse("2020-21 Q1"))

    assert (len(then.waiting), len(then.withdrawn)) == (1, 0)
    assert (len(since.waiting), len(since.withdrawn)) == (0, 1)


def test_work_of_another_time_is_not_promised_in_this_one(officer, other):
    running(by=officer, other=other)
    later = replace(ASKED, requester="Essex Council", starts_on=date(2024, 1, 1), ends_on=date(2025, 1, 1))
    second = receive_request(later, by=officer, at=IN_FEBRUARY)
    answer_gate(reference=second.reference, answer=gate(Gate.POWER), by=officer, at=IN_MARCH)
    evaluate_request(reference=second.reference, by=officer, at=IN_MARCH)
    same = receive_request(replace(ASKED, requester="Kent Council"), by=officer, at=IN_FEBRUARY)
    answer_gate(reference=same.reference, answer=gate(Gate.POWER), by=officer, at=IN_MARCH)
    evaluate_request(reference=same.reference, by=officer, at=IN_MARCH)

    assert seen(second.reference).kept.record.known.promised == ()
    assert [one.reference for one in seen(same.reference).kept.record.known.promised] == [NUMBER]


def test_a_council_that_asks_itself_is_not_asked_for_its_view_and_reads_nothing_of_its_evaluation(officer, settings):
    settings.GOLDENTHREAD_TODAY = date(2019, 3, 11)
    with pytest.raises(InputRefused, match="Call a partner council as the register does"):
        receive_request(
            replace(ASKED, requester="London Borough of Newham", body=BodyKind.PARTNER), by=officer, at=IN_FEBRUARY
        )
    request = receive_request(replace(ASKED, requester="Newham", body=BodyKind.PARTNER), by=officer, at=IN_FEBRUARY)
    answer_gate(reference=request.reference, answer=gate(Gate.POWER), by=officer, at=IN_MARCH)
    evaluate_request(reference=request.reference, by=officer, at=IN_MARCH)
    lead = make_person("Lead for Newham", email="lead-newham@example.org")
    make_appointment(lead, role="partner-lead", council=make_council("Newham"))
    at_newham = browser(lead)

    assert list(seen(request.reference).dossier.partners) == ["havering"]
    for address in ("", "/evaluation", "/evaluation.pdf", "/views/newham"):
        assert at_newham.get(f"/requests/{request.reference}{address}").status_code == 404
    assert "2019-001" not in words_on(at_newham.get("/requests"))
    assert "2019-001" not in at_newham.get("/requests/register.csv").content.decode()
    assert "2019-001" in words_on(browser(officer).get("/requests"))


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"email": "ring me on 01708"}, "email"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "email"),
        ({"ends_on": date(9999, 12, 31)}, "ends_on"),
        ({"received_on": date(1900, 1, 1)}, "received_on"),
        ({"requester": "x" * 201}, "requester"),
    ],
)
def test_what_nobody_can_mean_is_refused_whoever_enters_it(officer, said, column):
    with pytest.raises(InputRefused) as refused:
        receive_request(replace(ASKED, **said), by=officer, at=IN_FEBRUARY)

    assert column in wrong(refused)
    assert not Statement.objects.exists()


def test_an_acknowledgement_is_sent_again_once_the_address_is_put_right(officer):
    receive_request(ASKED, by=officer, at=IN_FEBRUARY)
    acknowledge_request(reference=NUMBER, by=officer, at=IN_MARCH)
    with pytest.raises(InputRefused, match="acknowledged already"):
        acknowledge_request(reference=NUMBER, by=officer, at=IN_MARCH)
    right = replace(ASKED, email="right@example.org")
    correct_request(reference=NUMBER, version=None, asked=right, by=officer, at=IN_MARCH)

    acknowledge_request(reference=NUMBER, by=officer, at=IN_MARCH)

    assert sorted(Message.objects.values_list("address", flat=True)) == ["right@example.org", ASKED.email]
