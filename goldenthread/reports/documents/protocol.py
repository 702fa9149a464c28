"""A version of the protocol on requests as a document: an appendix to put before a committee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goldenthread.domain.request_prices import pounds
from goldenthread.domain.request_protocols import HIGHEST_SCORE, WHOLE, ProtocolRecord
from goldenthread.partnership.queries import PartnershipFacts
from goldenthread.publishing.cells import Number
from goldenthread.publishing.document import (
    Block,
    Column,
    Contents,
    EditableAs,
    Fact,
    FactList,
    Identifier,
    Notice,
    NoticeKind,
    Paragraph,
    ReportDocument,
    Section,
    Status,
    Table,
)
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable
from goldenthread.reports.documents.age import in_whole_seconds
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.requests.queries.protocols import ProtocolFacts
from goldenthread.requests.queries.wording import number

# Where the partnership says no words of its own about what is made up.
_MADE_UP = "What this protocol says is illustrative."


@dataclass(frozen=True, kw_only=True)
class ProtocolSource:
    """What the document is made from."""

    protocol: ProtocolFacts
    partnership: PartnershipFacts
    as_at: datetime


def protocol_document(source: ProtocolSource) -> ReportDocument:
    """The whole protocol; of one that no decision agreed, it says that it is put forward to be agreed."""
    protocol = cleaned(source.protocol)
    record = protocol.record
    return ReportDocument(
        name=f"protocol-on-requests-version-{protocol.number}",
        title=record.title,
        subject=f"How requests of outside bodies are evaluated, version {protocol.number}",
        publisher=source.partnership.name,
        audience=source.partnership.name,
        period=f"Version {protocol.number}",
        as_at=in_whole_seconds(source.as_at),
        status=Status.PUBLISHED,
        sections=(
            Section(title="Summary", blocks=tuple(_summary(protocol)), editable_as=EditableAs.TEXT),
            Section(title="A. Gates", blocks=tuple(_gates(record)), editable_as=EditableAs.TABLES),
            Section(title="B. Criteria", blocks=tuple(_criteria(record)), editable_as=EditableAs.TABLES),
            Section(title="C. Who decides", blocks=tuple(_levels(record)), editable_as=EditableAs.TABLES),
            Section(title="D. The price", blocks=tuple(_price(record)), editable_as=EditableAs.TEXT),
        ),
        rows=_tidy(record),
        illustrative_note=(source.partnership.illustrative_note or _MADE_UP) if record.illustrative else "",
        identifiers=(Identifier(scheme="protocol on requests", value=f"version {protocol.number}"),),
    )


def _summary(protocol: ProtocolFacts) -> Iterator[Block]:
    if protocol.decision is None:
        words = "No decision of the committee agreed this version. It is put forward to be agreed."
        yield Notice(kind=NoticeKind.PROPOSED, title="this version of the protocol", paragraphs=(words,))
    yield Paragraph(text=protocol.record.purpose)
    agreed = "not agreed yet" if protocol.decision is None else protocol.decision.words
    facts = [Fact(label="Version:", text=str(protocol.number)), Fact(label="Agreed:", text=agreed)]
    if protocol.action:
        facts.append(Fact(label="Deliverable of action:", text=protocol.action))
    yield FactList(facts=tuple(facts))
    yield Paragraph(
        text="A request has to pass every gate; no score makes up for one that is not passed. Two people then score "
        f"each criterion from 0 to {HIGHEST_SCORE} by its guidance, and where they differ, it is settled which score "
        f"counts. A request may be accepted from a total of {number(protocol.record.least_total)} of 100."
    )
    yield Contents()


def _gates(record: ProtocolRecord) -> Iterator[Block]:
    yield Table(
        caption="Gates, and how each is passed",
        columns=(
            Column(title="Gate", share=3),
            Column(title="Question", share=5),
            Column(title="Passed when", share=6),
        ),
        rows=tuple((one.gate.heading, one.gate.question, one.words) for one in record.gates),
    )
    yield Paragraph(text="A gate that nobody answered counts as not passed.")


def _criteria(record: ProtocolRecord) -> Iterator[Block]:
    yield Table(
        caption="Criteria, and their weights of 100",
        columns=(Column(title="Criterion", share=9), Column(title="Weight", align="right", share=3)),
        rows=(
            *((one.title, Number(text=number(one.weight), value=one.weight)) for one in record.criteria),
            ("Every criterion", Number(text="100", value=WHOLE)),
        ),
    )
    for one in record.criteria:
        yield Table(
            caption=f"What the scores mean: {one.title}",
            columns=(Column(title="Score", share=2), Column(title="What it means", share=10)),
            rows=tuple((str(score), words) for score, words in enumerate(one.guidance)),
        )


def _levels(record: ProtocolRecord) -> Iterator[Block]:
    yield Table(
        caption="Who decides, by the value of the whole of a request",
        columns=(Column(title="Value", share=6), Column(title="Decided by", share=6)),
        rows=(
            (f"Up to {pounds(record.officer_up_to)}", "An officer"),
            (f"Above that, up to {pounds(record.director_up_to)}", "A director"),
            ("Above that, or not known", "The joint committee"),
        ),
    )


def _price(record: ProtocolRecord) -> Iterator[Block]:
    yield Paragraph(
        text="The full cost is the hours of the work at their rates, with accommodation, goods, vehicles and other "
        f"costs, and {number(record.overheads)}% for overheads. The price is the full cost with a margin of "
        f"{number(record.margin)}%. Less than the full cost is asked only where a decision of the committee allows it."
    )


def _tidy(record: ProtocolRecord) -> DataTable:
    return DataTable(
        columns=(
            DataColumn(name="criterion"),
            DataColumn(name="weight", kind=ColumnKind.NUMBER, meaning="of 100"),
            DataColumn(name="score", kind=ColumnKind.NUMBER, meaning=f"from 0 to {HIGHEST_SCORE}"),
            DataColumn(name="guidance"),
        ),
        rows=tuple(
            (one.title, one.weight, Decimal(score), words)
            for one in record.criteria
            for score, words in enumerate(one.guidance)
        ),
    )
