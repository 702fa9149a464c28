"""The pages of service plans, of resources and of cost shares, in every state."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.test import Client

from goldenthread.domain.periods import FinancialYear
from goldenthread.plans.operations import (
    SharesSaid,
    VarianceSaid,
    agree_resource,
    set_cost_shares,
    state_variance,
    write_service_plan,
)
from goldenthread.reports.views.printing import turn_of
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_plans import officer_of_it
from tests.plans.improvement import IN_APRIL, IN_JULY
from tests.plans.test_resources import SAID
from tests.plans.test_service_plans import PLAN, make_service_world


def written(address: str) -> Callable[[Client], str]:
    """The officer, once a service plan is written, one action has resources, and shares and a variance are kept."""

    def reach(client: Client) -> str:
        officer = officer_of_it()
        make_service_world(officer)
        write_service_plan(PLAN, by=officer, at=IN_APRIL)
        agree_resource(SAID, by=officer, at=IN_JULY)
        shares = SharesSaid(
            service=PLAN.service, year=FinancialYear(2019), shares={"havering": Decimal(100)}, source="Schedule D"
        )
        set_cost_shares(shares, by=officer, at=IN_JULY)
        parts = {"havering": Decimal("-0.195"), "newham": Decimal("0.115")}
        said = VarianceSaid(
            year=FinancialYear(2016), period="outturn", total=Decimal("-0.080"), parts=parts, source="Minutes"
        )
        state_variance(said, by=officer, at=IN_JULY)
        sign_in(client, officer)
        return address

    return reach


def nothing_written(address: str) -> Callable[[Client], str]:
    """The officer, before any of it is written."""

    def reach(client: Client) -> str:
        sign_in(client, officer_of_it())
        return address

    return reach


def one_pdf_at_a_time(client: Client) -> Any:
    """The officer asks for a PDF while another is being made for the same person."""
    address = written(f"/service-plans/{PLAN.service}/{PLAN.year}/document.pdf")(client)
    turn = turn_of(client.session["_auth_user_id"])
    cache.add(turn, "yes", timeout=30)
    try:
        return client.get(address)
    finally:
        cache.delete(turn)


SERVICE_PLAN_STATES = (
    State("service plans, none yet", nothing_written("/service-plans")),
    State("service plans", written("/service-plans")),
    State("service plan", written(f"/service-plans/{PLAN.service}/{PLAN.year}")),
    State("service plan, one PDF at a time", answer=one_pdf_at_a_time),
    State("resources, none yet", nothing_written("/resources")),
    State("resources", written("/resources?year=2019-20")),
    State(
        "record the resources of an action, with errors",
        written("/plans/improvement-plan/actions/1.2/resources"),
        sent_empty=True,
    ),
    State("cost shares, none yet", nothing_written("/cost-shares")),
    State("cost shares", written("/cost-shares")),
)
