"""Service plans, resources and cost shares at their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.domain.periods import FinancialYear
from goldenthread.plans.models import ActionResource
from goldenthread.plans.operations import (
    SharesSaid,
    VarianceSaid,
    set_cost_shares,
    state_variance,
    write_service_plan,
)
from tests.figures.returning_pages import words_on
from tests.plans.improvement import IN_APRIL, IN_JULY
from tests.plans.test_pages_plans import browser, day, fill
from tests.plans.test_service_plans import PLAN, make_service_world

pytestmark = pytest.mark.django_db

ACTION = "/plans/improvement-plan/actions/1.1"


@pytest.fixture(autouse=True)
def _world(officer):
    make_service_world(officer)
    write_service_plan(PLAN, by=officer, at=IN_APRIL)


def test_a_service_plan_is_read_whole(member):
    reader = browser(member)

    every = words_on(reader.get("/service-plans"))
    one = words_on(reader.get("/service-plans/exchequer-and-transactional/2019-20"))

    assert "Exchequer and Transactional Finance; illustrative 2019/20 Not agreed yet 1" in every
    for words in (
        "This service plan is illustrative.",
        "Havering All of it. 42.5 FTE £2,100,000 agreed by Section 151 Officer",
        "SL1 Council tax is paid as it falls due. Havering at least 97.5%",
        "The director tells the council within a month why.",
        "1 Live within our means Havering",
        "1.1 Train every manager.",
    ):
        assert words in one
    assert reader.get("/service-plans/ict/2019-20").status_code == 404
    serving = reader.get(f"/priorities/{PLAN.priorities[0]}").content.decode()
    assert 'href="/service-plans/exchequer-and-transactional/2019-20"' in serving
    assert "Exchequer and Transactional, 2019/20" in serving


def test_the_officer_records_what_an_action_has(officer):
    at_desk = browser(officer)
    typed = {
        "council": "havering",
        "year": "2019-20",
        "staff": "1.5",
        "money": "£60,000",
        "agreed_by": "Chief Executive of Havering",
        **day("agreed_on", date(2019, 5, 1)),
    }

    assert fill(at_desk, f"{ACTION}/resources", **typed).url == ACTION

    assert "Havering 2019/20 1.5 FTE £60,000 Chief Executive of Havering" in words_on(at_desk.get(ACTION))
    page = words_on(at_desk.get("/resources?year=2019-20"))
    assert "Havering, each counted once illustrative 44 FTE £2,160,000 2" in page
    assert "1.2 Ask staff." in page
    assert "1.1 Train every manager." not in page


def test_what_is_no_number_and_what_is_missing_is_said_at_its_box(officer):
    at_desk = browser(officer)

    answer = fill(at_desk, f"{ACTION}/resources", council="havering", year="2019-20", staff="few")

    assert answer.status_code == 422
    assert "Write digits, as in 1.5 or 60,000." in words_on(answer)
    answer = fill(
        at_desk,
        f"{ACTION}/resources",
        council="havering",
        year="2019-20",
        agreed_by="Me",
        **day("agreed_on", date(2019, 5, 1)),
    )
    assert "Give the staff, the money, or both." in words_on(answer)
    assert not ActionResource.objects.exists()


def test_cost_shares_and_variances_are_read_with_the_sign_that_is_meant(officer, member):
    shares = SharesSaid(
        service="exchequer-and-transactional",
        year=FinancialYear(2019),
        shares={"havering": Decimal(100)},
        source="Schedule D",
    )
    set_cost_shares(shares, by=officer, at=IN_JULY)
    said = VarianceSaid(
        year=FinancialYear(2016),
        period="outturn",
        total=Decimal("-0.080"),
        parts={"havering": Decimal("-0.195"), "newham": Decimal("0.115")},
        source="Minutes",
        illustrative=True,
    )
    state_variance(said, by=officer, at=IN_JULY)
    state_variance(replace(said, period="Period 9"), by=officer, at=IN_JULY)

    page = words_on(browser(member).get("/cost-shares"))

    assert "Exchequer and Transactional 2019/20 Havering 100% Schedule D" in page
    assert (
        "2016/17 outturn everything that is shared (0.080) Havering (0.195), Newham 0.115 Minutes illustrative" in page
    )


@pytest.mark.parametrize("address", ["/service-plans", "/resources", "/cost-shares", f"{ACTION}/resources"])
def test_others_are_not_told(stranger, lead, address):
    assert browser(stranger).get(address).status_code == 404
    if address.startswith("/plans"):
        assert browser(lead).get(address).status_code == 404


@pytest.mark.parametrize("year", ["soon", "2019"])
def test_a_year_that_is_none_has_no_page(member, year):
    assert browser(member).get(f"/resources?year={year}").status_code == 404
