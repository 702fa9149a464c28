"""The pages of quarters and of indicators, in every state: nothing to see, everything to see, nothing found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.figures.quarter import OCTOBER, Q2, Q3, action, give, make_due_measure, opened, submit
from tests.figures.restated import restate
from tests.world import (
    make_appointment,
    make_council,
    make_earlier_figure,
    make_partnership,
    make_person,
    make_policy,
    make_service,
)

LONDON = ZoneInfo("Europe/London")
FROZEN = datetime(2020, 1, 13, 15, 0, tzinfo=LONDON)
RESTATED = datetime(2020, 1, 14, 9, 0, tzinfo=LONDON)
OVERVIEW, FIGURES = "/quarters/2019-20-q2", "/quarters/2019-20-q2/figures"


def _person(name: str, **appointment: Any) -> User:
    person = make_person(name)
    make_appointment(person, **appointment)
    return person


def nobody_at(address: str) -> Callable[[Client], str]:
    """Somebody without a role, where there is nothing yet."""

    def reach(client: Client) -> str:
        make_partnership()
        sign_in(client, make_person("Somebody New"))
        return address

    return reach


def officer_at(address: str) -> Callable[[Client], str]:
    """The officer, at a quarter that was frozen and restated, and the next one that is open."""

    def reach(client: Client) -> str:
        make_partnership()
        officer = _person("Performance Officer", role="performance-officer")
        lead = _person("Head of Exchequer", role="service-lead", service=make_service())
        newham, own = make_council("Newham"), make_policy("on-off-track")
        green = make_due_measure("EXC01", measure={"own_policy": own})
        amber = make_due_measure("EXC02", title="Rents collected", measure={"council": newham})
        red = make_due_measure("EXC03", title="Undisputed invoices of small traders paid within ten days")
        make_due_measure("EXC04", title="Debt older than ninety days", measure={"council": newham})
        make_due_measure("EXC05", title="Customers who are satisfied", lag_days=150)
        for period, value in (("2018-19 Q3", "90.1"), ("2018-19 Q4", "92.4"), ("2019-20 Q1", "94.0")):
            make_earlier_figure(red, period, value)
        opened(Q2, by=officer, at=OCTOBER)
        give(green, "96.2", by=lead)
        give(amber, "93.0", by=lead, reasons="Two of six posts were vacant from May to August.", actions=(action(),))
        give(red, "81.0", by=lead, reasons="A new ledger was brought in, late.", actions=(action(),))
        submit(green, amber, red, by=lead)
        freeze_round(quarter=Q2, by=officer, at=FROZEN)
        restate(red, "83.5", by=officer, at=RESTATED, quarter=Q2)
        opened(Q3, by=officer, at=RESTATED)
        give(red, "96.0", by=lead, at=RESTATED, quarter=Q3)
        give(green, "80.0", by=lead, at=RESTATED, quarter=Q3)
        sign_in(client, officer)
        return address

    return reach


QUARTER_STATES = (
    State("quarters, none", nobody_at("/quarters")),
    State("quarter", officer_at(OVERVIEW)),
    State("quarter that is open", officer_at("/quarters/2019-20-q3")),
    State("quarter of one council by its own policy", officer_at(f"{OVERVIEW}?council=havering&policy=own")),
    State("figures of a quarter", officer_at(FIGURES)),
    State("figures of a quarter, none", officer_at(f"{FIGURES}?rating=withheld&council=newham")),
    State("register, empty", nobody_at("/indicators")),
    State("register", officer_at("/indicators?sort=-rating")),
    State("register, none found", officer_at("/indicators?words=nothing+of+the+kind&rating=red")),
    State("indicator", officer_at("/indicators/EXC03")),
    State("indicator of which nothing is returned", officer_at("/indicators/EXC04")),
)
MAIN_OF_QUARTERS = ("quarter", "figures of a quarter", "register", "indicator")
