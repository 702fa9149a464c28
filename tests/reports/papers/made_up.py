"""A report and minutes made up for the tests, and what the checks find in them."""

from __future__ import annotations

from datetime import date

from goldenthread.reports.papers.building import paper_of
from goldenthread.reports.papers.checks import check_paper
from goldenthread.reports.papers.findings import Facts, Finding
from goldenthread.reports.papers.paper import KnownMeeting, Paper
from goldenthread.reports.papers.plain_text import lines_of_text
from goldenthread.reports.papers.written import WrittenPaper

COMMITTEE = "Harbour Joint Committee"
# Nothing is wrong with it.
REPORT = """
**HARBOUR JOINT COMMITTEE**

Friday 7 February 2020

Subject heading:

Harbour Performance Indicators, Q2 report

Report author and contact details:

Head of Performance, performance@harbour.example.org

Policy context:

The Harbour Plan 2019-2023

Financial summary:

The report changes no budget.

SUMMARY

This report presents the indicators for the second quarter: July - September 2019.

RECOMMENDATIONS

1. To note the report attached at Appendix 1.

REPORT DETAIL

1. Background

1.1. There are 20 indicators for Harbour, comprising of 12 for Northgate and 8 for Southgate.

Legal implications and risks: None, because the report is for noting.

Financial implications and risks: None, because the report changes no budget.

HR implications and risks: None, because no post is affected.

Equalities implications and risks: None, because no service changes.

Appendices:

- **Harbour Performance Information Quarter 2 (July - September 2019)**

Background Papers

None
"""
MEETINGS = tuple(
    KnownMeeting(committee=COMMITTEE, day=day)
    for day in (date(2019, 4, 5), date(2019, 7, 12), date(2019, 10, 18), date(2020, 2, 7))
)


def paper(text: str = REPORT) -> Paper:
    """The paper in a text."""
    return paper_of(WrittenPaper(name="report.txt", counted_in="line", lines=tuple(lines_of_text(text))))


def with_detail(words: str) -> str:
    """The report with one more paragraph, 1.2."""
    return REPORT.replace("\nLegal implications", f"\n1.2. {words}\n\nLegal implications")


def found_in(text: str, facts: Facts | None = None) -> tuple[Finding, ...]:
    """Everything found in a text."""
    return check_paper(paper(text), facts or Facts())


def codes_in(text: str, facts: Facts | None = None) -> list[str]:
    """The codes of what is found in a text."""
    return [finding.code for finding in found_in(text, facts)]


def codes_of(words: str, facts: Facts | None = None) -> list[str]:
    """The codes of what is found in the report with these words in a paragraph of their own."""
    return codes_in(with_detail(words), facts)


def codes_asking(*recommendations: str) -> list[str]:
    """The codes of what is found where the report recommends this."""
    return codes_in(REPORT.replace("1. To note the report attached at Appendix 1.", "\n".join(recommendations)))
