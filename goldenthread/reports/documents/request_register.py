"""What happened of requests in a quarter, as a document: received, decided, begun, waiting, and income by council."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.request_prices import pounds
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.queries import PartnershipFacts
from goldenthread.publishing.cells import Number
from goldenthread.publishing.document import (
    Block,
    Column,
    EditableAs,
    Paragraph,
    ReportDocument,
    Section,
    Status,
    Table,
)
from goldenthread.publishing.tidy_rows import DataColumn, DataTable
from goldenthread.reports.documents.age import in_whole_seconds
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.sentences import count_of
from goldenthread.requests.queries.register import QuarterReport, RegisterRow

_MADE_UP = "Some of these requests are illustrative."


@dataclass(frozen=True, kw_only=True)
class RegisterSource:
    """What the document is made from. `councils` are names by slug."""

    report: QuarterReport
    quarter: Quarter
    councils: Mapping[str, str]
    partnership: PartnershipFacts
    as_at: datetime


def register_document(source: RegisterSource) -> ReportDocument:
    """The quarter's report; a DRAFT while the quarter has not ended. It tells no value of what is not decided."""
    report = cleaned(source.report)
    every = (*report.received, *report.decided, *report.begun, *report.withdrawn, *report.waiting)
    is_over = source.quarter.last_day < today_in_london(source.as_at)
    return ReportDocument(
        name=f"requests-{str(source.quarter).lower().replace(' ', '-')}",
        title="Requests of outside bodies",
        subject=f"What was asked of the shared services by other bodies in {report.period}, and what came of it",
        publisher=source.partnership.name,
        audience=source.partnership.name,
        period=report.period,
        as_at=in_whole_seconds(source.as_at),
        status=Status.PUBLISHED if is_over else Status.DRAFT,
        sections=(
            Section(title="Summary", blocks=tuple(_summary(report)), editable_as=EditableAs.TEXT),
            Section(title="A. Requests", blocks=tuple(_requests(report)), editable_as=EditableAs.TABLES),
            Section(title="B. Income", blocks=tuple(_income(report, source.councils)), editable_as=EditableAs.TABLES),
        ),
        rows=_tidy(report),
        illustrative_note=(source.partnership.illustrative_note or _MADE_UP)
        if any(one.illustrative for one in every)
        else "",
    )


def _summary(report: QuarterReport) -> Iterator[Block]:
    total = sum((amount for _, amount in report.income), Decimal(0))
    yield Paragraph(
        text=f"In {report.period}, {count_of(len(report.received), 'request')} came, "
        f"{count_of(len(report.decided), 'request')} had a decision and {count_of(len(report.begun), 'request')} "
        f"began. At its end {count_of(len(report.waiting), 'request')} had no decision yet. "
        f"Income that was entered for it comes to {pounds(total)}."
    )


def _requests(report: QuarterReport) -> Iterator[Block]:
    for caption, rows in (
        ("Requests that were received", report.received),
        ("Requests that were decided", report.decided),
        ("Requests that began", report.begun),
        ("Requests that were withdrawn", report.withdrawn),
        ("Requests without a decision at the end of the quarter", report.waiting),
    ):
        if not rows:
            yield Paragraph(text=f"{caption}: none.")
            continue
        yield Table(
            caption=caption,
            columns=(
                Column(title="Request", share=4),
                Column(title="Service", share=3),
                Column(title="Received", share=3),
                Column(title="State now", share=2),
                Column(title="Decision", share=4),
            ),
            rows=tuple(
                (
                    f"{one.reference} {one.requester}",
                    one.service,
                    day_words(one.received_on),
                    one.state.capitalize(),
                    _decision(one),
                )
                for one in rows
            ),
        )


def _decision(one: RegisterRow) -> str:
    if one.decided_on is None:
        return "none yet"
    return f"{one.decided} on {day_words(one.decided_on)} by {one.decided_by}"


def _income(report: QuarterReport, councils: Mapping[str, str]) -> Iterator[Block]:
    if not report.income:
        yield Paragraph(text="No income was entered for this quarter.")
        return
    total = sum((amount for _, amount in report.income), Decimal(0))
    yield Table(
        caption="Income by council, as the agreements share it",
        columns=(Column(title="Council", share=8), Column(title="Part", align="right", share=4)),
        rows=(
            *(
                (councils.get(slug, slug), Number(text=pounds(part), value=part))
                for slug, part in report.income_by_council.items()
            ),
            ("Every council", Number(text=pounds(total), value=total)),
        ),
    )


def _tidy(report: QuarterReport) -> DataTable:
    happened = (
        *(("received", one) for one in report.received),
        *(("decided", one) for one in report.decided),
        *(("begun", one) for one in report.begun),
        *(("withdrawn", one) for one in report.withdrawn),
        *(("waiting", one) for one in report.waiting),
    )
    return DataTable(
        columns=(
            DataColumn(name="happened", meaning="received, decided, begun, withdrawn, or waiting at the end"),
            DataColumn(name="reference"),
            DataColumn(name="requester"),
            DataColumn(name="service"),
            DataColumn(name="state"),
        ),
        rows=tuple((what, one.reference, one.requester, one.service, one.state) for what, one in happened),
    )
