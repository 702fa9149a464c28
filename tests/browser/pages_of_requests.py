"""The pages of requests and of the protocol, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.domain.request_decisions import BenefitFound, Realised, ReviewRecord
from goldenthread.domain.request_protocols import Gate
from goldenthread.domain.request_records import Score
from goldenthread.requests.operations import (
    answer_gate,
    enter_income,
    evaluate_request,
    receive_request,
    review_request,
    score_criterion,
    withdraw_request,
    write_protocol,
)
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_plans import officer_of_it
from tests.requests.world import (
    ASKED,
    IN_FEBRUARY,
    IN_MARCH,
    IN_MAY,
    PROTOCOL,
    accepted,
    agreed_protocol,
    gate,
    make_request_world,
    running,
    scored,
    second_scorer,
    stated,
)

HOME = "/requests/2019-001"
Made = Callable[[User], object]


def at_desk(made: Made, address: str) -> Callable[[Client], str]:
    """The officer, once it was made."""

    def reach(client: Client) -> str:
        officer = officer_of_it()
        make_request_world(officer)
        made(officer)
        sign_in(client, officer)
        return address

    return reach


def nothing(officer: User) -> None:
    """Nobody wrote a protocol, and nobody asked."""


def drafted(officer: User) -> None:
    write_protocol(PROTOCOL, by=officer, at=IN_FEBRUARY)


def agreed(officer: User) -> None:
    agreed_protocol(by=officer)


def just_received(officer: User) -> None:
    agreed(officer)
    receive_request(ASKED, by=officer, at=IN_FEBRUARY)


def all_stated(officer: User) -> None:
    agreed(officer)
    stated(by=officer)


def apart(officer: User) -> None:
    """Two scorers differ, and a gate is not passed."""
    agreed(officer)
    other = second_scorer()
    request = scored(by=officer, other=other)
    said = Score(criterion="fit", score=1, reasons="It serves one partner a little.")
    score_criterion(reference=request.reference, score=said, by=other, at=IN_MARCH)
    answer_gate(reference=request.reference, answer=gate(Gate.NO_DETRIMENT, passed=False), by=officer, at=IN_MARCH)


def evaluated(officer: User) -> None:
    agreed(officer)
    request = scored(by=officer, other=second_scorer())
    evaluate_request(reference=request.reference, by=officer, at=IN_MARCH)


def decided(officer: User) -> None:
    agreed(officer)
    accepted(by=officer, other=second_scorer())


def begun(officer: User) -> None:
    agreed(officer)
    running(by=officer, other=second_scorer())


def earning(officer: User) -> None:
    begun(officer)
    amount = Decimal("100000.01")
    enter_income(reference="2019-001", period="2019-20 Q3", amount=amount, by=officer, at=IN_MAY)
    found = BenefitFound(benefit="Vehicles stand less.", realised=Realised.PARTLY, words="They stood a day less.")
    review = ReviewRecord(on=date(2020, 4, 1), benefits=(found,), words="Look again in a year.")
    review_request(reference="2019-001", review=review, version=None, by=officer, at=IN_MAY)


def withdrawn(officer: User) -> None:
    all_stated(officer)
    because = "They found another."
    withdraw_request(reference="2019-001", version=None, because=because, by=officer, at=IN_MARCH)


REQUEST_STATES = (
    State("requests, none yet", at_desk(nothing, "/requests")),
    State("requests", at_desk(earning, "/requests")),
    State("requests, narrowed to none", at_desk(earning, "/requests?state=declined")),
    State("requests in a quarter", at_desk(earning, "/requests/quarters/2019-20-q3")),
    State("requests in a quarter, nothing", at_desk(nothing, "/requests/quarters/2019-20-q3")),
    State("enter a request", at_desk(nothing, "/requests/new")),
    State("enter a request, with errors", at_desk(nothing, "/requests/new"), sent_empty=True),
    State("read a form, with errors", at_desk(nothing, "/requests/upload"), sent_empty=True),
    State("a request, received", at_desk(just_received, HOME)),
    State("a request, scores apart", at_desk(apart, HOME)),
    State("a request, decided", at_desk(decided, HOME)),
    State("a request, running", at_desk(earning, HOME)),
    State("a request, withdrawn", at_desk(withdrawn, HOME)),
    State("correct a request", at_desk(just_received, f"{HOME}/correct")),
    State("acknowledge a request", at_desk(just_received, f"{HOME}/acknowledge")),
    State("answer the gate of power", at_desk(all_stated, f"{HOME}/gates/power")),
    State("answer a gate, with errors", at_desk(all_stated, f"{HOME}/gates/capacity"), sent_empty=True),
    State("which staff it takes", at_desk(all_stated, f"{HOME}/staff")),
    State("build the price", at_desk(all_stated, f"{HOME}/price")),
    State("build the price, with errors", at_desk(just_received, f"{HOME}/price"), sent_empty=True),
    State("what else was found", at_desk(all_stated, f"{HOME}/found")),
    State("a partner’s view, with errors", at_desk(just_received, f"{HOME}/views/newham"), sent_empty=True),
    State("what is expected", at_desk(all_stated, f"{HOME}/case")),
    State("score a request", at_desk(all_stated, f"{HOME}/score")),
    State("settle a score, with errors", at_desk(apart, f"{HOME}/settle/fit"), sent_empty=True),
    State("use another protocol", at_desk(all_stated, f"{HOME}/protocol")),
    State("evaluate a request", at_desk(all_stated, f"{HOME}/evaluate")),
    State("decide a request, with errors", at_desk(evaluated, f"{HOME}/decide"), sent_empty=True),
    State("decide before it is evaluated", at_desk(all_stated, f"{HOME}/decide")),
    State("reply to a request", at_desk(decided, f"{HOME}/reply")),
    State("enter an agreement, with errors", at_desk(decided, f"{HOME}/agreement"), sent_empty=True),
    State("enter income, with errors", at_desk(begun, f"{HOME}/income"), sent_empty=True),
    State("review a request, with errors", at_desk(begun, f"{HOME}/review"), sent_empty=True),
    State("a request has ended", at_desk(begun, f"{HOME}/end")),
    State("withdraw a request, with errors", at_desk(all_stated, f"{HOME}/withdraw"), sent_empty=True),
    State("protocol, none yet", at_desk(nothing, "/protocol")),
    State("write a protocol, with errors", at_desk(nothing, "/protocol/new"), sent_empty=True),
    State("protocol, a draft", at_desk(drafted, "/protocol")),
    State("protocol, agreed", at_desk(agreed, "/protocol")),
    State("agree a protocol, with errors", at_desk(drafted, "/protocol/1/agree"), sent_empty=True),
)
# What is looked at in other widths and colours too.
MAIN_OF_REQUESTS = ("a request, running", "score a request")
