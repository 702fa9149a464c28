"""The short report that a sample publishes of a quarter: how many figures there are, and that they are made up."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from goldenthread.demonstration.large.register import NAME, NOTE
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.snapshot import RoundFacts
from goldenthread.publishing.document import Identifier, Paragraph, ReportDocument, Section, Status
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable


def document_of(quarter: Quarter, *, facts: RoundFacts, meeting: date, made_from: str, at: datetime) -> ReportDocument:
    """It names no figure: thousands of rows, each quarter, would take an hour to typeset."""
    counts = tuple((council.council, Decimal(council.measures)) for council in facts.councils)
    words = "; ".join(f"{name} {number:,}" for name, number in counts)
    return ReportDocument(
        name=f"{str(quarter).lower().replace(' ', '-')}-joint-committee",
        title=f"{NAME} Performance Indicators",
        subject="A sample for measuring speed",
        publisher=NAME,
        audience=f"Sample Joint Committee, {day_words(meeting)}",
        period=quarter.label,
        as_at=at,
        status=Status.PUBLISHED,
        illustrative_note=NOTE,
        sections=(
            Section(
                title="Figures",
                blocks=(
                    Paragraph(text=f"Frozen for {quarter.label}: {words}. The figures themselves are not printed."),
                ),
            ),
        ),
        rows=DataTable(
            columns=(DataColumn(name="council"), DataColumn(name="measures", kind=ColumnKind.NUMBER)),
            rows=counts,
        ),
        identifiers=(Identifier(scheme="figures", value=made_from),),
    )
