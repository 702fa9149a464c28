"""An officer's decision on a request as it is published: what was decided, by which post, why, and what else was
considered.

Openness of Local Government Bodies Regulations 2014 (SI 2014/2095), regulation 7(3): the date and what was decided, the
reasons, alternatives that were considered and rejected, and interests that were declared. What is exempt is left out
(regulation 9): the price is told where the evaluation is kept, not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.domain.days import day_words
from goldenthread.domain.request_decisions import DecisionRecord
from goldenthread.partnership.queries import PartnershipFacts
from goldenthread.publishing.document import (
    Block,
    BulletList,
    EditableAs,
    Fact,
    FactList,
    Identifier,
    Paragraph,
    ReportDocument,
    Section,
    Status,
)
from goldenthread.publishing.tidy_rows import DataColumn, DataTable
from goldenthread.reports.documents.age import in_whole_seconds
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.requests.queries import wording
from goldenthread.requests.queries.dossiers import RequestFacts

_MADE_UP = "What is said of this request is illustrative, apart from what its source tells."


@dataclass(frozen=True, kw_only=True)
class NoticeSource:
    """What the document is made from."""

    facts: RequestFacts
    decided: DecisionRecord
    partnership: PartnershipFacts
    as_at: datetime  # when the decision was written down


def notice_document(source: NoticeSource) -> ReportDocument:
    """The notice; it tells no price, and nothing of the scores."""
    facts, decided = cleaned(source.facts), cleaned(source.decided)
    return ReportDocument(
        name=f"decision-on-request-{facts.reference}",
        title=f"Decision on request {facts.reference}",
        subject=f"What was decided of the request of {facts.asked.requester} for support by {facts.service}",
        publisher=source.partnership.name,
        audience=source.partnership.name,
        period=day_words(decided.decided_on),
        as_at=in_whole_seconds(source.as_at),
        status=Status.PUBLISHED,
        sections=(
            Section(title="Decision", blocks=tuple(_decision(facts, decided)), editable_as=EditableAs.TEXT),
            Section(title="Reasons", blocks=tuple(_reasons(decided)), editable_as=EditableAs.TEXT),
        ),
        rows=_tidy(facts, decided),
        illustrative_note=(source.partnership.illustrative_note or _MADE_UP) if facts.asked.illustrative else "",
        identifiers=(Identifier(scheme="request", value=facts.reference),),
    )


def _decision(facts: RequestFacts, decided: DecisionRecord) -> Iterator[Block]:
    asked = facts.asked
    yield FactList(
        facts=(
            Fact(label="Decided:", text=f"{decided.decided.value}, on {day_words(decided.decided_on)}"),
            Fact(label="By:", text=decided.by_post or decided.decision),
            Fact(label="As:", text=decided.level.value),
            Fact(label="Who asked:", text=f"{asked.requester}, {asked.body.value}"),
            Fact(label="Service:", text=facts.service),
            Fact(label="What was asked for:", text=asked.wanted),
            Fact(label="From:", text=_day(asked.starts_on)),
            Fact(label="Until:", text=_day(asked.ends_on)),
            Fact(label="Protocol:", text="" if facts.protocol is None else facts.protocol.words),
        )
    )
    if decided.conditions:
        yield Paragraph(text="The conditions are:")
        yield BulletList(items=decided.conditions)


def _reasons(decided: DecisionRecord) -> Iterator[Block]:
    yield Paragraph(text=decided.reasons)
    yield Paragraph(text=f"Alternatives that were considered: {decided.alternatives}")
    yield Paragraph(text=f"Interests that were declared: {decided.interests or 'none'}")
    yield Paragraph(
        text="How the price is built is exempt (Local Government Act 1972, Schedule 12A, paragraph 3), "
        "and is told where the evaluation is kept."
    )


def _day(day: date | None) -> str:
    return wording.NOT_KNOWN.lower() if day is None else day_words(day)


def _tidy(facts: RequestFacts, decided: DecisionRecord) -> DataTable:
    return DataTable(
        columns=(
            DataColumn(name="reference"),
            DataColumn(name="requester"),
            DataColumn(name="service"),
            DataColumn(name="decided"),
            DataColumn(name="decided_on", meaning="a day, as 2019-03-08"),
            DataColumn(name="decided_by"),
        ),
        rows=(
            (
                facts.reference,
                facts.asked.requester,
                facts.service,
                decided.decided.value,
                decided.decided_on.isoformat(),
                decided.by_post or decided.decision,
            ),
        ),
    )
