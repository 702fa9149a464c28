"""The protocol in its versions, and which of them a committee agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.committee.queries.decisions import DecisionFacts, decision_facts
from goldenthread.domain.plain import from_plain
from goldenthread.domain.request_protocols import ProtocolRecord
from goldenthread.domain.request_records import RequestRecord
from goldenthread.requests.models import ProtocolVersion, Request


@dataclass(frozen=True, kw_only=True)
class ProtocolFacts:
    """A version of the protocol. `decision` is the one that agreed it; None while none did."""

    id: int
    number: int
    record: ProtocolRecord
    written_on: date
    decision: DecisionFacts | None
    action: str  # "improvement-plan/3.1", whose deliverable it is; ""

    @property
    def is_agreed(self) -> bool:
        return self.decision is not None

    @property
    def words(self) -> str:
        """ "version 2, agreed by the oneSource Joint Committee on …"; "version 3, not agreed yet"."""
        agreed = "not agreed yet" if self.decision is None else self.decision.words
        return f"version {self.number}, {agreed}"


def protocol_versions() -> tuple[ProtocolFacts, ...]:
    """Every version, the newest first; in one read."""
    return tuple(protocol_facts(one) for one in _rows().order_by("-number"))


def protocol_numbered(number: int) -> ProtocolFacts | None:
    """The version of this number; None where there is none."""
    row = _rows().filter(number=number).first()
    return None if row is None else protocol_facts(row)


def protocol_in_force() -> ProtocolFacts | None:
    """The newest version that was agreed; where none was, the newest draft, for a trial; None where none is written."""
    versions = protocol_versions()
    return next((one for one in versions if one.is_agreed), versions[0] if versions else None)


def protocol_of(asked: RequestRecord) -> ProtocolFacts | None:
    """The version by which a request is evaluated; None where none is yet, or the request is not known."""
    request = same_requests(asked).first()
    return None if request is None or request.protocol is None else protocol_numbered(request.protocol.number)


def same_requests(asked: RequestRecord) -> QuerySet[Request]:
    """A request is the same where the same body asks for the same service on the same day: that one, or none."""
    return Request.objects.filter(
        requester=asked.requester.strip(), service__slug=asked.service, received_on=asked.received_on
    )


def protocol_facts(row: ProtocolVersion) -> ProtocolFacts:
    """A version as a frozen value; its agreement should have been read with it."""
    agreement = getattr(row, "agreement", None)
    action = None if agreement is None else agreement.plan_action
    return ProtocolFacts(
        id=row.pk,
        number=row.number,
        record=from_plain(ProtocolRecord, row.content),
        written_on=timezone.localdate(row.at),
        decision=None if agreement is None else decision_facts(agreement.decision),
        action="" if action is None else f"{action.plan.slug}/{action.ref}",
    )


def _rows() -> QuerySet[ProtocolVersion]:
    return ProtocolVersion.objects.select_related(
        "agreement__decision__item__meeting__committee", "agreement__plan_action__plan"
    )
