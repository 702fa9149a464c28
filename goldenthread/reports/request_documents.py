"""Documents of requests and of the protocol, each from what is kept: the protocol, an evaluation, a decision notice,
and a quarter of the register."""

from __future__ import annotations

from datetime import datetime

from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.partnership.queries import PartnershipFacts, councils, the_partnership
from goldenthread.publishing.document import ReportDocument
from goldenthread.reports.documents.protocol import ProtocolSource, protocol_document
from goldenthread.reports.documents.request_evaluation import EvaluationSource, evaluation_document
from goldenthread.reports.documents.request_notice import NoticeSource, notice_document
from goldenthread.reports.documents.request_register import RegisterSource, register_document
from goldenthread.requests.queries.dossiers import RequestFacts, Stated, request_called
from goldenthread.requests.queries.protocols import protocol_numbered
from goldenthread.requests.queries.register import quarter_report, references
from goldenthread.requests.rules import RequestUnknown


class NothingToPrint(Refused):
    """There is nothing of this kind to make a document of yet."""


def document_of_protocol(number: int, *, at: datetime) -> ReportDocument:
    """A version of the protocol, as an appendix. Raises NothingToPrint."""
    protocol = protocol_numbered(number)
    if protocol is None:
        raise NothingToPrint(f"There is no version {number} of the protocol.")
    return protocol_document(ProtocolSource(protocol=protocol, partnership=_partnership(), as_at=at))


def document_of_evaluation(reference: str) -> ReportDocument:
    """The evaluation that was written down last; of what is decided, the one that it rests on.

    Raises RequestUnknown, NothingToPrint.
    """
    facts = _known(reference)
    kept = kept_evaluation(facts)
    return evaluation_document(
        EvaluationSource(
            facts=facts,
            evaluation=kept.record.evaluation,
            known=kept.record.known,
            partnership=_partnership(),
            as_at=kept.at,
        )
    )


def document_of_notice(reference: str) -> ReportDocument:
    """The notice of what was decided. Raises RequestUnknown, NothingToPrint."""
    facts = _known(reference)
    if facts.decided is None or facts.decision is None:
        raise NothingToPrint(f"Nothing was decided of request {reference} yet.")
    return notice_document(
        NoticeSource(facts=facts, decided=facts.decided, partnership=_partnership(), as_at=facts.decision.at)
    )


def document_of_register(quarter: Quarter, *, at: datetime) -> ReportDocument:
    """What happened of requests in a quarter. Raises NothingToPrint."""
    return register_document(
        RegisterSource(
            report=quarter_report(quarter),
            quarter=quarter,
            councils={one.slug: one.name for one in councils()},
            partnership=_partnership(),
            as_at=at,
        )
    )


def kept_evaluation(facts: RequestFacts) -> Stated:
    """The evaluation that holds; raises NothingToPrint where something was stated since, or none was written down."""
    if facts.kept is None:
        raise NothingToPrint(
            f"Request {facts.reference} is not evaluated as it stands. Evaluate it first.",
            at_terminal="`decide-request` evaluates it as it decides it.",
        )
    return facts.kept


def _known(reference: str) -> RequestFacts:
    facts = request_called(reference)
    if facts is None:
        raise RequestUnknown(reference, known=", ".join(references()))
    return facts


def _partnership() -> PartnershipFacts:
    found = the_partnership()
    if found is None:
        raise NothingToPrint("The partnership has no name yet. Enter it first.")
    return found
