"""The pages that change the register, and those of rating policies, in every state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round, open_round
from goldenthread.indicators.models import Measure
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_quarters import FROZEN
from tests.figures.quarter import OCTOBER, Q2, action, give, make_due_measure
from tests.figures.returning_pages import form_on
from tests.indicators.register_pages import JULY, change, day, see
from tests.world import (
    make_appointment,
    make_council,
    make_decision,
    make_indicator,
    make_measure,
    make_meeting,
    make_partnership,
    make_person,
    make_policy,
    make_provision,
    make_service,
)

ONE, TRY = "/indicators/EXC01", "/policies/on-off-track/try"
REASON = "The new purchase ledger pays on another day of the week, and the old words would have counted that as late."
CARD = {
    "ref": "EXC07",
    **day("starts_on", "2020-01-01"),
    "service": "exchequer-and-transactional",
    "title": "Suppliers of the three councils set up within two working days of a whole request",
    "definition": "Suppliers set up within two working days of a whole request, as a share of all set up.",
    "level": "operational",
    "unit": "percentage",
    "decimals": "1",
    "polarity": "higher",
    "measure_type": "period",
    "frequency": "quarterly",
    "year_end_rule": "mean",
}
OF_NEWHAM = {
    "newham-owner_post": "Head of Exchequer",
    "newham-sign_off_post": "Director of Finance",
    "newham-policy": "own-tolerance/1",
    "newham-kind": "number",
    "newham-annual": "90%",
    "newham-tolerance": "5",
    "newham-tolerance_unit": "points",
    "year": "2019-20",
    "reason": "Members asked how long a small trader waits before anything can be ordered from them.",
}


def register_of_two() -> User:
    """EXC01 for Havering, with its own policy too, in a round that is open; EXC02 for Newham. Who keeps it."""
    make_partnership()
    officer = make_person("Performance Officer", email="officer@example.org")
    make_appointment(officer, role="performance-officer")
    own = make_policy("on-off-track")
    make_due_measure("EXC01", measure={"own_policy": own})
    make_due_measure("EXC02", title="Rents collected", measure={"council": make_council("Newham")})
    make_provision(service=make_service(), council=make_council("Bexley"))
    make_decision(
        on="2019-10-18",
        number="2",
        text="To lower the target of EXC01 for as long as the new purchase ledger is brought in.",
    )
    meeting = make_meeting(on="2020-02-07")
    open_round(quarter=Q2, meeting=meeting.date, by=officer, at=OCTOBER)
    return officer


def at_work(address: str) -> Callable[[Client], str]:
    """Whoever keeps the register is at the address."""

    def reach(client: Client) -> str:
        sign_in(client, register_of_two())
        return address

    return reach


def seen(address: str, **typed: Any) -> Callable[[Client], Any]:
    """A form of the register that was filled in, and sent to see what it would change."""

    def answer(client: Client) -> Any:
        sign_in(client, register_of_two())
        return see(client, address, **typed)

    return answer


def overtaken(client: Client) -> Any:
    """A form that was open while a colleague changed the targets."""
    sign_in(client, register_of_two())
    page: Any = client.get(f"{ONE}/edit")
    change(client, f"{ONE}/edit", **day("starts_on", "2019-12-01"), title="Invoices paid in good time", reason=REASON)
    typed = {**form_on(page), **day("starts_on", "2020-01-01"), "title": "Bills paid in time", "reason": REASON}
    return client.post(f"{ONE}/edit", {**typed, "do": "check"})


def for_newham(**typed: Any) -> Callable[[Client], Any]:
    """The second page of a new indicator: filled in where anything is typed."""

    def answer(client: Client) -> Any:
        sign_in(client, register_of_two())
        first: Any = client.get("/indicators/new")
        second: Any = client.post(
            "/indicators/new", {**form_on(first), **CARD, "councils": ["newham"], "do": "councils"}
        )
        if not typed:
            return second
        return client.post("/indicators/new", {**form_on(second), "councils": ["newham"], **typed, "do": "check"})

    return answer


def retired(address: str) -> Callable[[Client], str]:
    """EXC01 ended, and EXC02 follows it."""

    def reach(client: Client) -> str:
        sign_in(client, register_of_two())
        ended = {"councils": ["havering"], "followed_by": "EXC02", "kind": "replaced", "reason": REASON}
        change(client, f"{ONE}/retire", **day("last_day", "2019-12-31"), **ended)
        return address

    return reach


def for_nobody(address: str) -> Callable[[Client], str]:
    """An indicator that is measured for nobody yet."""

    def reach(client: Client) -> str:
        sign_in(client, register_of_two())
        make_indicator("NEW01", title="Something that is thought of")
        return address

    return reach


def for_everybody(client: Client) -> str:
    sign_in(client, register_of_two())
    indicator = make_indicator("ALL01")
    for council in ("Newham", "Havering", "Bexley"):
        make_measure(indicator=indicator, council=make_council(council))
    make_measure(indicator=indicator, whole_partnership=True)
    return "/indicators/ALL01/councils"


def tried_on_frozen(client: Client) -> str:
    officer = register_of_two()
    lead = make_person("Head of Exchequer", email="lead@example.org")
    make_appointment(lead, role="service-lead", service=make_service())
    give(Measure.objects.get(indicator__ref="EXC01"), "92.0", by=lead, reasons=REASON, actions=(action(),))
    freeze_round(quarter=Q2, by=officer, at=FROZEN)
    sign_in(client, officer)
    return f"{TRY}?council=havering&beside=joint"


def tried_on(which: int, **typed: str) -> Callable[[Client], Any]:
    """A form of the trial, filled in: 1 is that of one figure, 2 of a table."""

    def answer(client: Client) -> Any:
        sign_in(client, register_of_two())
        page: Any = client.get(TRY)
        return client.post(TRY, {**form_on(page, which=which), **typed})

    return answer


REGISTER_STATES = (
    State("add an indicator", at_work("/indicators/new")),
    State("add an indicator, with errors", at_work("/indicators/new"), sent_empty=True),
    State("add an indicator, for whom", answer=for_newham()),
    State("add an indicator, for whom, with errors", answer=for_newham(**{**OF_NEWHAM, "newham-annual": "0.9"})),
    State("add an indicator, what will change", answer=for_newham(**OF_NEWHAM)),
    State("change a card", at_work(f"{ONE}/edit")),
    State("change a card, with errors", at_work(f"{ONE}/edit"), sent_empty=True),
    State(
        "change a card, what will change",
        answer=seen(f"{ONE}/edit", **day("starts_on", "2019-09-01"), title="Bills paid", reason=REASON, decision=JULY),
    ),
    State("change a card, changed meanwhile", answer=overtaken),
    State("change targets", at_work(f"{ONE}/targets")),
    State("change targets, with errors", at_work(f"{ONE}/targets"), sent_empty=True),
    State(
        "change targets, what will change",
        answer=seen(f"{ONE}/targets", **day("starts_on", "2019-11-01"), **{"havering-annual": "93%"}, reason=REASON),
    ),
    State("change targets, none", for_nobody("/indicators/NEW01/targets")),
    State("change who answers", at_work(f"{ONE}/owners")),
    State("change who answers, with errors", at_work(f"{ONE}/owners"), sent_empty=True),
    State("more councils", at_work(f"{ONE}/councils")),
    State("more councils, with errors", at_work(f"{ONE}/councils?asked=yes")),
    State("more councils, one of them", at_work(f"{ONE}/councils?asked=yes&councils=bexley")),
    State("more councils, none left", for_everybody),
    State("retire", at_work(f"{ONE}/retire")),
    State("retire, with errors", at_work(f"{ONE}/retire"), sent_empty=True),
    State("retire, nothing left", retired(f"{ONE}/retire")),
    State("restore", retired(f"{ONE}/restore")),
    State("restore, with errors", retired(f"{ONE}/restore"), sent_empty=True),
    State("restore, nothing ended", at_work(f"{ONE}/restore")),
    State("indicator, to whoever keeps the register", retired(ONE)),
    State("policies", at_work("/policies")),
    State("policy", at_work("/policies/own-tolerance")),
    State("policy, never used", at_work("/policies/havering-2013-14")),
    State("try a policy", at_work(TRY)),
    State("try a policy, on frozen figures", tried_on_frozen),
    State("try a policy, nothing to try on", at_work(f"{TRY}?council=bexley&beside=joint")),
    State("try a policy, on one figure", answer=tried_on(1, actual="92", target="95", tolerance="5")),
    State("try a policy, with errors", answer=tried_on(1, actual="many", target="95")),
    State("try a policy, on a table with errors", answer=tried_on(2, table="value,target,colour\nmany,95,red")),
    State("adopt a policy", at_work("/policies/relative-tolerance/adopt")),
    State("adopt a policy, with errors", at_work("/policies/relative-tolerance/adopt"), sent_empty=True),
    State(
        "adopt a policy, what will change",
        answer=seen(
            "/policies/relative-tolerance/adopt", **day("starts_on", "2019-09-01"), councils=["havering"], reason=REASON
        ),
    ),
)
MAIN_OF_REGISTER = ("change a card", "change targets, what will change", "policy", "try a policy, on frozen figures")
