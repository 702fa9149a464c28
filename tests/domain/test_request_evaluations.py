"""What a protocol makes of a request: nothing makes up for a gate, and a better score never costs anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.request_decisions import Decided, DecisionRecord, wrong_decision
from goldenthread.domain.request_evaluations import Dossier, Outcome, ScoredBy, evaluated
from goldenthread.domain.request_knowledge import Known, StaffKnown
from goldenthread.domain.request_powers import BodyKind, BusinessCase, Power, PowerClaim, wrong_power
from goldenthread.domain.request_prices import PriceLine, PriceRecord, price_of, wrong_price
from goldenthread.domain.request_protocols import (
    Criterion,
    DecisionLevel,
    Gate,
    decision_level,
    points,
    wrong_protocol,
)
from goldenthread.domain.request_records import Aspect, Consideration, GateAnswer, PartnerView, Score, View
from tests.requests.world import ASKED, CASE, CLAIM, GUIDANCE, NEEDS, PRICE, PROTOCOL, gate

PARTNERS = {"havering": "Havering", "newham": "Newham"}
VIEWS = {
    one: PartnerView(council=one, post="Chief Executive", asked_on=date(2019, 2, 5), view=View.SUPPORTS)
    for one in PARTNERS
}
scores = st.integers(min_value=0, max_value=4)


def score(key: str, number: int) -> Score:
    return Score(criterion=key, score=number, reasons="By the guidance.")


def dossier(fit: int = 4, worth: int = 4, **given) -> Dossier:
    """Everything stated, and scored alike by two people."""
    whole = Dossier(
        request=ASKED,
        gates={one: gate(one) for one in Gate},
        scores=tuple(
            ScoredBy(scorer=who, score=score(key, number))
            for key, number in (("fit", fit), ("return", worth))
            for who in ("Ann", "Ben")
        ),
        settled={},
        needs=NEEDS,
        price=PRICE,
        considerations=tuple(Consideration(of=one, words="Nothing of note.") for one in Aspect),
        views=VIEWS,
        case=CASE,
        partners=PARTNERS,
    )
    return replace(whole, **given)


answers = st.dictionaries(
    st.sampled_from(Gate),
    st.builds(
        GateAnswer,
        gate=st.sampled_from(Gate),
        is_passed=st.booleans(),
        reasons=st.just("It was looked at."),
        power=st.one_of(
            st.none(),
            st.builds(PowerClaim, power=st.sampled_from(Power), designated_by=st.just(""), by_company=st.booleans()),
        ),
    ),
)


@given(
    gates=answers,
    fit=scores,
    worth=scores,
    body=st.sampled_from(BodyKind),
    asked=st.one_of(st.none(), st.decimals(0, 10**6, places=2)),
    priced=st.booleans(),
    needed=st.booleans(),
    left=st.decimals(-5, 5, places=1),
)
def test_no_path_leads_to_accept_past_a_gate_that_is_not_passed(  # noqa: PLR0917 - hypothesis gives each by name
    gates, fit, worth, body, asked, priced, needed, left
):
    staff = StaffKnown(
        council="Havering",
        council_slug="havering",
        year="2019-20",
        establishment=Decimal(5) + left,
        promised=Decimal(0),
        needed=Decimal(5),
    )
    found = evaluated(
        PROTOCOL,
        dossier(
            fit,
            worth,
            gates=gates,
            request=replace(ASKED, body=body),
            price=replace(PRICE, asked=asked) if priced else None,
            needs=NEEDS if needed else None,
            known=Known(staff=(staff,)),
        ),
    )

    passed = all(one.is_passed for one in found.gates)
    said = DecisionRecord(
        decided=Decided.ACCEPTED,
        level=DecisionLevel.COMMITTEE,
        decided_on=date(2019, 3, 8),
        reasons="It suits everybody.",
        alternatives="None that was better.",
        decision="a/2019-03-08/1/1",
    )
    refused = any(one.column == "decided" for one in wrong_decision(said, found, today=date(2019, 3, 8)))
    assert passed or found.outcome is not Outcome.ACCEPT
    assert passed or refused
    assert refused == (found.outcome is not Outcome.ACCEPT)
    assert {one.gate for one in found.gates if one.gate not in gates} <= {
        one.gate for one in found.gates if not one.is_passed
    }


weights = st.lists(st.integers(1, 100), min_size=1, max_size=6)


@given(data=st.data(), drawn=weights)
def test_a_higher_score_on_one_criterion_never_lowers_the_total(data, drawn):
    whole = sum(drawn)
    criteria = tuple(
        Criterion(key=f"c{place}", title="A criterion", weight=Decimal(one) * 100 / whole, guidance=GUIDANCE)
        for place, one in enumerate(drawn)
    )
    protocol = replace(PROTOCOL, criteria=criteria)
    given_ = [data.draw(scores) for _ in criteria]
    raised = data.draw(st.integers(0, len(criteria) - 1))
    better = [min(4, one + (place == raised)) for place, one in enumerate(given_)]

    def total(numbers):
        told = tuple(
            ScoredBy(scorer=who, score=score(f"c{place}", one))
            for place, one in enumerate(numbers)
            for who in ("Ann", "Ben")
        )
        return evaluated(protocol, dossier(scores=told)).total

    assert total(better) >= total(given_)
    assert 0 <= total(given_) <= Decimal("100.0001")


def test_everything_stated_and_enough_points_may_be_accepted():
    found = evaluated(PROTOCOL, dossier(3, 2))

    assert (found.outcome, found.total) == (Outcome.ACCEPT, Decimal(65))
    assert found.price is not None
    assert (found.price.direct, found.price.full_cost, found.price.price) == (
        Decimal("400000.00"), Decimal("480000.00"), Decimal("504000.00"),
    )  # fmt: skip
    assert found.level is DecisionLevel.COMMITTEE


def test_a_total_just_below_the_least_is_declined_and_just_at_it_is_not():
    exact = replace(PROTOCOL, least_total=Decimal(65))
    above = replace(PROTOCOL, least_total=Decimal("65.01"))

    assert evaluated(exact, dossier(3, 2)).outcome is Outcome.ACCEPT
    assert evaluated(above, dossier(3, 2)).outcome is Outcome.DECLINE


def test_a_gate_without_an_answer_counts_as_not_passed():
    found = evaluated(PROTOCOL, dossier(gates={one: gate(one) for one in Gate if one is not Gate.ROUTE}))

    (route,) = [one for one in found.gates if one.gate is Gate.ROUTE]
    assert (route.is_passed, route.is_answered) == (False, False)
    assert route.why == ("Nobody answered it: it counts as not passed.",)
    assert found.outcome is Outcome.NOT_YET


def test_scorers_who_differ_are_settled_before_it_counts():
    alike = tuple(ScoredBy(scorer=who, score=score("return", 4)) for who in ("Ann", "Ben"))
    apart = tuple(ScoredBy(scorer=who, score=score("fit", one)) for who, one in (("Ann", 1), ("Ben", 4)))
    differing = (*alike, *apart)

    open_ = evaluated(PROTOCOL, dossier(scores=differing))
    settled = evaluated(PROTOCOL, dossier(scores=differing, settled={"fit": score("fit", 3)}))

    assert (open_.total, open_.outcome) == (None, Outcome.NOT_YET)
    assert "They differ, and it is not settled yet." in " ".join(open_.why)
    assert (settled.total, settled.outcome) == (Decimal(85), Outcome.ACCEPT)


def test_one_scorer_alone_does_not_count():
    found = evaluated(PROTOCOL, dossier(scores=(ScoredBy(scorer="Ann", score=score("fit", 4)),)))

    assert found.total is None
    assert [one.why for one in found.criteria] == [
        "One person scored it; two people do.", "Nobody scored it yet; two people do.",
    ]  # fmt: skip


def test_more_staff_than_there_is_beside_what_is_promised_does_not_pass():
    staff = StaffKnown(council="Havering", council_slug="havering", year="2019-20", establishment=Decimal(10),
                       promised=Decimal(6), needed=Decimal("4.5"))  # fmt: skip

    found = evaluated(PROTOCOL, dossier(known=Known(staff=(staff,))))

    (capacity,) = [one for one in found.gates if one.gate is Gate.CAPACITY]
    assert not capacity.is_passed
    assert capacity.why[-1] == (
        "It takes 4.5 full-time equivalents of Havering in 2019-20, of 10 full-time equivalents in all, and 6 "
        "full-time equivalents are promised to others."
    )


def test_a_partner_without_a_view_is_named_and_one_that_objects_is_told():
    silent = evaluated(PROTOCOL, dossier(views={"havering": VIEWS["havering"]}))
    objecting = evaluated(
        PROTOCOL, dossier(views={**VIEWS, "newham": replace(VIEWS["newham"], view=View.OBJECTS, words="Too soon.")})
    )

    assert "No view is known yet of Newham." in silent.why
    assert "Newham objects. Whoever decides says why all the same." in objecting.why


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (Decimal(10_000), DecisionLevel.OFFICER),
        (Decimal("10000.01"), DecisionLevel.DIRECTOR),
        (Decimal(100_000), DecisionLevel.DIRECTOR),
        (Decimal("100000.01"), DecisionLevel.COMMITTEE),
        (None, DecisionLevel.COMMITTEE),
    ],
)
def test_who_decides_depends_on_the_value_and_what_has_none_goes_to_the_highest(value, level):
    assert decision_level(PROTOCOL, value) is level


@pytest.mark.parametrize(
    ("level", "may"), [(DecisionLevel.OFFICER, False), (DecisionLevel.DIRECTOR, False), (DecisionLevel.COMMITTEE, True)]
)
def test_nobody_decides_above_their_level(level, may):
    said = DecisionRecord(
        decided=Decided.ACCEPTED, level=level, decided_on=date(2019, 3, 8), reasons="It suits everybody.",
        alternatives="None that was better.", by_post="" if may else "Director",
        decision="a/2019-03-08/1/1" if may else "",
    )  # fmt: skip

    wrong = [one.column for one in wrong_decision(said, evaluated(PROTOCOL, dossier()), today=date(2019, 3, 8))]

    assert wrong == ([] if may else ["level"])


def test_weights_that_do_not_come_to_a_hundred_are_refused_with_the_difference():
    first, second = PROTOCOL.criteria
    found = list(wrong_protocol(replace(PROTOCOL, criteria=(first, replace(second, weight=Decimal("39.5"))))))

    assert [one.message for one in found] == [
        "The weights come to 99.5, 0.5 too few. They have to come to 100."
    ]  # fmt: skip


def test_everything_that_is_wrong_with_a_protocol_is_told_at_once():
    first, _ = PROTOCOL.criteria
    found = list(
        wrong_protocol(
            replace(
                PROTOCOL,
                title="",
                gates=PROTOCOL.gates[1:],
                criteria=(first, replace(first, guidance=GUIDANCE[:4])),
                officer_up_to=Decimal(200_000),
            )
        )
    )

    assert {one.column for one in found} == {
        "title", "gate", "criterion fit", "criterion fit guidance", "criterion weight", "director_up_to",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "body", "above", "carries"),
    [
        (CLAIM, BodyKind.LOCAL_AUTHORITY, True, True),
        (CLAIM, BodyKind.PRIVATE, False, False),
        (CLAIM, BodyKind.PUBLIC_BODY, False, False),
        (replace(CLAIM, designated_by="An order of 1975"), BodyKind.PUBLIC_BODY, True, True),
        (PowerClaim(power=Power.CHARGE), BodyKind.CHARITY, False, True),
        (PowerClaim(power=Power.CHARGE), BodyKind.CHARITY, True, False),
        (PowerClaim(power=Power.TRADE, by_company=True), BodyKind.PRIVATE, True, False),
        (PowerClaim(power=Power.COMPETENCE), BodyKind.PRIVATE, True, False),
        (PowerClaim(power=Power.COMPETENCE, by_company=True), BodyKind.PRIVATE, True, True),
        (PowerClaim(power=Power.COMPETENCE), BodyKind.PRIVATE, False, True),
    ],
)
def test_each_power_carries_what_its_act_lets_it(claim, body, above, carries):
    assert (list(wrong_power(claim, body=body, is_above_cost=above)) == []) == carries


def test_trading_wants_a_business_case_that_says_everything_and_was_approved():
    case = BusinessCase(objectives="To use idle vehicles", resources="Six drivers", risks="", results="TBC",
                        approved_by="")  # fmt: skip

    found = list(
        wrong_power(
            PowerClaim(power=Power.TRADE, by_company=True, business_case=case),
            body=BodyKind.PRIVATE,
            is_above_cost=True,
        )
    )

    assert found == [
        "The business case does not say the risks, and how significant they are.",
        "The business case does not say the financial results and other outcomes that are expected.",
        "The business case was approved by nobody yet.",
    ]


def test_a_price_below_cost_is_refused_without_the_authority_that_allows_it():
    below = replace(PRICE, asked=Decimal("479999.99"))

    assert [one.column for one in wrong_price(below, overheads=PRICE.overheads)] == [
        "below_cost_decision",
        "below_cost_because",
    ]
    assert list(wrong_price(replace(PRICE, asked=Decimal("480000.00")), overheads=PRICE.overheads)) == []
    allowed = replace(below, below_cost_decision="a/2019-03-08/1/1", below_cost_because="A first year at less.")
    assert list(wrong_price(allowed, overheads=PRICE.overheads)) == []


amounts = st.decimals(0, 10**5, places=2)


@given(
    hours=amounts, rate=amounts, other=amounts, overheads=st.decimals(0, 100, places=1),
    margin=st.decimals(0, 100, places=1),
)  # fmt: skip
def test_a_price_is_never_below_the_cost_that_it_is_built_on(hours, rate, other, overheads, margin):
    record = PriceRecord(
        lines=(PriceLine(words="Work", hours=hours, rate=rate),), other=other, overheads=overheads, margin=margin
    )

    found = price_of(record)

    assert found.direct <= found.full_cost <= found.built == found.price
    assert all(one == one.quantize(Decimal("0.01")) for one in (found.direct, found.full_cost, found.built))


def test_points_are_exact():
    third = replace(PROTOCOL.criteria[0], weight=Decimal("33.3"))

    assert [points(third, one) for one in range(5)] == [
        Decimal(0), Decimal("8.325"), Decimal("16.65"), Decimal("24.975"), Decimal("33.3"),
    ]  # fmt: skip
