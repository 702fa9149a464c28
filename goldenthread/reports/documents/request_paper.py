"""The report by which a committee is asked to decide a request, drafted from what was stated of it.

It is for the public: what tells of the price, and of risk, liability and insurance, stands in the exempt appendix.
Whoever writes the report goes on from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.domain.committee_reports import (
    CommitteeReport,
    DetailParagraph,
    DetailPart,
    Implication,
    Recommendation,
)
from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.request_evaluations import Evaluation
from goldenthread.domain.request_knowledge import Known
from goldenthread.domain.request_protocols import Gate
from goldenthread.domain.request_records import Aspect, RequestRecord, View
from goldenthread.requests.queries import wording
from goldenthread.requests.queries.dossiers import RequestFacts

PROTOCOL_APPENDIX, EVALUATION_APPENDIX = "Protocol on requests", "Evaluation of the request"
_OPEN_ASPECTS = (Aspect.CONFLICT, Aspect.DATA, Aspect.EXIT)
# How much work it is and on which basis it is charged tell of the price.
_OPEN_LABELS = frozenset(
    (
        *("Who asks", "What kind of body", "What is asked for", "Received", "From", "Until"),
        *("One-off or continuing", "Urgency", "Their reference", "Source"),
    )
)
_EXEMPT = "It stands in the exempt appendix."


@dataclass(frozen=True, kw_only=True)
class PaperSource:
    """What the report is drafted from."""

    facts: RequestFacts
    evaluation: Evaluation
    known: Known
    author: str
    contact: str


def subject_of(facts: RequestFacts) -> str:
    """ "Request of Thurrock Council for support by Passenger Transport"."""
    return f"Request of {facts.asked.requester} for support by {facts.service}"[:200]


def drafted_report(source: PaperSource) -> CommitteeReport:
    """The report, with everything that is known; sides of which nothing is known are left to whoever writes it."""
    facts, evaluation = source.facts, source.evaluation
    return CommitteeReport(
        subject=subject_of(facts),
        author=source.author,
        contact=source.contact,
        summary="\n\n".join(_summary(facts, evaluation)),
        recommendations=tuple(_recommendations(facts, evaluation)),
        detail=tuple(_detail(source)),
        implications=tuple(_implications(source)),
        policy_context="The partners agreed that the shared services exist first for their own priorities. "
        f"Requests of other bodies are evaluated by the protocol, {_protocol(facts)}.",
        financial_summary=f"How the price is built, and how it covers the cost, is exempt (paragraph 3). {_EXEMPT}",
        appendices=(f"A: {PROTOCOL_APPENDIX}", f"B: {EVALUATION_APPENDIX} (exempt, paragraph 3)"),
    )


def _protocol(facts: RequestFacts) -> str:
    return "" if facts.protocol is None else facts.protocol.words


def _summary(facts: RequestFacts, evaluation: Evaluation) -> Iterator[str]:
    asked = facts.asked
    yield f"{asked.requester} asks for support by {facts.service}: {asked.wanted.rstrip('.')}. {_time(asked)}"
    yield f"By the protocol it comes to “{evaluation.outcome.value}”. {' '.join(evaluation.why)}"
    if asked.illustrative:
        yield "What is said of this request is illustrative, apart from what its source tells."


def _time(asked: RequestRecord) -> str:
    if asked.starts_on is None:
        return "From when to when is not known."
    until = "with no known end" if asked.ends_on is None else f"to {day_words(asked.ends_on)}"
    return f"It would run from {day_words(asked.starts_on)} {until}."


def _recommendations(facts: RequestFacts, evaluation: Evaluation) -> Iterator[Recommendation]:
    verb = "accept" if evaluation.may_be_accepted else "decline"
    yield Recommendation(text=f"To {verb} the request of {facts.asked.requester} (reference {facts.reference}).")
    yield Recommendation(text="To note the views of the partners, and what the register knows of the service.")


def _detail(source: PaperSource) -> Iterator[DetailPart]:
    facts, evaluation = source.facts, source.evaluation
    asked = (f"{label}: {words}" for label, words in wording.asked_facts(facts.asked) if label in _OPEN_LABELS)
    yield _part("The request", (DetailParagraph(text="What was asked:", points=tuple(asked)),))
    yield _part(
        "What the protocol makes of it",
        (
            DetailParagraph(text="Each gate has to be passed:", points=tuple(_gates(facts, evaluation))),
            DetailParagraph(
                text=f"Two people scored each criterion. The total is {wording.total_in_words(evaluation)}:",
                points=tuple(
                    f"{one.title}: {wording.score_in_words(one)}, weight {wording.number(one.weight)}"
                    for one in evaluation.criteria
                ),
            ),
        ),
    )
    yield _part("What the register knows of the service", tuple(_known(source.known)))
    yield _part("Partners’ views", (DetailParagraph(text="Each partner was asked:", points=tuple(_views(facts))),))
    said = {one.of: one.words for one in facts.dossier.considerations}
    points = tuple(f"{one.value.capitalize()}: {said[one]}" for one in _OPEN_ASPECTS if one in said)
    yield _part(
        "What else was found",
        (DetailParagraph(text=f"Risk, liability and insurance: {_EXEMPT[0].lower()}{_EXEMPT[1:]}", points=points),),
    )
    case = facts.dossier.case
    if case is not None:
        yield _part(
            "What is expected, and what else was considered",
            (
                DetailParagraph(text="These benefits are expected, and are looked back at:", points=case.benefits),
                DetailParagraph(text=f"Alternatives that were considered: {case.alternatives}"),
            ),
        )


def _part(heading: str, paragraphs: tuple[DetailParagraph, ...]) -> DetailPart:
    return DetailPart(heading=heading, paragraphs=paragraphs)


def _gates(facts: RequestFacts, evaluation: Evaluation) -> Iterator[str]:
    for one in evaluation.gates:
        answer = facts.dossier.gates.get(one.gate)
        # The reasons of this one tell of the price.
        why = "" if answer is None or one.gate is Gate.COST else f": {answer.reasons}"
        yield f"{one.gate.heading}, {wording.gate_in_words(one)}{why}"


def _known(known: Known) -> Iterator[DetailParagraph]:
    if known.off_target:
        yield DetailParagraph(
            text="These published figures of the service are amber or red:",
            points=tuple(wording.off_target_in_words(one) for one in known.off_target),
        )
    else:
        yield DetailParagraph(text="No published figure of the service is amber or red.")
    if known.behind:
        yield DetailParagraph(
            text="These actions of the service are behind:",
            points=tuple(wording.behind_in_words(one) for one in known.behind),
        )
    else:
        yield DetailParagraph(text="No action of the service is behind.")
    if known.promised:
        yield DetailParagraph(
            text="This work of the service is promised to others:",
            points=tuple(wording.promised_in_words(one) for one in known.promised),
        )


def _views(facts: RequestFacts) -> Iterator[str]:
    for slug, name in facts.dossier.partners.items():
        view = facts.dossier.views.get(slug)
        if view is None or view.view is View.ASKED:
            yield f"{name}: no answer yet"
        else:
            yield f"{name} ({view.post}): {view.view.value}. {view.words}".strip()


def _implications(source: PaperSource) -> Iterator[Implication]:
    dossier = source.facts.dossier
    power, route = dossier.gates.get(Gate.POWER), dossier.gates.get(Gate.ROUTE)
    if power is not None:
        relied = "" if power.power is None else f"The power that is relied on: {power.power.power.words}. "
        told = "" if route is None else f" Procurement: {route.reasons}"
        yield Implication(side="Legal", words=f"{relied}{power.reasons}{told}")
    yield Implication(side="Financial", words=f"How the price is built and covers the cost is exempt. {_EXEMPT}")
    employer = next((one.words for one in dossier.considerations if one.of is Aspect.EMPLOYER), "")
    needed = [f"{wording.number(one.needed)} of {one.council} in {one.year}" for one in dossier.known.staff]
    staff = (
        f"It takes {listed(needed)}, in full-time equivalents. " if needed else "Nobody said how many staff it takes. "
    )
    yield Implication(side="HR", words=f"{staff}{employer}".strip())
