"""A report to committee as the lines of the template that committees use."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.committee.queries.reports import WrittenReport
from goldenthread.domain.committee_reports import lettered
from goldenthread.domain.days import day_words


def report_lines(written: WrittenReport) -> Iterator[str]:
    """The report from the committee's name to its background papers."""
    report = written.report
    yield written.committee_name.upper()
    yield day_words(written.meeting_on)
    yield from ("Subject heading:", report.subject)
    yield from filter(None, ("Report author and contact details:", report.author, report.contact))
    yield from ("Policy context:", report.policy_context) if report.policy_context else ()
    yield from ("Financial summary:", report.financial_summary)
    yield "SUMMARY"
    yield from report.summary.split("\n\n")
    yield "RECOMMENDATIONS"
    for number, asked in enumerate(report.recommendations, start=1):
        yield f"{number}. {asked.text}"
        yield from (f"{letter}) {under}" for letter, under in lettered(asked.lettered))
    yield "REPORT DETAIL"
    for place, part in enumerate(report.detail, start=1):
        yield f"{place}. {part.heading}"
        for number, paragraph in enumerate(part.paragraphs, start=1):
            yield f"{place}.{number}. {paragraph.text}"
            yield from (f"- {point}" for point in paragraph.points)
    for one in report.implications:
        yield f"{one.side} implications and risks: {one.words}"
    yield "Appendices:"
    yield from (f"- {appendix}" for appendix in report.appendices) if report.appendices else ("None",)
    yield "Background Papers"
    yield from report.background_papers or ("None",)
