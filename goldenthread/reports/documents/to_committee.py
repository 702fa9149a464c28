"""A report to committee on the committee's template, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.committee.queries.reports import WrittenReport
from goldenthread.domain.committee_reports import CommitteeReport
from goldenthread.domain.days import day_words
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Fact,
    FactList,
    Heading,
    NumberedList,
    Paragraph,
    Point,
    ReportDocument,
    Section,
    Status,
)
from goldenthread.publishing.tidy_rows import DataTable
from goldenthread.publishing.words import clean
from goldenthread.reports.documents.age import in_whole_seconds

NOT_GIVEN = "not given"


def report_document(written: WrittenReport, *, is_draft: bool) -> ReportDocument:
    """The report, whole, from its subject heading to its background papers."""
    committee, day = written.committee_name, day_words(written.meeting_on)
    return ReportDocument(
        name=written.name,
        title=clean(written.report.subject),
        subject=f"Report to the {committee}",
        publisher=committee,
        audience=f"{committee}, {day}",
        period=day,
        as_at=in_whole_seconds(written.written_at),
        status=Status.DRAFT if is_draft else Status.PUBLISHED,
        sections=(Section(title="Report", blocks=tuple(_blocks(written.report, committee=committee, day=day))),),
        rows=DataTable(columns=(), rows=()),
    )


def _blocks(report: CommitteeReport, *, committee: str, day: str) -> Iterator[Block]:
    yield FactList(facts=tuple(_head(report, committee=committee, day=day)))
    yield Heading(text="SUMMARY")
    yield from _paragraphs(report.summary)
    yield Heading(text="RECOMMENDATIONS")
    yield NumberedList(
        points=tuple(
            Point(text=clean(one.text), lettered=tuple(clean(each) for each in one.lettered))
            for one in report.recommendations
        )
    )
    yield Heading(text="REPORT DETAIL")
    for place, part in enumerate(report.detail, start=1):
        yield Heading(text=clean(f"{place}. {part.heading}"), level=4)
        for number, paragraph in enumerate(part.paragraphs, start=1):
            yield Paragraph(number=f"{place}.{number}.", text=clean(paragraph.text))
            if paragraph.points:
                yield BulletList(items=tuple(clean(point) for point in paragraph.points))
    yield Heading(text="IMPLICATIONS AND RISKS")
    for one in report.implications:
        first, *rest = one.words.split("\n\n")
        yield Paragraph(lead=f"{one.side} implications and risks:", text=clean(first))
        yield from (Paragraph(text=clean(text)) for text in rest)
    yield Heading(text="Appendices")
    yield from _listed(report.appendices)
    yield Heading(text="Background Papers")
    yield from _listed(report.background_papers)


def _head(report: CommitteeReport, *, committee: str, day: str) -> Iterator[Fact]:
    yield Fact(label="Committee and date:", text=f"{committee}, {day}")
    yield Fact(label="Subject heading:", text=clean(report.subject))
    author = "\n".join(part for part in (report.author, report.contact) if part)
    yield Fact(label="Report author and contact details:", text=clean(author) or NOT_GIVEN)
    if report.policy_context:
        yield Fact(label="Policy context:", text=clean(report.policy_context))
    yield Fact(label="Financial summary:", text=clean(report.financial_summary) or NOT_GIVEN)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    yield from (Paragraph(text=clean(part)) for part in text.split("\n\n") if part.strip())


def _listed(entries: tuple[str, ...]) -> Iterator[Block]:
    if entries:
        yield BulletList(items=tuple(clean(entry) for entry in entries))
    else:
        yield Paragraph(text="None")
