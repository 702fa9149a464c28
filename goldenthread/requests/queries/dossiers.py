"""A request with everything that was stated of it: what holds now, and what stood before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.committee.queries.decisions import DecisionFacts, decision_facts
from goldenthread.domain.plain import from_plain
from goldenthread.domain.request_decisions import (
    AgreementRecord,
    DecisionRecord,
    IncomeRecord,
    MessageRecord,
    RequestState,
    ReviewRecord,
)
from goldenthread.domain.request_evaluations import Dossier, Evaluation, KeptEvaluation, ScoredBy, evaluated
from goldenthread.domain.request_knowledge import Known
from goldenthread.domain.request_prices import PriceRecord
from goldenthread.domain.request_protocols import Gate
from goldenthread.domain.request_records import (
    CaseRecord,
    Consideration,
    GateAnswer,
    Needs,
    PartnerView,
    RequestRecord,
    Score,
)
from goldenthread.requests.models import Request, Statement
from goldenthread.requests.queries.around import Around, around
from goldenthread.requests.queries.protocols import ProtocolFacts, protocol_in_force, protocol_numbered

T = TypeVar("T")
_Kind = Statement.Kind
# What each kind holds; of the rest, words alone.
RECORDS: dict[str, type[Any]] = {
    _Kind.ASKED: RequestRecord,
    _Kind.NEEDS: Needs,
    _Kind.GATE: GateAnswer,
    _Kind.PRICE: PriceRecord,
    _Kind.CONSIDERATION: Consideration,
    _Kind.VIEW: PartnerView,
    _Kind.CASE: CaseRecord,
    _Kind.SCORE: Score,
    _Kind.SETTLED: Score,
    _Kind.EVALUATION: KeptEvaluation,
    _Kind.ACKNOWLEDGED: MessageRecord,
    _Kind.DECISION: DecisionRecord,
    _Kind.REPLY: MessageRecord,
    _Kind.AGREEMENT: AgreementRecord,
    _Kind.INCOME: IncomeRecord,
    _Kind.REVIEW: ReviewRecord,
}
# What is stated under one version of the protocol does not count under another.
BY_PROTOCOL = frozenset((_Kind.GATE, _Kind.SCORE, _Kind.SETTLED, _Kind.EVALUATION))


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A statement in the history of a request. `record` is of the class that its kind holds; None of words alone."""

    id: int
    kind: str
    kind_words: str
    key: str
    number: int
    record: Any
    words: str
    at: datetime
    by: int
    by_name: str
    protocol: int | None
    decision: DecisionFacts | None


@dataclass(frozen=True, kw_only=True)
class RequestFacts:
    """A request, whole, as it stands. `protocol` is the version that it is evaluated by, or would be."""

    id: int
    reference: str
    service: str
    service_id: int
    service_slug: str
    directorate_id: int
    state: RequestState
    version: int
    item_id: int | None
    protocol: ProtocolFacts | None
    dossier: Dossier
    evaluation: Evaluation | None
    kept: Stated | None  # the evaluation that was written down, where nothing was stated after it
    decision: Stated | None
    agreement: Stated | None
    income: tuple[IncomeRecord, ...]
    reviews: tuple[ReviewRecord, ...]
    history: tuple[Stated, ...]  # the newest first

    @property
    def asked(self) -> RequestRecord:
        return self.dossier.request

    @property
    def decided(self) -> DecisionRecord | None:
        return None if self.decision is None else self.decision.record

    @property
    def agreed(self) -> AgreementRecord | None:
        return None if self.agreement is None else self.agreement.record

    @property
    def withdrawn_on(self) -> date | None:
        """When it was withdrawn; None where it was not."""
        return next((day_of(one) for one in self.history if one.kind == _Kind.WITHDRAWN), None)

    @property
    def review_on(self) -> date | None:
        """When it is looked at next: as the last review said, else as was agreed; None once it has ended."""
        if self.agreed is None or self.state is RequestState.ENDED:
            return None
        return self.reviews[-1].next_on if self.reviews else self.agreed.review_on

    def newest_number(self, kind: str, key: str = "") -> int:
        """The number of the newest statement of a kind and key; 0 where there is none."""
        return max((one.number for one in self.history if (one.kind, one.key) == (kind, key)), default=0)


def request_called(reference: str) -> RequestFacts | None:
    """The request of this reference, whole; None where there is none."""
    row = Request.objects.select_related("service", "protocol").filter(reference=reference).first()
    return None if row is None else _facts(row)


def all_requests() -> tuple[RequestFacts, ...]:
    """Every request, whole, in the order of their references; so many reads as one takes."""
    rows = list(Request.objects.select_related("service", "protocol").order_by("reference"))
    stated: dict[int, list[Stated]] = {one.pk: [] for one in rows}
    for pk, one in _stated(rows):
        stated[pk].append(one)
    numbers = sorted({one.protocol.number for one in rows if one.protocol is not None})
    known = {number: protocol_numbered(number) for number in numbers}
    fallback, here = protocol_in_force(), around()
    return tuple(
        _put_together(
            one,
            stated[one.pk],
            protocol=fallback if one.protocol is None else known[one.protocol.number],
            here=here,
        )
        for one in rows
    )


def _facts(row: Request) -> RequestFacts:
    protocol = protocol_in_force() if row.protocol is None else protocol_numbered(row.protocol.number)
    return _put_together(row, [one for _, one in _stated([row])], protocol=protocol, here=around())


def _stated(rows: Iterable[Request]) -> list[tuple[int, Stated]]:
    """Every statement of the requests with the id of its request, the oldest first; in two reads."""
    found = Statement.objects.filter(request__in=[one.pk for one in rows]).select_related(
        "protocol", "decision__item__meeting__committee"
    )
    names = _told_apart()
    return [
        (
            one.request_id,
            Stated(
                id=one.pk,
                kind=one.kind,
                kind_words=one.get_kind_display(),
                key=one.key,
                number=one.number,
                record=None if one.kind not in RECORDS else from_plain(RECORDS[one.kind], one.content),
                words="" if one.kind in RECORDS else str(one.content.get("words", "")),
                at=one.at,
                by=one.by_id,
                by_name=names.get(one.by_id, ""),
                protocol=None if one.protocol is None else one.protocol.number,
                decision=None if one.decision is None else decision_facts(one.decision),
            ),
        )
        for one in found.order_by("request_id", "pk")
    ]


def _told_apart() -> dict[int, str]:
    """People's names; of those who are called alike, with their addresses."""
    people = list(User.objects.values_list("pk", "name", "email"))
    often = Counter(name for _, name, _ in people)
    return {pk: f"{name} ({email})" if often[name] > 1 else name for pk, name, email in people}


def _put_together(row: Request, stated: list[Stated], *, protocol: ProtocolFacts | None, here: Around) -> RequestFacts:
    number = None if protocol is None else protocol.number
    counts = [one for one in stated if one.kind not in BY_PROTOCOL or one.protocol == number]
    newest: dict[tuple[str, str], Stated] = {(one.kind, one.key): one for one in counts if one.kind != _Kind.SCORE}
    scores: dict[tuple[str, int], Stated] = {(one.key, one.by): one for one in counts if one.kind == _Kind.SCORE}
    asked: RequestRecord = newest[_Kind.ASKED, ""].record

    def only(kind: str) -> Any:
        one = newest.get((kind, ""))
        return None if one is None else one.record

    def every(kind: str) -> dict[str, Any]:
        return {key: one.record for (its, key), one in newest.items() if its == kind}

    dossier = Dossier(
        request=asked,
        gates={Gate(key): one for key, one in every(_Kind.GATE).items()},
        scores=tuple(ScoredBy(scorer=one.by_name, score=one.record, scorer_id=one.by) for one in scores.values()),
        # What was settled stands until a scorer scores anew.
        settled={
            key: one.record
            for (kind, key), one in newest.items()
            if kind == _Kind.SETTLED and not _scored_since(one, key, scores)
        },
        needs=only(_Kind.NEEDS),
        price=only(_Kind.PRICE),
        considerations=tuple(every(_Kind.CONSIDERATION).values()),
        views=every(_Kind.VIEW),
        case=only(_Kind.CASE),
        partners={slug: name for slug, name in here.councils.items() if name != asked.requester},
        known=Known(staff=here.staff(only(_Kind.NEEDS), service_id=row.service_id, request_id=row.pk)),
    )
    kept = newest.get((_Kind.EVALUATION, ""))
    decision = newest.get((_Kind.DECISION, ""))
    stands = kept is not None and (
        decision is not None or not any(one.id > kept.id and one.kind != _Kind.ACKNOWLEDGED for one in counts)
    )
    return RequestFacts(
        id=row.pk,
        reference=row.reference,
        service=row.service.name,
        service_id=row.service_id,
        service_slug=row.service.slug,
        directorate_id=row.service.directorate_id,
        state=RequestState(row.state),
        version=row.version,
        item_id=row.item_id,
        protocol=protocol,
        dossier=dossier,
        evaluation=_evaluation(protocol, dossier, decision=decision, kept=kept),
        kept=kept if stands else None,
        decision=decision,
        agreement=newest.get((_Kind.AGREEMENT, "")),
        income=tuple(sorted(every(_Kind.INCOME).values(), key=lambda one: str(one.period))),
        reviews=tuple(one.record for one in counts if one.kind == _Kind.REVIEW),
        history=tuple(reversed(stated)),
    )


def _scored_since(settled: Stated, key: str, scores: dict[tuple[str, int], Stated]) -> bool:
    return any(one.id > settled.id for (criterion, _), one in scores.items() if criterion == key)


def _evaluation(
    protocol: ProtocolFacts | None, dossier: Dossier, *, decision: Stated | None, kept: Stated | None
) -> Evaluation | None:
    """What the protocol makes of it now; of what is decided, what the decision rested on, as it was written down."""
    if decision is not None and kept is not None:
        written: KeptEvaluation = kept.record
        return written.evaluation
    return None if protocol is None else evaluated(protocol.record, dossier)


def day_of(stated: Stated) -> date:
    """The day of a statement."""
    return timezone.localdate(stated.at)
