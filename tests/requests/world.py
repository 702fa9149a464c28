"""A protocol of two criteria, a council that asks for passenger transport, and everything stated of its request.

What is known of the case is of the public record; everything else of it is made up for the tests.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from goldenthread.accounts.models import User
from goldenthread.committee.models import Decision
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.request_decisions import AgreementRecord, Decided, DecisionRecord
from goldenthread.domain.request_powers import BodyKind, Power, PowerClaim
from goldenthread.domain.request_prices import PriceLine, PriceRecord
from goldenthread.domain.request_protocols import Criterion, DecisionLevel, Gate, GateGuidance, ProtocolRecord
from goldenthread.domain.request_records import (
    Aspect,
    CaseRecord,
    Consideration,
    GateAnswer,
    Needs,
    PartnerView,
    RequestRecord,
    Score,
    StaffNeeded,
    View,
)
from goldenthread.requests.models import Request
from goldenthread.requests.operations import (
    agree_protocol,
    answer_gate,
    build_price,
    consider,
    decide_request,
    enter_agreement,
    evaluate_request,
    receive_request,
    record_partner_view,
    score_criterion,
    state_case,
    state_needs,
    write_protocol,
)
from goldenthread.requests.queries.dossiers import RequestFacts, request_called
from tests.plans.improvement import LONDON
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

IN_FEBRUARY = datetime(2019, 2, 4, 10, 0, tzinfo=LONDON)
IN_MARCH = datetime(2019, 3, 11, 10, 0, tzinfo=LONDON)
IN_MAY = datetime(2020, 5, 4, 10, 0, tzinfo=LONDON)
GUIDANCE = ("None at all", "A little of it", "Some of it", "Much of it", "All of it")
PROTOCOL = ProtocolRecord(
    title="Protocol on requests of external parties",
    purpose="The partners' own priorities come first.",
    gates=tuple(GateGuidance(gate=gate, words=f"Officers show that {gate.value} holds.") for gate in Gate),
    criteria=(
        Criterion(key="fit", title="Fit with the partners' priorities", weight=Decimal(60), guidance=GUIDANCE),
        Criterion(key="return", title="Return for the risk", weight=Decimal(40), guidance=GUIDANCE),
    ),
    least_total=Decimal(60),
    officer_up_to=Decimal(10_000),
    director_up_to=Decimal(100_000),
    overheads=Decimal(20),
    margin=Decimal(5),
    illustrative=True,
)
ASKED = RequestRecord(
    requester="Thurrock Council",
    body=BodyKind.LOCAL_AUTHORITY,
    service="passenger-transport",
    wanted="Passenger transport between home and school.",
    received_on=date(2019, 2, 1),
    starts_on=date(2019, 9, 1),
    ends_on=date(2023, 8, 31),
    is_continuing=True,
    contact="Transport Commissioning",
    email="transport@example.org",
)
YEARS = ("2019-20", "2020-21", "2021-22", "2022-23", "2023-24")
NEEDS = Needs(staff=tuple(StaffNeeded(council="havering", year=year, staff=Decimal("4.5")) for year in YEARS))
PRICE = PriceRecord(
    lines=(PriceLine(words="Drivers", hours=Decimal(20_000), rate=Decimal("14.50")),),
    other=Decimal(110_000),
    overheads=Decimal(20),
    margin=Decimal(5),
)
CASE = CaseRecord(benefits=("Vehicles stand less.",), alternatives="Not to tender; to tender for two years.")
CLAIM = PowerClaim(power=Power.GOODS_AND_SERVICES)
AGREED = AgreementRecord(
    signed_on=date(2019, 3, 10),
    starts_on=date(2019, 9, 1),
    ends_on=date(2023, 8, 31),
    review_on=date(2020, 4, 1),
    words="A contract for four years, kept by Legal Services.",
    shares={"havering": Decimal(70), "newham": Decimal(30)},
    shares_from="As the Joint Committee agreed it (illustrative).",
)


def make_request_world(officer: User) -> None:
    """Havering gets passenger transport, and Newham is another partner."""
    home = make_directorate("Asset Management")
    make_provision(service=make_service("Passenger Transport", directorate=home), council=make_council("Havering"))
    make_council("Newham")


def second_scorer() -> User:
    """Whoever leads the service scores too."""
    person = make_person("Head of Passenger Transport", email="head-of-transport@example.org")
    make_appointment(person, role="service-lead", service=make_service("Passenger Transport"))
    return person


def make_director() -> User:
    person = make_person("Director of Assets", email="director-of-assets@example.org")
    make_appointment(person, role="director", directorate=make_directorate("Asset Management"))
    return person


def agreeing_decision() -> Decision:
    """The committee agreed the protocol, on a day that is made up."""
    item = make_item(meeting=make_meeting(on="2019-02-15"), number="12", title="Protocol on requests")
    return make_decision(item=item, number="1", verb="agreed", text="To agree the protocol.")


def agreed_protocol(*, by: User) -> None:
    write_protocol(PROTOCOL, by=by, at=IN_FEBRUARY)
    agree_protocol(number=1, decision=agreeing_decision().reference, by=by, at=datetime(2019, 2, 20, tzinfo=LONDON))


def gate(which: Gate, *, passed: bool = True) -> GateAnswer:
    power = CLAIM if which is Gate.POWER and passed else None
    return GateAnswer(gate=which, is_passed=passed, reasons="It was looked at with care.", power=power)


def stated(*, by: User, but: tuple[str, ...] = ()) -> Request:
    """Received, and everything stated that an evaluation takes, apart from what `but` names."""
    request = receive_request(ASKED, by=by, at=IN_FEBRUARY)
    reference = request.reference
    for one in Gate:
        if one.value not in but:
            answer_gate(reference=reference, answer=gate(one), by=by, at=IN_MARCH)
    state_needs(reference=reference, needs=NEEDS, by=by, at=IN_MARCH)
    if "price" not in but:
        build_price(reference=reference, price=PRICE, by=by, at=IN_MARCH)
    for aspect in Aspect:
        consider(reference=reference, said=Consideration(of=aspect, words="Nothing of note."), by=by, at=IN_MARCH)
    for council in ("havering", "newham"):
        view = PartnerView(
            council=council,
            post="Chief Executive",
            asked_on=date(2019, 2, 5),
            view=View.SUPPORTS,
            answered_on=date(2019, 2, 12),
        )
        record_partner_view(reference=reference, view=view, by=by, at=IN_MARCH)
    state_case(reference=reference, case=CASE, by=by, at=IN_MARCH)
    return Request.objects.get(pk=request.pk)


def scored(*, by: User, other: User, but: tuple[str, ...] = ()) -> Request:
    """Stated, and scored alike by two people."""
    request = stated(by=by, but=but)
    for key, score in (("fit", 3), ("return", 2)):
        said = Score(criterion=key, score=score, reasons="By the guidance of the protocol.")
        for person in (by, other):
            score_criterion(reference=request.reference, score=said, by=person, at=IN_MARCH)
    return Request.objects.get(pk=request.pk)


def committee_decision(*, verb: str = "agreed") -> Decision:
    item = make_item(meeting=make_meeting(on="2019-03-08"), number="7", title="Passenger transport for Thurrock")
    return make_decision(item=item, number="1", verb=verb, text="To accept the request.")


def decision_said(*, decided: Decided = Decided.ACCEPTED, decision: str = "") -> DecisionRecord:
    return DecisionRecord(
        decided=decided,
        level=DecisionLevel.COMMITTEE,
        decided_on=date(2019, 3, 8),
        reasons="It uses what stands idle.",
        alternatives="Not to tender was considered, and would bring nothing.",
        decision=decision,
    )


def accepted(*, by: User, other: User) -> Request:
    """Evaluated, and accepted by the committee."""
    request = scored(by=by, other=other)
    evaluate_request(reference=request.reference, by=by, at=IN_MARCH)
    said = decision_said(decision=committee_decision().reference)
    decide_request(reference=request.reference, version=None, said=said, by=by, at=IN_MARCH)
    return Request.objects.get(pk=request.pk)


def running(*, by: User, other: User) -> Request:
    """Accepted, and agreed with the requester."""
    request = accepted(by=by, other=other)
    enter_agreement(reference=request.reference, version=None, agreed=AGREED, by=by, at=IN_MARCH)
    return Request.objects.get(pk=request.pk)


def seen(reference: str) -> RequestFacts:
    """The request, whole."""
    found = request_called(reference)
    assert found is not None
    return found


def wrong(refused: pytest.ExceptionInfo[InputRefused]) -> list[str]:
    """What a refusal is of, by the names of the boxes."""
    return [one.column for one in refused.value.problems]
