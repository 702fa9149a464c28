"""The smallest document that passes every gate: for tests of what happens to documents, not in them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from goldenthread.publishing.cells import Number
from goldenthread.publishing.document import Column, Identifier, Paragraph, ReportDocument, Section, Status, Table
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable

FROZEN_AT = datetime(2020, 1, 13, 15, 0, tzinfo=UTC)


def make_document(*, words: str = "One measure is green.", **given) -> ReportDocument:
    """A page with a sentence, a table and one tidy row."""
    defaults = {
        "name": "2019-20-q2-joint-committee",
        "title": "oneSource Performance Indicators",
        "subject": "How the measures stand",
        "publisher": "oneSource",
        "audience": "oneSource Joint Committee, 7 February 2020",
        "period": "Q2 2019/20 (July – September 2019)",
        "as_at": FROZEN_AT,
        "status": Status.PUBLISHED,
        "sections": (
            Section(
                title="Results",
                blocks=(
                    Paragraph(text=words),
                    Table(
                        caption="Results of Havering",
                        columns=(Column(title="Measure", share=1), Column(title="Q2", align="right")),
                        rows=(("Invoices paid in 30 days", Number(text="96.2%", value=Decimal("96.2"))),),
                    ),
                ),
            ),
        ),
        "rows": DataTable(
            columns=(DataColumn(name="ref"), DataColumn(name="value", kind=ColumnKind.NUMBER)),
            rows=(("EXC01", Decimal("96.2")),),
        ),
        "identifiers": (Identifier(scheme="figures", value="Q2 2019/20, version 1 of the figures"),),
    }
    return ReportDocument(**{**defaults, **given})
