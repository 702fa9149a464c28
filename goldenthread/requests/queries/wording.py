"""What an evaluation says, line by line: the same words in the terminal, at pages and in documents."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from goldenthread.domain.days import day_words
from goldenthread.domain.request_decisions import DecisionRecord
from goldenthread.domain.request_evaluations import CriterionFound, Evaluation, GateFound, price_in_words
from goldenthread.domain.request_knowledge import BehindPlan, Known, OffTarget, PromisedElsewhere, StaffKnown
from goldenthread.domain.request_prices import pounds
from goldenthread.domain.request_protocols import HIGHEST_SCORE
from goldenthread.domain.request_records import RequestRecord

NOT_KNOWN = "Not known"


def number(value: Decimal) -> str:
    """ "62.5": without noughts that say nothing."""
    return f"{value.normalize():f}" if value else "0"


def staff_in_words(staff: Decimal | None) -> str:
    """ "4.5 FTE"; "not known"."""
    return "not known" if staff is None else f"{number(staff)} FTE"


def asked_facts(asked: RequestRecord) -> Iterator[tuple[str, str]]:
    """What is asked, label by label; what is not known says so."""
    yield "Who asks", asked.requester
    yield "What kind of body", asked.body.value.capitalize()
    yield "What is asked for", asked.wanted
    yield "Received", day_words(asked.received_on)
    yield "From", NOT_KNOWN if asked.starts_on is None else day_words(asked.starts_on)
    yield "Until", NOT_KNOWN if asked.ends_on is None else day_words(asked.ends_on)
    kinds = {None: NOT_KNOWN, True: "Continuing", False: "One-off"}
    yield "One-off or continuing", kinds[asked.is_continuing]
    yield "How much work", asked.work or NOT_KNOWN
    yield "Value", NOT_KNOWN if asked.value is None else pounds(asked.value)
    yield "Basis of charge", asked.charge_basis or NOT_KNOWN
    yield "Urgency", asked.urgency or NOT_KNOWN
    yield "Contact", ", ".join(filter(None, (asked.contact, asked.email))) or NOT_KNOWN
    yield "Their reference", asked.their_reference or NOT_KNOWN
    if asked.source:
        yield "Source", asked.source


def gate_in_words(gate: GateFound) -> str:
    """ "passed", "not passed", or that nobody answered."""
    if gate.is_passed:
        return "passed"
    return "not passed" if gate.is_answered else "not passed yet"


def score_in_words(criterion: CriterionFound) -> str:
    """ "3 of 4"; "none yet"."""
    return "none yet" if criterion.score is None else f"{criterion.score} of {HIGHEST_SCORE}"


def total_in_words(evaluation: Evaluation) -> str:
    """ "65 of 100, and 60 is the least"."""
    total = "not counted yet" if evaluation.total is None else f"{number(evaluation.total)} of 100"
    return f"{total}, and {number(evaluation.least_total)} is the least"


def price_words(evaluation: Evaluation) -> str:
    """The price beside the cost; that none is built."""
    return "no price is built yet" if evaluation.price is None else price_in_words(evaluation.price)


def level_in_words(evaluation: Evaluation) -> str:
    """ "joint committee, by a value of £504,000"."""
    value = "since its value is not known" if evaluation.value is None else f"by a value of {pounds(evaluation.value)}"
    return f"{evaluation.level.value}, {value}"


def off_target_in_words(one: OffTarget) -> str:
    """ "PAS01 Journeys on time, Havering: 91.2%, red in Q2 2019/20"."""
    marked = " (illustrative)" if one.illustrative else ""
    return f"{one.ref} {one.title}, {one.council}: {one.value}, {one.rating} in {one.period}{marked}"


def behind_in_words(one: BehindPlan) -> str:
    """ "oneSource Improvement Plan 4.1 Move …: over one month behind in Q3 2019/20"."""
    return f"{one.plan} {one.ref} {one.words} {one.status.capitalize()} in {one.period}."


def staff_line(one: StaffKnown) -> str:
    """ "Havering 2019-20: 4.5 FTE needed; 80 FTE in all, 0 FTE promised to others, 75.5 FTE left"."""
    return (
        f"{one.council} {one.year}: {staff_in_words(one.needed)} needed; {staff_in_words(one.establishment)} in all, "
        f"{staff_in_words(one.promised)} promised to others, {staff_in_words(one.left)} left"
    )


def promised_in_words(one: PromisedElsewhere) -> str:
    """ "2019-002 for Barking College, running, until 31 August 2020"."""
    until = f", until {one.until}" if one.until else ""
    return f"{one.reference} for {one.requester}, {one.state}{until}"


def known_lines(known: Known) -> Iterator[str]:
    """What the register knows, a line each; that it knows nothing of a kind is said."""
    yield from (f"Off target: {off_target_in_words(one)}" for one in known.off_target)
    if not known.off_target:
        yield "Off target: no figure of the service that is told here"
    yield from (f"Behind plan: {behind_in_words(one)}" for one in known.behind)
    if not known.behind:
        yield "Behind plan: no action of the service"
    yield from (f"Staff: {staff_line(one)}" for one in known.staff)
    if not known.staff:
        yield "Staff: nobody said how many it takes"
    yield from (f"Promised: {promised_in_words(one)}" for one in known.promised)


def evaluation_lines(evaluation: Evaluation) -> Iterator[str]:
    """The whole evaluation for a terminal, with the reasons."""
    yield "Gates"
    for gate in evaluation.gates:
        yield f"  {gate.gate.heading}: {gate_in_words(gate)}"
        yield from (f"    {one}" for one in gate.why)
    yield "Scores"
    for one in evaluation.criteria:
        given = f" ({', '.join(one.scores)})" if one.scores else ""
        told = f"{score_in_words(one)}, {number(one.points)} of {number(one.weight)} points"
        yield f"  {one.title}: {told}{given}. {one.why}"
    yield f"  Total: {total_in_words(evaluation)}"
    yield f"Price: {price_words(evaluation)}"
    yield f"Decided by: {level_in_words(evaluation)}"
    yield f"Outcome: {evaluation.outcome.value}"
    yield from (f"  {one}" for one in evaluation.why)


def reply_in_words(asked: RequestRecord, decided: DecisionRecord, *, service: str) -> str:
    """What the requester is told, as a draft: who signs it may word it otherwise."""
    conditions = "".join(f"\n- {one}" for one in decided.conditions)
    return "\n\n".join(
        (
            f"On {day_words(asked.received_on)} you asked for support by {service}: {asked.wanted}",
            f"It was {decided.decided.value} on {day_words(decided.decided_on)}.",
            *((f"The conditions are:{conditions}",) if conditions else ()),
            f"The reasons are: {decided.reasons}",
        )
    )
