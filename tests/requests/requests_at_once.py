"""Three people enter, state and decide one request at once: `python -m tests.requests.requests_at_once`.

Prints, for each step, how each of them ended and what the database then held.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.accounts.models import User
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.domain.request_decisions import Decided
from goldenthread.domain.request_protocols import Gate
from goldenthread.domain.request_records import Score
from goldenthread.requests.models import ProtocolVersion, Request, Statement
from goldenthread.requests.operations import (
    answer_gate,
    decide_request,
    evaluate_request,
    receive_request,
    score_criterion,
    write_protocol,
)
from tests.figures.forking import all_at_once
from tests.requests.world import (
    ASKED,
    IN_FEBRUARY,
    IN_MARCH,
    PROTOCOL,
    agreed_protocol,
    committee_decision,
    decision_said,
    gate,
    make_request_world,
    scored,
    second_scorer,
)
from tests.world import make_appointment, make_partnership, make_person

EMAILS = ("one@example.org", "two@example.org", "three@example.org")
BODIES = {EMAILS[0]: "Thurrock Council", EMAILS[1]: "Southend Council", EMAILS[2]: "Essex Council"}


def make_ready() -> None:
    """A protocol that was agreed, and three who keep requests."""
    make_partnership()
    for email in EMAILS:
        make_appointment(make_person(email.partition("@")[0].capitalize(), email=email), role="performance-officer")
    make_request_world(person(EMAILS[0]))
    agreed_protocol(by=person(EMAILS[0]))
    scored(by=person(EMAILS[0]), other=second_scorer())
    committee_decision()


def person(email: str) -> User:
    return User.objects.get(email=email)


def ended(act: Callable[[], object]) -> str:
    """What came of it: "" where it was done, else why it was not."""
    try:
        act()
    except InputRefused as refused:
        return " ".join(one.message for one in refused.problems)
    except Refused as refused:
        return str(refused)
    return ""


def write(email: str) -> str:
    return ended(partial(write_protocol, replace(PROTOCOL, title="Another"), by=person(email), at=IN_MARCH))


def receive(email: str) -> str:
    return ended(partial(receive_request, replace(ASKED, requester="Kent Council"), by=person(email), at=IN_FEBRUARY))


def receive_others(email: str) -> str:
    asked = replace(ASKED, requester=BODIES[email])
    return ended(partial(receive_request, asked, by=person(email), at=IN_FEBRUARY))


def answer(email: str) -> str:
    said = replace(gate(Gate.COST), reasons=f"{email} looked at it.")
    return ended(partial(answer_gate, reference="2019-001", answer=said, seen=1, by=person(email), at=IN_MARCH))


def score(email: str) -> str:
    said = Score(criterion="fit", score=EMAILS.index(email) + 1, reasons="By the guidance.")
    return ended(partial(score_criterion, reference="2019-001", score=said, by=person(email), at=IN_MARCH))


def decide(email: str) -> str:
    said = decision_said(decided=Decided.DECLINED, decision="onesource-joint-committee/2019-03-08/7/1")
    return ended(partial(decide_request, reference="2019-001", version=None, said=said, by=person(email), at=IN_MARCH))


def counted() -> dict[str, int]:
    stated = Statement.objects.filter(request__reference="2019-001")
    return {
        "versions": ProtocolVersion.objects.count(),
        "requests": Request.objects.count(),
        "references": len(set(Request.objects.values_list("reference", flat=True))),
        "answers": stated.filter(kind="gate", key="cost").count(),
        "scores": stated.filter(kind="score", key="fit").count(),
        "decisions": stated.filter(kind="decision").count(),
    }


def main() -> None:
    make_ready()
    told = {}
    for step in (receive, receive_others, write, answer, score, decide):
        if step is decide:
            evaluate_request(reference="2019-001", by=person(EMAILS[0]), at=IN_MARCH)
        acts = [partial(step, email) for email in EMAILS]
        told[step.__name__] = {"ended": sorted(all_at_once(acts)), "counted": counted()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
