"""A made-up pack in the shape of a real one, of any size: for tests, and for measuring speed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from goldenthread.charts.line import line_chart
from goldenthread.charts.series import Point
from goldenthread.charts.sparkline import sparkline
from goldenthread.charts.words import finding_in_words
from goldenthread.publishing.cells import Detail, Number, Picture, RatingCode, RatingMark, TravelMark
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Chart,
    Column,
    Contents,
    Fact,
    FactList,
    Heading,
    Identifier,
    Notice,
    NoticeKind,
    NumberedList,
    Panel,
    Paragraph,
    ReportDocument,
    Section,
    Status,
    Table,
)
from goldenthread.publishing.document import Point as ListPoint
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable

COUNCILS = ("London Borough of Newham", "London Borough of Havering", "London Borough of Bexley")
SERVICES = (
    "Exchequer and Transactional Services", "Strategic Finance", "Legal and Governance", "Human Resources",
    "ICT Services", "Asset Management", "Council Tax and Benefits", "Passenger Transport", "Technical Services",
    "Procurement", "Health and Safety", "Internal Audit", "Projects and Programmes",
)  # fmt: skip
TITLES = (
    "Invoices paid within 30 days of receipt", "Calls answered within 60 seconds", "Average days lost to sickness",
    "Purchase orders raised before the invoice", "New claims decided within 14 days of all information being received",
    "Freedom of information requests answered in 20 working days", "Incidents resolved within the agreed time",
    "Capital receipts against plan (£000)", "Customers satisfied with how their request was handled",
    "Contracts sealed within 10 working days", "Audit recommendations of high priority put into effect in time",
)  # fmt: skip
REASONS = (
    "Two of the team's seven posts were vacant from June to September while the restructure was consulted on, and the "
    "new scanning supplier returned work up to four days late in July. Invoices that arrived without an order number "
    "were sent back rather than held, so that the age of the queue could be seen."
)
DIFFERENCE = (
    "92.1% is 2.9 percentage points below the target of 95.0%: 1,121 of 1,217 invoices, where 1,157 were needed."
)
RATINGS: tuple[RatingMark, ...] = (
    RatingMark(code="green", word="Green"),
    RatingMark(code="green", word="Green"),
    RatingMark(code="green", word="On target"),
    RatingMark(code="amber", word="Amber"),
    RatingMark(code="red", word="Red"),
    RatingMark(code="not-rated", word="No target"),
)


def sample_document(*, measures: int = 120, exceptions: int | None = None) -> ReportDocument:
    """A draft pack of so many measures, each in three tables, with about a fifth of them as exceptions with charts."""
    count = exceptions if exceptions is not None else max(1, measures // 5)
    rows = tuple(_row(number) for number in range(measures))
    sections = (
        _members_page(measures),
        _cover_report(),
        Section(title="Exceptions", blocks=tuple(_exception(n) for n in range(count)), new_page=True),
        *_by_council(rows),
        Section(title="By service", blocks=_tables(rows, heads=SERVICES), new_page=True),
        Section(title="How old the figures are", blocks=(_ages(measures),), new_page=True),
    )
    return ReportDocument(
        name="performance-2019-20-q2-joint-committee",
        title="oneSource Performance Indicators",
        subject="Performance against the indicators agreed for 2019/20: report to the Joint Committee",
        publisher="oneSource Joint Committee",
        audience="the Joint Committee",
        period="Q2 2019/20",
        as_at=datetime(2020, 1, 20, 9, 0, tzinfo=UTC),
        status=Status.DRAFT,
        illustrative_note="Illustrative: most figures in this pack are made up for a demonstration.",
        identifiers=(Identifier(scheme="freeze", value="2019-20 Q2 version 1"),),
        sections=sections,
        rows=_data(measures),
    )


def small_document() -> ReportDocument:
    """One page with one of everything that matters, for tests that look closely."""
    document = sample_document(measures=3, exceptions=1)
    return replace(document, sections=(document.sections[0], document.sections[2]))


def series(number: int) -> tuple[Point, ...]:
    """Nine quarters, one in some of them missing."""
    points = []
    for index in range(9):
        year, quarter = 2017 + (index + 1) // 4, (index + 1) % 4 + 1
        value = Decimal(880 + (number * 37 + index * 53) % 97) / 10
        missing = (number + index) % 13 == 0 and index < 8
        points.append(
            Point(
                label=f"Q{quarter} {year}/{(year + 1) % 100}",
                value=None if missing else value,
                printed="[x]" if missing else f"{value}%",
                target=Decimal(95),
                target_printed="95.0%",
                tick=f"Q{quarter}",
                tick_group=f"{year}/{(year + 1) % 100}",
            )
        )
    return tuple(points)


def print_percentage(value: Decimal) -> str:
    """As the sample's scale prints: "92.5%"."""
    return f"{value.normalize():f}%"


def _title(number: int) -> str:
    return TITLES[number % len(TITLES)]


def _row(number: int) -> tuple[str | Detail | Number | RatingMark | TravelMark | Picture, ...]:
    trend = sparkline(series(number))
    latest = series(number)[-1]
    return (
        Detail(text=_title(number), small=f"PI-{number + 1:03} · {SERVICES[number % len(SERVICES)]}"),
        Number(text=latest.printed, value=latest.value),
        Number(text="95.0%", value=Decimal("95.0")),
        RATINGS[number % len(RATINGS)],
        TravelMark(code="improved", word="Improved") if number % 3 else TravelMark(code="worse", word="Worse"),
        TravelMark(code="same", word="Same") if number % 4 else TravelMark(code="not-stated", word="Not stated"),
        Picture(svg=trend.svg, alt=trend.alt, width=trend.width, height=trend.height),
        Number(text="94.5%", value=Decimal("94.5")),
    )


_COLUMNS = (
    Column(title="Measure", share=1),
    Column(title="Actual", align="right"),
    Column(title="Target", align="right"),
    Column(title="Rating"),
    Column(title="Since Q1"),
    Column(title="Since last year"),
    Column(title="Nine quarters"),
    Column(title="Year-end", align="right"),
)


def _table(rows: tuple[tuple[str | Detail | Number | RatingMark | TravelMark | Picture, ...], ...], of: str) -> Table:
    return Table(caption=f"{of}: measures in Q2 2019/20", columns=_COLUMNS, rows=rows)


def _tables(rows: tuple, *, heads: tuple[str, ...]) -> tuple[Block, ...]:  # type: ignore[type-arg]
    blocks: list[Block] = []
    for index, head in enumerate(heads):
        part = rows[index :: len(heads)]
        if part:
            blocks += [Heading(text=head), _table(part, head)]
    return tuple(blocks)


def _ages(measures: int) -> Table:
    return Table(
        caption=f"How old the figures of {measures} measures are",
        columns=(
            Column(title="Measure", share=3),
            Column(title="Latest period"),
            Column(title="Returned on"),
            Column(title="Days from period end", align="right"),
            Column(title="Source", share=1),
        ),
        rows=tuple(
            (
                f"PI-{n + 1:03} {_title(n)}",
                "Q2 2019/20",
                f"{n % 28 + 1} October 2019",
                str(n % 28 + 1),
                "Finance system",
            )
            for n in range(measures)
        ),
    )


def _by_council(rows: tuple) -> tuple[Section, ...]:  # type: ignore[type-arg]
    shares = (0, len(rows) * 51 // 120, len(rows) * 111 // 120, len(rows))
    return tuple(
        Section(title=council, about=council, blocks=(_table(rows[start:end], council),))
        for council, start, end in zip(COUNCILS, shares, shares[1:], strict=False)
        if end > start
    )


def _exception(number: int) -> Panel:
    points = series(number)
    measure, latest = _title(number), points[-1]
    alt = finding_in_words(
        measure=measure,
        period=latest.label,
        printed=latest.printed,
        against_target="below the target of 95.0%",
        travel="worse than Q1",
        rating="Amber",
    )
    drawn = line_chart(points, alt=alt, print_value=print_percentage)
    code: RatingCode = "red" if number < 8 else "amber"
    numbers = Table(
        caption=f"{measure}: figures and targets, {points[0].label} to {latest.label}",
        columns=(Column(title="Period", share=2), *(Column(title=p.label, align="right", share=1) for p in points)),
        rows=(
            ("Actual", *(Number(text=p.printed, value=p.value) for p in points)),
            ("Target", *(Number(text=p.target_printed, value=p.target) for p in points)),
        ),
    )
    chart = Chart(
        svg=drawn.svg, title=measure, alt=alt, caption="", table=numbers, width=drawn.width, height=drawn.height
    )
    actions = Table(
        caption=f"{measure}: remedial actions",
        columns=(Column(title="Action", share=5), Column(title="Owner", share=2), Column(title="By")),
        rows=(
            ("Fill both vacant posts; interviews on 14 October 2019.", "Head of Exchequer Services", "31 October 2019"),
            ("Agree a two-day return time with the scanning supplier.", "Procurement Manager", "15 November 2019"),
        ),
    )
    return Panel(
        title=measure,
        small=f"{COUNCILS[number % 3]} · {SERVICES[number % len(SERVICES)]} · PI-{number + 1:03}",
        mark=RatingMark(code=code, word=code.capitalize()),
        blocks=(
            Paragraph(lead="Reasons for level of performance:", text=REASONS),
            Paragraph(lead="Difference between target and achievement:", text=DIFFERENCE),
            Paragraph(lead="Expected back on track:", text="Q4 2019/20, by the Head of Exchequer Services."),
            chart,
            actions,
        ),
    )


def _members_page(measures: int) -> Section:
    counts = Table(
        caption=f"Ratings of {measures} measures in Q2 2019/20",
        columns=(
            Column(title="Rating", share=2),
            *(Column(title=name.removeprefix("London Borough of "), align="right", share=1) for name in COUNCILS),
            Column(title="All", align="right", share=1),
            Column(title="Of 112 rated", align="right", share=1),
        ),
        rows=tuple((mark, "12", "14", "2", "28", "25.0%") for mark in RATINGS[1:]),
        notes=("Base: 112 measures rated of 120. Percentages are of those rated and sum to 100%.",),
    )
    return Section(
        title="This quarter on one page",
        blocks=(
            Paragraph(text="There are 120 indicators: 51 for Newham, 60 for Havering and 9 for Bexley."),
            counts,
            Heading(text="What turned red, and what recovered"),
            BulletList(
                items=("Invoices paid within 30 days (Havering): green to red.", "Calls answered: red to green.")
            ),
            Heading(text="Promises missed"),
            BulletList(items=("Fill both vacant posts, promised by 31 August 2019: now 31 October 2019.",)),
            Heading(text="What is asked of you"),
            NumberedList(
                points=(
                    ListPoint(text="To note the Performance Indicators Q2 report."),
                    ListPoint(text="To agree:", lettered=("the changed target of PI-003", "the new owner of PI-017")),
                )
            ),
            Notice(
                kind=NoticeKind.PROPOSED,
                title="two targets await the Committee's agreement",
                paragraphs=("They are rated here against the proposed target and marked so in each table.",),
            ),
        ),
    )


def _cover_report() -> Section:
    return Section(
        title="Report to the Joint Committee",
        new_page=True,
        blocks=(
            Contents(),
            Heading(text="Cover report"),
            FactList(
                facts=(
                    Fact(label="Subject heading:", text="oneSource Performance Indicators, Q2 report"),
                    Fact(
                        label="Report author and contact details:",
                        text="Business Improvement and Analysis Officer\nperformance@example.org",
                    ),
                    Fact(label="Financial summary:", text="Not applicable"),
                )
            ),
            Heading(text="Summary"),
            Paragraph(text=REASONS),
            Heading(text="Recommendations"),
            NumberedList(points=(ListPoint(text="To note the report."),)),
            Heading(text="Report detail"),
            Heading(text="1. Background", level=4),
            Paragraph(number="1.1", text=REASONS),
            Paragraph(number="1.2", text=REASONS),
            Heading(text="Implications", level=3),
            Paragraph(lead="Legal implications and risks:", text="Not applicable"),
            Paragraph(lead="Financial implications and risks:", text="Not applicable"),
        ),
    )


def _data(measures: int) -> DataTable:
    return DataTable(
        columns=(
            DataColumn(name="ref", meaning="The measure's reference"),
            DataColumn(name="title", meaning="The measure's title"),
            DataColumn(name="value", kind=ColumnKind.NUMBER, meaning="The figure, exact"),
            DataColumn(name="rating", meaning="green, amber, red or not-rated"),
            DataColumn(name="rank", kind=ColumnKind.WHOLE, meaning="Place in the list"),
            DataColumn(name="illustrative", kind=ColumnKind.YES_NO, meaning="Whether the figure is made up"),
        ),
        rows=tuple(
            (f"PI-{n + 1:03}", _title(n), series(n)[-1].value, RATINGS[n % len(RATINGS)].code, n + 1, n % 2 == 0)
            for n in range(measures)
        ),
    )
