"""A small returns workbook as the product writes it, and the table that is read back out of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from goldenthread.spreadsheets.headings import Heading, Wants
from goldenthread.spreadsheets.sheets_to_write import (
    ListsSheet,
    Percent,
    WorkbookProperties,
    WrittenColumn,
    WrittenSheet,
)
from goldenthread.spreadsheets.writing import write_workbook

HEADINGS = (
    Heading("Ref"),
    Heading("Measure", aliases=("Indicator",)),
    Heading("Target", required=False),
    Heading("Value", wants=Wants.FIGURE),
    Heading("Provisional", required=False),
    Heading("By when", required=False, wants=Wants.DATE),
)

FIGURES = WrittenSheet(
    name="Figures",
    title="Returns for Q2 2019/20",
    guidance=("Fill in the yellow cells and leave the others as they are.",),
    columns=(
        WrittenColumn(heading="Ref", width=10),
        WrittenColumn(heading="Measure", width=40),
        WrittenColumn(heading="Target"),
        WrittenColumn(heading="Value", is_input=True, wants="The figure, such as 98.5% or 42. Type n/a for none."),
        WrittenColumn(heading="Provisional", is_input=True, wants="Yes or no.", choices="Yes or no"),
        WrittenColumn(heading="By when", is_input=True, wants="The day, such as 30/09/2019."),
    ),
    rows=(
        ("HAV 1", "=Calls answered", Percent(Decimal("95.0")), None, None, None),
        ("HAV 2", "Days to process a claim", Decimal("98.4"), Decimal("-0.63"), "Yes", date(2020, 3, 31)),
        ("HAV 3", "http://example.org is not a link", 12, "n/a", "No", None),
    ),
    blank_rows=2,
    frozen_columns=1,
    is_locked=True,
)
LISTS = ListsSheet(lists={"Yes or no": ("Yes", "No"), "Councils": ("Havering, all of it", "Newham")})
GUIDANCE = WrittenSheet(name="Guidance", guidance=("Return this workbook by 15 October 2019.",))
PROPERTIES = WorkbookProperties(title="Returns for Q2 2019/20", author="Performance officer")
CREATED = datetime(2019, 10, 1, 9, 0, tzinfo=UTC)


def make_returns_workbook() -> bytes:
    return write_workbook([FIGURES, LISTS, GUIDANCE], properties=PROPERTIES, created=CREATED)
